"""Documents of a run as the store gives them to the exports, made of real results."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor import Result, extract
from extractor.batch.export.stored import Stored
from extractor.batch.tables import DOUBT_OF_FAILED, doubt_of, packed
from extractor.batch.task import Problem

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"
SPECIMENS = Path(__file__).parents[2] / "eval" / "specimens"


def record(result: Result, path: str, name: str) -> Stored:
    """A document that was read."""
    return Stored(
        id=hashlib.sha256(path.encode()).hexdigest()[:12],
        path=path,
        name=name,
        state=result.status,
        sha256=result.source.sha256,
        seconds=0.25,
        pages=len(result.source.pages),
        findings=len(result.findings),
        doubt=doubt_of(result),
        finished=1_763_754_000.5,
        usage=result.usage,
        rows=packed(result),
    )


def results() -> dict[str, Result]:
    """Two samples and two specimens by the name of their files; one name is awkward in links."""
    return {
        "laoting-2023": extract(SAMPLES / "laoting-2023.txt", engine="rules"),
        "报告 #2 100%": extract(SAMPLES / "quannan-2022.txt", engine="rules"),
        "hunan-department": extract(SPECIMENS / "hunan-department.txt", engine="rules"),
        "sichuan-glued": extract(SPECIMENS / "sichuan-glued.txt", engine="rules"),
    }


def failed() -> Stored:
    """A document that could not be read, with a name that a spreadsheet would run."""
    problem = Problem("DamagedInput", "文件已损坏", "The file is damaged")
    return Stored("bad", "=1+1|x.pdf", "x", "failed", doubt=DOUBT_OF_FAILED, problem=problem)


def duplicate(of: Stored) -> Stored:
    """The same content under another path."""
    return Stored("copy", "copy.txt", "copy", "duplicate", same_as=of.id, same_name=of.name, sha256=of.sha256)


def pending() -> Stored:
    """A document that is still to be read."""
    return Stored("later", "later.pdf", "later", "pending")
