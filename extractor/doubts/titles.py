"""Column titles and labels that OCR has misread, so that nobody read what stands under or after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Cell, Table
from extractor.doubts.cells import VOCABULARIES
from extractor.doubts.scan import Scan
from extractor.doubts.unplaced import is_printed_label
from extractor.findings import finding
from extractor.layout.headers import is_indicator_header
from extractor.layout.spelling import near_labels
from extractor.lexicon import Vocabulary, lexicon
from extractor.result import Evidence, Finding
from extractor.text import bare

_FEWEST_KNOWN = 3
_SHORTEST_LABEL = 3
# Columns that nearly every indicator table has, and how they are mostly titled; the likeliest one first.
_USUAL = {"actual": "实际完成值", "target": "年度指标值", "score": "得分", "max_score": "分值"}
_LABELS = ("head", "sign_off", "total")


class _Title(NamedTuple):
    said: str
    meant: str
    field: str
    cell: Cell


def titles_misread(scan: Scan) -> Iterator[Finding]:
    """A title one character away from a known one, in a header; it is about the column's cells."""
    for number, table in enumerate(scan.exact_tables()):
        for kind, name in VOCABULARIES.items():
            for title in _in_headers(table, getattr(lexicon(), name)):
                items = scan.cells.items(number, kind)
                yield from _finding(scan, title, [f"{item}/{title.field}" for item in items])


def titles_unknown(scan: Scan) -> Iterator[Finding]:
    """A title that is like none, in the header of an indicator table that lacks usual columns.

    Each column that is missing is told with the title that is the most like its own.
    """
    for number, table in enumerate(scan.exact_tables()):
        items = scan.cells.items(number, "indicators")
        missing = [name for name in _USUAL if not any(f"{item}/{name}" in scan.evidence for item in items)]
        unknown = [*_unknown_titles(table)] if items else []
        for name in missing if unknown else ():
            cell = max(unknown, key=lambda one: len({*bare(one.text)} & {*_USUAL[name]}))
            title = _Title(bare(cell.text), _USUAL[name], name, cell)
            yield from _finding(scan, title, [f"{item}/{name}" for item in items], "title_unknown")


def _unknown_titles(table: Table) -> Iterator[Cell]:
    """The cells of an indicator header that are no label at all."""
    vocabulary = lexicon().indicator
    for row in table.rows:
        if is_indicator_header(tuple(cell.clip for cell in row)):
            for cell in row:
                if (
                    any(char.isalpha() for char in cell.text)
                    and not is_printed_label(cell.text)
                    and not near_labels(cell.text, vocabulary)
                ):
                    yield cell


def labels_misread(scan: Scan) -> Iterator[Finding]:
    """A label of a form's head or foot one character away from a known one whose value is missing."""
    for number, table in enumerate(scan.exact_tables()):
        form = scan.cells.form(number)
        for title in _labels(table) if form else ():
            pointer = f"{form}/{title.field}"
            if title.field in type(scan.report.forms[0]).model_fields and pointer not in scan.evidence:
                yield from _finding(scan, title, [pointer])


def _finding(
    scan: Scan, title: _Title, pointers: Sequence[str], rule: str = "title_misread"
) -> Iterator[Finding]:
    places = [Evidence.at(place, scan.document, "exact") for place in title.cell.clip.places()]
    if any(place.confidence is not None for place in places):
        blank = [pointer for pointer in pointers if pointer not in scan.evidence]
        if blank:
            yield finding(rule, blank, places, expected=title.meant, found=title.said)


def _in_headers(table: Table, vocabulary: Vocabulary) -> Iterator[_Title]:
    for row in table.rows:
        known = {field for cell in row if (field := vocabulary.field(cell.text)) is not None}
        if len(known) >= _FEWEST_KNOWN:
            for cell in row:
                if cell.text not in lexicon().section:
                    yield from _near(cell, vocabulary, known)


def _labels(table: Table) -> Iterator[_Title]:
    words = lexicon()
    for row in table.rows:
        for cell in row:
            if len(bare(cell.text)) >= _SHORTEST_LABEL and cell.text not in words.goal:
                for name in _LABELS:
                    yield from _near(cell, getattr(words, name), set())


def _near(cell: Cell, vocabulary: Vocabulary, known: set[str]) -> Iterator[_Title]:
    """What a cell may be meant for, where that is one thing only and not already there."""
    near = near_labels(cell.text, vocabulary)
    fields = set(near.values()) - known
    if len(fields) == 1:
        (field,) = fields
        if not field.startswith("_"):
            meant = next(label for label in near if near[label] == field)
            yield _Title(bare(cell.text), meant, field, cell)
