"""Whether a PDF page's own text can be trusted, or the page has to be read by OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pymupdf

from extractor.document import Reason
from extractor.readers.pdf.characters import Character
from extractor.readers.pdf.ink import Ink
from extractor.readers.plain.plausibility import fits

_NONSENSE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f\U000f0000-\U0010ffff]")
_NONSENSE_SHARE = 0.05
_FEWEST = 10
_FEW = 150
_WORDLIKE = re.compile(r"[0-9A-Za-z\s.,:;()%+\-/]")
_WORDLIKE_SHARE = 0.7
_PICTURED = 0.4
_MORE_INK = 3.0


def reason_for_ocr(page: pymupdf.Page, characters: Sequence[Character]) -> Reason | None:
    """Why a page should not be read by its own text; None where that is good, or nothing is printed at all.

    An invisible text is what some scanner made of the picture: it knows nothing of rules and
    cells, so the picture is read anew. ``characters`` are in the page's own frame, rotation 0.
    """
    shown = [each for each in characters if not each.hidden and not each.text.isspace()]
    hidden = sum(each.hidden and not each.text.isspace() for each in characters)
    text = "".join(each.text for each in shown)
    if is_nonsense(text):
        return "garbled_text"
    pictured = _pictured(page)
    if len(shown) >= _FEW or (shown and pictured < _PICTURED):
        return None
    ink = Ink.of(page)
    if not shown:
        return ("hidden_text" if hidden else "no_text") if ink.anything else None
    inside = ink.within([each.box for each in shown])
    return "text_in_picture" if ink.total - inside > _MORE_INK * max(inside, 1) else None


def is_nonsense(text: str) -> bool:
    """Whether characters are none that a report would print: the font does not say what its glyphs are."""
    if len(text) < _FEWEST:
        return False
    if len(_NONSENSE.findall(text)) > _NONSENSE_SHARE * len(text):
        return True
    foreign = [char for char in text if not char.isascii()]
    if len(foreign) < _NONSENSE_SHARE * len(text):
        # Codes without a meaning mostly come out as punctuation and capitals in no order.
        return len(_WORDLIKE.findall(text)) < _WORDLIKE_SHARE * len(text)
    return not fits("".join(foreign), sure=False)


def _pictured(page: pymupdf.Page) -> float:
    """The share of the page that its largest picture covers."""
    extent = page.rect
    shares = [abs(pymupdf.Rect(each["bbox"]) & extent) / abs(extent) for each in page.get_image_info()]
    return max(shares, default=0.0)
