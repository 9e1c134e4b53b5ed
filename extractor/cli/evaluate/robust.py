"""``extractor eval robust``: F1 against the strength of damage and restyling."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import (
    AsJson,
    Documents,
    Engine,
    Gold,
    Language,
    Output,
    check_output,
)
from extractor.cli.evaluate.printed import with_progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.evaluation.perturb.figures import RobustnessRun

HELP = """把原文逐步弄乱或换样，看 F1 怎样下降 / Perturb the documents more and more, and measure how F1 falls.

标注不变：损坏后仍应给出原值，或作出提示。种类见 docs/perturbations.md。

Gold stays as it is: damage is to be mended or flagged. The kinds are told in docs/perturbations.md.
"""

Kinds = Annotated[
    str | None,
    typer.Option(metavar="NAME,…", help="扰动种类，默认全部 / kinds of perturbation, by default all"),
]
Strengths = Annotated[
    str, typer.Option(metavar="0,0.1,…", help="强度，0 至 1，从小到大 / strengths from 0 to 1, rising")
]
Seeds = Annotated[int, typer.Option(min=1, metavar="N", help="每种强度随机几次 / draws at each strength")]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="同时用几个进程 / processes at a time")]


def robust(  # noqa: PLR0913 - typer makes one option of each parameter
    *,
    documents: Documents = None,
    gold: Gold = None,
    kinds: Kinds = None,
    strengths: Strengths = "0,0.1,0.25,0.5,1",
    seeds: Seeds = 3,
    engine: Engine = None,
    jobs: Jobs = 2,
    as_json: AsJson = False,
    output: Output = None,
    lang: Language = None,
) -> None:
    """Check what was asked, run, then write the file and print a table or JSON."""
    from extractor.evaluation.perturb.kinds import KINDS, named
    from extractor.evaluation.perturb.run import Plan, run_robustness, save_robustness
    from extractor.evaluation.run import bench, gold_beside
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(engine=engine, lang=lang)
    terminal.speak(settings.lang)
    wanted = named(kinds.split(",") if kinds else KINDS)
    plan = Plan(tuple(kind.name for kind in wanted), _strengths(strengths), seeds)
    check_output(output)
    folder = documents or Path("eval/samples")
    over = bench(folder, gold or gold_beside(folder))
    outcome = run_robustness(over, plan, settings, jobs, with_progress)
    if output:
        save_robustness(outcome, output)
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        _print(outcome)
    _note(outcome)


def _strengths(given: str) -> tuple[float, ...]:
    """The strengths, rising; raises UsageError for what is none."""
    try:
        strengths = tuple(float(one) for one in given.split(","))
    except ValueError:
        strengths = ()
    if (
        not strengths
        or list(strengths) != sorted(set(strengths))
        or not 0 <= strengths[0] <= strengths[-1] <= 1
    ):
        raise UsageError(
            f"--strengths {given}: give rising numbers from 0 to 1, like 0,0.1,0.5",
            zh=f"--strengths {given}：应为 0 至 1 之间从小到大的数，如 0,0.1,0.5",
        )
    return strengths


def _print(outcome: RobustnessRun) -> None:
    from extractor.evaluation.perturb.tables import by_kind

    terminal.console().print(by_kind(outcome, terminal.language()))


def _note(outcome: RobustnessRun) -> None:
    """Say on stderr what was not scored and what could not be read: neither is an error of the run."""
    from extractor.evaluation.perturb.tables import failures
    from extractor.evaluation.words import say

    lang = terminal.language()
    if outcome.unscored:
        terminal.note(say("unscored", lang, names=", ".join(outcome.unscored)))
    for sentence in failures(outcome, lang):
        terminal.note(sentence)
