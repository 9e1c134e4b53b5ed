"""Where the values of gold stand in a document's text: as they are, in pieces, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extractor.document import Document, Paragraph
from extractor.text import fold

Found = Literal["whole", "pieces", "nowhere"]

_YEARS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_REACH = 160  # characters over which the cells of one row, or a wrapped cell, may be strewn
_STEP = 40


@dataclass(frozen=True)
class Printed:
    """What a document prints, for looking values up in it.

    Twice: page by page as the file has it, and block by block as read, where a table's cells follow
    one another (so sign, value and unit of three columns join) and a converter's notation is signs.
    """

    document: Document

    @cached_property
    def _raw(self) -> str:
        pieces = (*(page.text for page in self.document.pages), "\f", *self._blocks())
        return _GROUPED.sub("", "\n".join(pieces))

    def _blocks(self) -> Iterator[str]:
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row)

    @cached_property
    def _folded(self) -> str:
        pages = "".join(page.text for page in self.document.pages)
        return _GROUPED.sub("", f"{fold(pages)}\f{fold(''.join(self._blocks()))}")

    def text(self, value: str) -> Found:
        """Where a text stands. In pieces: all its figures and characters close to one another."""
        wanted = _GROUPED.sub("", fold(value))
        if wanted in self._folded:
            return "whole"
        return "pieces" if any(_holds(window, wanted) for window in self._windows(len(wanted))) else "nowhere"

    def number(self, value: float) -> Found:
        """Where a number stands, signs apart; in pieces if only as part of a longer row of digits."""
        if says_number(self._raw, value) or says_number(self._folded, value):
            return "whole"
        return "pieces" if _digits(value) in self._folded else "nowhere"

    def year(self, value: int) -> Found:
        """Where a year stands, in digits or Chinese numerals."""
        return "whole" if str(value) in self._folded.translate(_YEARS) else "nowhere"

    def _windows(self, length: int) -> Iterator[str]:
        size = 2 * length + _REACH
        for start in range(0, len(self._folded), _STEP):
            yield self._folded[start : start + size]


def says_number(text: str, value: float) -> bool:
    """Whether a text prints a number, apart from its sign: ``1.5`` is also printed as ``1.50``."""
    digits = _digits(value)
    zeros = r"0*" if "." in digits else r"(?:\.0+)?"
    plain = _GROUPED.sub("", text)
    return re.search(rf"(?<![\d.]){re.escape(digits)}{zeros}(?!\d|\.\d)", plain) is not None


def _digits(value: float) -> str:
    if isinstance(value, int):
        return str(abs(value))
    return f"{abs(value):.10f}".rstrip("0").rstrip(".")


def _holds(window: str, wanted: str) -> bool:
    """Whether a stretch of text has all figures of the wanted one, and its other characters often enough."""
    if Counter(_FIGURES.sub("", wanted)) - Counter(window):
        return False
    return all(figure in window for figure in _FIGURES.findall(wanted))
