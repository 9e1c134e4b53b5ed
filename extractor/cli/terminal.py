"""What the command line says and where: data on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

Lang = Literal["zh", "en"]
_PIPE_WIDTH = 160
_spoken: ContextVar[Lang | None] = ContextVar("spoken", default=None)


def prepare() -> None:
    """Make stdout UTF-8 wherever a program reads it, and keep odd characters from stopping either stream."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def speak(lang: Lang | None) -> None:
    """Set the language of all that follows; None leaves it as it is."""
    if lang is not None:
        _spoken.set(lang)


def language() -> Lang:
    """The language to speak: as set by `speak`, else by the environment, else Chinese."""
    return _spoken.get() or ("en" if os.environ.get("EXTRACTOR_LANG") == "en" else "zh")


def error(message: str) -> None:
    """One line on stderr that says what went wrong."""
    note(("错误：" if language() == "zh" else "error: ") + message)


def note(message: str) -> None:
    """One line on stderr; control characters (a file name may hold a line break) are spelled out."""
    spelled = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in " ".join(message.split()))
    sys.stderr.write(spelled + "\n")


def console() -> Console:
    """A console on stdout: colours on a terminal only (and without NO_COLOR), wide rows in a pipe."""
    from rich.console import Console

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(file=sys.stdout, highlight=False, width=_PIPE_WIDTH if piped else None)
