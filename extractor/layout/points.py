"""Points of a level that stand in a row of their own (产出指标 above, （50） below)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clip
from extractor.layout.shape import shape_of
from extractor.text import fold

_POINTS = re.compile(r"\((?:共|权重)?\d+(?:\.\d+)?[分%]?\)")


def points_beside_levels(rows: Sequence[Sequence[Clip]]) -> list[list[Clip]]:
    """The rows with such points joined to the level above them, over blank cells."""
    joined = [list(row) for row in rows]
    for at, row in enumerate(joined):
        for column, clip in enumerate(row):
            if _POINTS.fullmatch(fold(clip.text)) and (level := _level_above(joined, at, column)):
                level[column] = Clip.join((level[column], clip))
                row[column] = Clip()
    return joined


def _level_above(rows: Sequence[list[Clip]], at: int, column: int) -> list[Clip] | None:
    """The nearest row above with a filled cell in the column, if that cell is a level without points."""
    for row in reversed(rows[:at]):
        if column < len(row) and row[column]:
            is_level = shape_of(row[column].text) in ("level", "level1")
            return row if is_level and ")" not in fold(row[column].text) else None
    return None
