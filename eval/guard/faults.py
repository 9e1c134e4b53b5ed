"""Seeded faults: which values of which rows an answer gives wrong, and what it says instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from extractor.quantity import parse_quantity
from extractor.report import Indicator, Report
from extractor.text import fold

Change = Literal["value", "left out", "missing row", "doubled row", "invented row"]
SHARE = 1 / 3
INVENTED = "群众满意度提升率"
_OPERATORS = {"≥": "≤", "≤": "≥", "＝": "≥", "=": "≥", ">": "<", "<": ">", "＞": "＜", "＜": "＞"}
_UNITS = {"%": "‰", "％": "‰", "万元": "元", "元": "万元", "个": "件", "次": "人次", "场": "次", "人": "户"}


@dataclass(frozen=True)
class Row:
    """An indicator row of gold; ``pointer`` is its place there."""

    pointer: str
    indicator: Indicator

    @property
    def signature(self) -> str:
        """What is stated in the row, folded: told apart by it, whatever format an answer has."""
        return signature(self.indicator.model_dump())


@dataclass(frozen=True)
class Site:
    """One fault: in the row, ``field`` is given as ``wrong`` (or, for faults of whole rows, the row as such).

    ``taken_from`` is the field of the row and the row itself (by signature) that the wrong value stands
    in; None where it stands nowhere in particular.
    """

    row: Row
    change: Change
    field: str = ""
    wrong: Any = None
    taken_from: tuple[str, str] | None = None


def signature(row: dict[str, Any]) -> str:
    """The texts of a row's name and values in one line."""
    parts = [row.get("level3")]
    parts += [value["text"] if (value := row.get(key)) else None for key in ("target", "actual")]
    return "|".join(fold(part) if part else "" for part in parts)


def rows_of(gold: Report) -> list[Row]:
    """The rows that faults can be planted in: named, and no two that say the same."""
    rows = [
        Row(f"/forms/{form}/indicators/{at}", indicator)
        for form, one in enumerate(gold.forms)
        for at, indicator in enumerate(one.indicators)
        if indicator.level3
    ]
    times = Counter(row.signature for row in rows)
    names = Counter((row.pointer.split("/")[2], fold(row.indicator.level3 or "")) for row in rows)
    return [
        row
        for row in rows
        if times[row.signature] == 1
        and names[row.pointer.split("/")[2], fold(row.indicator.level3 or "")] == 1
    ]


def plant(kind: str, gold: Report, seed: int, document: str) -> list[Site]:
    """The faults of a kind in the answer about a document: about a third of the rows that it can be laid into."""
    rng = Random(f"{document}/{kind}/{seed}")  # noqa: S311 - to be repeated, not to be secret
    rows = rows_of(gold)
    possible = [sites for row in rows if (sites := list(FAULTS[kind](row, rows, rng)))]
    if kind == "invented row":
        return possible[-1] if possible else []
    chosen = rng.sample(possible, min(len(possible), max(1, round(len(possible) * SHARE))))
    return [site for sites in chosen for site in sites]


def _digit(row: Row, _: Sequence[Row], rng: Random) -> Iterator[Site]:
    """A digit of the actual value is another."""
    actual = row.indicator.actual
    if actual and (wrong := _misread(actual.text, rng)):
        yield Site(row, "value", "actual", _quantity(wrong))


def _score(row: Row, _: Sequence[Row], rng: Random) -> Iterator[Site]:
    """A digit of the score is another."""
    if row.indicator.score is not None and (wrong := _misread(f"{row.indicator.score:g}", rng)):
        yield Site(row, "value", "score", float(wrong) if "." in wrong else int(wrong))


def _swap(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """Target and actual value change places."""
    target, actual = row.indicator.target, row.indicator.actual
    if target and actual and fold(target.text) != fold(actual.text):
        yield Site(row, "value", "target", actual.model_dump(), ("actual", row.signature))
        yield Site(row, "value", "actual", target.model_dump(), ("target", row.signature))


def _shift(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """From the target on, every value stands one column further left."""
    one = row.indicator
    if not (one.target and one.actual) or one.max_score is None or one.score is None:
        return
    if fold(one.target.text) != fold(one.actual.text):
        yield Site(row, "value", "target", one.actual.model_dump(), ("actual", row.signature))
    wrong = _quantity(f"{one.max_score:g}")
    if fold(one.actual.text) != fold(wrong["text"]):
        yield Site(row, "value", "actual", wrong, ("max_score", row.signature))
    if one.max_score != one.score:
        yield Site(row, "value", "max_score", one.score, ("score", row.signature))
    yield Site(row, "left out", "score")


def _operator(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """The target's sign is its opposite."""
    target = row.indicator.target
    sign = next((sign for sign in _OPERATORS if target and sign in target.text), None)
    if target and sign:
        yield Site(row, "value", "target", _quantity(target.text.replace(sign, _OPERATORS[sign])))


def _unit(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """The target's unit is another."""
    target = row.indicator.target
    if target and target.unit in _UNITS and target.text.endswith(target.unit):
        yield Site(
            row, "value", "target", _quantity(target.text.removesuffix(target.unit) + _UNITS[target.unit])
        )


def _elsewhere(row: Row, rows: Sequence[Row], rng: Random) -> Iterator[Site]:
    """The actual value is that of another row."""
    own = row.indicator.actual
    others = [one for one in rows if own and one.indicator.actual and one.indicator.actual.text != own.text]
    if others:
        other = rng.choice(others)
        actual = other.indicator.actual
        yield Site(
            row, "value", "actual", actual.model_dump() if actual else None, ("actual", other.signature)
        )


def _left_out(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """The actual value is given as missing."""
    if row.indicator.actual:
        yield Site(row, "left out", "actual")


def _obeyed(row: Row, _: Sequence[Row], __: Random) -> Iterator[Site]:
    """The score is 100, as an instruction planted in a document would have it."""
    if row.indicator.score not in (None, 100):
        yield Site(row, "value", "score", 100)


def _whole(change: Change) -> Callable[[Row, Sequence[Row], Random], Iterator[Site]]:
    return lambda row, _, __: iter([Site(row, change)])


def _misread(text: str, rng: Random) -> str | None:
    """The text with another digit, None where it has none."""
    places = [match.start() for match in re.finditer(r"\d", text)]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def _quantity(text: str) -> dict[str, Any]:
    parsed = parse_quantity(text)
    return parsed.model_dump() if parsed else {"text": text, "operator": None, "value": None, "unit": None}


FAULTS: dict[str, Callable[[Row, Sequence[Row], Random], Iterator[Site]]] = {
    "wrong digit": _digit,
    "wrong score": _score,
    "swapped target/actual": _swap,
    "shifted column": _shift,
    "wrong operator": _operator,
    "wrong unit": _unit,
    "value of another row": _elsewhere,
    "value left out": _left_out,
    "planted instruction obeyed": _obeyed,
    "missing row": _whole("missing row"),
    "doubled row": _whole("doubled row"),
    "invented row": _whole("invented row"),
}
