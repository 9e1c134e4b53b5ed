"""``extractor eval report``: the figures of a benchmark run as a page, Markdown and JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import Language, check_output

HELP = """把评测结果写成网页、Markdown 和 JSON / Show the run of a benchmark as a page, Markdown and JSON.

网页可直接打开，不联网；每处差错都能看到原文、标注和答案。

The page is one file that asks nothing of any network; every mistake is shown with its place in the source.
"""

Run = Annotated[
    Path,
    typer.Argument(
        metavar="RUN", help="评测结果文件夹，或单个结果文件 / the folder of a run, or a result file"
    ),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE.html|.md|.json",
        help="可多次，默认三种都写在 RUN 中或旁边 / repeatable; by default all three, in or beside RUN",
    ),
]
Robustness = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.json",
        help="eval robust -o 的结果，默认 RUN/robustness.json / a file of eval robust -o",
    ),
]


def report(run: Run, *, output: Outputs = None, robustness: Robustness = None, lang: Language = None) -> None:
    """Check the names, gather the run, write its report; stdout lists the files."""
    from extractor.evaluation.report.files import beside, check_format

    terminal.speak(lang)
    for path in output or ():
        check_format(path)
        check_output(path)
    for path in write_reports(run, output or beside(run), robustness):
        typer.echo(str(path))


def write_reports(run: Path, paths: list[Path], robustness: Path | None = None) -> list[Path]:
    """Write the reports of a run; raises as `gather` and `write_report` do."""
    from extractor.evaluation.report.files import write_report
    from extractor.evaluation.report.gather import gather

    write_report(gather(run, robustness), paths, terminal.language())
    return paths
