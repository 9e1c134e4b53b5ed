"""What a watcher does with files that are complete, says meanwhile, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from extractor.batch.batch import Wish, run_batch
from extractor.batch.inputs import Refused, Told
from extractor.batch.provider import Told as Ahead
from extractor.batch.signals import listen
from extractor.batch.watch import Teller
from extractor.cli import terminal
from extractor.cli.batch_display import Quiet, Style, display
from extractor.errors import EndpointUnreachable, ExtractorError

if TYPE_CHECKING:
    from extractor.batch.run import Run
    from extractor.batch.store import Planned
    from extractor.settings import Settings


class Ending:
    """What tells a watcher to end: the first Ctrl-C or SIGTERM when all under way is done, the second at once."""

    def __init__(self) -> None:
        self.stop = Event()

    def listen(self) -> None:
        """Hear the signals, but for those that come during a run: it hears them itself."""
        listen(self._told)

    def _told(self, *_: object) -> None:
        if self.stop.is_set():
            raise KeyboardInterrupt
        self.stop.set()


class Runs:
    """A batch run over each group of files, all into the same folder of results."""

    def __init__(self, wish: Wish, settings: Settings, style: Style, ending: Ending) -> None:
        self.finished = 0
        self.lost = 0
        self._wish = wish
        self._settings = settings
        self._shown = display(style, terminal.language())
        self._ending = ending

    def __call__(self, paths: list[str]) -> None:
        """Read these.

        Raises:
            ExtractorError: what ended the run early, or kept documents from being read for now.
        """
        wish = replace(self._wish, named=paths)
        ended = run_batch(wish, self._settings, _Minding(self._shown, self._ending))
        self.finished += ended.standing.finished
        self.lost += sum(ended.counts.get(state, 0) for state in ("failed", "partial")) + len(
            ended.told.refused
        )
        if ended.error is not None:
            raise ended.error
        self._shown.ended(ended, wish.out)
        if ended.interrupted:
            self._ending.stop.set()
        elif ended.standing.interrupted:
            raise _no_answer(ended.standing.interrupted)


def _no_answer(documents: int) -> EndpointUnreachable:
    return EndpointUnreachable(
        f"the endpoint gave no answer for {documents} documents",
        zh=f"{documents} 份文件没有得到模型端点的回答",
    )


class _Minding:
    """Shows a run, and ends it at once where that was asked for before it could hear of it."""

    def __init__(self, shown: Quiet, ending: Ending) -> None:
        self._shown = shown
        self._ending = ending

    def planned(self, planned: Planned, told: Told) -> None:
        self._shown.planned(planned, told)

    def ahead(self, told: Ahead) -> None:
        self._shown.ahead(told)

    @contextmanager
    def watch(self, run: Run) -> Iterator[None]:
        if self._ending.stop.is_set():
            run.stop()
        with self._shown.watch(run):
            yield


def teller(*, quiet: bool) -> Teller:
    """What says on stderr what a user should know of the folders watched."""

    def refused(one: Refused) -> None:
        terminal.note(f"{one.path}: {one.problem.said(terminal.language())}")

    def failed(error: ExtractorError) -> None:
        zh = terminal.language() == "zh"
        terminal.error(
            error.said(terminal.language()) + ("；稍后重试" if zh else "; trying again in a while")
        )

    def waiting(paths: Sequence[str]) -> None:
        zh = terminal.language() == "zh"
        for path in () if quiet else paths:
            terminal.note(
                f"{path}：还不完整，留待下次" if zh else f"{path}: not complete yet, left for the next time"
            )

    return Teller(refused, failed, waiting)
