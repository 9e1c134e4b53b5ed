"""The last resort: rows of a table whose header was torn apart (text copied out of a PDF).

Only lines that hold a name, a target, an actual value and a score, in the order that all
known templates without a weight column print them, are taken; the rest stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Clip, Run, Table
from extractor.layout.labels import is_title
from extractor.layout.lines import Line
from extractor.layout.shape import shape_of
from extractor.layout.tika import make_table
from extractor.lexicon import lexicon
from extractor.text import fold

_TITLE = re.compile(r"^\s*(\S.{2,50}?表(?:\s*[(（]\s*20\d\d\s*年度?\s*[)）])?)(?=\s|$)")
_HEADER = re.compile(r"三级指标|指标名称")
_TOKEN = re.compile(r"\S+")
_COLUMNS = ("二级指标", "三级指标", "年度指标值", "实际完成值", "得分")
_VALUES = ("quantity", "percent")
_FEWEST_ROWS = 2


def rebuild_flow(lines: Sequence[Line]) -> tuple[int, int, Table] | None:
    """First line, line after the last, and the rows found; None where there are not even two."""
    header = next((at for at, line in enumerate(lines) if _HEADER.search(fold(line.text))), None)
    title = next((at for at, line in enumerate(lines) if _title(line)), None)
    if header is None or title is None or title > header:
        return None
    found = [(at, row) for at in range(header + 1, len(lines)) if (row := _row(lines[at])) is not None]
    if len(found) < _FEWEST_ROWS:
        return None
    rows = [(_title(lines[title]) or Clip(),), _read_as_header(lines[header]), *(row for _, row in found)]
    return title, found[-1][0] + 1, make_table(rows, rebuilt=True)


def _title(line: Line) -> Clip | None:
    match = _TITLE.match(line.text)
    return line.clip[match.start(1) : match.end(1)] if match and is_title(match[1]) else None


def _read_as_header(line: Line) -> tuple[Clip, ...]:
    """The torn header line, read as the titles that its rows show it to be."""
    run = line.clip.runs[0]
    return tuple(Clip((Run(title, run.page, run.start, line.clip.runs[-1].end),)) for title in _COLUMNS)


def _row(line: Line) -> tuple[Clip, ...] | None:
    cells = list(_cells(line))
    shapes = [shape_of(cell.text) for cell in cells]
    for at in range(1, len(cells) - 2):
        if shapes[at] in _VALUES and shapes[at + 1] in _VALUES and shapes[at + 2] == "number":
            name, above = cells[at - 1], cells[at - 2] if at > 1 else Clip()
            if shapes[at - 1] not in ("text", "long", "level", "level2"):
                return None
            level = above if above and lexicon().is_level(above.text) else Clip()
            return level, name, cells[at], cells[at + 1], cells[at + 2]
    return None


def _cells(line: Line) -> Iterator[Clip]:
    """The words of a line, a number joined with the unit after it."""
    held: Clip | None = None
    for match in _TOKEN.finditer(line.text):
        clip = line.clip[match.start() : match.end()]
        if held is not None and shape_of(clip.text) == "unit":
            yield Clip.join((held, clip))
            held = None
            continue
        if held is not None:
            yield held
        held = clip
    if held is not None:
        yield held
