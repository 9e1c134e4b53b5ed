"""Scanned pages read by OCR: kept pages from the cache, the others in as many processes as are set."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.cache import default_cache_dir
from extractor.document import FAILED
from extractor.ocr.crew import Answer, read_in_processes
from extractor.ocr.engines import identity
from extractor.ocr.kept import KeptPages, page_key
from extractor.printed import PrintedPage
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.ocr.sources import ScanSource

# Changes with whatever changes what is made of a page: pages kept by another recipe are read anew.
RECIPE = 6


def read_scans(
    sources: Sequence[ScanSource], settings: Settings, progress: Callable[[int, int], None] | None = None
) -> Iterator[PrintedPage]:
    """The pages in order of the sources, each line of text outside of tables as a paragraph of its own.

    ``read_by`` is ``ocr`` with the engine's name and version. A page that cannot be read, takes over
    ``settings.page_timeout`` seconds or ends its process has no blocks and says so: ``failed: …``.

    Raises:
        PartMissing: the engine that is set is not installed.
        ConfigurationError: the cache cannot be opened.
    """
    read_by = "ocr " + " ".join(identity(settings.ocr))
    keys = [page_key(source.fingerprint, read_by, settings.ocr_dpi, RECIPE) for source in sources]
    with _kept(settings) as kept:
        known = [key in kept for key in keys]
        fresh = _fresh([source for source, there in zip(sources, known, strict=True) if not there], settings)
        for at, source in enumerate(sources):
            answer: Answer | None = kept.get(keys[at]) if known[at] else next(fresh)
            if answer is None:  # kept, but damaged
                answer = next(_fresh([source], settings))
            if not known[at] and not isinstance(answer, str):
                kept.put(keys[at], answer)
            yield _page(source, answer, read_by)
            if progress:
                progress(at + 1, len(sources))


def _page(source: ScanSource, answer: Answer, read_by: str) -> PrintedPage:
    if isinstance(answer, str):
        return PrintedPage(source.number, f"{FAILED}{answer}", (), source.width, source.height)
    return PrintedPage(source.number, read_by, answer, source.width, source.height)


def _kept(settings: Settings) -> KeptPages:
    if not settings.cache:
        return KeptPages(None)
    return KeptPages(settings.cache_dir.expanduser() if settings.cache_dir else default_cache_dir())


def _fresh(sources: Sequence[ScanSource], settings: Settings) -> Iterator[Answer]:
    """Read anew; one process alone has all cores for each page, unless only one is to be used."""
    processes = min(settings.ocr_processes or os.cpu_count() or 1, len(sources))
    threads = 1 if processes > 1 or settings.ocr_processes == 1 else None
    return read_in_processes(
        sources, settings.ocr, settings.ocr_dpi, processes, settings.page_timeout, threads
    )
