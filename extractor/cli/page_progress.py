"""A bar of the pages read, on stderr and only where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.cli import terminal

if TYPE_CHECKING:
    from extractor.readers import Progress

_FEWEST = 2


@contextmanager
def page_progress(quiet: bool) -> Iterator[Progress | None]:
    """Something to tell how many pages are read; None where stderr is no terminal or quiet is wanted.

    One page needs no bar: it appears with the first page of several.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("读取页面" if terminal.language() == "zh" else "Reading pages", visible=False)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= _FEWEST)

        yield told
