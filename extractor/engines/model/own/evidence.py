"""Where the leaves of any answer stand in its document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from extractor.document import Clip
from extractor.engines.model.fold import Folded
from extractor.engines.model.ground import Row
from extractor.engines.model.own.parts import Line
from extractor.quantity import number
from extractor.text import fold

_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
Leaf = tuple[str, str | int | float]


class Grounds:
    """Looks the leaves of an answer up; those of one object in one line, as far as they stand there."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._plain = [fold("".join(clip.text for clip in line)) for line in lines]
        self._figures: dict[int | float, list[int]] = defaultdict(list)
        for at, plain in enumerate(self._plain):
            for figure in {number(match[0]) for match in _FIGURE.finditer(plain)}:
                self._figures[figure].append(at)

    def locate(self, answer: Any, pointer: str = "") -> Iterator[tuple[str, Any, tuple[Clip, ...]]]:
        """Pointer, value and clips of every text and number of an answer; no clips where it stands nowhere."""
        children = _children(answer, pointer)
        leaves = [(name, value) for name, value in children if _is_leaf(value)]
        if leaves:
            yield from self._located(leaves)
        for name, value in children:
            if isinstance(value, dict | list):
                yield from self.locate(value, name)

    def _located(self, leaves: list[Leaf]) -> Iterator[tuple[str, Any, tuple[Clip, ...]]]:
        candidates = {name: self._candidates(value) for name, value in leaves}
        counted = Counter(at for lines in candidates.values() for at in lines)
        for name, value in leaves:
            lines = sorted(candidates[name], key=lambda at: (-counted[at], at))
            found = (self._in_line(at, value) for at in lines)
            yield name, value, next((clips for clips in found if clips), ()) or self._across(value)

    def _candidates(self, value: str | int | float) -> list[int]:
        if isinstance(value, str):
            wanted = fold(value)
            return [at for at, plain in enumerate(self._plain) if wanted and wanted in plain]
        return self._figures.get(abs(value), [])

    def _in_line(self, at: int, value: str | int | float) -> tuple[Clip, ...]:
        row = Row(self._lines[at], table=len(self._lines[at]) > 1)
        return row.text(value) if isinstance(value, str) else row.number(value, loose=True)

    def _across(self, value: str | int | float) -> tuple[Clip, ...]:
        """Where a text runs over several lines."""
        if not isinstance(value, str) or not fold(value) or fold(value) not in self._everything.plain:
            return ()
        span = next(self._everything.find(value), None)
        return self._everything.clips(*span) if span else ()

    @cached_property
    def _everything(self) -> Folded:
        return Folded([clip for line in self._lines for clip in line])


def _children(answer: Any, pointer: str) -> list[tuple[str, Any]]:
    items = answer.items() if isinstance(answer, dict) else enumerate(answer)
    return [(f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", value) for key, value in items]


def _is_leaf(value: Any) -> bool:
    return value != "" and isinstance(value, str | int | float) and not isinstance(value, bool)
