"""Pictures in a Word document that may be tables or whole pages: their text is not read."""

from __future__ import annotations

from lxml import etree

_SHOWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_DRAWING = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}drawing"
_CENTIMETRE = 360_000
# Seals, emblems and signatures are smaller than a table of a few rows.
_WIDTH, _HEIGHT = 10 * _CENTIMETRE, 4 * _CENTIMETRE


def count_pictures(body: etree._Element) -> int:
    """How many pictures are large enough to hold a table."""
    return sum(_is_large(drawing) for drawing in body.iter(_DRAWING))


def _is_large(drawing: etree._Element) -> bool:
    extent = next(drawing.iter(_EXTENT), None)
    if extent is None or next(drawing.iter(_SHOWN), None) is None:
        return False
    return _length(extent, "cx") >= _WIDTH and _length(extent, "cy") >= _HEIGHT


def _length(extent: etree._Element, side: str) -> int:
    said = extent.get(side) or ""
    return int(said) if said.isascii() and said.isdigit() else 0
