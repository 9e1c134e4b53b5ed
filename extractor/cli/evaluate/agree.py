"""``extractor eval agree``: how far two annotators agree, and where they do not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import AsJson, Errors, Language, most_listed

if TYPE_CHECKING:
    from extractor.evaluation.gold.agree import Agreement

HELP = """比较两人的标注：一致程度和不一致之处 / Compare the gold of two annotators, and list where they differ.

甲、乙可为两个文件，或两个文件夹（按文件名配对）。与 eval run 用同一套计分，次序不影响结果。

Two files, or two folders paired by name. The scorer is that of `eval run`; which comes first makes no difference.
"""

A = Annotated[Path, typer.Argument(metavar="A", help="甲的标注 / gold of one annotator")]
B = Annotated[Path, typer.Argument(metavar="B", help="乙的标注 / gold of the other")]
MinF1 = Annotated[
    float | None, typer.Option(min=0, max=1, help="F1 的下限，低于则退出码为 1 / exit code 1 below this F1")
]


def agree(
    a: A,
    b: B,
    *,
    as_json: AsJson = False,
    errors: Errors = "20",
    min_f1: MinF1 = None,
    lang: Language = None,
) -> None:
    """Compare, and print tables or JSON."""
    from extractor.evaluation.gold.agree import agree as compared

    terminal.speak(lang)
    limit = most_listed(errors)
    outcome = compared(a, b)
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        _print(outcome, limit)
    _warn(outcome)
    if min_f1 is not None and (outcome.all.f1 is None or outcome.all.f1 < min_f1):
        raise typer.Exit(1)


def _print(outcome: Agreement, limit: int | None) -> None:
    from extractor.evaluation.gold import tables
    from extractor.evaluation.gold.words import say
    from extractor.evaluation.words import rate
    from extractor.evaluation.words import say as say_of_run

    console, lang = terminal.console(), terminal.language()
    for table in tables.agreement(outcome, lang):
        console.print(table)
    console.print(say("mean", lang, mean=rate(outcome.mean_f1), count=len(outcome.files)))
    found = [(file, one) for file in outcome.files for one in file.disagreements]
    listed = found[:limit]
    if listed:
        console.print(tables.disagreements(listed, lang))
    if len(listed) < len(found):
        console.print(say_of_run("more", lang, count=len(found) - len(listed)))


def _warn(outcome: Agreement) -> None:
    """Say on stderr what was not compared, and what makes the figures mean less."""
    from extractor.evaluation.gold.words import say

    lang = terminal.language()
    if outcome.alone:
        terminal.note(say("alone", lang, names=", ".join(outcome.alone)))
    for file in outcome.files:
        for mark in ("other_document", "same_draft"):
            if getattr(file, mark):
                terminal.note(say(mark, lang, file=file.file))
