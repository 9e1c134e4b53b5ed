"""Long segments in parts: which lines are asked at a time, and which are shown again above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.engines.model.cross_check import CrossCheck
from extractor.engines.model.render import Sheet
from extractor.layout.headers import indicator_columns, is_project_header
from extractor.layout.segments import Segment
from extractor.layout.shape import shape_of
from extractor.lexicon import level_name, lexicon

ROWS_AT_ONCE = 40
CHARACTERS_AT_ONCE = 12_000
_HEAD = 3
_HEADINGS = 3
_LONGEST_HEADING = 40
_FIGURES = ("number", "percent", "quantity")


@dataclass(frozen=True)
class Part:
    """Lines of a sheet to read (``own``), and header lines shown above them for reference."""

    context: tuple[int, ...]
    own: tuple[int, ...]

    @property
    def only_line(self) -> bool:
        """Whether it cannot be cut any further."""
        return len(self.own) < 2


class Cutter:
    """Cuts one segment."""

    def __init__(self, sheet: Sheet, segment: Segment, check: CrossCheck, rows_at_once: int) -> None:
        self._check = check
        self._sheet = sheet
        self._segment = segment
        self._rows_at_once = rows_at_once
        self._line_of_row = {line.row: at for at, line in enumerate(sheet.lines) if line.row is not None}

    def parts(self) -> list[Part]:
        """The parts of the whole segment; one where it is short."""
        lines = range(len(self._sheet.lines))
        if self._segment.rows:
            size = self._rows_at_once
            own = [tuple(lines[at : at + size]) for at in range(0, len(lines), size)]
        else:
            own = [tuple(run) for run in self._by_characters(lines)]
        return [self.part(some) for some in own]

    def part(self, own: Iterable[int]) -> Part:
        """These lines with the header lines that they stand under."""
        mine = tuple(sorted(own))
        context = {line for at in mine for line in self._over(at)} - set(mine)
        return Part(tuple(sorted(context)), mine)

    def halves(self, part: Part) -> tuple[Part, Part]:
        """The part cut in two."""
        middle = len(part.own) // 2
        return self.part(part.own[:middle]), self.part(part.own[middle:])

    def _by_characters(self, lines: Iterable[int]) -> Iterator[list[int]]:
        run: list[int] = []
        size = 0
        for at in lines:
            length = sum(len(clip.text) for clip in self._sheet.cells(at))
            if run and size + length > CHARACTERS_AT_ONCE:
                yield run
                run, size = [], 0
            run.append(at)
            size += length
        if run:
            yield run

    def _over(self, line: int) -> Iterator[int]:
        """Header lines of a line: column titles, and the levels or block that it stands under."""
        row = self._sheet.lines[line].row
        if self._segment.kind == "form":
            # What the form is called and of whom: tells its kind, and one form from another.
            yield from range(min(_HEAD, line))
        yield from (at for at in self._check.stands_under(line) if at < line)
        if row is None:
            short = (at for at in range(line - 1, -1, -1) if self._is_heading(at))
            yield from [at for at, _ in zip(short, range(_HEADINGS), strict=False)] if self._prose else []
            return
        for at in self._header_rows(row):
            if at in self._line_of_row:
                yield self._line_of_row[at]
        above = [at for at in range(line - 1, -1, -1) if self._sheet.lines[at].row is not None]
        for holds in (self._names_level(lexicon().level1), self._names_level(lexicon().level2)):
            yield from [at for at in above if holds(at)][:1]
        if self._segment.kind == "data_table":
            yield from [at for at in above if self._has_no_figure(at, many=True)][:1]
            yield from [at for at in above if self._has_no_figure(at, many=False)][:1]

    @property
    def _prose(self) -> bool:
        return not self._segment.rows

    def _is_heading(self, line: int) -> bool:
        return sum(len(clip.text) for clip in self._sheet.cells(line)) <= _LONGEST_HEADING

    def _header_rows(self, row: int) -> list[int]:
        rows = self._segment.rows
        for at in range(row - 1, -1, -1):
            if (found := indicator_columns(rows, at)) is not None and at + found[1] <= row:
                return list(range(at, at + found[1]))
            if is_project_header(rows[at]):
                return [at, at + 1] if at + 1 < row and self._has_no_figure_row(at + 1) else [at]
        return []

    def _has_no_figure_row(self, row: int) -> bool:
        line = self._line_of_row.get(row)
        return line is not None and self._has_no_figure(line, many=True)

    def _has_no_figure(self, line: int, *, many: bool) -> bool:
        cells = self._sheet.cells(line)
        plain = all(shape_of(clip.text) not in _FIGURES for clip in cells)
        return plain and (len(cells) > 1) == many

    def _names_level(self, names: frozenset[str]) -> _Holds:
        return _Holds(self._sheet, names)


@dataclass(frozen=True)
class _Holds:
    sheet: Sheet
    names: frozenset[str]

    def __call__(self, line: int) -> bool:
        return any(level_name(clip.text) in self.names for clip in self.sheet.cells(line)[:3])
