"""A folder that a run writes into: on this machine, or behind a URL."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from tenacity import Retrying, retry_if_not_exception_type, stop_after_attempt, wait_random_exponential

from extractor.batch.storage.systems import is_local, is_url, renames, system_of
from extractor.batch.storage.troubles import LASTING, told
from extractor.output.files import put

_T = TypeVar("_T")
_TRIES = 4


class Place:
    """A folder by path or URL; names in it are relative and may have folders (``documents/a.json``).

    No file is ever half there: it is written beside and renamed, or put whole where the storage is one of
    objects. What fails for the moment is tried again. Connects when it is first used; may be pickled.
    """

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)

    def __repr__(self) -> str:
        return f"Place({self.where!r})"

    def __reduce__(self) -> tuple[type[Place], tuple[str]]:
        return Place, (self.where,)

    def put(self, name: str, content: bytes) -> None:
        """Write a file, over one that is there.

        Raises:
            OutputUnwritable: it cannot be written there.
            StorageUnreachable: the storage failed on every try.
            PartMissing: its driver is not installed.
        """
        with told(f"{self.where}/{name}", writing=True):
            if self._folder is not None:
                target = self._folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                put({target: content})
            else:
                _persistently(lambda: self._put_far(name, content))

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none.

        Raises:
            InputMissing: it may not be read.
            StorageUnreachable: the storage failed on every try.
        """
        with told(f"{self.where}/{name}"):
            try:
                if self._folder is not None:
                    return (self._folder / name).read_bytes()
                system, root = self._system
                content: bytes = _persistently(lambda: system.cat_file(f"{root}/{name}"))
            except FileNotFoundError:
                return None
            return content

    def remove(self, name: str) -> None:
        """Take a file away, if it is there.

        Raises:
            OutputUnwritable: it cannot be taken away.
            StorageUnreachable: the storage failed on every try.
        """
        with told(f"{self.where}/{name}", writing=True), suppress(FileNotFoundError):
            if self._folder is not None:
                (self._folder / name).unlink()
            else:
                system, root = self._system
                _persistently(lambda: system.rm_file(f"{root}/{name}"))

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name.

        Raises:
            StorageUnreachable: the storage failed on every try.
        """
        with told(f"{self.where}/{name}"):
            if self._folder is not None:
                return (self._folder / name).exists()
            system, root = self._system
            return bool(_persistently(lambda: system.exists(f"{root}/{name}")))

    def _put_far(self, name: str, content: bytes) -> None:
        system, root = self._system
        target = f"{root}/{name}"
        if not renames(system):
            system.pipe_file(target, content)
            return
        folder = target.rpartition("/")[0]
        system.makedirs(folder, exist_ok=True)
        beside = f"{folder}/.{secrets.token_hex(8)}.part"
        try:
            system.pipe_file(beside, content)
            _rename(system, beside, target)
        finally:
            if system.exists(beside):
                system.rm_file(beside)

    @cached_property
    def _system(self) -> tuple[Any, str]:
        system, path = system_of(self.where)
        return system, path.rstrip("/")

    @cached_property
    def _folder(self) -> Path | None:
        """The folder, where it is one of this machine."""
        if not is_url(self.where):
            return Path(self.where)
        system, path = self._system
        return Path(path) if is_local(system) else None


def _rename(system: Any, old: str, new: str) -> None:
    try:
        system.mv(old, new)
    except OSError:
        # HDFS renames over nothing that is there; for that moment there is the old name only.
        if not (system.exists(old) and system.exists(new)):
            raise
        system.rm_file(new)
        system.mv(old, new)


def _persistently(do: Callable[[], _T]) -> _T:
    retrying = Retrying(
        stop=stop_after_attempt(_TRIES),
        wait=wait_random_exponential(multiplier=0.2, max=5),
        retry=retry_if_not_exception_type(LASTING),
        reraise=True,
    )
    return retrying(do)
