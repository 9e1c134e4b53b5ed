"""Whether a paragraph goes on on the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Box, Clip, Document, Page, Paragraph, Word
from extractor.layout.labels import is_title
from extractor.readers.paper.wrapping import begins_anew

_ENDS = re.compile(r"[。！？!?；;：:…]\s*$")
_FULL = 2.2
_INDENT = 1.2


def goes_on(above: Paragraph, below: Paragraph, document: Document) -> bool:
    """Whether the sentence that a page ends in goes on in the next page's first paragraph.

    The last line reaches the right margin without a full stop, and the next one begins at the
    left margin: the margins are those of the words of each page.
    """
    if _ENDS.search(above.text) or begins_anew(below.text) or is_title(above.text) or is_title(below.text):
        return False
    last, first = _words(above.clip, document)[-1:], _words(below.clip, document)[:1]
    if not last or not first:
        return False
    before, after = _page(above.clip, document, -1), _page(below.clip, document, 0)
    size = max(last[0].box.height, first[0].box.height)
    reaches = last[0].box.x1 > _right(before) - _FULL * size
    return reaches and first[0].box.x0 < _left(after) + _INDENT * size


def _words(clip: Clip, document: Document) -> list[Word]:
    return [word for place in clip.places() for word in document.words_at(place)]


def _page(clip: Clip, document: Document, at: int) -> Page:
    return document.pages[clip.places()[at].page - 1]


def _right(page: Page) -> float:
    return max((box.x1 for box in _boxes(page)), default=0.0)


def _left(page: Page) -> float:
    return min((box.x0 for box in _boxes(page)), default=0.0)


def _boxes(page: Page) -> Sequence[Box]:
    return [word.box for word in page.words]
