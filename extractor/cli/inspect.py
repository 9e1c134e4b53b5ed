"""``extractor inspect``: how a file was read, page by page."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.chosen import Chosen, Language, takes_settings
from extractor.cli.page_progress import page_progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.document import Document, Pictures
    from extractor.settings import Settings

HELP = """逐页说明文件是怎样读取的 / Say page by page how a file was read.

每页的读取方式、尺寸、字数、表格和识别把握；--pdf 把单元格、文字框和识别结果画在页面上，便于核对。

How each page was read, its size, characters, tables and how sure the OCR was; --pdf draws cells, words and
recognised text over the pages.
"""

File = Annotated[Path, typer.Argument(metavar="FILE", help="文件，- 为标准输入 / a file, - for stdin")]
Pdf = Annotated[
    Path | None,
    typer.Option("--pdf", metavar="OUT.pdf", help="画出读到的内容 / draw what was read over the pages"),
]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


@takes_settings(model={}, more={"lang": Language})
def inspect(
    file: File,
    *,
    pdf: Pdf = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    chosen: Chosen,
) -> None:
    """Read a file and say how it was read."""
    from extractor.output.inspected import Inspection
    from extractor.readers import read_document

    settings = chosen.settings
    if pdf is not None:
        _check(file, pdf)
    start = time.perf_counter()
    with page_progress(quiet) as progress:
        document = read_document(file, settings, progress)
    inspection = Inspection.of(document, time.perf_counter() - start, settings.min_confidence)
    if pdf is not None:
        _draw(document, pdf, settings, quiet)
    if as_json:
        sys.stdout.write(inspection.model_dump_json(indent=2) + "\n")
    else:
        from extractor.output.inspected_terminal import show

        show(inspection, terminal.console(), terminal.language())


def _check(file: Path, pdf: Path) -> None:
    """Refuse an output that cannot be written or would overwrite the file, before any work."""
    from extractor.output.files import probe

    if pdf.resolve() == file.resolve():
        raise UsageError(f"--pdf {pdf} would overwrite the file itself", zh=f"--pdf {pdf} 会覆盖原文件")
    probe(pdf)


def _draw(document: Document, pdf: Path, settings: Settings, quiet: bool) -> None:
    from extractor.output.files import put
    from extractor.output.inspected_pdf import drawn
    from extractor.output.inspected_words import say

    put({pdf: drawn(document, _pictures(document), settings.min_confidence)})
    if not quiet:
        terminal.note(say("pdf_written", terminal.language(), path=pdf))


def _pictures(document: Document) -> Pictures:
    from extractor.output.inspected_words import say

    if document.pictures is None:
        values = {"file": document.name, "media_type": document.media_type}
        raise UsageError(say("no_pages_to_draw", "en", **values), zh=say("no_pages_to_draw", "zh", **values))
    return document.pictures
