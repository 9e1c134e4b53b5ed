"""From what a user names to the documents to be read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath

from extractor.batch.inputs.found import Input, Told
from extractor.batch.inputs.lists import paths_in
from extractor.batch.inputs.packed import inputs_below, inputs_in
from extractor.batch.inputs.patterns import absolute, is_pattern, matches
from extractor.batch.inputs.urls import inputs_at, local_path
from extractor.batch.inputs.walking import (
    ARCHIVE,
    Identity,
    Met,
    holds_results,
    identity,
    is_candidate,
    is_hidden,
    look,
    unreadable,
    walk,
)
from extractor.batch.storage import is_url
from extractor.errors import ExtractorError, InputMissing, UsageError
from extractor.readers.names import suffix_of


class Listing(Iterator[Input]):
    """Inputs, found while they are taken from it; ``told`` is complete when none is left."""

    def __init__(self, found: Iterator[Input], told: Told) -> None:
        self._found = found
        self.told = told

    def __next__(self) -> Input:
        """The next input."""
        return next(self._found)


def find_inputs(
    named: Sequence[str],
    *,
    since: datetime | None = None,
    without: Path | None = None,
) -> Listing:
    """The documents in the files, folders, patterns, archives and URLs named; ``-`` is a list on standard input.

    Each file is taken once, whatever names lead to it, in an order that stays the same; nothing is opened but
    archives. A file that is named itself is always taken; of those in folders and archives the ones that could be
    reports. Nothing is raised: what could not be taken is in ``told.refused``.

    Args:
        named: as the user wrote it.
        since: what was last changed before that is left out; naive times are the machine's.
        without: the folder of results, in which nothing is an input.
    """
    told = Told()
    return Listing(_Search(told, since, without).all(named), told)


@dataclass
class _Search:
    told: Told
    since: datetime | None
    without: Path | None
    seen: dict[Identity, str] = field(default_factory=dict)
    results: dict[str, bool] = field(default_factory=dict)
    others: dict[str, bool] = field(default_factory=dict)

    def all(self, named: Sequence[str]) -> Iterator[Input]:
        for one in named:
            yield from self._listed() if one == "-" else self._one(one)

    def _listed(self) -> Iterator[Input]:
        for path in paths_in(sys.stdin.buffer.read()):
            yield from self._at(local_path(path)) if not is_url(path) else self._one(path)

    def _one(self, named: str) -> Iterator[Input]:
        path = local_path(named)
        if is_url(path):
            yield from self._far(path)
        elif is_pattern(path) and not os.path.lexists(path):
            yield from self._matching(path)
        else:
            yield from self._at(path)

    def _far(self, url: str) -> Iterator[Input]:
        try:
            if self.since:
                raise _without_times(url)
            yield from inputs_at(url, self.told)
        except ExtractorError as error:
            self.told.refuse(error, url)

    def _matching(self, pattern: str) -> Iterator[Input]:
        try:
            root, found = matches(absolute(pattern))
        except UsageError as error:
            self.told.refuse(error, pattern)
            return
        if not found:
            self.told.refuse(InputMissing("nothing fits", document=pattern, zh="没有符合的文件"), pattern)
        for path in found:
            if self._is_of_another_run(path, root):
                continue
            if os.path.isdir(path):  # noqa: PTH112 - names are kept as they are, odd bytes and all
                yield from self._below(path, root)
            elif is_hidden(PurePath(path).name):
                self.told.left_out["hidden"] += 1
            elif is_candidate(path, self.told) and (met := look(path, self.told)):
                yield from self._taken(met, root)

    def _is_of_another_run(self, path: str, root: str) -> bool:
        """Whether what fits a pattern is, or is in, a folder that a run wrote its results to; each is told once.

        One that the pattern begins in was meant.
        """
        for folder in map(str, (PurePath(path), *PurePath(path).parents)):
            if folder == root:
                break
            if folder not in self.others:
                self.others[folder] = holds_results(folder)
                self.told.left_out["output"] += self.others[folder]
            if self.others[folder]:
                return True
        return False

    def _at(self, path: str) -> Iterator[Input]:
        """What is at a path that is named itself."""
        if not path:
            self.told.refuse(InputMissing("an empty name", document="''", zh="文件名为空"), path)
            return
        path = absolute(path)
        try:
            status = os.stat(path)  # noqa: PTH116
        except NotADirectoryError as error:
            yield from self._inside(path, error)
        except (OSError, ValueError) as error:
            self.told.refuse(unreadable(error, path), path)
        else:
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path)
            elif met := look(path, self.told):
                yield from self._taken(met, str(PurePath(path).parent))

    def _inside(self, path: str, error: OSError) -> Iterator[Input]:
        """What a path names that leads into an archive."""
        above = next((one for one in PurePath(path).parents if os.path.isfile(one)), None)  # noqa: PTH113
        archive = look(str(above), self.told) if above else None
        found: list[Input] = []
        if above and archive:
            inside = PurePath(path).relative_to(above).as_posix()
            found = [*inputs_below(archive, inside, str(above.parent))]
        if not found:
            self.told.refuse(unreadable(error, path), path)
        yield from (one for one in found if self._is_first(one.path, one.path))

    def _folder(self, path: str) -> Iterator[Input]:
        if self._is_result(path):
            self.told.refuse(_is_folder_of_results(path), path)
            return
        if holds_results(path):
            self.told.refuse(_holds_other_results(path), path)
            return
        before = len(self.seen), len(self.told.refused), self.told.left_out["twice"]
        yield from self._below(path, path)
        if before == (len(self.seen), len(self.told.refused), self.told.left_out["twice"]):
            error = InputMissing("there is no report in this folder", document=path, zh="文件夹里没有报告")
            self.told.refuse(error, path)

    def _below(self, folder: str, root: str) -> Iterator[Input]:
        for met in walk(folder, self.told, self._out()):
            yield from self._taken(met, root)

    def _taken(self, met: Met, root: str) -> Iterator[Input]:
        if self._is_result(met.path.rpartition(os.sep)[0] or os.sep):
            self.told.left_out["output"] += 1
            return
        if not self._is_first(met.path, identity(met.path, met.status)):
            return
        if not self._is_recent(met.status.st_mtime):
            return
        if suffix_of(met.path) == ARCHIVE:
            yield from inputs_in(met, root, self.told)
        else:
            yield Input(met.path, met.status.st_size, met.status.st_mtime_ns, root)

    def _is_first(self, path: str, this: Identity) -> bool:
        if this not in self.seen:
            self.seen[this] = path
            return True
        if self.seen[this] != path:
            self.told.left_out["twice"] += 1
        return False

    def _is_recent(self, changed: float) -> bool:
        if self.since is None or changed >= self.since.timestamp():
            return True
        self.told.left_out["older"] += 1
        return False

    def _out(self) -> Identity | None:
        try:
            return identity(str(self.without), self.without.stat()) if self.without else None
        except OSError:
            return None

    def _is_result(self, folder: str) -> bool:
        """Whether a folder is that of the results, or below it."""
        if self.without is None:
            return False
        if folder not in self.results:
            self.results[folder] = Path(os.path.realpath(folder)).is_relative_to(
                os.path.realpath(self.without)
            )
        return self.results[folder]


def _is_folder_of_results(path: str) -> UsageError:
    return UsageError("is in the folder of results", document=path, zh="在输出文件夹内，不能作为输入")


def _holds_other_results(path: str) -> UsageError:
    return UsageError(
        "holds the results of another run, not reports",
        document=path,
        zh="是另一次批处理的结果文件夹，里面不是报告",
    )


def _without_times(url: str) -> UsageError:
    return UsageError(
        "--since is only for files of this machine", document=url, zh="--since 只适用于本机文件"
    )
