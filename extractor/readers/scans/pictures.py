"""Pictures of pages: photographs, scans, TIFF files of several pages, read by OCR."""

from __future__ import annotations

from importlib.util import find_spec

from extractor.document import Document
from extractor.errors import InputTooLarge, PartMissing
from extractor.ocr.reading import read_scans
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.paper.page_breaks import over_page_breaks
from extractor.readers.reader import Progress
from extractor.readers.scans.lines import with_paragraphs
from extractor.settings import Settings


def read_picture(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a picture: a page for each frame.

    Raises:
        InputTooLarge: it has over ``settings.max_megapixels`` or ``settings.max_pages``.
        DamagedInput: it cannot be decoded.
        PartMissing: what reads pictures is not installed.
    """
    _require_pillow(file)
    from extractor.readers.scans.frames import Frames

    frames = Frames(file, settings.max_megapixels)
    if frames.count > settings.max_pages:
        raise _too_many(file, frames.count, settings.max_pages)
    pages = map(with_paragraphs, read_scans(frames.sources(), settings, progress))
    return over_page_breaks(assemble(file, pages, frames.media_type, frames))


def _require_pillow(file: File) -> None:
    if find_spec("PIL") is None:
        raise PartMissing(
            "reading pictures needs Pillow: pip install 'indicator-extractor[ocr]'",
            document=file.path,
            zh="读取图片需要 Pillow，请运行：pip install 'indicator-extractor[ocr]'",
        )


def _too_many(file: File, count: int, limit: int) -> InputTooLarge:
    return InputTooLarge(
        f"has {count} pages (the limit is {limit}, setting max_pages)",
        document=file.path,
        zh=f"共 {count} 页（上限 {limit} 页，可用设置 max_pages 调整）",
    )
