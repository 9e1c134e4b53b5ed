"""``extractor eval run``: measure an engine against gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.benchmark import run_file
from extractor.cli.evaluate.options import (
    AsJson,
    Documents,
    Engine,
    Errors,
    Gold,
    Language,
    Output,
    check_output,
    most_listed,
)
from extractor.cli.evaluate.printed import passed, print_run, with_progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.evaluation.outcome import EvalRun
    from extractor.evaluation.run import Bench, Read
    from extractor.settings import Settings

HELP = """用一种引擎读取全部文件，对照标注打分 / Score an engine's answers against gold.

有文件读不出，或有一项低于 --min-… 的下限时，退出码为 1。

Exit code 1 when a document could not be read or a figure is below its --min-… limit.
"""

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
WithCalibration = Annotated[
    bool,
    typer.Option("--calibration", help="另算把握是否可靠 / how far confidence and findings can be relied on"),
]
WithAnls = Annotated[
    bool, typer.Option("--anls", help="另算 ANLS*（较慢）/ ANLS* as well, which takes a while")
]
Drafts = Annotated[bool, typer.Option("--drafts", help="草稿标注也计分 / score against drafts of gold too")]
Benchmark = Annotated[
    Path | None,
    typer.Argument(
        metavar="[BENCHMARK.toml]",
        help="评测方案；结果写入 -o 文件夹，默认 out/方案名 / sets and engines; -o is then a folder",
    ),
]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="同时读几个样例 / renditions read at a time")]


def run(  # noqa: PLR0913 - typer makes one option of each parameter
    benchmark: Benchmark = None,
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
    drafts: Drafts = False,
    calibration: WithCalibration = False,
    anls: WithAnls = False,
    lang: Language = None,
) -> None:
    """Check what was asked, run, then write the file and print tables or JSON."""
    from extractor.evaluation.floors import Floors
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(engine=engine, lang=lang)
    terminal.speak(settings.lang)
    if benchmark:
        own = (documents, gold, engine, renditions, only, min_f1, min_f1_each, min_mean_f1, min_rows)
        _refuse_beside_benchmark(any(one is not None for one in own) or drafts or calibration or anls)
        if not run_file(benchmark, output, jobs, as_json=as_json):
            raise typer.Exit(1)
        return
    limit = most_listed(errors)
    check_output(output)
    if renditions and (documents or gold):
        raise UsageError(
            "--renditions brings its own documents and gold: leave out --documents and --gold",
            zh="--renditions 自带文件和标注，不能与 --documents、--gold 同用",
        )
    if anls:
        _check_anls()
    outcome = (
        _run_renditions(Selection(renditions, only, jobs, anls), settings)
        if renditions
        else _run_folder(_bench(documents or Path("eval/samples"), gold, drafts), settings, anls)
    )
    if calibration:
        outcome = _calibrated(outcome)
    if output:
        _save(outcome, output)
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        print_run(outcome, limit)
    if not passed(outcome, Floors(min_f1, min_f1_each, min_mean_f1, min_rows)):
        raise typer.Exit(1)


def _refuse_beside_benchmark(given: bool) -> None:
    if given:
        raise UsageError(
            "a benchmark file says itself what is read and how: beside it only -o, --jobs, --json and --lang",
            zh="读什么、怎样读由评测方案规定：此外只能用 -o、--jobs、--json 和 --lang",
        )


class Selection(NamedTuple):
    """A folder of renditions, what their names must contain, how many are read at a time; whether with ANLS*."""

    folder: Path
    only: str | None
    jobs: int
    anls: bool


def _bench(documents: Path, gold: Path | None, drafts: bool) -> Bench:
    from extractor.evaluation.run import bench, gold_beside

    return bench(documents, gold or gold_beside(documents), drafts=drafts)


def _run_folder(over: Bench, settings: Settings, anls: bool) -> EvalRun:
    from extractor.evaluation import run as running

    cases = with_progress(over.cases, len(over.cases))
    return running.run(settings.engine, _reader(settings), over, cases, with_anls=anls)


def _run_renditions(selection: Selection, settings: Settings) -> EvalRun:
    from extractor.evaluation.renditions import run_renditions, tasks

    planned = tasks(selection.folder, settings, selection.only, with_anls=selection.anls)
    return run_renditions(planned, selection.jobs, lambda done: with_progress(done, len(planned)))


def _check_anls() -> None:
    from extractor.evaluation.anls import check_anls

    check_anls()


def _calibrated(outcome: EvalRun) -> EvalRun:
    from extractor.evaluation.calibration import calibrate

    judged = [cell for document in outcome.documents for cell in document.judged]
    return outcome.model_copy(update={"calibration": calibrate(judged)})


def _save(outcome: EvalRun, output: Path) -> None:
    from extractor.evaluation.kept import save

    save(outcome, output)


def _reader(settings: Settings) -> Read:
    from extractor.pipeline import extract

    return lambda path: extract(path, engine=settings.engine, settings=settings)
