"""``extractor extract``: one report in, its tables out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.chosen import Chosen, takes_settings
from extractor.cli.own_schema import by_own_schema
from extractor.cli.page_progress import page_progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.result import Result
    from extractor.settings import Settings

HELP = """提取一份自评报告中的指标表 / Extract the indicator tables of one report.

不带 -o 和 --json 时在终端打印表格；数据写到标准输出，消息写到标准错误。

Without -o and --json the tables are printed; data goes to stdout, messages to stderr.
"""

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="报告文件，- 为标准输入 / the report, - for stdin")
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
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Schema = Annotated[
    str | None,
    typer.Option(
        metavar="MODULE:MODEL",
        help="用自己的 pydantic 模型（仅 model 引擎） / a pydantic model of your own (engine model)",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


@takes_settings()
def extract(
    file: File,
    *,
    output: Output = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    schema: Schema = None,
    chosen: Chosen,
) -> None:
    """Read, extract, then write files, print JSON or print tables."""
    settings, targets = chosen.settings, output or []
    _check(file, targets)
    if schema:
        by_own_schema(file, schema, targets, settings, chosen.of_model)
    else:
        _contract(file, targets, settings, as_json, quiet)


def _contract(file: Path, targets: list[Path], settings: Settings, as_json: bool, quiet: bool) -> None:
    """Extract the report contract and give it where it was asked for."""
    from extractor.pipeline import extract as extracted

    with page_progress(quiet) as progress:
        result = extracted(file, engine=settings.engine, settings=settings, progress=progress)
    written = _deliver(result, targets, as_json)
    if written and not quiet:
        terminal.note(_summary(result, written))
    if result.status != "ok":
        _say_what_failed(result)
        raise typer.Exit(1)


def _say_what_failed(result: Result) -> None:
    """One line on stderr for each part that nobody read: the exit code alone would leave one guessing."""
    for finding in result.findings:
        if finding.rule == "segment_failed":
            terminal.note(finding.said(terminal.language()))


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
