"""The source text of the page: lines, and the places on them that values stand at.

The elements are written here and not by the template: a long report has thousands of lines, and
each would cost the template ten times as much. What the document says is escaped all the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal

from markupsafe import escape

from extractor.document import Document, Page
from extractor.output.places import LINE_BREAK
from extractor.output.safe import visible
from extractor.output.view import View
from extractor.result import Evidence, Severity

Key = tuple[int, int, int]
_CHUNK = 200


class Marks:
    """Numbers every place of a result once, however many values stand there."""

    def __init__(self, view: View) -> None:
        self.numbers: dict[Key, int] = {}
        self.worst: dict[int, Severity] = {}
        for place in chain.from_iterable(view.result.evidence.values()):
            self._number(place)
        for check in reversed(view.checks.all):
            for number in self.of(check.places):
                self.worst[number] = check.severity

    def of(self, places: Iterable[Evidence]) -> list[int]:
        """The numbers of some places."""
        return [*dict.fromkeys(map(self._number, places))]

    def _number(self, place: Evidence) -> int:
        return self.numbers.setdefault((place.page, place.start, place.end), len(self.numbers) + 1)

    def on(self, page: Page) -> dict[int, tuple[int, int]]:
        """Start and end of the places on a page by number; ends beyond the text are drawn in."""
        size = len(page.text)
        found = {
            number: (max(start, 0), min(end, size))
            for (at, start, end), number in self.numbers.items()
            if at == page.number
        }
        return {number: ends for number, ends in found.items() if ends[0] < ends[1]}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page, its lines in chunks that a browser may lay out one at a time; ``how`` it was read, in words."""

    number: int
    how: str
    chunks: tuple[str, ...]


def pages(document: Document, marks: Marks, how: Mapping[int, str]) -> Iterator[SourcePage]:
    """The pages of a document; ``how`` says of each by number how it was read."""
    for page in document.pages:
        lines = tuple(_lines(page, marks))
        chunks = tuple("\n".join(lines[at : at + _CHUNK]) for at in range(0, len(lines), _CHUNK))
        yield SourcePage(page.number, how.get(page.number, ""), chunks)


def _lines(page: Page, marks: Marks) -> Iterator[str]:
    """The lines of a page as elements, each a row of pieces that stand at the same places."""
    edges, covers = _covers(marks.on(page), marks)
    for number, (start, end) in enumerate(_bounds(page.text), 1):
        first, last = bisect_right(edges, start), bisect_left(edges, end)
        cuts = pairwise((start, *edges[first:last], end)) if start < end else ()
        pieces = [page.text[low:high] for low, high in cuts]
        blank = "" if any(map(str.strip, pieces)) else " b"
        written = "".join(map(_written, pieces, covers[first - 1 : last]))
        yield f'<div class="l{blank}" data-n="{number}">{written}</div>'


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without its break."""
    start = 0
    for match in LINE_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _covers(places: Mapping[int, tuple[int, int]], marks: Marks) -> tuple[list[int], list[str]]:
    """Where what covers the text changes, from 0 on, and the attributes of a mark there; none where nothing does."""
    opening, closing = _by_edge(places, 0), _by_edge(places, 1)
    edges = sorted({0, *opening, *closing})
    active: set[int] = set()
    covers = []
    for edge in edges:
        active.difference_update(closing.get(edge, ()))
        active.update(opening.get(edge, ()))
        covers.append(
            _attributes(sorted(active, key=lambda number: places[number][1] - places[number][0]), marks)
        )
    return edges, covers


def _by_edge(places: Mapping[int, tuple[int, int]], side: Literal[0, 1]) -> dict[int, list[int]]:
    """The numbers of the places that start (0) or end (1) at each edge."""
    found: dict[int, list[int]] = {}
    for number, ends in places.items():
        found.setdefault(ends[side], []).append(number)
    return found


def _attributes(numbers: Sequence[int], marks: Marks) -> str:
    """Of a mark at some places, the narrowest first: their numbers, and the worst of the doubts about them."""
    if not numbers:
        return ""
    severity = next((marks.worst[number] for number in numbers if number in marks.worst), None)
    shown = f' class="{severity}"' if severity else ""
    return f'data-k="{" ".join(map(str, numbers))}" tabindex="-1"{shown}'


def _written(text: str, attributes: str) -> str:
    """A piece as an element; a stretch that no value stands in is no mark."""
    said = escape(visible(text))
    return f"<mark {attributes}>{said}</mark>" if attributes else f"<span>{said}</span>"
