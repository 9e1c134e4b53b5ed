"""``extractor eval migrate``: bare reports into the envelope that names their document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.gold_options import GoldPath, Originals
from extractor.cli.evaluate.options import Language
from extractor.errors import OutputUnwritable, UsageError

HELP = """把旧格式标注（一份报告）转换为 gold.v1 / Put gold that is a bare report into the envelope gold.v1.

就地改写，或用 -o 写入另一文件夹；报告部分一字不改，已转换的不动。--check 只检查，有未转换的则退出码为 1。

In place, or into another folder with -o. The report is kept to the letter; files that are gold.v1 already
are left alone. --check writes nothing, and leaves with 1 where a file has yet to be migrated.
"""

Folder = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="DIR", help="写入此文件夹 / folder to write into")
]
Check = Annotated[bool, typer.Option("--check", help="只检查，不写入 / only look, write nothing")]


def migrate(
    path: GoldPath,
    *,
    documents: Originals = None,
    output: Folder = None,
    check: Check = False,
    lang: Language = None,
) -> None:
    """Migrate all or nothing: every file is looked at before the first is written."""
    from extractor.evaluation.gold.migrate import migrate as migrated
    from extractor.evaluation.gold.pairing import gold_files

    terminal.speak(lang)
    if check and output:
        raise UsageError("--check writes nothing: leave out -o", zh="--check 不写文件，不能与 -o 同用")
    if output and not output.is_dir():
        raise OutputUnwritable("no such folder", document=str(output), zh="没有这个文件夹")
    done = migrated([file for one in path for file in gold_files(one)], documents)
    pending = [(one.path, one.text) for one in done if one.text is not None]
    for file, text in pending:
        if not check:
            _write(text, output / file.name if output else file)
        _tell("to_migrate" if check else "migrated", file=file)
    if len(pending) < len(done):
        _tell("already", count=len(done) - len(pending))
    if check and pending:
        raise typer.Exit(1)


def _write(text: str, path: Path) -> None:
    from extractor.evaluation.run import write

    write(text, path)


def _tell(key: str, **values: object) -> None:
    from extractor.evaluation.gold.words import say

    terminal.note(say(key, terminal.language(), **values))
