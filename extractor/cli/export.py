"""``extractor export``: the tables of a batch run as files, at any time."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang

HELP = """把批处理的结果汇总成表 / Write the tables of a batch run.

OUT 是批处理的结果文件夹；批处理运行中也可以导出。工作簿和 CSV 给人看，其余给程序用；字段含义见 columns.md。

OUT is the folder of results; a run may be at work in it. The workbook and CSV are for readers, the others for
programs; columns.md says what each column means.
"""

Out = Annotated[str, typer.Argument(metavar="OUT", help="批处理的结果文件夹 / folder of results of a batch")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="xlsx,csv,jsonl,parquet,duckdb",
        help="格式，逗号分隔，可多次给出，默认 xlsx / formats, by default xlsx",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="写到哪个文件夹，默认 OUT / where to, by default OUT"),
]
Language = Annotated[
    Lang | None, typer.Option(help="标题与消息的语言，默认 zh / language of titles and messages")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


def export(
    out: Out,
    *,
    formats: Formats = None,
    output: Folder = None,
    lang: Language = None,
    quiet: Quiet = False,
) -> None:
    """Write the files, and say which."""
    from extractor.batch.export.export import export as exported
    from extractor.batch.store import open_store
    from extractor.batch.whereabouts import home_of
    from extractor.settings import Settings

    terminal.speak(lang)
    lang = Settings.load(lang=lang).lang
    terminal.speak(lang)
    names = [name.strip() for given in formats or ["xlsx"] for name in given.split(",")]
    home = home_of(out)
    folder = output or home
    with closing(open_store(home)) as store:
        written = exported(store.stored(), home, folder, names, lang)
    if not quiet:
        said = ", ".join(_said(written, folder))
        terminal.note(f"已写出：{said}" if lang == "zh" else f"written: {said}")


def _said(written: Iterable[Path], folder: Path) -> Iterable[str]:
    """The files that stand in the folder itself, and the folders of the others."""
    return dict.fromkeys(str(file) if file.parent == folder else f"{file.parent}/" for file in written)
