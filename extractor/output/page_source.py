"""The source text of the page: lines, and the places on them that values stand at."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

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
        for places in view.result.evidence.values():
            self.of(places)
        for check in reversed(view.checks.all):
            for number in self.of(check.places):
                self.worst[number] = check.severity

    def of(self, places: Iterable[Evidence]) -> list[int]:
        """The numbers of some places."""
        keys = dict.fromkeys((place.page, place.start, place.end) for place in places)
        return [self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys]

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
class Piece:
    """Text of one line at the same places, as the page shows it; numbers of the narrowest place first."""

    text: str
    numbers: tuple[int, ...]
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its 1-based number."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on it."""
        return not any(piece.text.strip() for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page, its lines in chunks that a browser may lay out one at a time; ``how`` it was read, in words."""

    number: int
    how: str
    chunks: tuple[tuple[Line, ...], ...]


def pages(document: Document, marks: Marks, how: Mapping[int, str]) -> Iterator[SourcePage]:
    """The pages of a document; ``how`` says of each by number how it was read."""
    for page in document.pages:
        lines = tuple(_lines(page, marks))
        chunks = tuple(lines[at : at + _CHUNK] for at in range(0, len(lines), _CHUNK))
        yield SourcePage(page.number, how.get(page.number, ""), chunks)


def _lines(page: Page, marks: Marks) -> Iterator[Line]:
    places, bounds = marks.on(page), list(_bounds(page.text))
    starts = [start for start, _ in bounds]
    edges = sorted({edge for pair in (*bounds, *places.values()) for edge in pair})
    pieces: list[list[Piece]] = [[] for _ in bounds]
    for (start, end), numbers in _numbers_at(edges, places):
        at = bisect_right(starts, start) - 1
        if end <= bounds[at][1]:  # else it is a line break
            pieces[at].append(_piece(page.text[start:end], numbers, marks))
    for number, found in enumerate(pieces, 1):
        yield Line(number, tuple(found))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without its break."""
    start = 0
    for match in LINE_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _numbers_at(
    edges: list[int], places: dict[int, tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, ...]]]:
    """The numbers of the places that cover each stretch between two edges, the narrowest first."""
    opening, closing = defaultdict(list), defaultdict(list)
    for number, (start, end) in places.items():
        opening[start].append(number)
        closing[end].append(number)
    active: set[int] = set()
    for stretch in pairwise(edges):
        active.difference_update(closing[stretch[0]])
        active.update(opening[stretch[0]])
        yield stretch, tuple(sorted(active, key=lambda number: places[number][1] - places[number][0]))


def _piece(text: str, numbers: tuple[int, ...], marks: Marks) -> Piece:
    severity = next((marks.worst[number] for number in numbers if number in marks.worst), None)
    return Piece(visible(text), numbers, severity)
