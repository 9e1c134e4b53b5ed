"""Patterns such as ``reports/**/*.pdf``, for shells that do not fill them in."""

from __future__ import annotations

import glob
import os
from pathlib import Path, PurePath

from extractor.errors import UsageError


def is_pattern(named: str) -> bool:
    """Whether it has characters that stand for others."""
    return glob.has_magic(named)


def matches(pattern: str) -> tuple[str, list[str]]:
    """The folder that the pattern begins below, and what fits it there, by name, hidden things left out.

    Raises:
        UsageError: it is no pattern that can be filled in.
    """
    parts = PurePath(pattern).parts
    fixed = next(at for at, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    try:
        # `glob.glob` would follow links round in circles.
        found = [*base.glob(str(PurePath(*parts[fixed:])))]
    except ValueError as error:
        raise UsageError(
            f"no pattern: {error}", document=pattern, zh=f"不是有效的通配符（{error}）"
        ) from error
    return str(base), sorted(str(one) for one in found if not _is_hidden(one, base))


def _is_hidden(path: Path, base: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(base).parts)


def absolute(path: str) -> str:
    """The path from the root; links are resolved only where ``..`` may lead back over one."""
    if ".." in PurePath(path).parts:
        return os.path.realpath(path)
    return os.path.abspath(path)  # noqa: PTH100 - `resolve` would give names that the user did not write
