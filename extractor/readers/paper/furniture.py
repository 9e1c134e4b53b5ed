"""What pages print outside of their text: running heads, feet and page numbers, told by place and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractor.document import Block, Document, Page, Paragraph
from extractor.layout.furniture import is_furniture
from extractor.layout.labels import is_title
from extractor.text import fold

_EDGE = 0.12
_LONGEST = 60
_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"[-—–·\s]*\d{1,4}[-—–·\s]*|[ivxIVX]{1,6}")


def without_furniture(document: Document) -> tuple[Block, ...]:
    """The blocks without the lines at the top or foot of a page that number it or stand on several.

    They stay in the page's text.
    """
    edges = {id(block): key for block, key in _at_edges(document)}
    counts = Counter(edges.values())
    return tuple(
        block
        for block in document.blocks
        if id(block) not in edges or not _repeats(edges[id(block)], counts, len(document.pages))
    )


def _at_edges(document: Document) -> Iterator[tuple[Paragraph, str]]:
    """Short paragraphs at the top or foot of a page, with what they say apart from figures."""
    for block in document.blocks:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
            continue
        places = block.clip.places()
        page = document.pages[places[0].page - 1] if places else None
        edge = page and _edge(page, document, block)
        if edge:
            said = fold(block.text)
            # Forms that each begin on a page of their own repeat their title, year and unit there.
            if is_title(block.text) or ":" in said or said.strip("()").endswith("年度"):
                continue
            numbered = _BARE_NUMBER.fullmatch(block.text.strip()) or is_furniture(block.text)
            yield block, f"{edge}:#" if numbered else f"{edge}:{_DIGITS.sub('#', said)}"


def _edge(page: Page, document: Document, block: Paragraph) -> str | None:
    words = [word for place in block.clip.places() for word in document.words_at(place)]
    if not words or not page.height:
        return None
    if max(word.box.y1 for word in words) < _EDGE * page.height:
        return "top"
    return "foot" if min(word.box.y0 for word in words) > (1 - _EDGE) * page.height else None


def _repeats(key: str, counts: Counter[str], pages: int) -> bool:
    """Whether a line is a page number, or stands on more than one page out of three, two at least."""
    if key.endswith(":#"):
        return True
    return counts[key] >= max(2, pages // 3)
