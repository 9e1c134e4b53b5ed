"""Which files have arrived: those that have stayed the same for a while, and are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at one look: bytes, and when it was written, in nanoseconds since 1970."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class _Known:
    seen: Seen
    since: float
    is_done: bool = False


class Arrivals:
    """What one look after another shows of a folder. It reads no clock; ``now`` is in seconds and never goes back.

    A file is complete when it was the same in all looks over ``settle`` seconds and ``is_whole`` says so, or when it
    was the same for ``give_up`` seconds, whole or not: then reading it will say what is wrong. A file that changes
    afterwards is a new one.
    """

    def __init__(self, settle: float, give_up: float, is_whole: Callable[[str], bool]) -> None:
        self._settle = settle
        self._give_up = give_up
        self._is_whole = is_whole
        self._known: dict[str, _Known] = {}

    @property
    def waiting(self) -> list[str]:
        """The files that are there and not complete yet."""
        return [path for path, known in self._known.items() if not known.is_done]

    def complete(self, seen: Iterable[Seen], now: float) -> list[str]:
        """Those that this look shows to be complete and none before did, in the order of the look.

        ``seen`` are all files that are there; those that are not are forgotten.
        """
        self._known = {one.path: self._noted(one, now) for one in seen}
        arrived = [path for path in self.waiting if self._has_arrived(self._known[path], now)]
        for path in arrived:
            known = self._known[path]
            self._known[path] = _Known(known.seen, known.since, is_done=True)
        return arrived

    def again(self, paths: Iterable[str]) -> None:
        """Give these at the next look once more: nothing came of it."""
        for path in paths:
            if known := self._known.get(path):
                self._known[path] = _Known(known.seen, known.since)

    def _noted(self, seen: Seen, now: float) -> _Known:
        known = self._known.get(seen.path)
        return known if known and known.seen == seen else _Known(seen, now)

    def _has_arrived(self, known: _Known, now: float) -> bool:
        unchanged = now - known.since
        if unchanged < self._settle:
            return False
        return unchanged >= self._give_up or self._is_whole(known.seen.path)
