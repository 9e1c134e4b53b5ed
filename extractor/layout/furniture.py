"""What a page prints outside its text: page numbers (— 3 —, 第 3 页 共 12 页)."""

from __future__ import annotations

import re

from extractor.text import fold

_PAGE_NUMBER = re.compile(r"-+\d{1,4}-+|第\d{1,4}页(?:[,/、]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|page\d{1,4}(?:of\d{1,4})?", re.IGNORECASE)  # fmt: skip
_LONGEST = 40


def is_furniture(text: str) -> bool:
    """Whether a line is nothing but a page number in the dress of one; a bare number is not."""
    text = text.strip()
    return 0 < len(text) <= _LONGEST and bool(_PAGE_NUMBER.fullmatch(fold(text)))
