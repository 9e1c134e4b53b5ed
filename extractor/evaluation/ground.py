"""Where a value stands in a document, found without the extractor's help."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate, takewhile
from typing import NamedTuple

from extractor.document import Document, Place
from extractor.result import Evidence
from extractor.text import fold

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGITS = frozenset("0123456789.,")
_PAGE_END = "\f"


class Span(NamedTuple):
    """Characters of the document, its pages one after another."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def inside(self, other: Span) -> bool:
        """Whether the other holds all of it."""
        return other.start <= self.start and self.end <= other.end


class Ground:
    """The text of a document, to look up where a value is printed in it.

    Text is found under the folding in which leaves are compared, a number as a figure of that value;
    neither is found inside a longer figure.
    """

    def __init__(self, document: Document) -> None:
        pages = [page.text + _PAGE_END for page in document.pages]
        self._text = "".join(pages)
        self._starts = [0, *accumulate(map(len, pages))]
        self._known: dict[tuple[str, bool], list[Span]] = {}

    @property
    def whole(self) -> Span:
        """All of the document."""
        return Span(0, len(self._text))

    def span(self, place: Evidence | Place) -> Span:
        """The place in the document as a whole."""
        start = self._starts[place.page - 1]
        return Span(start + place.start, start + place.end)

    def page(self, span: Span) -> int:
        """The 1-based page that a span begins on."""
        return bisect_right(self._starts, span.start)

    def find(self, value: object, *, in_sentences: bool) -> list[Span]:
        """Every span that says the value, in order.

        Of text, only where it stands by itself like a cell, unless ``in_sentences`` or it nowhere does.
        """
        if isinstance(value, int | float):
            return self._figures.get(float(value), [])
        said = fold(value) if isinstance(value, str) else ""
        if (said, in_sentences) not in self._known:
            found = self._texts(said) if said else []
            alone = [] if in_sentences else [one for one in found if not self._cut(one, said, _word_goes_on)]
            self._known[said, in_sentences] = alone or found
        return self._known[said, in_sentences]

    def within(self, space: Span, value: object, *, in_sentences: bool) -> Iterator[Span]:
        """The same, of what lies within a stretch of text."""
        found = self.find(value, in_sentences=in_sentences)
        first = bisect_left(found, space.start, key=lambda span: span.start)
        ahead = (found[at] for at in range(first, len(found)))
        return (span for span in takewhile(lambda span: span.start < space.end, ahead) if span.inside(space))

    @cached_property
    def _figures(self) -> dict[float, list[Span]]:
        found: defaultdict[float, list[Span]] = defaultdict(list)
        wide = "".join(fold(char) if len(fold(char)) == 1 else char for char in self._text)
        for match in _FIGURE.finditer(wide):
            found[float(match[0].replace(",", ""))].append(Span(*match.span()))
        return found

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The folded text, and for each of its characters the one that it comes from."""
        parts = [(at, folded) for at, char in enumerate(self._text) for folded in fold(char)]
        return "".join(folded for _, folded in parts), [at for at, _ in parts]

    def _texts(self, said: str) -> list[Span]:
        text, origin = self._folded
        found, at = [], text.find(said)
        while at >= 0:
            span = Span(origin[at], origin[at + len(said) - 1] + 1)
            if not self._cut(span, said, _figure_goes_on):
                found.append(span)
            at = text.find(said, at + 1)
        return found

    def _cut(self, span: Span, said: str, goes_on: Callable[[str, str], bool]) -> bool:
        """Whether what stands at either end of the span belongs to it."""
        before, after = self._text[max(0, span.start - 1) : span.start], self._text[span.end : span.end + 1]
        return goes_on(fold(before), said[0]) or goes_on(said[-1], fold(after))


def _figure_goes_on(left: str, right: str) -> bool:
    return left[-1:] in _DIGITS and right[:1] in _DIGITS


def _word_goes_on(left: str, right: str) -> bool:
    return left[-1:].isalnum() and right[:1].isalnum()
