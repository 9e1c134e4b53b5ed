"""What the store of a run gives the exports: one record for each document of the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from extractor.batch.task import Problem
from extractor.result import Usage

State = Literal["waiting", "running", "ok", "partial", "failed", "duplicate"]
Order = Literal["path", "doubt"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the store knows it.

    ``path`` is its path as text, ``name`` that of its files in ``documents``, ``same_as`` the id of the document
    with the same content that was read in its place (status ``duplicate``). ``finished_at`` is in seconds since
    1970, None while it is not. ``page`` says whether ``documents/<name>.html`` was written. ``rows`` are as
    `packed` gives them, empty where there are none.
    """

    id: str
    path: str
    name: str
    status: State
    same_as: str | None = None
    sha256: str | None = None
    seconds: float = 0.0
    pages: int = 0
    doubt: float = 0.0
    finished_at: float | None = None
    usage: Usage | None = None
    problem: Problem | None = None
    page: bool = True
    rows: bytes = field(default=b"", repr=False)


class Records(Protocol):
    """Gives the documents of a run, as often as asked, one at a time, always of the same moment."""

    def stored(self, order: Order = "path") -> Iterator[Stored]:
        """All of them, by path, or the most doubtful first (by path where two are equally so)."""
        ...
