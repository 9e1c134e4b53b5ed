"""A process that reads PDF pages by their own text and draws them: ``python -m extractor.readers.pdf.worker``.

MuPDF cannot be interrupted, and a small file can keep it busy for years or have it fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pymupdf

from extractor.processes import serve
from extractor.readers.pdf.apart import DAMAGED, Answer, Asked, Drawing, Shown
from extractor.readers.pdf.opening import FAILURES, quiet
from extractor.readers.pdf.page import read_page
from extractor.readers.pdf.pictures import drawn

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# Of address space.
_MOST_BYTES = 2_000_000_000
_ALL = 100


class _Pages:
    """Reads pages of one file after the other; the last one stays open."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._document: pymupdf.Document | None = None

    def read(self, asked: Asked) -> Answer:
        try:
            return Shown(*read_page(self._opened(asked.path)[asked.at]))
        except (*FAILURES, MemoryError):
            # What MuPDF raises for objects that a damaged file has lost.
            return DAMAGED
        except Exception as error:  # the one place that isolates a page
            return f"{type(error).__name__}: {error}"
        finally:
            # MuPDF keeps fonts and pictures of pages past: a thousand pages would fill the memory.
            pymupdf.TOOLS.store_shrink(_ALL)

    def close(self) -> None:
        if self._document is not None:
            self._document.close()
        self._path = self._document = None

    def _opened(self, path: str) -> pymupdf.Document:
        if path != self._path or self._document is None:
            self.close()
            self._document, self._path = pymupdf.open(path, filetype="pdf"), path
        return self._document


def _reader() -> Callable[[object], object]:
    quiet()
    _bound_memory()
    pages = _Pages()

    def answer(asked: object) -> Answer | bytes | None:
        if isinstance(asked, Asked):
            return pages.read(asked)
        pages.close()
        return _png(asked) if isinstance(asked, Drawing) else None

    return answer


def _bound_memory() -> None:
    """Hold this process to its share, where the system can; a lower bound from outside stays."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    with suppress(ValueError, OSError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _png(asked: Drawing) -> bytes | None:
    """The picture; None where it cannot be drawn."""
    try:
        with pymupdf.open(stream=asked.data, filetype="pdf") as document:
            return bytes(drawn(document[asked.at], asked.dpi, asked.max_megapixels).tobytes("png"))
    except (*FAILURES, MemoryError):
        return None


if __name__ == "__main__":
    serve(_reader)
