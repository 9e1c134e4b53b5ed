"""``extractor watch``: what arrives in a folder is read as soon as it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.batch import LogJson, NoExport, NoPages, Out, Processes, Quiet, Scheduler
from extractor.cli.chosen import Chosen, takes_settings
from extractor.errors import InputMissing, UsageError

if TYPE_CHECKING:
    from extractor.settings import Settings

INTERRUPTED = 130
HELP = """监视文件夹，新到的报告写完即读 / Read what arrives in folders, as soon as it is whole.

文件夹里已有的报告启动时先处理；读过且未变的不再读。按 Ctrl-C，完成手头的报告后结束。

What is there already is read at the start; what was read and has not changed is not read again. Ctrl-C ends it when
what is under way is finished.
"""

Folders = Annotated[list[Path], typer.Argument(metavar="IN...", help="要监视的文件夹 / folders to watch")]
Settle = Annotated[
    str, typer.Option(metavar="TIME", help="文件多久不变才算写完 / how long a file has to stay the same")
]
GiveUp = Annotated[
    str,
    typer.Option(
        metavar="TIME", help="不完整的文件最多等多久 / how long a file that is not whole is waited for"
    ),
]
Poll = Annotated[
    bool, typer.Option("--poll", help="定时查看，用于网络盘 / look again and again, for network drives")
]
Once = Annotated[
    bool,
    typer.Option("--once", help="处理现有的完整文件后结束，用于定时任务 / do what is complete now, then end"),
]


@takes_settings()
def watch(  # noqa: PLR0913 - typer makes one option of each parameter
    folders: Folders,
    *,
    output: Out,
    settle: Settle = "2s",
    give_up: GiveUp = "10m",
    poll: Poll = False,
    once: Once = False,
    processes: Processes = None,
    scheduler: Scheduler = None,
    no_html: NoPages = False,
    no_export: NoExport = False,
    log_json: LogJson = False,
    quiet: Quiet = False,
    chosen: Chosen,
) -> None:
    """Hand what is complete to a batch run, time after time."""
    from extractor.batch import watch as watching
    from extractor.batch.batch import Wish
    from extractor.batch.inputs.since import seconds_of
    from extractor.batch.workbook import bring_up_to_date
    from extractor.cli.batch_display import style_of
    from extractor.cli.watch_runs import Ending, Runs, teller

    style = style_of(quiet=quiet, log_json=log_json)
    pace = watching.Pace(seconds_of(settle, "--settle"), seconds_of(give_up, "--give-up"))
    wish = Wish((), output, page=not no_html, processes=processes, scheduler=scheduler)
    watched = watching.Watched([_folder(one, wish.home) for one in folders], wish.home)
    _check_output(wish.home, chosen.settings)
    ending = Ending()
    runs = Runs(wish, chosen.settings, style, ending)
    ending.listen()
    try:
        if once:
            watching.once(watched, pace, runs, teller(quiet=quiet), ending.stop)
        else:
            _say_start(watched.folders, quiet=quiet)
            watching.watch(watched, pace, runs, teller(quiet=quiet), ending.stop, poll=poll)
    except KeyboardInterrupt:
        no_export = True
        raise
    finally:
        if runs.finished and not no_export:
            bring_up_to_date(wish, terminal.language())
    raise typer.Exit(INTERRUPTED if ending.stop.is_set() else 1 if runs.lost else 0)


def _folder(path: Path, output: Path) -> str:
    """A folder to watch, from the root.

    Raises:
        InputMissing: there is no such folder.
        UsageError: it is none, or what is read would be the results.
    """
    if not path.exists():
        raise InputMissing(f"{path}: no such folder", zh=f"{path}：没有这个文件夹")
    if not path.is_dir():
        raise UsageError(f"{path} is no folder", zh=f"{path} 不是文件夹")
    if path.resolve().is_relative_to(output.resolve()):
        raise UsageError(f"{path} is in the folder of results", zh=f"{path} 在输出文件夹内")
    return str(path.absolute())


def _check_output(output: Path, settings: Settings) -> None:
    """Refuse now what would go wrong with the first file that arrives, which may be at night."""
    from extractor.batch.store import open_store
    from extractor.pipeline import engine_of

    engine_of(settings)
    open_store(output, create=True).close()


def _say_start(folders: Sequence[str], *, quiet: bool) -> None:
    if not quiet:
        named, zh = ", ".join(folders), terminal.language() == "zh"
        terminal.note(f"正在监视 {named}，按 Ctrl-C 结束" if zh else f"watching {named}; Ctrl-C ends it")
