"""Watching: look, hand on what is complete, wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from extractor.batch.inputs.found import Refused, Told
from extractor.batch.inputs.walking import Identity, identity, walk
from extractor.batch.watch.arrivals import Arrivals, Seen
from extractor.batch.watch.waking import changes, require_watching, ticks
from extractor.batch.watch.wholeness import is_whole
from extractor.errors import EndpointUnreachable, ExtractorError, OutputUnwritable, StorageUnreachable

_AT_THE_LATEST = 60.0  # seconds between looks: not every change is told
_REST = 4  # so many times as long as a look took is none taken: a large folder changes all the time
_FIRST_RETRY, _LAST_RETRY = 5.0, 600.0  # seconds, twice as long each time
_PASSING = (EndpointUnreachable, StorageUnreachable, OutputUnwritable)

Hands = Callable[[list[str]], None]
"""Does something with files that are complete; raises what `extractor.errors` has."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a file has to stay the same, and how long one that is not whole is waited for, in seconds."""

    settle: float = 2.0
    give_up: float = 600.0


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders, and the one below them that is not looked into, which is that of the results."""

    folders: Sequence[str]
    without: Path | None = None


@dataclass
class Teller:
    """Says what a user should know, each thing once."""

    refused: Callable[[Refused], None]
    failed: Callable[[ExtractorError], None]
    waiting: Callable[[Sequence[str]], None]


def watch(
    watched: Watched, pace: Pace, hand_on: Hands, teller: Teller, stop: Event, *, poll: bool = False
) -> None:
    """Hand on every file of the folders when it is complete, those that are there already too, until ``stop`` is set.

    What could not be done for a reason that may pass (no answer, a full disk) is tried again, after 5 seconds first
    and after 10 minutes in the end.

    Raises:
        ExtractorError: as `hand_on` raises it, for any other reason.
        PartMissing: what tells of changes is not installed, and ``poll`` is not wanted.
    """
    if not poll:
        require_watching()
    look = _Look(watched, Arrivals(pace.settle, pace.give_up, is_whole), teller)
    every = max(pace.settle / 2, 0.05)
    is_due = True
    for changed in ticks(every, stop) if poll else changes(watched.folders, every, stop):
        is_due = is_due or changed or bool(look.arrivals.waiting) or look.age >= _AT_THE_LATEST
        if is_due and look.age >= look.took * _REST:
            is_due = False
            _hand_on(look, hand_on, stop)


def once(watched: Watched, pace: Pace, hand_on: Hands, teller: Teller, stop: Event) -> None:
    """Hand on every file of the folders that is complete now, and say which are not.

    Files that are not whole are given up by their own time here, as nobody waits for them.

    Raises:
        ExtractorError: as `hand_on` raises it.
    """

    def is_due(path: str) -> bool:
        return is_whole(path) or _unchanged_for(path) >= pace.give_up

    look = _Look(watched, Arrivals(pace.settle, pace.give_up, is_due), teller)
    found = look.complete()
    stop.wait(pace.settle)
    found += look.complete()
    if look.arrivals.waiting:
        teller.waiting(look.arrivals.waiting)
    if found and not stop.is_set():
        hand_on(found)


def _unchanged_for(path: str) -> float:
    """Seconds since a file was last written; 0 where it is gone."""
    try:
        return time.time() - Path(path).stat().st_mtime
    except OSError:
        return 0.0


def _hand_on(look: _Look, hand_on: Hands, stop: Event) -> None:
    found = look.complete()
    if not found:
        return
    try:
        hand_on(found)
    except _PASSING as error:
        look.teller.failed(error)
        look.arrivals.again(found)
        stop.wait(look.retry_after)
        look.retry_after = min(2 * look.retry_after, _LAST_RETRY)
    else:
        look.retry_after = _FIRST_RETRY


class _Look:
    """Looks at the folders, and says each thing that could not be taken once."""

    def __init__(self, watched: Watched, arrivals: Arrivals, teller: Teller) -> None:
        self.arrivals = arrivals
        self.teller = teller
        self.took = 0.0
        self.retry_after = _FIRST_RETRY
        self._ended = -_AT_THE_LATEST
        self._watched = watched
        self._said: set[str] = set()

    @property
    def age(self) -> float:
        """Seconds since the last look."""
        return time.monotonic() - self._ended

    def complete(self) -> list[str]:
        """What is complete now and was not before."""
        start = time.monotonic()
        found = self.arrivals.complete(self._seen(), start)
        self._ended = time.monotonic()
        self.took = self._ended - start
        return found

    def _seen(self) -> Iterator[Seen]:
        told = Told()
        without = _identity(self._watched.without)
        for folder in self._watched.folders:
            for path, status in walk(folder, told, without):
                yield Seen(path, status.st_size, status.st_mtime_ns)
        for one in told.refused:
            if one.path not in self._said:
                self.teller.refused(one)
        # What is mended and breaks again is said again.
        self._said = {one.path for one in told.refused}


def _identity(folder: Path | None) -> Identity | None:
    try:
        return identity(str(folder), folder.stat()) if folder else None
    except OSError:
        return None
