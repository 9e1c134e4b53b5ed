"""What is said of a document that is over a limit of the settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.errors import InputTooLarge
from extractor.printed import Line, PrintedBlock, PrintedPage, PrintedTable
from extractor.readers.files import File

if TYPE_CHECKING:
    from extractor.settings import Settings

_MB = 1024 * 1024


def check_text(characters: int, file: File, settings: Settings) -> None:
    """Raises InputTooLarge where a document has more text than ``settings.max_text_mb`` (a character is a byte)."""
    limit = settings.max_text_mb
    if characters > limit * _MB:
        raise InputTooLarge(
            f"holds more than {limit} MB of text (setting max_text_mb)",
            document=file.path,
            zh=f"文字超过 {limit} MB（可用设置 max_text_mb 调整）",
        )


def check_pages(pages: Iterable[PrintedPage], file: File, settings: Settings) -> None:
    """Raises InputTooLarge where the pages have more text than ``settings.max_text_mb``."""
    lines = (line for page in pages for block in page.blocks for line in _lines(block))
    check_text(sum(len(word.text) for line in lines for word in line), file, settings)


def _lines(block: PrintedBlock) -> Iterable[Line]:
    if isinstance(block, PrintedTable):
        return (line for cell in block.cells for line in cell.lines)
    return block.lines


def too_many_cells(file: File) -> InputTooLarge:
    """The error of a document over ``settings.max_cells``."""
    return InputTooLarge(
        "has more table cells than are read at once (setting max_cells)",
        document=file.path,
        zh="表格单元格过多（可用设置 max_cells 调整）",
    )
