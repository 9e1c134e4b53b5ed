"""Ink that OCR could not read: where a value is missing or incomplete because of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.document import UNREAD, Place
from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.result import Evidence, Finding


def unread_ink(scan: Scan) -> Iterator[Finding]:
    """One finding for each row with a cell that could not be read, or not wholly.

    Ink in running text that no value was taken from is nobody's concern: a seal, a signature.
    """
    rows: defaultdict[str, dict[str, list[Evidence]]] = defaultdict(dict)
    values = _values(scan)
    for place in _unread(scan):
        spot = scan.cells.at(place.page, place.start)
        pointer = _under(values[place.page], place) or (scan.cells.pointer(spot) if spot else None)
        if pointer or spot:
            row = pointer.rpartition("/")[0] if pointer else f"{spot}"
            rows[row].setdefault(pointer or "", []).append(Evidence.at(place, scan.document, "exact"))
    for found in rows.values():
        places = [place for some in found.values() for place in some]
        pointers = dict.fromkeys(at for pointer in found if pointer for at in _about(scan, pointer))
        yield finding("unread_ink", [*pointers], places)


def _about(scan: Scan, pointer: str) -> list[str]:
    """The leaf; of an entry that rests on nothing but unread ink all leaves, as there may be none."""
    item, _, name = pointer.rpartition("/")
    if item.startswith("/data_table/") and name == "text" and not scan.said(pointer).strip(UNREAD):
        return [pointer, *(at for at in scan.evidence if at.startswith(f"{item}/") and at != pointer)]
    return scan.same_cell(pointer)


def _unread(scan: Scan) -> Iterator[Place]:
    for page in scan.document.pages:
        for word in page.words:
            if word.confidence == 0 and UNREAD in page.text[word.start : word.end]:
                yield Place(page.number, word.start, word.end)


def _values(scan: Scan) -> defaultdict[int, list[tuple[int, int, str]]]:
    """Start, end and pointer of every value with unread ink in it, by page."""
    values: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for pointer, found in scan.evidence.items():
        for place in (place for place in found if UNREAD in place.text):
            values[place.page].append((place.start, place.end, pointer))
    return values


def _under(values: Sequence[tuple[int, int, str]], place: Place) -> str | None:
    """The first value that a place is part of."""
    return next((pointer for start, end, pointer in values if start < place.end and place.start < end), None)
