"""The document as every reader returns it: pages of text, and what stands on them.

Offsets are Unicode code points into ``Page.text``, which is never rewritten: what a
reader cleans away (converter marks, LaTeX, padding) is left out of a `Clip`, not of the
page, so that a place found here is a place in the user's own file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar, cast

UNREAD = "□"
"""Stands on a page, with confidence 0, where there is ink that OCR could not read."""
FAILED = "failed: "
"""What `Page.read_by` of a page that could not be read begins with; the reason follows."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.y1 - self.y0

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box | None:
        """The smallest box that holds all of them; None where there are none."""
        found = tuple(boxes)
        if not found:
            return None
        return Box(
            min(box.x0 for box in found),
            min(box.y0 for box in found),
            max(box.x1 for box in found),
            max(box.y1 for box in found),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: 1-based page, character range in that page's text."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """Characters of a page's text that stand together on the paper.

    ``confidence`` is what an OCR engine gave it (0 to 1), None where the text is the file's own.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    r"""Characters that stand together on a page.

    ``text`` is what they say. Where a converter's notation was read as a sign
    (``\geq`` as ``≥``) it differs in length from the range it stands for, and the run
    cannot be cut any further.
    """

    text: str
    page: int
    start: int
    end: int

    @property
    def verbatim(self) -> bool:
        """Whether each character of the text is one character of the page."""
        return len(self.text) == self.end - self.start

    def cut(self, start: int, end: int) -> Run:
        """The part from ``start`` to ``end`` of the text; all of it when it is not verbatim."""
        if not self.verbatim:
            return self
        return Run(self.text[start:end], self.page, self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of page text, as read, that still knows where each of its characters stands.

    ``text`` is what it says, line breaks and padding included.
    """

    runs: tuple[Run, ...] = ()
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the text together once: it is asked for far more often than clips are made."""
        runs = self.runs
        text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        object.__setattr__(self, "text", text)

    def __bool__(self) -> bool:
        """A clip of white space only counts as empty."""
        return bool(self.text.strip())

    def __getitem__(self, bounds: slice) -> Clip:
        """The clip of ``text[bounds]`` (step 1)."""
        start, end, _ = bounds.indices(len(self.text))
        if 0 < end - start == len(self.text):
            return self
        if len(self.runs) == 1:
            return Clip((self.runs[0].cut(start, end),)) if start < end else Clip()
        return Clip(tuple(self._runs_between(start, end)))

    def _runs_between(self, start: int, end: int) -> Iterator[Run]:
        at = 0
        for run in self.runs:
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                yield run.cut(low, high)
            at += len(run.text)
            if at >= end:
                return

    def strip(self) -> Clip:
        """Without the white space at both ends (U+3000 and U+00A0 are white space)."""
        left = len(self.text) - len(self.text.lstrip())
        return self[left : max(left, len(self.text.rstrip()))]

    def places(self) -> tuple[Place, ...]:
        """One place for each page that the clip stands on, in page order."""
        if len(self.runs) == 1:
            run = self.runs[0]
            return (Place(run.page, run.start, run.end),)
        bounds: dict[int, tuple[int, int]] = {}
        for run in self.runs:
            low, high = bounds.get(run.page, (run.start, run.end))
            bounds[run.page] = (min(low, run.start), max(high, run.end))
        return tuple(Place(page, *ends) for page, ends in sorted(bounds.items()))

    @staticmethod
    def join(clips: Iterable[Clip]) -> Clip:
        """The clips one after another, as one."""
        return Clip(tuple(run for part in clips for run in part.runs))

    @staticmethod
    def of(text: str, page: int, start: int) -> Clip:
        """A verbatim clip of ``text`` standing at ``start`` on ``page``."""
        return Clip((Run(text, page, start, start + len(text)),) if text else ())


@dataclass(frozen=True)
class Cell:
    """One table cell. Row and column are 0-based; spans count rows and columns.

    ``box`` is the cell's outline, None where the file has no geometry.
    """

    row: int
    column: int
    clip: Clip
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None

    @property
    def text(self) -> str:
        """The cell's text as read."""
        return self.clip.text


@dataclass(frozen=True)
class Table:
    """Rows of cells.

    Text dumps lose horizontal merges: there a short row's columns only count its own cells,
    and a cell continued from the row above is an empty one. In an ``exact`` table rows,
    columns and spans are those of the file, and a merged cell stands in its first row only.
    ``rebuilt`` says that even the rows were inferred, from the order of the text.
    """

    rows: tuple[tuple[Cell, ...], ...]
    rebuilt: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A line or paragraph of running text."""

    clip: Clip

    @property
    def text(self) -> str:
        """The paragraph's text as read."""
        return self.clip.text


Block = Paragraph | Table
Made = TypeVar("Made")


Reason = Literal["no_text", "garbled_text", "hidden_text", "text_in_picture", "too_busy"]


@dataclass(frozen=True)
class Page:
    """One page: 1-based number, its text, how it was read, size in points or None.

    ``words`` say where the text stands on the paper, in order of their starts; none where
    the file has no geometry. ``reason`` says why it was read so where there was a choice: a
    PDF's page without text, with text that makes no sense, with an invisible text layer, or
    with a picture that says more; ``too_busy`` is a page of so many drawings that no
    tables were looked for.
    """

    number: int
    text: str
    read_by: str
    width: float | None = None
    height: float | None = None
    words: tuple[Word, ...] = field(default=(), repr=False)
    reason: Reason | None = None

    @property
    def failure(self) -> str | None:
        """Why the page was not read; None where it was."""
        return self.read_by.removeprefix(FAILED) if self.read_by.startswith(FAILED) else None

    @property
    def confidence(self) -> float | None:
        """The mean confidence of its words, rounded to three digits; None without OCR."""
        sure = [word.confidence for word in self.words if word.confidence is not None]
        return round(sum(sure) / len(sure), 3) if sure else None

    def words_at(self, start: int, end: int) -> Sequence[Word]:
        """The words that hold any of the characters from ``start`` to ``end``."""
        if not self.words:
            return ()
        first = bisect_right(self.words, start, key=lambda word: word.end)
        return self.words[first : bisect_left(self.words, end, key=lambda word: word.start)]


class Pictures(Protocol):
    """What the pages of a document look like."""

    def png(self, page: int, dpi: int) -> bytes:
        """The page (1-based) as a PNG file."""


@dataclass(frozen=True)
class Remark:
    """Something that the reader of a file wants to be known: a rule of `findings.RULES`, and what it names."""

    rule: str
    values: tuple[tuple[str, str], ...] = ()


class Keeps:
    """Keeps what functions make of it."""

    def once(self, make: Callable[[Any], Made]) -> Made:
        """What a function makes of this: made when it is first asked for, and to be left as it is."""
        made = self.__dict__.setdefault("_made", {})
        if make not in made:
            made[make] = make(self)
        return cast(Made, made[make])

    def __getstate__(self) -> dict[str, Any]:
        """All but what was made of it, which another process can make for itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_made"}


@dataclass(frozen=True)
class Document(Keeps):
    """A file as read: pages, and the blocks on them in reading order.

    ``pictures`` is None for a file that has no pages to look at (text, spreadsheets).
    ``remarks`` say what of the file could not be read, or was left out on purpose.
    """

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...] = field(repr=False)
    pictures: Pictures | None = field(default=None, repr=False, compare=False)
    remarks: tuple[Remark, ...] = ()

    def text_at(self, place: Place) -> str:
        """The page text at a place."""
        return self.pages[place.page - 1].text[place.start : place.end]

    def words_at(self, place: Place) -> Sequence[Word]:
        """The words that hold any of a place."""
        return self.pages[place.page - 1].words_at(place.start, place.end)
