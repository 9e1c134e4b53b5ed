"""Lines: paragraphs as sentences need them, each character still knowing where it stands.

Readers cut running text at page breaks and at the right margin. A `Line` is what belongs
together, with white space gone and full-width signs made half-width, so that patterns stay
short; values are always cut from the page's own text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from extractor.document import Clip, Paragraph
from extractor.text import clean

_INK = re.compile(r"\S+")
_FOLDED: dict[int, int | str] = {0xFF01 + at: 0x21 + at for at in range(94) if chr(0xFF01 + at) != "，"}
_FOLDED |= {ord(sign): plain for sign, plain in zip("≧⩾≦⩽", "≥≥≤≤", strict=True)}
_STOP = re.compile(r"[。！？!?]+[”’」』]?")
_PART = re.compile(r"[。！？!?；;]+[”’」』]?")


def _parts_numbers(before: str, same_paragraph: bool, after: str) -> bool:
    return same_paragraph and before[-1].isdigit() and after[0].isdigit()


@dataclass(frozen=True)
class _Source:
    """A paragraph's clip, cut in time that does not grow with its length."""

    clip: Clip
    starts: tuple[int, ...]

    @staticmethod
    def of(clip: Clip) -> _Source:
        return _Source(clip, tuple(accumulate((len(run.text) for run in clip.runs), initial=0)))

    def cut(self, start: int, end: int) -> Clip:
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        runs = Clip(self.clip.runs[max(first, 0) : last])
        return runs[start - self.starts[max(first, 0)] : end - self.starts[max(first, 0)]].strip()


@dataclass(frozen=True, eq=False)
class Line:
    """One or more paragraphs that are read as one.

    ``plain`` is their text without white space, full-width signs made half-width (，stays,
    as it never parts the thousands of a number). Only between two digits of one paragraph
    a space stays: ``21 5`` is not 215.
    """

    plain: str
    _sources: tuple[_Source, ...] = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)
    _origins: tuple[tuple[int, int], ...] = field(repr=False)

    @staticmethod
    def of(paragraphs: Sequence[Paragraph]) -> Line:
        """The line of paragraphs that follow each other."""
        inks: list[str] = []
        starts: list[int] = []
        origins: list[tuple[int, int]] = []
        at = 0
        for source, paragraph in enumerate(paragraphs):
            for match in _INK.finditer(paragraph.text):
                if inks and _parts_numbers(inks[-1], origins[-1][0] == source, match[0]):
                    inks.append(" ")
                    starts.append(at)
                    origins.append((source, match.start() - 1))
                    at += 1
                inks.append(match[0].translate(_FOLDED))
                starts.append(at)
                origins.append((source, match.start()))
                at += len(match[0])
        sources = tuple(_Source.of(paragraph.clip) for paragraph in paragraphs)
        return Line("".join(inks), sources, tuple(starts), tuple(origins))

    def clips(self, start: int, end: int) -> tuple[Clip, ...]:
        """The page clips of ``plain[start:end]``, one for each paragraph."""
        if start >= end:
            return ()
        first, low = self._origin(start)
        last, high = self._origin(end - 1)
        bounds = [[0, None] for _ in range(first, last + 1)]
        bounds[0][0], bounds[-1][1] = low, high + 1
        return tuple(
            source.cut(a or 0, source.starts[-1] if b is None else b)
            for source, (a, b) in zip(self._sources[first : last + 1], bounds, strict=True)
        )

    def _origin(self, at: int) -> tuple[int, int]:
        chunk = bisect_right(self._starts, at) - 1
        source, offset = self._origins[chunk]
        return source, offset + at - self._starts[chunk]

    def paragraph_start(self, at: int) -> int:
        """Where the paragraph begins that ``at`` stands in."""
        source, _ = self._origin(at)
        return self._starts[bisect_left(self._origins, source, key=lambda origin: origin[0])]

    def span(self, start: int, end: int) -> Span:
        """The stretch from ``start`` to ``end``."""
        return Span(self, start, end)

    def sentences(self, start: int = 0) -> Iterator[Span]:
        """The sentences from ``start`` on, each with its final stop."""
        return self._cut_after(_STOP, start)

    def parts(self, start: int = 0) -> Iterator[Span]:
        """Sentences and what semicolons part in them, each with its final sign."""
        return self._cut_after(_PART, start)

    def _cut_after(self, sign: re.Pattern[str], start: int) -> Iterator[Span]:
        for match in sign.finditer(self.plain, start):
            yield Span(self, start, match.end())
            start = match.end()
        if start < len(self.plain):
            yield Span(self, start, len(self.plain))


@dataclass(frozen=True)
class Span:
    """A stretch of a line's plain text."""

    line: Line
    start: int
    end: int

    @property
    def plain(self) -> str:
        """The stretch without white space, signs half-width."""
        return self.line.plain[self.start : self.end]

    @property
    def clips(self) -> tuple[Clip, ...]:
        """Where it stands: one clip for each paragraph it runs over."""
        return self.line.clips(self.start, self.end)

    @property
    def text(self) -> str:
        """What the document says there, in the contract's spelling."""
        return clean("".join(clip.text for clip in self.clips))

    def cut(self, start: int, end: int) -> Span:
        """The stretch from ``start`` to ``end`` of this one."""
        return Span(self.line, self.start + start, self.start + end)

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self.start < self.end
