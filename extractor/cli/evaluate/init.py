"""``extractor eval init``: begin the gold of a document with what an engine reads of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.options import Engine, Language
from extractor.errors import OutputUnwritable, UsageError

if TYPE_CHECKING:
    from extractor.evaluation.gold.draft import Draft

HELP = """为一份文件起草标注 / Draft the gold of a document.

由引擎读出初稿，并注明是草稿；eval run 不以草稿计分。逐项核对、改正之后用 eval accept 确认。
已有的文件不会覆盖，除非加 --force。

What an engine reads, marked as a draft: `eval run` does not score against drafts. Check and correct every
value, then run `eval accept`. A file that is there is not overwritten without --force.
"""

File = Annotated[Path, typer.Argument(metavar="FILE", help="要标注的文件 / the document")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE.json|DIR", help="标注文件，默认打印 / gold file, by default stdout"
    ),
]
Blank = Annotated[
    bool, typer.Option("--blank", help="从空白开始，不用引擎 / begin with nothing stated, without an engine")
]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有文件 / overwrite")]


def init(
    file: File,
    *,
    output: Output = None,
    engine: Engine = None,
    blank: Blank = False,
    force: Force = False,
    lang: Language = None,
) -> None:
    """Draft, write or print it, and say on stderr what the engine doubted."""
    from extractor.evaluation.gold import draft as drafting
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(engine=engine, lang=lang)
    terminal.speak(settings.lang)
    if blank and engine:
        raise UsageError(
            "--blank uses no engine: leave out --engine", zh="--blank 不用引擎，不能与 --engine 同用"
        )
    target = _target(output, file, force)
    made = drafting.blank(file, settings) if blank else drafting.draft(file, settings)
    text = drafting.written(made.file)
    if target is None:
        sys.stdout.write(text)
    else:
        from extractor.evaluation.run import write

        write(text.removesuffix("\n"), target)
    _tell(made, target)


def _target(output: Path | None, document: Path, force: bool) -> Path | None:
    """The file to write, None for stdout; raises OutputUnwritable where that would go wrong."""
    if output is None:
        return None
    target = output / f"{document.stem}.json" if output.is_dir() else output
    if not target.parent.is_dir():
        raise OutputUnwritable("no such folder", document=str(target.parent), zh="没有这个文件夹")
    if target.exists() and not force:
        raise OutputUnwritable(
            "is there already; --force overwrites it",
            document=str(target),
            zh="文件已存在，加 --force 才覆盖",
        )
    return target


def _tell(made: Draft, target: Path | None) -> None:
    from extractor.evaluation.gold.words import say

    lang = terminal.language()
    if target:
        terminal.note(say("drafted", lang, file=target))
    if made.doubts:
        terminal.note(say("doubts", lang, count=len(made.doubts)))
    for doubt in made.doubts:
        terminal.note(f"  {', '.join(doubt.pointers)}  {doubt.said(lang)}")
