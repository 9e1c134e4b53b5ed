"""What a layout is made of: printed wordings and the contract fields behind them.

Wordings are format strings over the facts of a form (``{project}``, ``{unit}``, ``{year}`` …, see
`content.FormContent.facts`); a line feed in a wording is a paragraph break inside the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["department", "project"]
Row = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column: printed title, the field it feeds ("" for none), the title spanning over it, its width.

    Fields are those of the contract, and ``sign``, ``value``, ``unit`` for the parts of a target.
    """

    title: str
    field: str
    group: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class FundRow:
    """A row of the funds block: printed label, the part of the money it states, the source expected."""

    label: str
    part: str
    source: str


@dataclass(frozen=True)
class FundBlock:
    """The funds block.

    ``shape``: ``table`` has labels down and columns across; ``paired`` a label beside every figure
    (预算数 17 到位数 17: a column's ``group`` is its label in the first row); ``amounts`` has
    labels with one figure each. ``sub_score`` is what the score cells of all rows but the first
    print. ``breakdown`` are “label：” pairs below, each followed by its amount.
    """

    label: str
    columns: tuple[Column, ...]
    rows: tuple[FundRow, ...]
    shape: Literal["table", "paired", "amounts"] = "table"
    sub_score: str = "—"
    breakdown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GoalBlock:
    """The goals block: its side label and its columns (fields expected, actual, completion_rate or "")."""

    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class LevelPlan:
    """A first-level indicator: name, points, and its second levels as (name, vocabulary group)."""

    name: str
    points: int
    seconds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Total:
    """The total row: its label, and cells as (field of the column it stands under, wording).

    A cell under "" takes the rest of the row. ``inside`` says that the block's side label spans it.
    """

    label: str
    cells: tuple[tuple[str, str], ...]
    inside: bool = False


@dataclass(frozen=True)
class IndicatorBlock:
    """The indicator table.

    ``points`` is the wording of the points after a first-level name (``（{}分）``), "" for none;
    ``second_points`` the same for second levels, which stay part of the name. ``numbering`` goes
    before names (``指标{}：``). ``filler_rows`` empty rows stand after each second level.
    ``qualitative`` is what the sign column says of a target in words. ``dots`` sets a row ``……``
    now and then, ``wrapped`` breaks labels inside their cells.
    """

    label: str
    columns: tuple[Column, ...]
    plan: tuple[LevelPlan, ...]
    points: str = ""
    second_points: str = ""
    numbering: str = ""
    filler_rows: int = 0
    merge_levels: bool = True
    qualitative: str = ""
    dots: bool = False
    wrapped: bool = False
    total: Total | None = None

    def has(self, *fields: str) -> bool:
        """Whether a column feeds one of the fields."""
        return any(column.field in fields for column in self.columns)


@dataclass(frozen=True)
class Layout:
    """A form as printed; ``number`` is its row in the list of templates.

    ``head``, ``middle`` (below the funds) and ``closing`` (below the indicators) are rows of cells;
    ``before``, ``above`` (under the title) and ``after`` are lines outside of the table. ``remarks``
    are the row labels whose text is the form's remarks.
    """

    number: int
    title: str
    head: tuple[Row, ...]
    indicators: IndicatorBlock
    funds: FundBlock | None = None
    goals: GoalBlock | None = None
    kind: Kind = "project"
    amount_unit: str | None = "万元"
    year_line: str = ""
    title_in_table: bool = False
    before: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    middle: tuple[Row, ...] = ()
    closing: tuple[Row, ...] = ()
    after: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    extra_columns: int = 0
    money: Literal["wan", "yuan", "grouped"] = "wan"

    def prints(self, fact: str) -> bool:
        """Whether some wording of the layout prints the fact."""
        total = tuple(wording for _, wording in self.indicators.total.cells) if self.indicators.total else ()
        rows = (*self.head, *self.middle, *self.closing, total)
        lines = (self.title, self.year_line, *self.before, *self.above, *self.after)
        return any(f"{{{fact}}}" in text for row in (*rows, lines) for text in row)
