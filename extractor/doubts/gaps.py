"""Cells that are empty where those of all other rows are not: a glyph that OCR has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.doubts.scan import Items, Scan, leaves
from extractor.findings import finding
from extractor.report import Indicator
from extractor.result import Evidence, Finding

_FEWEST = 4
_FEW = 0.2
_AMOUNTS = ("initial_budget", "annual_budget", "received", "executed")
_NAMES = {"indicators": "level3", "project_list": "project_name", "funds": "source"}
# Numbers that every row has or none, and what else a row holds where one is due.
_DUE = {"max_score": "level3", "score": "actual", "sequence": "project_name"}


def numbers_missing(scan: Scan) -> Iterator[Finding]:
    """Points, a score or a serial number missing in few rows of a list where nearly all others have it.

    Amounts and actual values are left out in earnest; a row without actual value has no score.
    """
    for items in scan.lists():
        if len(items) < _FEWEST or not _is_read(scan, items):
            continue
        for name in _DUE.keys() & type(items[0][1]).model_fields.keys():
            due = [(at, item) for at, item in items if getattr(item, _DUE[name], 0) is not None]
            gaps = [at for at, item in due if getattr(item, name) is None]
            if 0 < len(gaps) <= _FEW * len(due):
                for at in gaps:
                    yield finding("number_missing", [f"{at}/{name}"], _row(scan, items, at))


def names_missing(scan: Scan) -> Iterator[Finding]:
    """A row without the name that rows of its kind have: it may be no row, but the rest of another."""
    for items in scan.lists():
        name = _NAMES.get(items[0][0].split("/")[-2])
        if name and _is_read(scan, items) and any(getattr(item, name) for _, item in items):
            for at, item in items:
                if not getattr(item, name):
                    stated = [one for one, value in leaves(item, at) if value is not None]
                    yield finding("name_missing", [f"{at}/{name}", *stated], _row(scan, items, at))


def amounts_missing(scan: Scan) -> Iterator[Finding]:
    """A fund line with a score or points but without any amount: a stroke or speck may have been read as a figure."""
    for pointer, form in scan.forms:
        with_amounts = [any(getattr(line, name) is not None for name in _AMOUNTS) for line in form.funds]
        for index, line in enumerate(form.funds):
            at = f"{pointer}/funds/{index}"
            stated = [one for one, value in leaves(line, at) if value is not None]
            if not with_amounts[index] and any(with_amounts) and scan.is_read(*stated):
                yield finding("amounts_missing", stated, text=(line.source or "")[:20])


def rows_empty(scan: Scan) -> Iterator[Finding]:
    """An indicator that is nothing but a name where nearly all others have more.

    It may be the rest of the name above, or ink that is none; so all that it states is in doubt.
    """
    for pointer, form in scan.forms:
        bare = [at for at, row in enumerate(form.indicators) if not _has_content(row)]
        if len(form.indicators) < _FEWEST or len(bare) > _FEW * len(form.indicators):
            continue
        for index in bare:
            at, row = f"{pointer}/indicators/{index}", form.indicators[index]
            above = [f"{pointer}/indicators/{index - 1}/level3"] if index else []
            stated = [one for one, value in leaves(row, at) if value is not None]
            if scan.is_read(*stated):
                yield finding("row_empty", [*stated, *above], text=(row.level3 or "")[:20])


def _has_content(row: Indicator) -> bool:
    beside = (row.target, row.actual, row.max_score, row.score, row.completion, row.deviation_reason)
    return any(value is not None for value in beside)


def sequence_broken(scan: Scan) -> Iterator[Finding]:
    """A serial number that is not the one between its neighbours'."""
    numbers = [line.sequence for line in scan.report.project_list]
    counted = range(1, len(numbers) + 1)
    wrong = [at for at, number in enumerate(numbers) if number is not None and number != counted[at]]
    if not wrong or len(wrong) > _FEW * len(numbers):
        return
    for at in wrong:
        pointer = f"/project_list/{at}/sequence"
        if scan.is_read(pointer):
            yield finding("sequence_broken", [pointer], expected=str(counted[at]), found=str(numbers[at]))


def _is_read(scan: Scan, items: Items) -> bool:
    return any(scan.is_read(*(at for at, _ in leaves(item, pointer))) for pointer, item in items)


def _row(scan: Scan, items: Items, pointer: str) -> list[Evidence]:
    """Where the rest of a row stands."""
    item: Any = dict(items)[pointer]
    places = [place for at, _ in leaves(item, pointer) for place in scan.evidence.get(at, ())]
    return sorted(places, key=lambda place: (place.page, place.start))[-1:]
