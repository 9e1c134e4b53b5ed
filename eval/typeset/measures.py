"""Targets and actual values: how they are printed, and the Quantity expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from typeset.vocabulary import Term

_AT_LEAST = (("≥", ""), ("≥", ""), ("≧", ""), (">=", ""), ("", ""), ("", "以上"), ("不少于", ""), ("＞", ""))
_AT_MOST = (("≤", ""), ("≤", ""), ("", ""), ("", "以内"), ("不超过", ""), ("＜", ""))
_EXACT = (("＝", ""), ("=", ""), ("═", ""), ("", ""))
_OPERATOR = {
    "≥": ">=", "≧": ">=", ">=": ">=", "不少于": ">=", "以上": ">=", "＞": ">",
    "≤": "<=", "不超过": "<=", "以内": "<=", "＜": "<", "＝": "=", "=": "=", "═": "=",
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """What a cell, or the three columns sign, value and unit, print; ``after`` follows the unit."""

    sign: str = ""
    value: str = ""
    unit: str = ""
    after: str = ""
    in_words: bool = False

    @property
    def text(self) -> str:
        """All of it in one cell."""
        return self.sign + self.value + self.unit + self.after

    def quantity(self) -> dict[str, Any] | None:
        """The Quantity of the contract; None where nothing is printed."""
        if not self.text:
            return None
        if self.in_words:
            return {"text": self.text, "operator": None, "value": None, "unit": None}
        operator = _OPERATOR.get(self.sign) or _OPERATOR.get(self.after)
        digits = self.value.replace(",", "")
        number = float(digits) if "." in digits else int(digits)
        return {"text": self.text, "operator": operator, "value": number, "unit": self.unit or None}


@dataclass(frozen=True)
class Pair:
    """A target, what came of it, and whether it was met."""

    target: Measure
    actual: Measure
    met: bool


def measure(term: Term, rng: Random, year: int, columns: bool) -> Pair:
    """Invent a target and an actual value; ``columns`` asks for a sign of one character or none."""
    if term.shape == "words":
        return Pair(
            Measure(value=term.target_words, in_words=True),
            Measure(value=rng.choice(term.actual_words), in_words=True),
            True,
        )
    if term.shape == "date":
        day = f"{year}年12月{rng.choice((20, 31))}日前"
        return Pair(
            Measure(value=day, in_words=True),
            Measure(value=rng.choice((day, "按期完成")), in_words=True),
            True,
        )
    return _numbers(term, rng, columns)


def _numbers(term: Term, rng: Random, columns: bool) -> Pair:
    number = round(rng.uniform(term.low, term.high), 1 if term.shape == "ceiling" else 0)
    met = rng.random() < 0.8
    step = abs(number) * rng.choice((0, 0, 0.02, 0.1)) if met else abs(number) * rng.choice((0.05, 0.2))
    upward = met != (term.shape == "ceiling")
    reached = number + step if upward else number - step
    reached = min(reached, 100) if term.shape == "percent" else reached
    reached = round(reached, 0 if term.shape == "count" else rng.choice((0, 1, 2)))
    sign, after = _sign(term, number, rng, columns)
    target = Measure(sign, _digits(number), term.unit, after)
    actual = Measure("", _digits(reached), term.unit)
    return Pair(target, actual, met)


def _sign(term: Term, number: float, rng: Random, columns: bool) -> tuple[str, str]:
    choices: tuple[tuple[str, str], ...] = _AT_MOST if term.shape == "ceiling" else _AT_LEAST
    if number == 100 and term.shape == "percent":
        choices = _EXACT
    if columns:
        choices = tuple(pair for pair in choices if len(pair[0]) == 1)
    sign, after = rng.choice(choices)
    return sign, after


def _digits(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)
