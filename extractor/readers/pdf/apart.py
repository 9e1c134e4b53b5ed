"""PDF pages read by their own text, and drawn, in a process of its own, which can be ended where MuPDF cannot be interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from extractor.document import Box
from extractor.errors import DamagedInput
from extractor.printed import PrintedPage
from extractor.processes import Companion, ProcessDied, Reserve

_READERS = Reserve(partial(Companion, "extractor.readers.pdf.worker"))
# A file of a thousand such pages would take days.
_MOST_LOST = 3
_LONGEST_CLOSE = 60.0


class Asked(NamedTuple):
    """A page: the path of a PDF without password, and the page's 0-based number."""

    path: str
    at: int


class Drawing(NamedTuple):
    """A picture of a page: a PDF without password, the page's 0-based number, and how finely it is drawn."""

    data: bytes
    at: int
    dpi: int
    max_megapixels: int


class Shown(NamedTuple):
    """A page as read by its own text, and where pictures stand on it that may hold more."""

    page: PrintedPage
    pictures: list[Box]


Answer = Shown | str
"""The page, or why there is none."""

DAMAGED = "damaged page"


@contextmanager
def reader_of_pages() -> Iterator[Companion]:
    """A process that reads pages, for one file; it starts meanwhile, if none is there from before."""
    with _READERS.lent() as reader:
        yield reader
        _forget(reader)


def read_apart(path: Path, pages: int, reader: Companion, timeout: float) -> Iterator[Answer]:
    """Each page in order. After three that took over ``timeout`` seconds or ended the process, no more are tried."""
    lost = 0
    for at in range(pages):
        if lost >= _MOST_LOST:
            yield f"not tried, as {lost} pages before could not be read in time"
            continue
        try:
            yield cast(Answer, reader.ask(Asked(str(path), at), timeout))
        except TimeoutError:
            lost += 1
            yield f"took over {timeout:g} seconds"
        except ProcessDied:
            lost += 1
            yield "the process that read it died"


def drawn_apart(drawing: Drawing, timeout: float) -> bytes:
    """The picture as a PNG file.

    Raises:
        DamagedInput: it cannot be drawn, or not in ``timeout`` seconds.
    """
    with _READERS.lent() as reader:
        try:
            answer = reader.ask(drawing, timeout)
        except (TimeoutError, ProcessDied):
            answer = None
    if isinstance(answer, bytes):
        return answer
    raise DamagedInput(f"page {drawing.at + 1} cannot be drawn", zh=f"第 {drawing.at + 1} 页无法显示")


def _forget(reader: Companion) -> None:
    """Have the last file closed, which is about to be removed."""
    with suppress(TimeoutError, ProcessDied):
        if reader.is_running:
            reader.ask(None, _LONGEST_CLOSE)
