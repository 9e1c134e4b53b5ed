"""The drawings of a PDF page that may be rules of tables, few enough to look for tables among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pymupdf

from extractor.document import Box
from extractor.open_tables.rules import THIN

Path = dict[str, Any]

# Looking for tables takes a millisecond for each drawing up to a thousand, and the square of that beyond.
_FEW = 2000
_MOST = 6000
_SHORTEST = 5.0
_SLANT = 1.0


def rules_of(page: pymupdf.Page) -> list[Path] | None:
    """The drawings as `pymupdf.Page.get_drawings` gives them; None where they are too many.

    From a page of many, only straight rules and boxes are taken: what is drawn there is a chart or a map.
    """
    paths: list[Path] = page.get_drawings()
    if sum(len(path["items"]) for path in paths) <= _FEW:
        return paths
    straight = [kept for path in paths if (kept := _straight(path)) is not None]
    return straight if sum(len(path["items"]) for path in straight) <= _MOST else None


def _straight(path: Path) -> Path | None:
    items = [item for item in path["items"] if _may_rule(item)]
    if not items:
        return None
    extent = pymupdf.EMPTY_RECT()
    for item in items:
        for part in item[1:3] if item[0] == "l" else item[1:2]:
            extent |= part
    return path | {"items": items, "rect": extent, "closePath": False}


def _may_rule(item: tuple[Any, ...]) -> bool:
    if item[0] == "l":
        width, height = abs(item[1].x - item[2].x), abs(item[1].y - item[2].y)
        return bool(max(width, height) >= _SHORTEST and min(width, height) <= _SLANT)
    return item[0] == "re" and bool(max(item[1].width, item[1].height) >= _SHORTEST)


def strokes_of(paths: Sequence[Path]) -> list[Box]:
    """The sides of what drawings draw, as thin boxes."""
    return [box for path in paths for item in path["items"] for box in _sides(item)]


def _sides(item: tuple[Any, ...]) -> Iterator[Box]:
    if item[0] == "l":
        (x0, y0), (x1, y1) = item[1], item[2]
        yield Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    elif item[0] == "re":
        x0, y0, x1, y1 = (float(each) for each in item[1].normalize())
        if min(x1 - x0, y1 - y0) <= THIN:
            yield Box(x0, y0, x1, y1)
            return
        yield from (Box(x0, y0, x1, y0), Box(x0, y1, x1, y1), Box(x0, y0, x0, y1), Box(x1, y0, x1, y1))
