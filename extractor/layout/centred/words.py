"""The words of a page set with blanks: what stands together, on which line and from which column to which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractor.document import Clip
from extractor.layout.furniture import is_furniture
from extractor.layout.lines import Line

# Between Chinese words a single blank parts columns too, but not between the spread signs of one (项 目 名 称).
_WORD = re.compile(r"\S+(?:(?!(?<=\S[\u4e00-\u9fff)）%，。；、]) [\u4e00-\u9fff“（]) \S+)*")

_MOST_WORDS = 80


@dataclass(frozen=True)
class Word:
    """What stands between two wider gaps of a line; ``start`` and ``end`` are columns, ``end`` behind the last."""

    clip: Clip
    line: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """What the word says."""
        return self.clip.text

    @property
    def middle(self) -> float:
        """The column of its middle."""
        return (self.start + self.end) / 2

    def over(self, other: Word) -> int:
        """How many columns it shares with another word."""
        return min(self.end, other.end) - max(self.start, other.start)

    def cut(self, at: int) -> tuple[Word, Word]:
        """The word as two, parted at the blank that stands ``at`` characters behind its start."""
        left = Word(self.clip[:at], self.line, self.start, self.start + at)
        return left, Word(self.clip[at + 1 :], self.line, self.start + at + 1, self.end)


def words_on(line: Line, number: int, *, wide: bool = False) -> list[Word]:
    """The words of a line, none of a page number nor of more than a page is wide.

    A sign takes one column, whatever its width, as poppler counts; ``wide`` ones take two, as on a terminal.
    """
    if is_furniture(line.text):
        return []
    text = line.text
    columns = [*accumulate((_width(sign, wide=wide) for sign in text), initial=0)]
    found = [
        Word(line.clip[match.start() : match.end()], number, columns[match.start()], columns[match.end()])
        for match in _WORD.finditer(text)
    ]
    return found if len(found) <= _MOST_WORDS else []


def _width(sign: str, *, wide: bool) -> int:
    if sign == "\f":
        return 0
    return 2 if wide and unicodedata.east_asian_width(sign) in "WF" else 1


def joined(words: Iterable[Word]) -> Clip:
    """The words as one clip, line by line."""
    clips: list[Clip] = []
    last: Word | None = None
    for word in sorted(words, key=lambda word: (word.line, word.start)):
        if last and last.line == word.line and word.start - last.end == 1:
            run = last.clip.runs[-1]
            clips.append(Clip.of(" ", run.page, run.end))
        clips.append(word.clip)
        last = word
    return Clip.join(clips)


def clusters(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words from left to right, those together that share columns with each other."""
    found: list[Word] = []
    end = 0
    for word in sorted(words, key=lambda word: word.start):
        if found and word.start >= end:
            yield found
            found = []
        found.append(word)
        end = max(end, word.end) if len(found) > 1 else word.end
    if found:
        yield found
