"""Where the values of gold stand in a document's text: as they are, in pieces, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from extractor.document import Document, Paragraph
from extractor.text import fold

Found = Literal["whole", "pieces", "nowhere"]

_YEARS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FIGURE_CUT = re.compile(r"[\d.][\d.]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BORDER = "\x1f"


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

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset(map(fold, self._raw.split()))

    @cached_property
    def _parted(self) -> str:
        """The tokens one after another, with a mark wherever white space or a cell's border parts them."""
        return _BORDER.join(("", *map(fold, self._raw.split()), ""))

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
        """Where a text stands. In pieces: cut only where the document has white space or a border of cells."""
        wanted = _GROUPED.sub("", fold(value))
        if wanted in self._folded:
            return "whole"
        return "pieces" if self._in_pieces(wanted) else "nowhere"

    def number(self, value: float) -> Found:
        """Where a number stands, signs apart; in pieces if only as part of a longer row of digits."""
        if says_number(self._raw, value) or says_number(self._folded, value):
            return "whole"
        return "pieces" if _digits(value) in self._folded else "nowhere"

    def year(self, value: int) -> Found:
        """Where a year stands, in digits or Chinese numerals."""
        return "whole" if str(value) in self._folded.translate(_YEARS) else "nowhere"

    def _in_pieces(self, wanted: str) -> bool:
        """Whether a text is the end of a token, then whole tokens, then the beginning of one."""
        cuts = [at for at in range(1, len(wanted)) if not _FIGURE_CUT.match(wanted[at - 1 : at + 1])]
        reached = {at for at in cuts if wanted[:at] + _BORDER in self._parted}
        for at in cuts:
            if at in reached:
                reached.update(end for end in cuts if end > at and wanted[at:end] in self._tokens)
        return any(_BORDER + wanted[at:] in self._parted for at in reached)


def says_number(text: str, value: float) -> bool:
    """Whether a text prints a number, apart from its sign: ``1.5`` is also printed as ``1.50``."""
    digits = _digits(value)
    zeros = r"0*" if "." in digits else r"(?:\.0+)?"
    plain = _GROUPED.sub("", text)
    return re.search(rf"(?<![\d.]){re.escape(digits)}{zeros}(?!\d|\.\d)", plain) is not None


def _digits(value: float) -> str:
    """A number apart from its sign in decimals, with the fewest digits that tell it from others."""
    digits = format(Decimal(repr(abs(value))), "f")
    return digits.removesuffix(".0")
