"""``extractor eval run BENCHMARK.toml``: many engines over many documents, into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli import terminal
from extractor.cli.evaluate.printed import with_progress
from extractor.cli.evaluate.report import write_reports
from extractor.errors import PartMissing, UsageError

if TYPE_CHECKING:
    from extractor.evaluation.benchmark.summary import Summary

# A document that takes longer has been given up on: the readers' own limits are far below.
LONGEST = 1800.0


def run_file(benchmark: Path, out: Path | None, jobs: int, *, as_json: bool) -> bool:
    """Run a benchmark file and print what it shows; whether every document gave an answer."""
    from extractor.evaluation.benchmark.plan import load
    from extractor.evaluation.benchmark.runner import run_benchmark

    plan = load(benchmark)
    folder = out or Path("out") / plan.name
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "a benchmark needs a folder to write into", document=str(folder), zh="评测方案的结果要写入文件夹"
        )
    summary = run_benchmark(plan, folder, jobs, LONGEST, with_progress)
    _report(folder)
    if as_json:
        sys.stdout.write(summary.model_dump_json(indent=1) + "\n")
    else:
        _print(summary, folder)
    return not any(cell.failed for cell in summary.cells)


def _report(folder: Path) -> None:
    """Write the reports beside the run; a page that cannot be drawn is said, the run stays done."""
    from extractor.evaluation.report.files import beside

    try:
        write_reports(folder, beside(folder))
    except PartMissing as error:
        terminal.note(error.said(terminal.language()))


def _print(summary: Summary, folder: Path) -> None:
    from extractor.evaluation.benchmark import tables

    console, lang = terminal.console(), terminal.language()
    for name, table in tables.by_set(summary, lang):
        console.print(table)
        for line in tables.versus(summary, name, lang):
            console.print(line, soft_wrap=True, markup=False)
    terminal.note(str(folder))
