"""``extractor eval``: measure an engine against gold."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang
from extractor.errors import OutputUnwritable, UsageError

if TYPE_CHECKING:
    from extractor.evaluation.figures import EvalRun
    from extractor.evaluation.floors import Floors
    from extractor.evaluation.run import Read
    from extractor.settings import Settings

HELP = """用一种引擎读取全部文件，对照标注打分 / Score an engine's answers against gold.

有文件读不出，或有一项低于 --min-… 的下限时，退出码为 1。

Exit code 1 when a document could not be read or a figure is below its --min-… limit.
"""

Item = TypeVar("Item")

app = typer.Typer(help="对照标注衡量提取结果 / Measure an engine against gold.", no_args_is_help=True)

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
MinF1 = Annotated[
    float | None, typer.Option(min=0, max=1, help="全部合计 F1 的下限 / least F1 of all together")
]
MinEach = Annotated[
    float | None, typer.Option(min=0, max=1, help="每个文件 F1 的下限 / least F1 of each document")
]
MinMean = Annotated[
    float | None, typer.Option(min=0, max=1, help="各文件 F1 平均的下限 / least mean F1 of the documents")
]
MinRows = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="指标行全对的下限 / least indicator rows entirely right"),
]
Renditions = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="多格式样例文件夹（有 manifest.json）/ folder of renditions with a manifest.json"
    ),
]
Only = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="只测文件名含此文字的 / only renditions whose name has this"),
]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="同时读几个样例 / renditions read at a time")]
Language = Annotated[Lang | None, typer.Option(help="语言，默认 zh / language")]


@app.callback()
def group() -> None:
    """Hold the commands of the group: typer would drop the name of a single one."""


@app.command("run", help=HELP)
def run_command(  # noqa: PLR0913 - typer makes one option of each parameter
    *,
    documents: Documents = None,
    gold: Gold = None,
    engine: Engine = None,
    as_json: AsJson = False,
    output: Output = None,
    errors: Errors = "20",
    min_f1: MinF1 = None,
    min_f1_each: MinEach = None,
    min_mean_f1: MinMean = None,
    min_rows: MinRows = None,
    renditions: Renditions = None,
    only: Only = None,
    jobs: Jobs = 2,
    lang: Language = None,
) -> None:
    """Check what was asked, run, then write the file and print tables or JSON."""
    from extractor.evaluation.floors import Floors
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(engine=engine, lang=lang)
    terminal.speak(settings.lang)
    limit = _limit(errors)
    _check(output)
    if renditions and (documents or gold):
        raise UsageError(
            "--renditions brings its own documents and gold: leave out --documents and --gold",
            zh="--renditions 自带文件和标注，不能与 --documents、--gold 同用",
        )
    outcome = (
        _run_renditions(Selection(renditions, only, jobs), settings, output)
        if renditions
        else _run_folder(documents or Path("eval/samples"), gold, settings, output)
    )
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        _print(outcome, limit)
    if not _passed(outcome, Floors(min_f1, min_f1_each, min_mean_f1, min_rows)):
        raise typer.Exit(1)


class Selection(NamedTuple):
    """A folder of renditions, what their names must contain, and how many are read at a time."""

    folder: Path
    only: str | None
    jobs: int


def _run_folder(documents: Path, gold: Path | None, settings: Settings, output: Path | None) -> EvalRun:
    from extractor.evaluation.run import bench, run, save

    over = bench(documents, gold or _gold_beside(documents))
    outcome = run(settings.engine, _reader(settings), over, _with_progress(over.cases, len(over.cases)))
    if output:
        save(outcome, output)
    return outcome


def _run_renditions(selection: Selection, settings: Settings, output: Path | None) -> EvalRun:
    from extractor.evaluation.renditions import run_renditions, save_renditions, tasks

    planned = tasks(selection.folder, settings, selection.only)
    outcome = run_renditions(planned, selection.jobs, lambda done: _with_progress(done, len(planned)))
    if output:
        save_renditions(outcome, output)
    return outcome


def _limit(errors: str) -> int | None:
    """How many mistakes to list; None for all."""
    if errors != "all" and not errors.isdecimal():
        raise UsageError(
            f"--errors {errors}: give a number or “all”", zh=f"--errors {errors}：应为个数或 all"
        )
    return None if errors == "all" else int(errors)


def _check(output: Path | None) -> None:
    """Refuse, before the work, an output that has no folder to go to."""
    if output and not output.parent.is_dir():
        raise OutputUnwritable("no such folder", document=str(output.parent), zh="没有这个文件夹")


def _gold_beside(documents: Path) -> Path:
    inside = documents / "gold"
    return inside if inside.is_dir() else documents.parent / "gold"


def _reader(settings: Settings) -> Read:
    from extractor.pipeline import extract

    return lambda path: extract(path, engine=settings.engine, settings=settings)


def _with_progress(done: Iterable[Item], total: int) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        done, description="", total=total, console=console, transient=True, disable=not console.is_terminal
    )


def _print(outcome: EvalRun, limit: int | None) -> None:
    """Print the tables, and as many mistakes as asked for."""
    from extractor.evaluation import tables
    from extractor.evaluation.figures import RenditionRun
    from extractor.evaluation.words import rate, say

    console, lang = terminal.console(), terminal.language()
    if isinstance(outcome, RenditionRun):
        console.print(tables.by_kind(outcome.by_format, "format", lang))
        console.print(tables.by_kind(outcome.by_layout, "layout", lang))
    for table in (tables.by_document, tables.by_group, tables.by_list):
        console.print(table(outcome, lang))
    console.print(say("macro", lang, macro=rate(outcome.macro_f1), count=len(outcome.documents)))
    found = [(document, mistake) for document in outcome.documents for mistake in document.mistakes]
    listed = found if limit is None else found[:limit]
    if listed:
        console.print(tables.mistakes(listed, lang))
    if not found:
        console.print(say("no_mistakes", lang))
    elif len(listed) < len(found):
        console.print(say("more", lang, count=len(found) - len(listed)))


def _passed(outcome: EvalRun, floors: Floors) -> bool:
    """Whether the run meets what was asked; stderr says where it does not."""
    from extractor.evaluation.words import say

    lang = terminal.language()
    if outcome.unscored:
        terminal.note(say("unscored", lang, names=", ".join(outcome.unscored)))
    for document in outcome.failed:
        reason = document.failure.said(lang) if document.failure else say("no_reason", lang)
        terminal.note(say("failed", lang, document=document.document, reason=reason))
    missed = list(floors.missed(outcome, lang))
    for sentence in missed:
        terminal.note(sentence)
    return not missed and not outcome.failed
