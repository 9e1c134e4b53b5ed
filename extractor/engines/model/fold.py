"""Finding a text in clips after NFKC and white space folding only; never inside a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Clip
from extractor.text import fold

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)*")
_ELLIPSIS = ("…", "...")


class Folded:
    """Clips as one folded text, each of its characters knowing the clip it came from."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        self._clips = tuple(clips)
        origins: list[tuple[int, int]] = []
        inside: set[int] = set()
        plain = ""
        for index, clip in enumerate(self._clips):
            begin = len(plain)
            for at, char in enumerate(clip.text):
                folded = fold(char)
                plain += folded
                origins += [(index, at)] * len(folded)
            # A number ends with its cell: `10` beside `100` is not 10100.
            for match in _NUMBER.finditer(plain, begin):
                inside.update(range(match.start() + 1, match.end()))
        self.plain = plain
        self._origins = origins
        self._inside = inside

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text stands, as ranges of ``plain``; a number is found whole or not at all."""
        wanted = fold(text)
        at = self.plain.find(wanted) if wanted else -1
        while at >= 0:
            if not self._cuts_number(at, at + len(wanted)):
                yield at, at + len(wanted)
            at = self.plain.find(wanted, at + 1)

    def starts_clip(self, at: int) -> bool:
        """Whether a clip begins at a place in ``plain``."""
        return at == 0 or self._origins[at - 1][0] != self._origins[at][0]

    def clips(self, start: int, end: int) -> tuple[Clip, ...]:
        """The page clips of ``plain[start:end]``."""
        bounds: dict[int, tuple[int, int]] = {}
        for index, at in self._origins[start:end]:
            low, _ = bounds.get(index, (at, at))
            bounds[index] = (low, at + 1)
        return tuple(self._clips[index][low:high] for index, (low, high) in bounds.items())

    def stretch(self, fragment: str) -> Clip | None:
        """The clip of a fragment, or of ``start…end``; an open end runs to the clip's own."""
        if found := next(self.find(fragment), None):
            return Clip.join(self.clips(*found))
        for sign in _ELLIPSIS:
            head, dots, tail = fragment.partition(sign)
            if dots:
                return self._between(head, tail.strip("….")) if head or tail else None
        return None

    def _between(self, head: str, tail: str) -> Clip | None:
        first = next(self.find(head), None) if head else (0, 0)
        if first is None:
            return None
        if not tail:
            return Clip.join(self.clips(first[0], len(self.plain)))
        last = next((end for start, end in self.find(tail) if start >= first[1]), None)
        return Clip.join(self.clips(first[0], last)) if last else None

    def _cuts_number(self, start: int, end: int) -> bool:
        return start in self._inside or end in self._inside
