"""The review queue: what a clerk has to look at, the most doubtful documents first."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Self

from extractor.batch.export.links import link_to
from extractor.batch.export.stored import Stored
from extractor.batch.tables import REVIEW, Row, Rows, Value, tables
from extractor.output.columns import spoken
from extractor.result import Lang

_SEVERITIES = ("error", "warning")
_OF_FINDING = ("number", "severity", "cause", "expected", "found", "page", "line", "source_text", "rule")


def to_review(stored: Stored, rows: Rows, lang: Lang) -> list[Row]:
    """The lines of one document: why it was not read, then its errors and warnings; their rank is None yet.

    Doubts about the reading stand before contradictions of the document itself, errors before warnings.
    """
    page = str(rows["documents"][0][-1] or "")
    own: dict[str, Value] = {
        "path": stored.path,
        "status": stored.state,
        "doubt": stored.doubt,
        "document_id": stored.id,
        "link": link_to(page) if page else None,
    }
    lines = [own | _failure(stored, lang)] if stored.problem else []
    for finding in _open(rows):
        lines.append(own | _said(finding, page, lang))
    names = [column.name for column in REVIEW.columns]
    return [[line.get(name) for name in names] for line in lines]


def _failure(stored: Stored, lang: Lang) -> dict[str, Value]:
    said = stored.problem.said(lang) if stored.problem else None
    return {"severity": "error", "cause": "reading", "message": said, "rule": stored.state}


def _open(rows: Rows) -> list[dict[str, Value]]:
    """The errors and warnings of a document, without what follows from others."""
    names = [column.name for column in tables()["findings"].columns]
    found = [dict(zip(names, row, strict=True)) for row in rows.get("findings", ())]
    found = [one for one in found if one["follows"] is None and one["severity"] in _SEVERITIES]
    return sorted(found, key=lambda one: (one["cause"] == "document", one["severity"] == "warning"))


def _said(finding: Mapping[str, Value], page: str, lang: Lang) -> dict[str, Value]:
    pointers = finding["pointers"]
    pointer = str(pointers[0]) if isinstance(pointers, list) and pointers else ""
    return {name: finding[name] for name in _OF_FINDING} | {
        "item": spoken(pointer, lang) or None,
        "message": finding["message" if lang == "zh" else "message_en"],
        "pointer": pointer,
        "link": link_to(page, pointer) if page else None,
    }


class ByDoubt:
    """Keeps the lines of all documents on disk, and gives them back the most doubtful document first."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed when we are
        self._doubts, self._starts = array("d"), array("Q")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, doubt: float, lines: list[Row]) -> None:
        """Keep the lines of one document."""
        if lines:
            self._doubts.append(doubt)
            self._starts.append(self._file.tell())
            self._file.write(json.dumps(lines).encode("ascii") + b"\n")

    def __iter__(self) -> Iterator[list[Row]]:
        """The lines of one document after the other, each with its rank; of two equally doubtful the first added."""
        ranks = count(1)
        for at in sorted(range(len(self._doubts)), key=lambda index: -self._doubts[index]):
            self._file.seek(self._starts[at])
            yield [[next(ranks), *line[1:]] for line in json.loads(self._file.readline())]
