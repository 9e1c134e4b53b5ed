"""``extractor extract``: one report in, its tables out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import model_options as of_model
from extractor.cli import reading_options as of_reading
from extractor.cli import terminal
from extractor.cli.own_schema import by_own_schema
from extractor.cli.page_progress import page_progress
from extractor.cli.terminal import Lang
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
Engine = Annotated[
    str | None, typer.Option(help="读取方式：rules（离线）或 model（语言模型） / what reads the tables")
]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Language = Annotated[
    Lang | None, typer.Option(help="标题与消息的语言，默认 zh / language of titles and messages")
]
Schema = Annotated[
    str | None,
    typer.Option(
        metavar="MODULE:MODEL",
        help="用自己的 pydantic 模型（仅 model 引擎） / a pydantic model of your own (engine model)",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


def extract(  # noqa: PLR0913 - typer makes one option of each parameter
    file: File,
    *,
    output: Output = None,
    engine: Engine = None,
    as_json: AsJson = False,
    lang: Language = None,
    quiet: Quiet = False,
    schema: Schema = None,
    audit: of_model.Audit = None,
    password_file: of_reading.PasswordFile = None,
    ocr: of_reading.Ocr = None,
    ocr_dpi: of_reading.OcrDpi = None,
    ocr_processes: of_reading.OcrProcesses = None,
    model: of_model.Model = None,
    base_url: of_model.BaseUrl = None,
    key_file: of_model.KeyFile = None,
    technique: of_model.Technique = None,
    style: of_model.Style = None,
    fallback: of_model.Fallback = None,
    strict: of_model.Strict = None,
    vision: of_model.Vision = None,
    prompts: of_model.Prompts = None,
    reasks: of_model.Reasks = None,
    max_cost: of_model.MaxCost = None,
    max_tokens: of_model.MaxTokens = None,
    concurrency: of_model.Concurrency = None,
    rpm: of_model.Rpm = None,
    tpm: of_model.Tpm = None,
    timeout: of_model.Timeout = None,
    no_cache: of_model.NoCache = False,
    mask: of_model.Mask = None,
) -> None:
    """Read, extract, then write files, print JSON or print tables."""
    from extractor.settings import Settings

    terminal.speak(lang)
    chosen = of_model.given(
        model=model,
        base_url=base_url,
        key_file=key_file,
        technique=technique,
        style=style,
        fallback=fallback,
        strict=strict,
        vision=vision,
        prompts=prompts,
        reasks=reasks,
        max_cost=max_cost,
        max_tokens=max_tokens,
        concurrency=concurrency,
        rpm=rpm,
        tpm=tpm,
        timeout=timeout,
        no_cache=no_cache,
        mask=mask,
    )
    settings = Settings.load(
        engine=engine,
        lang=lang,
        audit=audit,
        password_file=password_file,
        ocr=ocr,
        ocr_dpi=ocr_dpi,
        ocr_processes=ocr_processes,
        **chosen,
    )
    terminal.speak(settings.lang)
    targets = output or []
    _check(file, targets)
    of_model.check_engine(settings, chosen)
    if schema:
        by_own_schema(file, schema, targets, settings, chosen)
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
