"""Figures in a sentence of running text: what they count, and the words that say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.engines.rules.prose.figure import figures_in, unit_of
from extractor.engines.rules.prose.line import Span
from extractor.quantity import number

if TYPE_CHECKING:
    from extractor.audit.prose import Sentence

Kind = Literal["money", "percent", "people", "count"]
_VALUE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MANY = re.compile(r"\d[-~—至到]{1,2}\d")
_STOPS = re.compile(r"[，,。;；:：、]|[(（](?![类款项])|其中")
_MONEY = {"万元": 1.0, "元": 1e-4, "亿元": 1e4}
_PEOPLE = frozenset({"人", "名"})


@dataclass(frozen=True, eq=False)
class Figure:
    """A number with its unit: ``value`` in 万元 for money, else as printed.

    ``label`` are the words before it, back to a stop or the figure before; ``start`` and ``end`` count in
    the sentence. ``digits`` is the number as it is printed.
    """

    sentence: Sentence
    kind: Kind
    value: float
    unit: str
    label: str
    digits: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands, with its label."""
        return self.sentence.span.cut(self.start - len(self.label), self.end)

    @property
    def slack(self) -> float:
        """Half a unit of its last printed decimal, in the unit of ``value``."""
        return 0.5 * 10.0 ** -len(self.digits.partition(".")[2]) * _MONEY.get(self.unit, 1.0)

    def says(self, other: float) -> bool:
        """Whether it is another value, rounded as it is printed here."""
        return abs(self.value - other) <= self.slack + 1e-9 * max(1.0, abs(other))


def figures_of(sentence: Sentence) -> Sequence[Figure]:
    """The figures of a sentence in order, read once however many rules ask; ranges and bare numbers are none."""
    return sentence.figures


def read_figures(sentence: Sentence) -> tuple[Figure, ...]:
    """The same, read anew."""
    found: list[Figure] = []
    plain, floor = sentence.plain, 0
    for match in figures_in(plain):
        unit, value = unit_of(match[0]), _VALUE.search(match[0])
        if unit and value and not _MANY.search(match[0]):
            stops = [stop.end() for stop in _STOPS.finditer(plain, floor, match.start())]
            start = max([floor, *stops])
            amount = float(number(value[0])) * _MONEY.get(unit, 1.0)
            label = plain[start : match.start()]
            found.append(Figure(sentence, _kind(unit), amount, unit, label, value[0], *match.span()))
        floor = match.end()
    return tuple(found)


def _kind(unit: str) -> Kind:
    if unit in _MONEY:
        return "money"
    if unit == "%":
        return "percent"
    return "people" if unit in _PEOPLE else "count"


@dataclass(frozen=True)
class Parts:
    """A total and what is said to be in it (其中), without what stands in brackets within."""

    total: Figure
    parts: Sequence[Figure]


_OF_WHICH = re.compile(r"其中|主要用于以下(?:几个)?方面")
_NEW_YEAR = re.compile(r"[，,;；。]20\d\d年")
_ASIDE = re.compile(r"[(（][^)）]*[)）]|[，,][比较同占][^，,;；]*")
CHANGE = re.compile(r"(?:增加|增长|上升|减少|下降|降低|多|少)了?(?:约|额)?$")
_NEAR = 12


def parts_of(figures: Sequence[Figure]) -> Iterator[Parts]:
    """What the figures of one sentence say to be parts of what."""
    if not figures:
        return
    plain = figures[0].sentence.plain
    for word in _OF_WHICH.finditer(plain):
        total = _total_before(figures, plain, word.start())
        if total is None:
            continue
        end = _scope(plain, word.end(), plain[word.start() - 1 : word.start()] in "(（")
        inside = [one for one in figures if word.end() <= one.start < end and _alike(one, total)]
        parts = [one for one in inside if not _in_brackets(plain, word.end(), one.start)]
        if parts:
            yield Parts(total, parts)


def _total_before(figures: Sequence[Figure], plain: str, at: int) -> Figure | None:
    """The last figure before a place, past shares, changes and what stands in brackets."""
    for one in reversed(figures):
        if one.end <= at and one.kind != "percent" and not CHANGE.search(one.label):
            if _in_brackets(plain, 0, one.start) and not _in_brackets(plain, 0, at):
                continue
            between = _ASIDE.sub("", plain[one.end : at])
            return one if len(between) <= _NEAR else None
    return None


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and (one.kind != "count" or one.unit == other.unit)


def _scope(plain: str, start: int, bracketed: bool) -> int:
    """Where what follows 其中 ends: at its bracket, at the next 其中, at another year, at the end."""
    if bracketed:
        depth = 1
        for at in range(start, len(plain)):
            depth += (plain[at] in "(（") - (plain[at] in ")）")
            if depth == 0:
                return at
        return len(plain)
    others = (found for found in _OF_WHICH.finditer(plain, start) if plain[found.start() - 1] not in "(（")
    ends = [found.start() for found in (next(others, None), _NEW_YEAR.search(plain, start)) if found]
    return min([len(plain), *ends])


def _in_brackets(plain: str, start: int, at: int) -> bool:
    between = plain[start:at]
    return sum(sign in "(（" for sign in between) > sum(sign in ")）" for sign in between)
