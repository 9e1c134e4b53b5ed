"""Signs that a recogniser knows as letters only: ≧ alone in its column is read as W or M.

Their shape says what they are: an angle, open on one side, over one or two level bars. Neither Z nor 乙 (level at the
top) nor E, M and W (no bar, or ink where the angle is open) have it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mark = NDArray[np.bool_]

# In heights and widths of a sign.
_LOWEST_TOP, _HIGHEST_TOP = 0.5, 0.93
_LEVEL = 0.8
_NOT_LEVEL = 0.7
_TIP_FROM, _TIP_TO = 0.25, 0.75
_OPEN, _AT_THE_SIDE, _TO_THE_TIP = 0.4, 0.35, 0.8
_FEWEST_ROWS = 6


def is_angle_over_bar(mark: Mark) -> bool:
    """Whether a sign, cut to its ink, is > over a bar; < is given mirrored."""
    arms = _over_the_bar(mark)
    if arms is None or arms.mean(axis=1).max() > _NOT_LEVEL:
        return False
    width = len(mark[0])
    ends = np.array([np.flatnonzero(row)[-1] + 1 if row.any() else 0 for row in arms])
    tip: int = round(float(np.flatnonzero(ends >= ends.max() - 1).mean()))
    inside = _TIP_FROM * len(arms) <= tip <= _TIP_TO * len(arms)
    begins = [_first(row) for row in arms]
    if not inside or ends[tip] < _TO_THE_TIP * width or begins[tip] < _OPEN * width:
        return False
    near = max(len(arms) // 5, 1)
    return max(min(begins[:near]), min(begins[-near:])) <= _AT_THE_SIDE * width


def _over_the_bar(mark: Mark) -> Mark | None:
    """What stands over the upper bar; None where no bar lies at the foot."""
    level = np.flatnonzero(mark.mean(axis=1) >= _LEVEL)
    height = len(mark)
    low = level[level >= _LOWEST_TOP * height]
    if not len(low) or low[0] > _HIGHEST_TOP * height or len(low) < len(level):
        return None
    top = int(low[0])
    # A bar that is blurred begins with rows that are not level all along.
    while top > 1 and mark[top - 1].mean() > mark[top - 2].mean() and mark[top - 1].mean() > _NOT_LEVEL / 2:
        top -= 1
    while top and not mark[top - 1].any():
        top -= 1
    return mark[:top] if top >= _FEWEST_ROWS else None


def _first(row: Mark) -> int:
    """Where ink begins, from the left; the width where there is none."""
    filled = np.flatnonzero(row)
    return int(filled[0]) if len(filled) else len(row)
