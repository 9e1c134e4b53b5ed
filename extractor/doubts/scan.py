"""A settled report together with how sure the OCR was of each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.document import Document, Table
from extractor.doubts.cells import Cells
from extractor.report import Contract, Form, Quantity, Report
from extractor.result import Evidence, Finding

Items = Sequence[tuple[str, Any]]
_Spans = frozenset[tuple[int, int, int]]


@dataclass(frozen=True)
class Scan:
    """What the rules look at. Pointers are JSON Pointers of leaves in the report.

    ``findings`` are what the engine itself doubted.
    """

    report: Report
    evidence: Mapping[str, Sequence[Evidence]]
    document: Document
    findings: Sequence[Finding] = ()

    def sure(self, pointer: str) -> float | None:
        """How sure the OCR was of the least sure word of a leaf; None where it read none of it."""
        found = [place.confidence for place in self.evidence.get(pointer, ()) if place.confidence is not None]
        return min(found, default=None)

    def is_read(self, *pointers: str) -> bool:
        """Whether OCR read any of some leaves."""
        return any(self.sure(pointer) is not None for pointer in pointers)

    def said(self, pointer: str) -> str:
        """What the source prints for a leaf; empty where no place is known."""
        return "".join(place.text for place in self.evidence.get(pointer, ()))

    def same_cell(self, pointer: str) -> list[str]:
        """A leaf, and those of its object that are taken from just the same places."""
        item = pointer.rpartition("/")[0]
        places = _spans(self.evidence.get(pointer, ()))
        return [pointer, *(at for at in self._by_spans.get((item, places), ()) if places and at != pointer)]

    @cached_property
    def _by_spans(self) -> dict[tuple[str, _Spans], list[str]]:
        found: dict[tuple[str, _Spans], list[str]] = {}
        for pointer, places in self.evidence.items():
            found.setdefault((pointer.rpartition("/")[0], _spans(places)), []).append(pointer)
        return found

    @cached_property
    def taken(self) -> dict[int, list[tuple[int, int]]]:
        """Start and end of all that values were taken from, by page."""
        taken: dict[int, list[tuple[int, int]]] = {}
        for places in self.evidence.values():
            for place in places:
                taken.setdefault(place.page, []).append((place.start, place.end))
        return taken

    def least_sure(self, pointers: Iterable[str], most: int) -> list[str]:
        """Of some leaves those that OCR was least sure of, at most ``most``."""
        sure = {pointer: found for pointer in pointers if (found := self.sure(pointer)) is not None}
        return sorted(sure, key=lambda pointer: sure[pointer])[:most]

    @property
    def forms(self) -> Iterator[tuple[str, Form]]:
        """The forms with their pointers."""
        for index, form in enumerate(self.report.forms):
            yield f"/forms/{index}", form

    def exact_tables(self) -> list[Table]:
        """The tables of which the file or its pictures told rows, columns and spans."""
        return [block for block in self.document.blocks if isinstance(block, Table) and block.exact]

    @cached_property
    def cells(self) -> Cells:
        """The cells of those tables, and what stands in them."""
        return Cells(self.exact_tables(), self.evidence)

    def lists(self) -> Iterator[Items]:
        """Every list of objects, its items with their pointers."""
        yield from _lists(self.report, "")

    def objects(self) -> Iterator[tuple[str, Contract]]:
        """Every object with leaves of its own, with its pointer."""
        yield "", self.report
        if self.report.project_list_totals:
            yield "/project_list_totals", self.report.project_list_totals
        for items in self.lists():
            yield from items


def _spans(places: Iterable[Evidence]) -> _Spans:
    return frozenset((place.page, place.start, place.end) for place in places)


def _lists(owner: Contract, pointer: str) -> Iterator[Items]:
    for name in type(owner).model_fields:
        value = getattr(owner, name)
        if isinstance(value, list) and value:
            items = [(f"{pointer}/{name}/{index}", item) for index, item in enumerate(value)]
            yield items
            for at, item in items:
                yield from _lists(item, at)


def leaves(item: Contract, pointer: str) -> Iterator[tuple[str, Any]]:
    """The leaves of an object itself, with their pointers; a quantity is one leaf."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, Quantity) or not isinstance(value, list | Contract):
            yield f"{pointer}/{name}", value
