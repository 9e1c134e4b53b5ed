"""A table as page and Markdown show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.evaluation.figures import Figures
from extractor.evaluation.report.model import CellReport, EvalReport
from extractor.evaluation.words import rate

_BOUNDS = (1.0, 0.99, 0.95, 0.9, 0.8, 0.5)
"""F1 from which on a box has level 0, 1, …; below the last it has the level after."""


@dataclass(frozen=True)
class Box:
    """A cell: ``note`` stands small below, ``title`` is told on asking, ``level`` colours it (None: not at all).

    ``pick`` are the filters under which the page lists the mistakes that it counts.
    """

    text: str
    note: str = ""
    title: str = ""
    level: int | None = None
    pick: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A row; ``head`` stands over those that follow, ``code`` shows its label as a name, ``note`` stands small beside it."""

    label: str
    boxes: Sequence[Box] = ()
    head: bool = False
    code: bool = False
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; the first of the columns is that of the labels.

    ``above`` are titles over several columns each, from the second on.
    """

    caption: str
    columns: list[str]
    lines: list[Line]
    above: Sequence[tuple[str, int]] = ()


def heat(figures: Figures | None) -> Box:
    """F1 as a coloured box; – where there was nothing to count."""
    if figures is None or figures.f1 is None:
        return Box("–")
    counts = f"✓ {figures.right}  ✗ {figures.wrong}  − {figures.missing}  + {figures.invented}"
    return Box(rate(figures.f1), title=counts, level=level(figures.f1))


def level(f1: float) -> int:
    """How dark a box is, 0 (all right) to 6."""
    return next((at for at, bound in enumerate(_BOUNDS) if f1 >= bound), len(_BOUNDS))


def label_of(cell: CellReport, report: EvalReport) -> str:
    """A cell by its set, and by its way where there is more than one."""
    name = cell.summary.set
    return name if len(report.ways) == 1 else f"{name} · {cell.summary.way}"
