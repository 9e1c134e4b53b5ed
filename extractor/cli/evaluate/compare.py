"""``extractor eval compare``: is one run better than another, worse, or tied."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import AsJson, Language

if TYPE_CHECKING:
    from extractor.evaluation.statistics.comparison import Comparison

HELP = """比较两次结果：更好、更差，还是不分上下 / Say whether run B is better than run A, worse, or tied.

逐份文件配对，给出差别的 95% 区间。两边的文件和标注必须相同。

Documents are paired; the 95% interval of the difference decides. Both runs must be over the same files and gold.
"""

Before = Annotated[Path, typer.Argument(metavar="A.json", help="之前的结果 / the older result file")]
After = Annotated[Path, typer.Argument(metavar="B.json", help="之后的结果 / the newer result file")]


def compare(before: Before, after: After, *, as_json: AsJson = False, lang: Language = None) -> None:
    """Compare two result files and print tables or JSON."""
    terminal.speak(lang)
    comparison = compared(before, after)
    if as_json:
        sys.stdout.write(comparison.model_dump_json(indent=1) + "\n")
    else:
        _print(comparison, (before.name, after.name))


def compared(before: Path, after: Path) -> Comparison:
    """The comparison of two result files."""
    from extractor.evaluation.statistics import comparison, pairing, results

    old, new = results.load(before), results.load(after)
    return comparison.compare(old, new, pairing.pair_strictly(old, new))


def _print(comparison: Comparison, names: tuple[str, str]) -> None:
    from extractor.evaluation.statistics import tables

    console, lang = terminal.console(), terminal.language()
    console.print(tables.differences(comparison, names, lang))
    if comparison.moved:
        console.print(tables.by_group(comparison, lang))
        console.print(tables.moved(comparison, lang))
    for sentence in tables.notes(comparison, lang):
        console.print(sentence, markup=False, soft_wrap=True)
