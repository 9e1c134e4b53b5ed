"""``extractor eval history``: how the figures went over the committed results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import AsJson, Language

HELP = """列出历次结果及每一步的变化 / List the versions of a result file, and which steps were more than chance.

文件：按 git 提交；文件夹：按文件名。

A file: its commits in git; a folder: its result files by name.
"""

Where = Annotated[
    Path, typer.Argument(metavar="FILE.json|DIR", help="结果文件或文件夹 / result file or folder of them")
]


def history(where: Where, *, as_json: AsJson = False, lang: Language = None) -> None:
    """Read all versions and print a table or JSON."""
    from extractor.evaluation.statistics import history as histories
    from extractor.evaluation.statistics.tables import steps
    from extractor.evaluation.statistics.versions import versions
    from extractor.evaluation.statistics.words import say

    terminal.speak(lang)
    outcome = histories.history(versions(where))
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        terminal.console().print(steps(outcome, terminal.language()))
    if outcome.unread:
        terminal.note(say("unread", terminal.language(), names=", ".join(outcome.unread)))
