"""Touching figures cut apart by what their columns mean (``86.582.3``, ``10100%``).

Of all ways to cut a run of figures into at most as many as there are columns, the one
that costs least is taken: points are whole numbers up to 100, a score is no more than its
points, amounts have as many decimals each, the execution rate is the quotient of its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Clip

_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_LONGEST_RUN = 28
_MOST_WAYS = 20_000
_UNCUT = 0.6
_TORN = 0.8
_LONE_ZERO = 0.7


@dataclass(frozen=True)
class Figure:
    """A printed figure: digits from ``start`` to ``end`` of the clip, a sign before, a unit after."""

    clip: Clip
    start: int
    end: int


@dataclass(frozen=True)
class _Part:
    clip: Clip
    digits: str
    percent: bool
    bare: bool
    torn: bool
    cut: bool


def cut_figures(run: Sequence[Figure], kinds: Sequence[str]) -> list[Clip]:
    """The clips of the figures, cut so that each column has at most one."""
    if not run or sum(figure.end - figure.start for figure in run) > _LONGEST_RUN or len(run) > len(kinds):
        return [figure.clip for figure in run]
    best: tuple[float, list[_Part]] | None = None
    for count, way in enumerate(_ways(run, len(kinds))):
        cost = _cost(way, kinds)
        if best is None or cost < best[0]:
            best = (cost, way)
        if count > _MOST_WAYS:
            break
    return [part.clip for part in best[1]] if best else [figure.clip for figure in run]


def _ways(run: Sequence[Figure], most: int) -> Iterator[list[_Part]]:
    if not run:
        yield []
        return
    for head in _cuts(run[0], most - len(run) + 1):
        for tail in _ways(run[1:], most - len(head)):
            yield head + tail


def _cuts(figure: Figure, most: int) -> Iterator[list[_Part]]:
    yield from _cut_from(figure, figure.start, most)


def _cut_from(figure: Figure, start: int, most: int) -> Iterator[list[_Part]]:
    if most < 1:
        return
    text = figure.clip.text
    for end in range(start + 1, figure.end + 1):
        if not _NUMBER.fullmatch(text[start:end]):
            continue
        if end == figure.end:
            yield [_part(figure, start, len(text))]
        else:
            for tail in _cut_from(figure, end, most - 1):
                yield [_part(figure, start, end), *tail]


def _part(figure: Figure, start: int, end: int) -> _Part:
    low = 0 if start == figure.start else start
    clip = figure.clip[low:end]
    digits = figure.clip.text[start : min(end, figure.end)]
    unit = figure.clip.text[figure.end : end]
    percent = unit[:1] in ("%", "％")
    whole = figure.clip.text[figure.start : figure.end]
    torn = percent and start > figure.start and _is_share(whole)
    return _Part(clip, digits, percent, not unit and low == start, torn, start > figure.start)


def _is_share(digits: str) -> bool:
    """Whether the digits before a percent sign are a share as they stand: 100% is hardly 10 and 0%."""
    return _NUMBER.fullmatch(digits) is not None and float(digits) <= 100


def _cost(parts: Sequence[_Part], kinds: Sequence[str]) -> float:
    cost = _UNCUT * (len(kinds) - len(parts))
    values = dict[str, float]()
    for part, kind in zip(parts, kinds, strict=False):
        cost += _misfit(part, kind) + _TORN * part.torn + _LONE_ZERO * (part.digits == "0" and part.cut)
        values.setdefault(kind, float(part.digits))
    cost += _unlike_decimals(parts, kinds)
    if values.get("score", 0) > values.get("max_score", 100):
        cost += 2
    return cost + _wrong_rate(values)


def _misfit(part: _Part, kind: str) -> float:
    value = float(part.digits)
    if kind == "max_score":
        round_points = value in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)
        return (0 if part.bare and value <= 100 else 3) + (0 if round_points else 0.4)
    if kind == "score":
        return 0 if part.bare and value <= 100 else 3
    if kind == "execution_rate":
        return (0 if part.percent else 0.5) + (0 if value <= 200 else 3)
    if part.percent and value > 100:
        return 1.5
    return 0


def _unlike_decimals(parts: Sequence[_Part], kinds: Sequence[str]) -> float:
    money = ("initial_budget", "annual_budget", "received", "executed")
    decimals = {
        len(part.digits.partition(".")[2]) for part, kind in zip(parts, kinds, strict=False) if kind in money
    }
    return 0.7 * max(0, len(decimals) - 1)


def _wrong_rate(values: dict[str, float]) -> float:
    budget = values.get("annual_budget") or values.get("initial_budget")
    executed, rate = values.get("executed"), values.get("execution_rate")
    if not budget or executed is None or rate is None:
        return 0
    return 0 if abs(executed / budget * 100 - rate) < 0.51 else 1.5
