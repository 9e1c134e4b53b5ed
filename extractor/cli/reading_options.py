"""The options of reading a file: what each is called and says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

_PANEL = "读取文件 / reading the file"


def _option(name: str, *, metavar: str | None = None, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, rich_help_panel=_PANEL)


PasswordFile = Annotated[
    Path | None,
    _option(
        "--password-file", metavar="FILE", text="存放文档密码的文本文件 / file with the document's password"
    ),
]
Ocr = Annotated[
    Literal["rapid", "tesseract"] | None,
    _option("--ocr", text="识别扫描页的引擎，默认 rapid / what reads scanned pages, default rapid"),
]
OcrDpi = Annotated[
    int | None,
    _option("--ocr-dpi", metavar="N", text="识别时的分辨率，默认 200 / dots per inch for OCR, default 200"),
]
OcrProcesses = Annotated[
    int | None,
    _option(
        "--ocr-processes",
        metavar="N",
        text="同时识别的页数，默认等于核数 / pages read at once, by default one for each core",
    ),
]
