"""Comparison signs and units that OCR has lost or read as something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor.document import UNREAD
from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.layout.spelling import one_apart
from extractor.quantity import is_blank
from extractor.report import Form, Indicator, Quantity
from extractor.result import Finding
from extractor.text import fold

# What has been seen in the place of ＝, ≥ and ≤.
_GARBLED_SIGN = re.compile(
    r"(?P<sign>[^\w\s.\-+(《》〈〉≥≤⩾⩽<>=~约]{1,2}|[二之乏zZ]|[A-Za-z](?=[\d.]+%))\d.*"
)
_FEWEST = 4
_FEW = 0.2
_CERTAIN = 0.99


def signs_garbled(scan: Scan) -> Iterator[Finding]:
    """What stands before a figure and is no sign, but may have been one (``二98%``)."""
    for pointer, form in scan.forms:
        for at, quantity in _quantities(form, pointer):
            if quantity.operator is not None or not scan.is_read(at):
                continue
            garbled = _GARBLED_SIGN.match(fold(quantity.text))
            if garbled and UNREAD not in quantity.text:
                yield finding("sign_garbled", [at], text=quantity.text[:20], found=garbled["sign"])
        for index, row in enumerate(form.indicators):
            at, said = f"{pointer}/indicators/{index}/completion", fold(row.completion or "")
            if (garbled := _GARBLED_SIGN.fullmatch(said)) and UNREAD not in said and scan.is_read(at):
                yield finding("sign_garbled", [at], text=said[:20], found=garbled["sign"])


def signs_missing(scan: Scan) -> Iterator[Finding]:
    """A target without a sign where nearly all others of the form have one.

    Where signs stand in a column of their own its cell was taken for empty; where they stand
    before the figure, OCR has to have been unsure of the rest as well. A dash in a column of
    signs is one misread (``＝``), however many others have none.
    """
    for pointer, form in scan.forms:
        rows = _targets(form, pointer)
        bare = _exceptions({at: target.operator for at, target in rows.items()})
        signed = [at for at, target in rows.items() if target.operator is not None]
        apart = bool(signed) and all(_is_joined(scan, at) for at in signed)
        without = [at for at, target in rows.items() if target.operator is None]
        strokes = [at for at in without if apart and _stands_behind_a_stroke(scan, at)]
        for at in dict.fromkeys([*bare, *strokes]):
            sure = scan.sure(at)
            if sure is not None and (apart or sure < _CERTAIN) and fold(rows[at].text)[:1].isdigit():
                yield finding("sign_missing", [at], text=rows[at].text[:20])


def units_missing(scan: Scan) -> Iterator[Finding]:
    """A target without a unit where units have a column of their own and nearly all others have one."""
    for pointer, form in scan.forms:
        rows = _targets(form, pointer)
        bare = _exceptions({at: target.unit for at, target in rows.items()})
        if all(_is_joined(scan, at) for at in rows if at not in bare):
            for at in bare:
                if scan.is_read(at):
                    yield finding("unit_missing", [at], text=rows[at].text[:20])


def units_apart(scan: Scan) -> Iterator[Finding]:
    """Target and actual value whose units differ, where in nearly all other rows they agree."""
    for pointer, form in scan.forms:
        rows = [
            (index, row)
            for index, row in enumerate(form.indicators)
            if _has_value(row.target) and _has_value(row.actual)
        ]
        odd = [(index, row) for index, row in rows if _units_differ(row)]
        rare = len(rows) >= _FEWEST and len(odd) <= max(1, _FEW * len(rows))
        seen = Counter(unit for _, row in rows for unit in _units(row))
        for index, row in odd:
            at = f"{pointer}/indicators/{index}"
            pointers = _suspects(row, at, seen)
            if scan.is_read(*pointers) and (rare or _alike(*_units(row))):
                target, actual = _units(row)
                yield finding("unit_apart", pointers, expected=target or "-", found=actual or "-")


def _targets(form: Form, pointer: str) -> dict[str, Quantity]:
    """The targets that state a figure, by pointer."""
    return {
        f"{pointer}/indicators/{at}/target": row.target
        for at, row in enumerate(form.indicators)
        if row.target and row.target.value is not None
    }


def _exceptions(values: Mapping[str, str | None]) -> list[str]:
    """Those without a value where nearly all have one; none where that is no exception."""
    bare = [at for at, value in values.items() if value is None]
    return bare if len(values) >= _FEWEST and len(bare) <= _FEW * len(values) else []


def _is_joined(scan: Scan, pointer: str) -> bool:
    """Whether a value was put together out of several cells."""
    return len(scan.evidence.get(pointer, ())) > 1


def _stands_behind_a_stroke(scan: Scan, pointer: str) -> bool:
    """Whether the cell before a value holds a dash and nothing else."""
    place = next(iter(scan.evidence.get(pointer, ())), None)
    spot = scan.cells.at(place.page, place.start) if place else None
    before = (scan.cells.before(spot) or "") if spot else ""
    return bool(before.strip()) and is_blank(before)


def _quantities(form: Form, pointer: str) -> Iterator[tuple[str, Quantity]]:
    for index, row in enumerate(form.indicators):
        for name in ("target", "actual"):
            if (quantity := getattr(row, name)) is not None:
                yield f"{pointer}/indicators/{index}/{name}", quantity


def _has_value(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.value is not None


def _units(row: Indicator) -> tuple[str, str]:
    target, actual = (fold(one.unit or "") if one else "" for one in (row.target, row.actual))
    return target, actual


def _units_differ(row: Indicator) -> bool:
    target, actual = _units(row)
    return target != actual


def _alike(target: str, actual: str) -> bool:
    """Whether one unit may be a misreading of the other."""
    return bool(target and actual) and one_apart(target, actual)


def _suspects(row: Indicator, at: str, seen: Counter[str]) -> Sequence[str]:
    """The value whose unit nobody else uses first, then the other."""
    names = sorted(("target", "actual"), key=lambda name: seen[fold(getattr(row, name).unit or "")])
    return [f"{at}/{name}" for name in names]
