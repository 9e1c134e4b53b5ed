"""A form as a stream of cells: cut into its blocks by the labels it prints, each block into rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clip, Table
from extractor.layout.alignment import Column
from extractor.layout.assembly import assemble
from extractor.layout.header_order import NAMES, in_order_of_cells, taking_values
from extractor.layout.headers import names_source
from extractor.layout.labels import is_title
from extractor.layout.shape import shape_of
from extractor.layout.tika import make_table
from extractor.lexicon import Vocabulary, level_name, lexicon
from extractor.text import bare, fold

_MONEY = frozenset({"initial_budget", "annual_budget", "received", "executed"})
_LONGEST_LIST_CELL = 60
_FIRST_ITEM = re.compile(r"^\s*(?:目标)?\s*(?:1|一|①|\(1\)|（1）)\s*[、.．：:]")


def rebuild(cells: Sequence[Clip]) -> Table | None:
    """The table that a stream of cells was, or None where it prints no header of one."""
    reader = _StreamReader(cells)
    reader.read()
    return reader.table() if reader.has_tables else None


class _StreamReader:
    def __init__(self, cells: Sequence[Clip]) -> None:
        self._cells = cells
        self._rows: list[tuple[Clip, ...]] = []
        self.has_indicators = False
        self.has_tables = False

    def table(self) -> Table:
        """The rows read so far."""
        return make_table(self._rows, rebuilt=True)

    def read(self) -> None:
        at = 0
        while at < len(self._cells):
            at = (
                self._indicators(at)
                or self._projects(at)
                or self._pairs(at)
                or self._funds(at)
                or self._goals(at)
                or self._remark(at)
                or self._loose(at)
            )

    def _indicators(self, at: int) -> int:
        words = lexicon().indicator
        end = self._label_run(at, words)
        header = [clip for clip in self._cells[at:end] if clip.text in words]
        fields = {words.field(clip.text) for clip in header}
        if not (fields & NAMES and fields - NAMES and len(fields) >= 4):
            return 0
        self.has_indicators = self.has_tables = True
        columns = in_order_of_cells(header, words)
        stop = self._end_of_block(end, totals=True)
        self._rows.append(tuple(columns))
        fields_of = [Column(words.field(clip.text), clip.text) for clip in columns]
        self._rows.extend(assemble(taking_values(fields_of), _without_empty_levels(self._cells[end:stop])))
        return stop

    def _projects(self, at: int) -> int:
        words = lexicon().project
        end = self._label_run(at, words)
        header = [clip for clip in self._cells[at:end] if clip.text in words]
        fields = {words.field(clip.text) for clip in header}
        if not ({"sequence", "project_name"} <= fields and fields & _MONEY and len(fields) >= 4):
            return 0
        self.has_tables = True
        columns = [Column(words.field(clip.text), clip.text) for clip in header]
        stop = self._end_of_list(end)
        self._rows.append(tuple(header))
        self._rows.extend(assemble(columns, self._cells[end:stop]))
        while stop < len(self._cells) and self._cells[stop].text in lexicon().project_total:
            start, stop = stop, self._end_of_list(stop + 1)
            total = [clip for clip in self._cells[start:stop] if clip]
            is_sum = lexicon().project_total.field(total[0].text) == "_total"
            self._rows.extend(assemble(columns, total) if is_sum else [tuple(total)])
        return stop

    def _end_of_list(self, at: int) -> int:
        """The next cell that is a total's label, a title or prose."""
        for index in range(at, len(self._cells)):
            text = self._cells[index].text
            if text in lexicon().project_total or is_title(text) or len(text) > _LONGEST_LIST_CELL:
                return index
        return len(self._cells)

    def _funds(self, at: int) -> int:
        words = lexicon().fund
        end = self._before_sum_row(self._label_run(at, words))
        header = [clip for clip in self._cells[at:end] if clip.text in words]
        if len(header) > 2 and header[0].text in lexicon().section:
            header.pop(0)
        fields = {words.field(clip.text) for clip in header}
        if len(fields & _MONEY) < 1 or len(fields) < 2:
            return 0
        stop = self._end_of_block(end)
        columns = [Column("source"), *(Column(words.field(clip.text), clip.text) for clip in header)]
        figures, items = _before_items(self._cells[end:stop])
        block = [clip for clip in self._cells[at:end] if clip.text in lexicon().section]
        self._rows.extend((clip,) for clip in block[:-1])
        self._rows.append((block[-1] if block else Clip(), *header))
        self._rows.extend(assemble(columns, figures))
        self._rows.extend((item,) for item in items)
        return stop

    def _before_sum_row(self, end: int) -> int:
        """合计 before a figure is a row's label, not a column's title."""
        follows = self._cells[end].text if end < len(self._cells) else ""
        return end - 1 if bare(self._cells[end - 1].text) == "合计" and shape_of(follows) == "number" else end

    def _pairs(self, at: int) -> int:
        """Funds in blocks of label and amount: a row for as many labels as there are blocks."""
        words = lexicon().fund_block
        end = self._label_run(at, words)
        header = [clip for clip in self._cells[at:end] if clip.text in words]
        width = sum(words.field(clip.text) in _MONEY for clip in header)
        if width < 2 or end == len(self._cells) or self._cells[end].text not in lexicon().fund:
            return 0
        stop = self._end_of_pairs(end)
        self._rows.append(tuple(header))
        self._rows.extend(_rows_of_pairs(self._cells[end:stop], width))
        return stop

    def _end_of_pairs(self, at: int) -> int:
        """The next cell that begins another block; labels of amounts are no header here."""
        for index in range(at, len(self._cells)):
            if self._begins_block(index) and self._cells[index].text not in lexicon().fund:
                return index
        return len(self._cells)

    def _goals(self, at: int) -> int:
        words = lexicon().goal
        end = self._label_run(at, words)
        header = [clip for clip in self._cells[at:end] if clip.text in words]
        fields = [words.field(clip.text) for clip in header]
        if not {"expected", "actual"} <= set(fields):
            return 0
        stop = self._end_of_block(end)
        said = [clip for clip in self._cells[end:stop] if clip]
        self._rows.append(tuple(header[-2:]))
        self._rows.append(_halves(said))
        return stop

    def _remark(self, at: int) -> int:
        if not self.has_indicators or self._cells[at].text not in lexicon().remark:
            return 0
        self._rows.append(tuple(self._cells[at : at + 2]))
        return at + 2

    def _loose(self, at: int) -> int:
        """Anything else: a title, a total, a label with its value."""
        clip, words = self._cells[at], lexicon()
        if clip.text in words.total and self.has_indicators:
            end = at + 1
            while end < len(self._cells) and shape_of(self._cells[end].text) in (
                "number",
                "percent",
                "blank",
                "grade",
            ):
                end += 1
            self._rows.append(tuple(self._cells[at:end]))
            return end
        follows = self._cells[at + 1] if at + 1 < len(self._cells) else Clip()
        if clip.text in words.head and follows:
            self._rows.append((clip, follows))
            return at + (1 if follows.text in words.head else 2)
        if self._is_pair(clip, follows):
            self._rows.append((clip, follows))
            return at + 2
        if clip:
            self._rows.append((clip,))
        return at + 1

    def _is_pair(self, clip: Clip, follows: Clip) -> bool:
        """A source of funds before its amount, or the name of a goal before its text."""
        words = lexicon()
        if self.has_indicators or not follows:
            return False
        if shape_of(follows.text) == "number":
            return names_source(clip.text)
        names_goal = words.goal.field(clip.text) == "expected" or words.section.field(clip.text) == "goal"
        return names_goal and follows.text not in words.goal and shape_of(follows.text) == "long"

    def _label_run(self, at: int, vocabulary: Vocabulary) -> int:
        """The cell after a run of labels of one vocabulary; titles of blocks may stand among them."""
        words, end, last = lexicon(), at, at
        while end < len(self._cells):
            text = self._cells[end].text
            if text in vocabulary:
                last = end + 1
            elif self._cells[end] and text not in words.section:
                break
            end += 1
        return last

    def _end_of_block(self, at: int, *, totals: bool = False) -> int:
        """The next cell that begins another block; a total does where ``totals`` says so."""
        for index in range(at, len(self._cells)):
            if self._begins_block(index) or (totals and self._is_total(index)):
                return index
        return len(self._cells)

    def _is_total(self, at: int) -> bool:
        follows = self._cells[at + 1].text if at + 1 < len(self._cells) else ""
        return self._cells[at].text in lexicon().total and shape_of(follows) in ("number", "blank")

    def _begins_block(self, at: int) -> bool:
        text, words = self._cells[at].text, lexicon()
        if not text:
            return False
        if text in words.head or is_title(text):
            return words.head.field(text) != "_label" or shape_of(text) == "text"
        follows = self._cells[at + 1].text if at + 1 < len(self._cells) else ""
        return (
            text in words.section and words.section.field(text) != "fund_split"
            or words.goal.field(text) == "expected" and (follows in words.goal)
            or (text in words.remark and self.has_indicators)
            or (words.indicator.field(text) in NAMES and follows in words.indicator)
            or (words.fund.field(text) in _MONEY and follows in words.fund)
            or any(fold(text).startswith(label) and ":" in fold(text) for label in words.sign_off.exact)
        )  # fmt: skip


def _without_empty_levels(cells: Sequence[Clip]) -> list[Clip]:
    """The cells but for classes that another follows at once: no indicator stands under them."""
    follows = [*(level_name(clip.text) for clip in cells[1:]), ""]
    return [
        clip
        for clip, name in zip(cells, follows, strict=False)
        if not (
            shape_of(clip.text) == "level2" and name.endswith("指标") and shape_of(name).startswith("level")
        )
    ]


def _rows_of_pairs(cells: Sequence[Clip], width: int) -> list[tuple[Clip, ...]]:
    rows: list[list[Clip]] = []
    labels = width
    for clip in cells:
        if shape_of(clip.text) in ("text", "long"):
            if labels == width:
                rows.append([])
                labels = 0
            labels += 1
        if rows:
            rows[-1].append(clip)
    return [tuple(row) for row in rows]


def _before_items(cells: Sequence[Clip]) -> tuple[list[Clip], list[Clip]]:
    """The cells of fund rows, and the loose “label: amount” cells after them."""
    for index, clip in enumerate(cells):
        if lexicon().section.field(clip.text) == "fund_split":
            return list(cells[:index]), [cell for cell in cells[index:] if cell]
    return list(cells), []


def _halves(said: Sequence[Clip]) -> tuple[Clip, ...]:
    """Goals and results: split where the numbering begins again, else in the middle."""
    again = next((index for index, clip in enumerate(said) if index and _FIRST_ITEM.match(clip.text)), None)
    middle = again if again is not None else (len(said) + 1) // 2
    return Clip.join(said[:middle]), Clip.join(said[middle:])
