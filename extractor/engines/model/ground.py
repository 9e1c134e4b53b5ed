"""Grounding: where on its sheet a value stands that a model copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from extractor.document import Clip
from extractor.engines.model.fold import Folded
from extractor.engines.model.render import Sheet
from extractor.quantity import number, parse_number
from extractor.report import Number
from extractor.text import fold

_TOKEN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class Row:
    """The cells of one line, or the sentences of a stretch, to look values up in."""

    def __init__(self, clips: Sequence[Clip], *, table: bool) -> None:
        self._clips = tuple(clips)
        self._table = table
        self._used: set[int] = set()

    @cached_property
    def folded(self) -> Folded:
        """All cells as one text."""
        return Folded(self._clips)

    @cached_property
    def _wholes(self) -> list[str]:
        return [fold(clip.text) for clip in self._clips]

    def text(self, said: str) -> tuple[Clip, ...]:
        """Where a text stands: a whole cell before a part of one, a part before several cells."""
        wanted = fold(said)
        for index, whole in enumerate(self._wholes):
            if wanted and whole == wanted:
                return (self._take(index),)
        spans = [self.folded.clips(*span) for span in self.folded.find(said)]
        return min(spans, key=len, default=())

    def quantity(self, said: str) -> tuple[Clip, ...]:
        """Where a quantity stands: in a table it fills one cell, or several cells side by side."""
        if not self._table:
            return self.text(said)
        wanted = fold(said)
        free = [i for i, whole in enumerate(self._wholes) if whole == wanted and i not in self._used]
        if free or wanted in self._wholes:
            return (self._take(free[0] if free else self._wholes.index(wanted)),)
        plain = self.folded
        for start, end in plain.find(said):
            if plain.starts_clip(start) and (end == len(plain.plain) or plain.starts_clip(end)):
                return plain.clips(start, end)
        return ()

    def number(self, said: Number, *, loose: bool) -> tuple[Clip, ...]:
        """Where a number stands: alone in a cell, or (``loose``) among other words, digits exactly."""
        same = [i for i, clip in enumerate(self._clips) if parse_number(clip.text) == said]
        if same:
            return (self._take(next((i for i in same if i not in self._used), same[0])),)
        return next(self._among_words(said), ()) if loose else ()

    def _among_words(self, said: Number) -> Iterator[tuple[Clip, ...]]:
        for clip in self._clips:
            for match in _TOKEN.finditer(clip.text):
                if number(match[0].lstrip("+")) == said:
                    yield (clip[match.start() : match.end()],)

    def _take(self, index: int) -> Clip:
        self._used.add(index)
        return self._clips[index]


class Ground:
    """A sheet to ground one answer on."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.table = any(line.id.startswith("r") for line in sheet.lines)
        self._folded = [Folded(sheet.cells(at)) for at in range(len(sheet.lines))]

    def row(self, line: int) -> Row:
        """The cells of a line."""
        return Row(self.sheet.cells(line), table=self.table)

    def stretch(self, lines: Iterable[int]) -> Row:
        """Several lines as one."""
        return Row([clip for line in lines for clip in self.sheet.cells(line)], table=self.table)

    @property
    def everything(self) -> Row:
        """The whole sheet as one."""
        return self.stretch(range(len(self.sheet.lines)))

    def lines_with(self, text: str) -> list[int]:
        """The lines in which a text stands."""
        return [at for at, folded in enumerate(self._folded) if next(folded.find(text), None)]
