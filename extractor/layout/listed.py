"""Rows written as lists, as programs print them: ``['产出指标', None, 20]``, a list for each row, in Python or JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clip
from extractor.layout.lines import Line, replaced

_OPENS = re.compile(r"\s*(?:[\[(]\s*)+")
_ITEM = re.compile(
    r"\s*(?:(?P<quote>['\"])(?P<text>.{0,5000}?)(?P=quote)(?=\s*[,\])])"
    r"|(?P<word>None|null|nan|NaN|True|False|true|false|[-+]?\d[\d.eE+-]*))\s*"
)
_CLOSES = re.compile(r"[\])]")
_ENDS = re.compile(r"[\]),\s]*")
_ESCAPE = re.compile(r"\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[nrt\\'\"/])")
_SIGNS = {"n": "\n", "r": "", "t": " "}
_FEWEST_CELLS = 2
# Cutting a cell out of a line takes a step for each mark that was left out of it.
_MOST_STEPS = 2_000_000


def listed_rows(line: Line) -> list[list[Clip]] | None:
    """The rows of a line that holds nothing but lists; None where it holds anything else."""
    text, at = line.text, 0
    if not _OPENS.match(text) or text.count(",") * len(line.clip.runs) > _MOST_STEPS:
        return None
    rows: list[list[Clip]] = []
    while opened := _OPENS.match(text, at):
        read = _row(line, opened.end())
        if read is None:
            return None
        at, row = read
        rows.append(row)
        if ended := _ENDS.match(text, at):
            at = ended.end()
    return rows if at == len(text) and any(len(row) >= _FEWEST_CELLS for row in rows) else None


def _row(line: Line, at: int) -> tuple[int, list[Clip]] | None:
    """Where the list ends whose items begin at a place, and the items."""
    cells: list[Clip] = []
    while item := _ITEM.match(line.text, at):
        group = "text" if item["quote"] else "word"
        cells.append(replaced(line.clip[item.start(group) : item.end(group)], _ESCAPE, _sign))
        at = item.end()
        if line.text[at : at + 1] != ",":
            break
        at += 1
    closed = _CLOSES.match(line.text, at)
    return (closed.end(), cells) if closed and cells else None


def _sign(escape: str) -> str:
    """What a program writes with a backslash."""
    name = escape[1:]
    return chr(int(name[1:], 16)) if name[0] in "ux" else _SIGNS.get(name, name)


def rows_from(lines: Sequence[Line], start: int) -> tuple[int, list[list[Clip]]]:
    """The line after the lists that begin at ``lines[start]``, and their rows; none where no list begins there."""
    rows: list[list[Clip]] = []
    at = start
    while at < len(lines) and (found := listed_rows(lines[at])) is not None:
        rows += found
        at += 1
    return at, rows
