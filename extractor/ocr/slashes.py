"""A slash alone in a cell ("none"), told from 1 by its shape: a straight stroke that leans."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# What a recogniser makes of it.
LIKE_A_SLASH = frozenset("1lIi|!丨丿／/ノ7J")
# Degrees from upright: a straightened page leans by less than one, an oblique 1 by twelve, 45 is a check mark's arm.
_LEAST, _MOST = 13.0, 50.0
# In heights of the stroke: how thick it is, how far its middle strays from a straight line.
_THICKEST, _STRAYS = 0.3, 0.05
_LOWEST = 8


def is_slash(mark: NDArray[np.bool_]) -> bool:
    """Whether a mark, cut to its ink, is one straight stroke from below on the left to above on the right."""
    height = len(mark)
    if height < _LOWEST or not mark.any(axis=1).all():
        return False
    rows = [np.flatnonzero(row) for row in mark]
    if max(int(row[-1] - row[0]) + 1 for row in rows) > max(_THICKEST * height, 3):
        return False
    middles = np.array([(row[0] + row[-1]) / 2 for row in rows])
    slope, at_top = np.polyfit(np.arange(height), middles, 1)
    strays = np.abs(middles - (at_top + slope * np.arange(height))).max()
    degrees = float(np.degrees(np.arctan(-slope)))
    return bool(strays <= max(_STRAYS * height, 1.0) and _LEAST <= degrees <= _MOST)
