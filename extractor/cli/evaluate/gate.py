"""``extractor eval gate``: may a run replace its baseline."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.compare import compared
from extractor.cli.evaluate.options import AsJson, Language

HELP = """与基线比较，下降过多则退出码为 1 / Exit code 1 when a run lost too much against its baseline.

有文件读不出或缺了文件时也是 1。

Also when a document failed newly or is missing.
"""


class FailOn(StrEnum):
    """Which loss counts."""

    seen = "seen"
    proven = "proven"
    possible = "possible"


New = Annotated[Path, typer.Argument(metavar="NEW.json", help="新的结果 / the new result file")]
Against = Annotated[Path, typer.Option(metavar="BASELINE.json", help="基线结果 / the result file to hold")]
MaxLoss = Annotated[
    float,
    typer.Option(
        min=0, max=100, metavar="POINTS", help="F1 允许下降的百分点 / points of F1 that may be lost"
    ),
]
Which = Annotated[
    FailOn,
    typer.Option(
        help="seen：实际下降超过即不通过；proven：整个区间都超过；possible：区间有一部分超过"
        " / seen: the loss on these documents; proven: the whole interval is beyond; possible: any of it is"
    ),
]


def gate(
    new: New,
    *,
    against: Against,
    max_loss: MaxLoss = 0.5,
    fail_on: Which = FailOn.seen,
    as_json: AsJson = False,
    lang: Language = None,
) -> None:
    """Compare with the baseline, say what was lost, and leave with 1 where that is too much."""
    from extractor.evaluation.statistics import gate as gates
    from extractor.evaluation.statistics.tables import gate_lines

    terminal.speak(lang)
    outcome = gates.gate(compared(against, new), max_loss, fail_on.value)
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        for sentence in gate_lines(outcome, terminal.language()):
            terminal.console().print(sentence, markup=False, soft_wrap=True)
    if outcome.causes:
        raise typer.Exit(1)
