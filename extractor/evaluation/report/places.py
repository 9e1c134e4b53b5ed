"""Where a mistake stands in the source, and which findings point to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from extractor.document import Document, Page
from extractor.evaluation.benchmark.folder import Kept
from extractor.evaluation.figures import Mistake
from extractor.evaluation.ground import Ground
from extractor.evaluation.report.model import Excerpt, Note
from extractor.result import Evidence, Finding
from extractor.text import fold

_AROUND = 240  # characters on either side
_LINES = 5
_LONGEST = 600
_TELLING = 2  # shorter text stands all over a form
_COMPONENTS = {"text", "operator", "value", "unit"}
_QUANTITIES = {"target", "actual"}


class Places:
    """Looks up the places of one document as it was read."""

    def __init__(self, kept: Kept) -> None:
        self._pages = kept.pages
        self._evidence = kept.result.evidence if kept.result else {}
        self._findings = kept.result.findings if kept.result else []

    def of(self, mistake: Mistake) -> Excerpt | None:
        """Where the answer was read, else where what gold says is printed; None where neither is known."""
        return self._answered(mistake) or self._printed(mistake)

    def notes(self, mistake: Mistake) -> list[Note]:
        """The findings that point to the cell or to what holds it; of what was not answered, those that say it."""
        return [
            Note(rule=one.rule, severity=one.severity, message=one.message, message_en=one.message_en)
            for one in self._findings
            if _points(one, mistake)
        ]

    @cached_property
    def _ground(self) -> Ground:
        pages = tuple(Page(number, text, "text") for number, text in enumerate(self._pages, 1))
        return Ground(Document("", "", "", pages, ()))

    def _answered(self, mistake: Mistake) -> Excerpt | None:
        if mistake.answer_pointer is None:
            return None
        cell = cell_of(mistake.answer_pointer)
        found = self._evidence.get(cell) or list(self._below(cell))
        place = min(found, key=lambda one: (one.page, one.start), default=None)
        if place is None or not 1 <= place.page <= len(self._pages):
            return None
        return self._excerpt(place.page, place.start, place.end, "answer")

    def _below(self, row: str) -> Iterator[Evidence]:
        for pointer, places in self._evidence.items():
            if pointer.startswith(f"{row}/"):
                yield from places

    def _printed(self, mistake: Mistake) -> Excerpt | None:
        gold = mistake.gold
        if gold is None or isinstance(gold, bool) or (isinstance(gold, str) and len(fold(gold)) < _TELLING):
            return None
        found = self._ground.find(gold, in_sentences=False)
        if not found:
            return None
        number = self._ground.page(found[0])
        begin = sum(len(page) + 1 for page in self._pages[: number - 1])
        start, end = (at - begin for at in found[0])
        return self._excerpt(number, start, end, "gold", len(found) - 1)

    def _excerpt(
        self, number: int, start: int, end: int, origin: Literal["answer", "gold"], others: int = 0
    ) -> Excerpt:
        text = self._pages[number - 1]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return Excerpt(
            page=number,
            before="\n".join(before.split("\n")[-_LINES:]),
            marked=text[start : min(end, start + _LONGEST)],
            after="\n".join(after.split("\n")[:_LINES]),
            origin=origin,
            others=others,
        )


def cell_of(pointer: str) -> str:
    """The pointer of the cell that a leaf is part of: a quantity is one cell."""
    above, _, leaf = pointer.rpartition("/")
    whole = leaf in _COMPONENTS and above.rpartition("/")[2] in _QUANTITIES
    return above if whole else pointer


def field_of(pointer: str) -> str:
    """The field that a JSON Pointer leads to: its names without the numbers of rows."""
    return ".".join(part for part in pointer.split("/") if part and not part.isdecimal())


def _points(finding: Finding, mistake: Mistake) -> bool:
    if mistake.answer_pointer is None:
        said = fold(mistake.gold) if isinstance(mistake.gold, str) else ""
        texts = (finding.found, finding.expected, *(place.text for place in finding.places))
        return len(said) > _TELLING and said in {fold(text) for text in texts if text}
    cell = cell_of(mistake.answer_pointer)
    return any(pointer and f"{cell}/".startswith(f"{pointer}/") for pointer in finding.pointers)
