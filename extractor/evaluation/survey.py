"""Where the cells of gold stand in a document; gold itself has no places.

A value that is printed once stands there. One that is printed several times stands between the rows
around its own, as far as these are found, and every cell that is found narrows that down for the next:
so it goes on until nothing more is found. What is not printed as it is reported is never found, and what
the text does not settle is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate, islice

from extractor.evaluation.ground import Ground, Span
from extractor.evaluation.nodes import Node
from extractor.evaluation.pairs import by_cell

_PROSE = ("narrative_projects", "narrative_indicators", "conclusions")
# One printed cell may speak for several rows.
_SHARED = ("level1", "level2", "section", "item", "column")
# Not printed; perhaps the report's; in the text of the same cell; in the title of another.
_NOT_SOUGHT = ("kind", "fiscal_year", "value", "level1_max_score")

Found = dict[str, list[Span]]


class Survey:
    """What was found of gold, by the pointer of a row and the name of a cell."""

    def __init__(self, gold: Node, ground: Ground) -> None:
        self._ground = ground
        self._found: defaultdict[str, Found] = defaultdict(dict)
        self._claims: Counter[Span] = Counter()
        before = -1
        while (count := sum(map(len, self._found.values()))) > before:
            before = count
            self._claims = Counter(span for cells in self._found.values() for span in _distinct(cells))
            self._search(gold, None, ground.whole)

    def of(self, row: Node, name: str) -> list[Span]:
        """Where a cell stands: several spans where its row says the same several times, none if not known."""
        found = self._found[row.pointer].get(name, [])
        return found if name in _SHARED else [span for span in found if self._claims[span] <= 1]

    def _search(self, row: Node, above: Node | None, within: Span) -> None:
        """Look for the cells of a row, and of all rows below; ``above`` is the row before it in its list."""
        said, over = _printed(row), _printed(above) if above else {}
        times = Counter(said.values())
        for name, value in said.items():
            if name in self._found[row.pointer] or name in _NOT_SOUGHT:
                continue
            stands = self._ground.within(within, value, in_sentences=row.kind in _PROSE)
            spans = list(islice(stands, times[value] + 1))
            if len(spans) > times[value]:
                continue
            if name in _SHARED and above and over.get(name) == value:
                shared = self._found[above.pointer].get(name)
                spans = sorted({*shared, *spans}) if shared else []
            if spans:
                self._found[row.pointer][name] = spans
        for siblings in row.lists.values():
            for before, below, space in self._spaces(siblings, within):
                self._search(below, before, space)

    def _spaces(self, siblings: tuple[Node, ...], within: Span) -> Iterator[tuple[Node | None, Node, Span]]:
        """Each row, the one before it, and the text between what was found of the rows around it."""
        marks = [list(self._marks(row)) for row in siblings]
        ends = accumulate((max((span.end for span in spans), default=0) for spans in marks), max)
        after = (min((span.start for span in spans), default=within.end) for spans in reversed(marks))
        starts = [*accumulate(after, min)][::-1]
        begin = [within.start, *(max(within.start, end) for end in ends)]
        finish = [*(min(within.end, start) for start in starts[1:]), within.end]
        for at, row in enumerate(siblings):
            yield siblings[at - 1] if at else None, row, Span(begin[at], finish[at])

    def _marks(self, row: Node) -> Iterator[Span]:
        """What was found of a row and all below it, and of no other row."""
        for name, spans in self._found[row.pointer].items():
            if name not in _SHARED:
                yield from (span for span in spans if self._claims[span] <= 1)
        for siblings in row.lists.values():
            for below in siblings:
                yield from self._marks(below)


def _printed(row: Node) -> dict[str, object]:
    """What a row says in each of its cells, as one would look for it."""
    cells = by_cell(row).items()
    return {name: leaves.get(f"{name}.text", next(iter(leaves.values()))) for name, leaves in cells}


def _distinct(cells: Found) -> set[Span]:
    return {span for spans in cells.values() for span in spans}
