"""How a rendition looks: fonts, sizes, paper, tight or airy rows. One style per layout, as templates have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from typeset.grid import Grid


@dataclass(frozen=True)
class Style:
    """Fonts by name; ``size`` of table text in points; ``padding`` above and below it in points.

    ``flowing`` begins no page for a table, so that tables run over pages; ``whole_rows`` keeps the rows of
    such a table from being cut. ``repeat_header`` repeats the first rows of a list on every page; ``one_sheet`` puts a whole
    report on one sheet of a workbook; ``percent_numbers`` stores percentages as formatted numbers.
    """

    font: str
    title_font: str
    size: float
    padding: float = 1.5
    landscape: bool = False
    flowing: bool = False
    whole_rows: bool = False
    repeat_header: bool = False
    one_sheet: bool = False
    percent_numbers: bool = False

    @property
    def text_width(self) -> float:
        """Width between the margins of A4, in points."""
        return (842.0 if self.landscape else 595.0) - 2 * 50.0


STYLES = {
    "national": Style("Noto Serif CJK SC", "Noto Sans CJK SC", 9, repeat_header=True, percent_numbers=True),
    "signed": Style(
        "Noto Serif CJK SC", "Noto Serif CJK SC", 9, padding=0.8, repeat_header=True, one_sheet=True
    ),
    "sichuan": Style(
        "Noto Sans CJK SC", "Noto Sans CJK SC", 9, padding=2.5, flowing=True, percent_numbers=True
    ),
    "weighted": Style("AR PL UMing CN", "Noto Sans CJK SC", 9, padding=0.5, landscape=True),
    "yunnan": Style(
        "AR PL UMing CN",
        "AR PL UMing CN",
        8.5,
        padding=0.3,
        flowing=True,
        whole_rows=True,
        repeat_header=True,
        one_sheet=True,
        percent_numbers=True,
    ),
}


def column_widths(grid: Grid, total: float) -> list[float]:
    """Column widths that share ``total`` by what the columns hold.

    Long text counts little more than a few characters: it wraps.
    """
    needs = [2.0] * grid.width
    for cell in grid.cells:
        longest = max(map(display_width, cell.text.split("\n")), default=0)
        share = min(longest, 14 * cell.column_span) / cell.column_span
        for column in range(cell.column, cell.column + cell.column_span):
            needs[column] = max(needs[column], share if cell.column_span == 1 else share * 0.6)
    return _shares([need + 1.5 for need in needs], total)


def _shares(needs: Sequence[float], total: float) -> list[float]:
    whole = sum(needs)
    return [total * need / whole for need in needs]


def display_width(text: str) -> int:
    """Width in half-width characters."""
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)
