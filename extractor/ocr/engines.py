"""The engines that can be set, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from extractor.ocr.engine import OcrEngine

EngineName = Literal["rapid", "tesseract"]


class Identity(NamedTuple):
    """An engine's name and version, as results and kept pages state them."""

    name: str
    version: str


def identity(engine: EngineName) -> Identity:
    """Name and version of an engine, without starting it.

    Raises:
        PartMissing: it is not installed; the message says what to install.
    """
    if engine == "tesseract":
        from extractor.ocr.tesseract import installed_version

        return Identity("tesseract", installed_version())
    from extractor.ocr.rapid_parts import installed_version as rapid_version

    return Identity("rapidocr", rapid_version())


def start(engine: EngineName, threads: int | None = None) -> OcrEngine:
    """An engine ready to read; ``threads`` for one page, None for what the engine thinks best.

    Raises:
        PartMissing: it is not installed.
    """
    makers: dict[EngineName, Callable[[int | None], OcrEngine]] = {"rapid": _rapid, "tesseract": _tesseract}
    return makers[engine](threads)


def _rapid(threads: int | None) -> OcrEngine:
    from extractor.ocr.rapid import RapidEngine

    return RapidEngine(threads)


def _tesseract(threads: int | None) -> OcrEngine:
    from extractor.ocr.tesseract import TesseractEngine

    return TesseractEngine()
