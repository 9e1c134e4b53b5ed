"""One result in one language, as all outputs look at it: tables, checks and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from extractor.output.checks import Check, Checks
from extractor.output.columns import SHARED, Cell, Column, Row, spoken
from extractor.output.how_read import how_pages
from extractor.output.places import Places
from extractor.output.safe import shortened, visible
from extractor.output.sheets import Sheet, sheets
from extractor.output.words import say
from extractor.result import Evidence, Lang, Result

_FINDING_COLUMNS = (
    "number", "severity", "item", "message", "expected", "found", "cause", "place", "source_text",
    "pointers", "rule",
)  # fmt: skip
_LONGEST_TEXT = 500
_MOST_ITEMS = 3


@dataclass(frozen=True)
class View:
    """A result and the language it is shown in; ``located`` as for `Checks`."""

    result: Result
    lang: Lang
    located: bool = True

    @cached_property
    def checks(self) -> Checks:
        """What is to be checked."""
        return Checks(self.result, self.lang, self.located)

    @cached_property
    def places(self) -> Places:
        """Says where evidence stands."""
        return Places(self.result, self.lang)

    @cached_property
    def tables(self) -> tuple[Sheet, ...]:
        """Every kind of table but the findings, as the report states them."""
        return sheets(self.result.report, self.lang)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables with, at the end of each row, its place in the source."""
        return (*map(self._with_place, self.tables[:-1]), self._with_source(self.tables[-1]))

    @cached_property
    def findings(self) -> Sheet:
        """What is to be checked, as a table; a row's pointer is the first that it names."""
        columns = tuple(Column(name, say(name, self.lang), "context") for name in _FINDING_COLUMNS)
        numbers = count(1)
        rows = tuple(
            self._finding(None if check.follows else next(numbers), check) for check in self.checks.all
        )
        return Sheet("findings", say("findings", self.lang), columns, rows)

    def evidence(self, cells: Sequence[Cell]) -> list[Evidence]:
        """All places of some cells, each once, in order."""
        found = (place for cell in cells for place in self.result.evidence.get(cell.pointer, ()))
        return list({(place.page, place.start, place.end): place for place in found}.values())

    def _finding(self, number: int | None, check: Check) -> Row:
        message = say("follows", self.lang, message=check.message) if check.follows else check.message
        values = (
            number,
            say(check.severity, self.lang),
            say("and", self.lang).join(spoken(pointer, self.lang) for pointer in check.pointers[:_MOST_ITEMS])
            or None,
            message,
            check.expected,
            check.found,
            say(check.cause, self.lang),
            self.places.said(check.places[0]) if check.places else None,
            shortened(visible(check.places[0].text), _LONGEST_TEXT) if check.places else None,
            " ".join(check.pointers) or None,
            check.rule,
        )
        return Row(next(iter(check.pointers), ""), tuple(map(Cell, values)))

    def _with_place(self, sheet: Sheet) -> Sheet:
        own = [index for index, column in enumerate(sheet.columns) if column.name not in SHARED]
        rows = (
            replace(row, cells=(*row.cells, Cell(self._place(tuple(row.cells[index] for index in own)))))
            for row in sheet.rows
        )
        place = Column("place", say("place", self.lang), "context")
        return replace(sheet, columns=(*sheet.columns, place), rows=tuple(rows))

    def _place(self, cells: tuple[Cell, ...]) -> str | None:
        """Where a row begins, by the cells that are its own."""
        found = self.evidence(cells)
        return self.places.said(min(found, key=lambda place: (place.page, place.start))) if found else None

    def _with_source(self, sheet: Sheet) -> Sheet:
        """The report's facts, and what was read by what."""
        result = self.result
        facts = {
            "file": result.source.file,
            "sha256": result.source.sha256,
            "pages_read": how_pages(result.source, self.lang),
            "engine": result.usage.engine,
            "status": say(result.status, self.lang),
        }
        columns = (Column(name, say(name, self.lang), "context") for name in facts)
        rows = (replace(row, cells=(*row.cells, *map(Cell, facts.values()))) for row in sheet.rows)
        return replace(sheet, columns=(*sheet.columns, *columns), rows=tuple(rows))
