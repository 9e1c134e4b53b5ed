"""What a writer is: a result in, the contents of one or more files out. It touches no file itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from extractor.result import Lang, Result


@dataclass(frozen=True, slots=True)
class Part:
    """One file: what its name ends in after the target's stem, its content.

    ``idle`` parts hold no row and are written only over an older file of that name,
    which would else be taken for part of this result.
    """

    suffix: str
    content: bytes
    idle: bool = False


class Writer(Protocol):
    """Renders a result; the first part is the file that was asked for."""

    def __call__(self, result: Result, lang: Lang) -> Iterator[Part]:
        """Give the parts, the one asked for first."""
        ...
