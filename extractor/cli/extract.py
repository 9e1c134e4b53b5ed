"""``extractor extract``: one report in, its tables out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.result import Result

HELP = """提取一份自评报告中的指标表 / Extract the indicator tables of one report.

不带 -o 和 --json 时在终端打印表格；数据写到标准输出，消息写到标准错误。

Without -o and --json the tables are printed; data goes to stdout, messages to stderr.
"""

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="报告文本，- 为标准输入 / the report as text, - for stdin")
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE.json|.csv|.xlsx|.html",
        help="结果文件，格式由后缀定，可多次给出 / result file, may be given several times",
    ),
]
Engine = Annotated[str | None, typer.Option(help="读取方式，现有 rules（离线） / what reads the tables")]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Language = Annotated[
    Lang | None, typer.Option(help="标题与消息的语言，默认 zh / language of titles and messages")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


def extract(
    file: File,
    output: Output = None,
    engine: Engine = None,
    as_json: AsJson = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> None:
    """Read, extract, then write files, print JSON or print tables."""
    from extractor.pipeline import extract as extracted
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(engine=engine, lang=lang)
    terminal.speak(settings.lang)
    targets = output or []
    _check(file, targets)
    result = extracted(file, engine=settings.engine, settings=settings)
    written = _deliver(result, targets, as_json)
    if written and not quiet:
        terminal.note(_summary(result, written))


def _check(file: Path, targets: list[Path]) -> None:
    """Refuse outputs that could not be written, or that would overwrite each other or the report."""
    from extractor.output import check_writable

    source = file.resolve()
    seen: set[Path] = set()
    for target in targets:
        place = target.resolve()
        if place == source:
            raise UsageError(f"-o {target} would overwrite the report", zh=f"-o {target} 会覆盖原报告")
        if place in seen:
            raise UsageError(f"-o {target} is given twice", zh=f"-o {target} 重复")
        seen.add(place)
        check_writable(target)


def _deliver(result: Result, targets: list[Path], as_json: bool) -> list[Path]:
    """Give the result where it was asked for; returns the files written."""
    from extractor.output import as_json as rendered
    from extractor.output import print_tables, write

    lang = terminal.language()
    written = [path for target in targets for path in write(result, target, lang)]
    if as_json:
        sys.stdout.write(rendered(result) + "\n")
    elif not targets:
        print_tables(result, terminal.console(), lang)
    return written


def _summary(result: Result, written: list[Path]) -> str:
    """What was found and where it was written, in one line."""
    from extractor.output import summary

    lang, files = terminal.language(), ", ".join(map(str, written))
    return summary(result, lang) + (f"；已写出：{files}" if lang == "zh" else f"; written: {files}")
