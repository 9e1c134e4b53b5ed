"""The file of a guard run. All answers in it are simulated: it measures guards, and says nothing about any model."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

WrongIn = Literal["first answer", "every answer"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Line(_Closed):
    """What became of one kind of fault in one system, over all documents and seeds.

    ``planted`` = ``repaired`` (right in the result) + ``flagged`` (wrong, and the system says so) +
    ``missed`` (wrong, without a word). ``rows_lost`` are indicator rows that went missing without a word,
    ``calls`` HTTP requests, ``calls_without_fault`` those of the same documents with right answers.
    """

    fault: str
    wrong_in: WrongIn
    planted: int
    repaired: int
    flagged: int
    missed: int
    rows_lost: int
    calls: int
    calls_without_fault: int


class SystemRun(_Closed):
    """One system. Of ``right_cells`` (answers without a fault) it doubts ``doubted`` all the same."""

    name: str
    right_cells: int
    doubted: int
    lines: list[Line]


class GuardRun(_Closed):
    """All systems over the same documents and the same faults. ``skipped`` says why a system was not run."""

    schema_version: Literal["guard.v1"] = "guard.v1"
    answers: Literal["simulated"] = "simulated"
    versions: dict[str, str]
    documents: list[str]
    left_out: list[str]
    seeds: int
    systems: list[SystemRun]
    skipped: dict[str, str]
