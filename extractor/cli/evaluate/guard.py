"""``extractor eval guard``: what becomes of wrong values in simulated answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import Language, Output, check_output
from extractor.errors import PartMissing

HELP = """在模拟回答中植入错误值，看是否改正、提示或漏过 / Plant wrong values into simulated answers: repaired, flagged or missed?

只衡量程序的防护，不代表任何模型的水平；需在源码目录中运行。结果见 docs/guard.md。

Measures guards, and says nothing about any model. Needs the checkout: its endpoint is part of the tests.
"""

Faults = Annotated[
    list[str] | None,
    typer.Argument(metavar="FAULT", help="错误种类，默认全部 / kinds of faults, by default all"),
]
Page = Annotated[
    Path | None, typer.Option(metavar="FILE.md", help="结果另存为 Markdown / result as Markdown")
]
Seeds = Annotated[int, typer.Option(min=1, metavar="N", help="随机几次 / draws of faults")]
Document = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="只用文件名含此文字的 / only documents whose name has this"),
]
Baselines = Annotated[
    bool,
    typer.Option("--baselines/--no-baselines", help="是否对比其他工具 / whether to run other tools, too"),
]


def guard(  # noqa: PLR0913 - typer makes one option of each parameter
    *,
    faults: Faults = None,
    document: Document = None,
    seeds: Seeds = 1,
    baselines: Baselines = True,
    output: Output = None,
    page: Page = None,
    lang: Language = None,
) -> None:
    """Run the harness of the checkout in a process of its own; its exit code is this command's."""
    terminal.speak(lang)
    check_output(output)
    check_output(page)
    given = [*(faults or ()), "--seeds", str(seeds)]
    given += [part for name in document or () for part in ("--document", name)]
    given += [] if baselines else ["--no-baselines"]
    for option, path in (("--output", output), ("--page", page)):
        given += [option, str(path.resolve())] if path else []
    command = [sys.executable, "-m", "guard", *given]
    done = subprocess.run(command, cwd=_harness(), check=False)  # noqa: S603 - the words are parsed there
    raise typer.Exit(done.returncode)


def _harness() -> Path:
    """The folder that the harness is in; raises PartMissing outside a checkout."""
    # It is not in the wheel: the endpoint that it asks is the one of the tests.
    folder = Path(__file__).resolve().parents[3] / "eval"
    if not (folder / "guard" / "__main__.py").is_file():
        raise PartMissing(
            "this command needs the source tree: run it in a checkout of the project",
            zh="此命令需要源码，请在项目的源码目录中运行",
        )
    return folder
