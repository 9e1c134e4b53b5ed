"""A file's bytes under the path that the user knows it by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath


@dataclass(frozen=True)
class File:
    """A file as it was loaded, or a member of an archive; errors about it name the ``path``."""

    path: str
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return PurePath(self.path).name

    @cached_property
    def sha256(self) -> str:
        """The content's SHA-256 in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
