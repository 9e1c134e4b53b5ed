"""What the store of a run gives the exports: one record for each document of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractor.batch.task import Problem
from extractor.result import Usage

State = Literal["pending", "ok", "partial", "failed", "duplicate"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the store knows it.

    ``path`` is its path as text, ``name`` that of its files in ``documents``. ``same_as`` is the id of the document
    with the same content that was read in its place, ``same_name`` the name of that one's files, both None unless
    it is a ``duplicate``. ``finished`` is in seconds since 1970, None while it is not. ``rows`` are as
    `tables.packed` gives them, empty where there are none.
    """

    id: str
    path: str
    name: str
    state: State
    same_as: str | None = None
    same_name: str | None = None
    sha256: str | None = None
    seconds: float | None = None
    pages: int = 0
    findings: int = 0
    doubt: float = 0.0
    finished: float | None = None
    usage: Usage | None = None
    problem: Problem | None = None
    rows: bytes = field(default=b"", repr=False)
