"""The tables of the page: every value with its places, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

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
from extractor.result import Severity

_WIDE = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as the page shows it: ``numbers`` are its places, ``rows`` how many rows it spans."""

    text: str
    label: str
    pointers: tuple[str, ...]
    numbers: tuple[int, ...]
    where: str
    why: str
    more: str
    severity: Severity | None
    numeric: bool
    rows: int = 1

    @property
    def live(self) -> bool:
        """Whether there is anything to click at."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of the page; rows leave out the cells that a merged one above covers."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the page."""

    anchor: str
    heading: str
    doubts: int
    facts: tuple[Shown, ...]
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A line of the list of what to check."""

    severity: Severity
    message: str
    item: str
    where: str
    pointers: tuple[str, ...]
    numbers: tuple[int, ...]


class Tables:
    """Turns the sections of a result into what the template prints."""

    def __init__(self, view: View, marks: Marks) -> None:
        self._view, self._marks = view, marks
        self._quantities = cache(self._all_quantities)

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
                _explained(self._view, check),
                spoken(check.pointers[0], lang) if check.pointers else "",
                places.said(check.places[0]) if check.places else "",
                check.pointers,
                tuple(self._marks.of(check.places)),
            )

    def _section(self, section: Section) -> ShownSection:
        facts = tuple(self._shown(column, (cell,)) for column, cell in section.facts)
        tables = tuple(self._table(sheet, section) for sheet in section.tables)
        values = [*facts, *(value for table in tables for row in table.rows for value in row)]
        doubts = sum(value.severity is not None for value in values)
        return ShownSection(section.anchor, visible(section.heading), doubts, facts, tables)

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
        columns = tuple((column.title, _is_wide(sheet, at)) for at, column in enumerate(sheet.columns))
        return ShownTable("" if sheet.title == section.heading else sheet.title, columns, rows)

    def _shown(self, column: Column, cells: Sequence[Cell]) -> Shown:
        view, value = self._view, cells[0].value
        checks = view.checks.of(cells)
        found = view.evidence(cells)
        text = "" if value is None else visible(str(value))
        return Shown(
            text=text or (say("blank", view.lang) if checks else ""),
            label=column.title,
            pointers=tuple(cell.pointer for cell in cells),
            numbers=tuple(self._marks.of(found)),
            where="；".join(map(view.places.said, found)),
            why="\n".join(_explained(view, check) for check in checks),
            more=self._quantities().get(cells[0].pointer, ""),
            severity=checks[0].severity if checks else None,
            numeric=not isinstance(value, str),
            rows=len(cells),
        )

    def _all_quantities(self) -> dict[str, str]:
        """Operator, value and unit of each quantity in words, by pointer."""
        found: dict[str, list[str]] = {}
        for sheet in self._view.sheets:
            parts = [(at, column.name.partition(".")[2]) for at, column in enumerate(sheet.columns) if column.role == "part"]
            for row in sheet.rows:
                for at, part in parts:
                    if not row.cells[at].blank:
                        said = f"{title_of(Quantity, part, self._view.lang)} {visible(str(row.cells[at].value))}"
                        found.setdefault(row.cells[at].pointer, []).append(said)
        return {pointer: " · ".join(parts) for pointer, parts in found.items()}


def _explained(view: View, check: Check) -> str:
    """The sentence of a check, with the values compared."""
    said = check.message
    if check.expected is not None and check.found is not None:
        said += " " + say("expected_found", view.lang, expected=check.expected, found=check.found)
    return visible(said)


def _is_wide(sheet: Sheet, at: int) -> bool:
    """Whether a column holds running text and needs room."""
    return any(isinstance(cell.value, str) and len(cell.value) > _WIDE for cell in sheet.column(at))
