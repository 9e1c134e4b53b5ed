"""The options that the commands about gold files have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GoldPath = Annotated[
    list[Path], typer.Argument(metavar="GOLD...", help="标注文件或文件夹 / gold files, or folders of them")
]
Originals = Annotated[
    Path | None,
    typer.Option(
        "--documents",
        metavar="DIR",
        help="原文所在文件夹，默认在标注附近查找 / folder of the documents, by default looked for near the gold",
    ),
]
