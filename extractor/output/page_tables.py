"""The tables of the page: every value with its places, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

from extractor.output.checks import Check
from extractor.output.columns import Cell, Column, spoken, title_of
from extractor.output.page_source import Marks
from extractor.output.safe import visible
from extractor.output.sections import Section, sections
from extractor.output.sheets import Sheet
from extractor.output.spans import spans
from extractor.output.view import View
from extractor.output.words import say
from extractor.report import Quantity
from extractor.result import Cause, Severity

_WIDE = 24
_BRIEF = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as the page shows it: ``keys`` are the numbers of its places, ``rows`` how many rows it spans.

    ``checks`` are what makes it doubtful, worst first.
    """

    text: str
    label: str
    pointers: str
    keys: str
    where: str
    why: str
    more: str
    checks: tuple[Check, ...]
    numeric: bool
    rows: int = 1

    def attributes(self, first: bool) -> str:
        """Of its element, escaped: it can be clicked unless it is empty, and be reached by Tab if it is the ``first``."""
        spans = f' rowspan="{self.rows}"' if self.rows > 1 else ""
        if not self.text:
            return spans
        label, where, more, why = map(escape, (self.label, self.where, self.more, self.why))
        return (
            f'{spans} class="{self._looks()}" tabindex="{0 if first else -1}" data-k="{self.keys}" data-p="{self.pointers}"'
            f' data-label="{label}" data-where="{where}" data-more="{more}" data-why="{why}"'
            + (f' title="{why}"' if why else "")
        )

    def _looks(self) -> str:
        """Its classes: the worst of what makes it doubtful, a figure, a word that no line break should tear apart."""
        worst = self.checks[0].severity if self.checks else ""
        brief = len(self.text) <= _BRIEF
        return " ".join(filter(None, ("v", worst, "num" * self.numeric, "brief" * brief)))


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column's title; ``kind`` is ``num`` for figures, ``wide`` for running text, else empty."""

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of the page; rows leave out the cells that a merged one above covers."""

    title: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the page; ``short`` is its name where there is little room.

    ``doubts`` is how many of the things to check concern it, however many cells they colour.
    """

    anchor: str
    heading: str
    short: str
    doubts: int
    facts: tuple[Shown, ...]
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A line of the list of what to check; ``follows`` says that it hangs on the one before it."""

    severity: Severity
    cause: Cause
    follows: bool
    message: str
    item: str
    where: str
    pointers: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def live(self) -> bool:
        """Whether it leads anywhere."""
        return bool(self.numbers or any(self.pointers))


class Tables:
    """Turns the sections of a result into what the template prints."""

    def __init__(self, view: View, marks: Marks) -> None:
        self._view, self._marks = view, marks
        self._parts = _parts(view)

    def sections(self) -> Iterator[ShownSection]:
        """All sections."""
        for section in sections(self._view):
            yield self._section(section)

    def checks(self) -> Iterator[ShownCheck]:
        """All that is to be checked."""
        places, lang = self._view.places, self._view.lang
        for check in self._view.checks.all:
            yield ShownCheck(
                check.severity,
                check.cause,
                check.follows,
                check.explained(lang),
                spoken(check.pointers[0], lang) if check.pointers else "",
                places.said(check.places[0]) if check.places else "",
                check.pointers,
                tuple(self._marks.of(check.places)),
            )

    def _section(self, section: Section) -> ShownSection:
        facts = tuple(self._shown(column, (cell,)) for column, cell in section.facts)
        tables = tuple(self._table(sheet, section) for sheet in section.tables)
        values = [*facts, *(value for table in tables for row in table.rows for value in row)]
        doubts = len({id(check) for value in values for check in value.checks})
        heading, short = visible(section.heading), visible(section.short)
        return ShownSection(section.anchor, heading, short, doubts, facts, tables)

    def _table(self, sheet: Sheet, section: Section) -> ShownTable:
        merged = spans(sheet)
        covered = {(row + below, at) for (row, at), high in merged.items() for below in range(1, high)}
        rows = tuple(
            tuple(
                self._shown(column, [under.cells[at] for under in sheet.rows[index : index + high]])
                for at, column in enumerate(sheet.columns)
                if (index, at) not in covered
                for high in (merged.get((index, at), 1),)
            )
            for index in range(len(sheet.rows))
        )
        columns = tuple(
            ShownColumn(column.title, _kind(sheet, at)) for at, column in enumerate(sheet.columns)
        )
        return ShownTable("" if sheet.title == section.heading else sheet.title, columns, rows)

    def _shown(self, column: Column, cells: Sequence[Cell]) -> Shown:
        view, value = self._view, cells[0].value
        checks = view.checks.of(cells)
        found = view.evidence(cells)
        text = "" if value is None else visible(str(value))
        return Shown(
            text=text or (say("blank", view.lang) if checks else ""),
            label=column.title,
            pointers=" ".join([cell.pointer for cell in cells]),
            keys=" ".join(map(str, self._marks.of(found))),
            where=say("and", view.lang).join(map(view.places.said, found)),
            why="\n".join(check.explained(view.lang) for check in checks),
            more=self._parts.get(cells[0].pointer, ""),
            checks=checks,
            numeric=isinstance(value, int | float),
            rows=len(cells),
        )


def _parts(view: View) -> dict[str, str]:
    """Operator, value and unit of each quantity in words, by pointer."""
    found: dict[str, list[str]] = {}
    for sheet in view.tables:
        parts = sheet.only(lambda column, _: column.role == "part")
        titles = [title_of(Quantity, column.name.partition(".")[2], view.lang) for column in parts.columns]
        for row in parts.rows:
            for title, cell in zip(titles, row.cells, strict=True):
                if not cell.blank:
                    found.setdefault(cell.pointer, []).append(f"{title} {visible(str(cell.value))}")
    return {pointer: " · ".join(said) for pointer, said in found.items()}


def _kind(sheet: Sheet, at: int) -> str:
    values = [cell.value for cell in sheet.column(at) if not cell.blank]
    if values and not any(isinstance(value, str) for value in values):
        return "num"
    return "wide" if any(isinstance(value, str) and len(value) > _WIDE for value in values) else ""
