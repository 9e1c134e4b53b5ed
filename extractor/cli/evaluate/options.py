"""The options that several commands of ``extractor eval`` have, and what is checked of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import Lang
from extractor.errors import OutputUnwritable, UsageError

Documents = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="文件所在文件夹，默认 eval/samples / folder of documents, by default eval/samples"
    ),
]
Gold = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="标注文件夹，默认为其中或旁边的 gold / gold, by default DIR/gold or DIR/../gold"
    ),
]
Engine = Annotated[str | None, typer.Option(help="读取方式 / what reads the tables")]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE.json", help="结果文件 / result file")
]
Errors = Annotated[str, typer.Option(metavar="N|all", help="列出几处差错 / how many mistakes to list")]
Language = Annotated[Lang | None, typer.Option(help="语言，默认 zh / language")]


def most_listed(errors: str) -> int | None:
    """How many mistakes to list; None for all."""
    if errors != "all" and not errors.isdecimal():
        raise UsageError(
            f"--errors {errors}: give a number or “all”", zh=f"--errors {errors}：应为个数或 all"
        )
    return None if errors == "all" else int(errors)


def check_output(output: Path | None) -> None:
    """Refuse, before the work, an output that has no folder to go to."""
    if output and not output.parent.is_dir():
        raise OutputUnwritable("no such folder", document=str(output.parent), zh="没有这个文件夹")
