"""Which table cell a place stands in, and which value of the report that cell holds.

No engine keeps what it did with an empty cell. But the values around it say where they
stand: those of its row tell the object, those of its column the field.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.document import Cell, Table
from extractor.lexicon import Vocabulary, lexicon
from extractor.result import Evidence

_SHARED = frozenset({"level1", "level1_max_score", "level2"})
_TOTALS = ("score", "max_score")
VOCABULARIES = {"indicators": "indicator", "funds": "fund", "project_list": "project"}
"""In which part of the lexicon the column titles of each list are."""


class Spot(NamedTuple):
    """A cell of the document: number of its table, row and column there."""

    table: int
    row: int
    column: int


class Cells:
    """The cells of exact tables, and the values that stand in them, given by pointer."""

    def __init__(self, tables: Sequence[Table], evidence: Mapping[str, Sequence[Evidence]]) -> None:
        self._in_row: defaultdict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        self._in_column: defaultdict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        self._starts: defaultdict[int, list[tuple[int, int, Spot]]] = defaultdict(list)
        for spot, cell in _spots(tables):
            self._in_row[spot.table, spot.row].append((spot.column, cell.text))
            self._in_column[spot.table, spot.column].append((spot.row, cell.text))
            for place in cell.clip.places():
                self._starts[place.page].append((place.start, place.end, spot))
        for found in self._starts.values():
            found.sort()
        self._rows: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        self._columns: defaultdict[tuple[int, int, str], Counter[str]] = defaultdict(Counter)
        self._forms: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._learn(evidence)

    def at(self, page: int, start: int) -> Spot | None:
        """The cell at a character of a page; None outside of exact tables."""
        found = self._starts[page]
        index = bisect_right(found, start, key=lambda one: one[0]) - 1
        return found[index][2] if index >= 0 and start < found[index][1] else None

    def pointer(self, spot: Spot) -> str | None:
        """The value that a cell holds, by its row and column or by the label before it; None if unknown."""
        item = self.item(spot.table, spot.row)
        if item is None:
            return self._labelled(spot)
        names = self._columns[spot.table, spot.column, item.rpartition("/")[0]]
        name = names.most_common(1)[0][0] if names else self._titled(spot, item.split("/")[-2])
        return f"{item}/{name}" if name else item

    def before(self, spot: Spot) -> str | None:
        """What stands in the cell before one in its row; None where that is the first."""
        left = [one for one in self._in_row[spot.table, spot.row] if one[0] < spot.column]
        return max(left)[1] if left else None

    def item(self, table: int, row: int) -> str | None:
        """The object that most values of a table's row belong to; None where it states none."""
        return next((item for item, _ in self._rows[table, row].most_common(1)), None)

    def items(self, table: int, name: str) -> list[str]:
        """The objects of the lists of this name that have a value in a table, in order of their rows."""
        found = {
            item: None for spot, items in sorted(self._rows.items()) if spot[0] == table for item in items
        }
        return [item for item in found if item.split("/")[-2] == name]

    def form(self, table: int) -> str | None:
        """The form of which most values stand in a table; None where it holds none of a form."""
        return next((form for form, _ in self._forms[table].most_common(1)), None)

    def _learn(self, evidence: Mapping[str, Sequence[Evidence]]) -> None:
        for pointer, places in evidence.items():
            item, _, name = pointer.rpartition("/")
            for place in places:
                spot = self.at(place.page, place.start)
                if spot is None:
                    continue
                self._columns[spot.table, spot.column, item.rpartition("/")[0]][name] += 1
                form = "/".join(item.split("/")[:3]) if item.startswith("/forms/") else None
                if form:
                    self._forms[spot.table][form] += 1
                if name not in _SHARED and item not in (form, ""):
                    self._rows[spot[:2]][item] += 1

    def _titled(self, spot: Spot, name: str) -> str | None:
        """The field of a column in which no value stands, by the title above it."""
        if name not in VOCABULARIES:
            return None
        vocabulary: Vocabulary = getattr(lexicon(), VOCABULARIES[name])
        above = [one for one in self._in_column[spot.table, spot.column] if one[0] < spot.row]
        for _, text in sorted(above, reverse=True):
            field = vocabulary.field(text)
            if field is not None and not field.startswith("_"):
                return field
        return None

    def _labelled(self, spot: Spot) -> str | None:
        """A fact of a form's head or foot, by the label in the cell before it."""
        before = sorted(one for one in self._in_row[spot.table, spot.row] if one[0] < spot.column)
        form = self.form(spot.table)
        if not before or form is None:
            return None
        words, label = lexicon(), before[-1][1]
        if before[0][1] in words.total:
            names = self._columns[spot.table, spot.column, f"{form}/indicators"]
            return next((f"{form}/total_{name}" for name in _TOTALS if name in names), None)
        field = words.head.field(label) or words.sign_off.field(label)
        known = field is not None and not field.startswith("_")
        return f"{form}/{field}" if known else None


def _spots(tables: Sequence[Table]) -> Iterator[tuple[Spot, Cell]]:
    for number, table in enumerate(tables):
        for row in table.rows:
            for cell in row:
                yield Spot(number, cell.row, cell.column), cell
