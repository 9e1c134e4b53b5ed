"""Points and scores that do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.report import Form, FundLine, Indicator, Number
from extractor.result import Finding

_EXACT = 0.015  # sums of figures with two decimals
FULL_MARKS = (100, 90, 80)  # points of all indicators, without those of the budget's execution
_MOST_SUSPECTS = 3
_FEWEST_ROWS = 3


@dataclass(frozen=True)
class Sum:
    """Figures by pointer, and what they should add up to (its own pointer, None where it is no leaf).

    ``expected`` are the totals that would do; ``title`` names the column.
    """

    title: tuple[str, str]
    parts: Mapping[str, Number | None]
    expected: tuple[Number, ...]
    total: str | None = None

    @property
    def found(self) -> Number:
        """What the figures add up to; one that is missing counts as nothing."""
        return round(sum(value or 0 for value in self.parts.values()), 4)

    @property
    def fits(self) -> bool:
        """Whether they add up to one of the totals."""
        return any(abs(self.found - total) < _EXACT for total in self.expected)

    @property
    def pointers(self) -> tuple[str, ...]:
        """The leaves that take part."""
        return (*self.parts, *((self.total,) if self.total else ()))


def sums(scan: Scan) -> Iterator[Sum]:
    """The sums of points and scores that the forms print."""
    for pointer, form in scan.forms:
        if len(form.indicators) >= _FEWEST_ROWS:
            yield from _sums_of(form, pointer)


def points_apart(scan: Scan) -> Iterator[Finding]:
    """A sum that does not come out: one finding on the total and the figures least sure.

    Of a table without any points or scores there is no sum.
    """
    for one in sums(scan):
        if one.fits or not scan.is_read(*one.pointers) or not any(one.parts.values()):
            continue
        gaps = [pointer for pointer, value in one.parts.items() if value is None]
        suspects = [*gaps, *scan.least_sure(one.parts, _MOST_SUSPECTS)][:_MOST_SUSPECTS]
        pointers = [*((one.total,) if one.total else ()), *suspects]
        expected = " / ".join(f"{total:g}" for total in one.expected)
        zh, en = one.title
        yield finding("points_sum", pointers, zh=zh, en=en, expected=expected, found=f"{one.found:g}")


def score_too_high(scan: Scan) -> Iterator[Finding]:
    """A score above the points that there are for it."""
    for pointer, form in scan.forms:
        rows: list[tuple[str, Indicator | FundLine]] = [
            *((f"{pointer}/indicators/{at}", row) for at, row in enumerate(form.indicators)),
            *((f"{pointer}/funds/{at}", row) for at, row in enumerate(form.funds)),
        ]
        scores = [(at, "", row.score, row.max_score) for at, row in rows]
        for at, prefix, score, most in [*scores, (pointer, "total_", form.total_score, form.total_max_score)]:
            pointers = [f"{at}/{prefix}score", f"{at}/{prefix}max_score"]
            if score is not None and most is not None and score > most and scan.is_read(*pointers):
                yield finding("score_too_high", pointers, expected=f"≤{most:g}", found=f"{score:g}")


def _sums_of(form: Form, pointer: str) -> Iterator[Sum]:
    yield from _levels(form.indicators, pointer)
    if max_score := _column(form, pointer, "max_score"):
        if (total := form.total_max_score) is not None:
            totals = _with_and_without(total, form, "max_score")
            yield Sum(("分值", "points"), max_score, totals, f"{pointer}/total_max_score")
        elif all(value is not None for value in max_score.values()):
            yield Sum(("分值", "points"), max_score, FULL_MARKS)
    if form.total_score is not None and (score := _column(form, pointer, "score")):
        totals = _with_and_without(form.total_score, form, "score")
        yield Sum(("得分", "scores"), score, totals, f"{pointer}/total_score")


def _column(form: Form, pointer: str, name: str) -> dict[str, Number | None]:
    """A column's figures by pointer; empty where hardly a row has one."""
    values = {
        f"{pointer}/indicators/{at}/{name}": getattr(row, name) for at, row in enumerate(form.indicators)
    }
    filled = sum(value is not None for value in values.values())
    return values if 2 * filled > len(values) else {}


def _with_and_without(total: Number, form: Form, name: str) -> tuple[Number, ...]:
    """A total, and what of it is left for the rows where the budget's execution has a part in it."""
    beside = [value for line in form.funds if (value := getattr(line, name)) is not None]
    return tuple(dict.fromkeys(round(total - part, 4) for part in (0, *beside[:1], sum(beside))))


def _levels(rows: Sequence[Indicator], pointer: str) -> Iterator[Sum]:
    numbered = list(enumerate(rows))
    for (level, points), group in groupby(numbered, key=lambda row: (row[1].level1, row[1].level1_max_score)):
        own = list(group)
        if points is None or all(row.max_score is None for _, row in own):
            continue
        parts = {f"{pointer}/indicators/{at}/max_score": row.max_score for at, row in own}
        total = f"{pointer}/indicators/{own[0][0]}/level1_max_score"
        yield Sum((f"“{level}”分值", f"points of “{level}”"), parts, (points,), total)
