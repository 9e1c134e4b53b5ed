"""From characters on a straightened sheet to words on the page as it was given."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractor.document import Box
from extractor.ocr.engine import Area, Glyph, Glyphs
from extractor.ocr.straighten import Matrix
from extractor.printed import Line, PrintedWord

# In heights of a line.
_GAP, _BLANK = 0.4, 1.0
_HAN = ("\u3400", "\u9fff")


class Places:
    """Takes the sheet's pixels back to points of the page."""

    def __init__(self, matrix: Matrix, points: float) -> None:
        """``matrix`` took the page's pixels to the sheet's; a pixel of the page is ``points`` wide."""
        self._back = np.linalg.inv(matrix)
        self._points = points

    def box(self, area: Area) -> Box:
        """The smallest upright box around an area of the sheet."""
        corners = [[area.x0, area.y0], [area.x1, area.y0], [area.x1, area.y1], [area.x0, area.y1]]
        on_page = (
            cv2.perspectiveTransform(np.array([corners], dtype=np.float64), self._back)[0] * self._points
        )
        (x0, y0), (x1, y1) = on_page.min(axis=0), on_page.max(axis=0)
        return Box(round(float(x0), 2), round(float(y0), 2), round(float(x1), 2), round(float(y1), 2))

    def words(self, row: Glyphs) -> Line:
        """A line's words: stretches of one kind of character with no gap in them."""
        words = []
        for stretch in _stretches(row):
            text = "".join(glyph.text for glyph in stretch)
            areas = [glyph.area for glyph in stretch]
            around = Area(
                min(area.x0 for area in areas),
                min(area.y0 for area in areas),
                max(area.x1 for area in areas),
                max(area.y1 for area in areas),
            )
            sure = min(glyph.confidence for glyph in stretch)
            words.append(PrintedWord(text, self.box(around), round(sure, 4)))
        return tuple(words)


def set_apart(line: Line) -> Line:
    """A line of running text with a blank where words stand further apart than in print, as labels side by side do."""
    found = [
        replace(word, text=f"{word.text} ") if after.box and _is_far(word, after.box) else word
        for word, after in pairwise(line)
    ]
    return (*found, *line[-1:])


def _is_far(word: PrintedWord, after: Box) -> bool:
    box = word.box
    return box is not None and after.x0 - box.x1 > _BLANK * max(box.height, after.height)


def _stretches(row: Glyphs) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    for glyph in row:
        last = found[-1][-1] if found else None
        if last is None or _is_han(last.text) != _is_han(glyph.text) or _apart(last, glyph):
            found.append([glyph])
        else:
            found[-1].append(glyph)
    return found


def _apart(left: Glyph, right: Glyph) -> bool:
    """Whether a blank stands between two characters of a line, or they are not on one at all."""
    gap = right.area.x0 - left.area.x1
    return gap > _GAP * right.area.height or gap < -right.area.height


def _is_han(text: str) -> bool:
    return _HAN[0] <= text[:1] <= _HAN[1]
