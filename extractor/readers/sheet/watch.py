"""What can be told of sheets before they are parsed, so that none is parsed that would take all memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import range_boundaries

from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.packages import broken_part
from extractor.settings import Settings

# Rows ruled to the sheet's end have many cells without text; to read over them takes its time, too.
_BLANK_CELLS = 4
# openpyxl takes 2 ms to frame a merged cell, a hundred times what it takes to read one.
_MERGING = 100
# Of the parts that all sheets share, for each cell; openpyxl takes more than 1 kB for each tag of a style.
_TAGS, _STYLING, _FEW_CELLS = 16, 10, 50_000
_PART = re.compile(r"xl/\w*sheets/[^/]+\.xml")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([^\"']*)")
_OPEN_FORMULA = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
_LONGEST_TAG = 65_536


@dataclass
class SheetWatch:
    """Counts over the pieces of a workbook's parts.

    ``cells`` are those of all sheets, rows, blank ones and those inside of merged ones included,
    and what it costs to merge them counted as cells; ``tags`` those of styles and shared strings;
    ``formulas_open`` says that a formula was saved without its result.
    """

    cells: int = 0
    sheets: int = 0
    formulas_open: bool = False
    tags: int = 0
    parts: set[str] = field(default_factory=set)
    _begun: tuple[str, bytes] = ("", b"")

    def see(self, name: str, piece: bytes) -> None:
        """Take note of a piece of a part; a tag that is cut off at its end is seen with the next."""
        last, begun = self._begun
        text = begun + piece if last == name else piece
        end = text.rfind(b"<")
        cut = end if 0 < len(text) - end < _LONGEST_TAG and end > 0 else len(text)
        self._begun = (name, text[cut:])
        self._count(name.lower(), text[:cut])

    def _count(self, name: str, text: bytes) -> None:
        if name == "xl/workbook.xml":
            self.sheets += len(_SHEET.findall(text))
        elif _PART.fullmatch(name):
            self.parts.add(name)
            self.cells += len(_CELL.findall(text))
            self.cells += sum(_MERGING + _size(merged) for merged in _MERGED.findall(text))
            self.cells += len(_ROW.findall(text))
            self.formulas_open = self.formulas_open or _OPEN_FORMULA.search(text) is not None
        elif name == "xl/styles.xml":
            self.tags += text.count(b"<") * _STYLING
        elif name == "xl/sharedstrings.xml":
            self.tags += text.count(b"<")

    def check(self, file: File, settings: Settings) -> None:
        """Refuse what would take more than its share of time and memory.

        Raises:
            InputTooLarge: too many cells, were it only by merging.
            DamagedInput: several sheets share a part, which no program writes.
        """
        if (
            self.cells > settings.max_cells * _BLANK_CELLS
            or self.tags > max(settings.max_cells, _FEW_CELLS) * _TAGS
        ):
            raise too_many_cells(file)
        if self.sheets > len(self.parts):
            raise broken_part(file, "xl/workbook.xml")


def _size(area: bytes) -> int:
    """How many cells an area has; 0 for what is none."""
    try:
        left, top, right, bottom = range_boundaries(area.decode("ascii"))
    except (ValueError, TypeError):
        return 0
    if left is None or top is None or right is None or bottom is None:
        return 1_048_576
    return max(right - left + 1, 0) * max(bottom - top + 1, 0)
