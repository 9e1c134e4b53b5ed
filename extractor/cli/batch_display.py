"""Showing a batch while it goes on: a live picture on a terminal, plain lines elsewhere, JSON where it is asked for."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

from extractor.batch.standing import Standing
from extractor.cli import terminal
from extractor.cli.batch_words import counted, of_plan, of_standing
from extractor.cli.terminal import Lang
from extractor.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from extractor.batch.batch import Ended
    from extractor.batch.inputs import Told
    from extractor.batch.provider import Told as Ahead
    from extractor.batch.run import Run
    from extractor.batch.store import Planned
    from extractor.batch.task import Outcome

Style = Literal["human", "json", "none"]
_EVERY = 10.0  # seconds between two plain lines
_MOST_REFUSED = 20


class Quiet:
    """Shows nothing but what ended the run early."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def planned(self, planned: Planned, told: Told) -> None:
        """The documents are found."""

    def ahead(self, told: Ahead) -> None:
        """Something happened while questions are asked ahead."""

    @contextmanager
    def watch(self, run: Run) -> Iterator[None]:
        """The run goes on."""
        del run
        yield

    def refused(self, error: ExtractorError) -> None:
        """There is no run, or none any more."""
        terminal.error(error.said(self.lang))

    def ended(self, ended: Ended, out: str) -> None:
        """The run is over."""
        if ended.error is not None:
            terminal.error(ended.error.said(self.lang))


class Human(Quiet):
    """Shows a picture that moves, or lines where nobody could see it move."""

    def planned(self, planned: Planned, told: Told) -> None:
        """Say what was found, and what could not be taken."""
        for refused in told.refused[:_MOST_REFUSED]:
            terminal.note(f"{refused.path}: {refused.problem.said(self.lang)}")
        if (more := len(told.refused) - _MOST_REFUSED) > 0:
            terminal.note(f"…… 另有 {more} 个" if self.lang == "zh" else f"… and {more} more")
        if told.left_out:
            terminal.note(told.summary(self.lang))
        terminal.note(of_plan(planned, self.lang))

    def ahead(self, told: Ahead) -> None:
        """Say it in a line."""
        terminal.note(told.said(self.lang))

    @contextmanager
    def watch(self, run: Run) -> Iterator[None]:
        """Show how it stands until it is over."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            console = Console(stderr=True)
            with Live(get_renderable=lambda: self._picture(run), console=console, refresh_per_second=4):
                yield
        else:
            with _every(_EVERY, lambda: terminal.note(of_standing(run.standing, self.lang))):
                yield

    def ended(self, ended: Ended, out: str) -> None:
        """Say what came of it."""
        if ended.standing.total:
            terminal.note(of_standing(ended.standing, self.lang))
        super().ended(ended, out)
        zh = self.lang == "zh"
        where = (
            f"{out}：{counted(ended.counts, self.lang)}"
            if zh
            else f"{out}: {counted(ended.counts, self.lang)}"
        )
        terminal.note(where)
        if ended.interrupted or ended.error:
            terminal.note("用同样的命令继续" if zh else "the same command goes on from here")

    def _picture(self, run: Run) -> RenderableType:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.text import Text

        standing = run.standing
        lines: list[RenderableType] = [
            ProgressBar(total=max(standing.total, 1), completed=standing.finished),
            Text(of_standing(standing, self.lang)),
        ]
        for failure in standing.failures:
            said = f"{failure.path}: {failure.problem.said(self.lang)}"
            lines.append(Text(said, style="red", no_wrap=True, overflow="ellipsis"))
        if run.is_stopping:
            lines.append(Text(_stopping(self.lang), style="yellow"))
        return Group(*lines)


class Lines(Quiet):
    """Writes a JSON object a line to stderr for all that happens."""

    def planned(self, planned: Planned, told: Told) -> None:
        """Say what was found."""
        for refused in told.refused:
            _log("refused", path=refused.path, reason=refused.problem.said(self.lang))
        _log("planned", **vars(planned), to_do=planned.to_do, left_out=dict(told.left_out))

    def ahead(self, told: Ahead) -> None:
        """Say it."""
        _log("ahead", **asdict(told))

    @contextmanager
    def watch(self, run: Run) -> Iterator[None]:
        """Say of each document what came of it, and how the run stands now and then."""
        run.standing.told = self._document
        with _every(_EVERY, lambda: _log("progress", **_standing(run.standing))):
            yield

    def refused(self, error: ExtractorError) -> None:
        """Say why."""
        _log("ended", states={}, interrupted=False, error=error.said(self.lang))

    def ended(self, ended: Ended, out: str) -> None:
        """Say what came of it."""
        why = ended.error.said(self.lang) if ended.error else None
        counts = ended.counts
        _log("ended", **_standing(ended.standing), states=counts, interrupted=ended.interrupted, error=why)

    def _document(self, path: str, status: str, outcome: Outcome | None) -> None:
        if outcome is None:
            _log("document", path=path, status=status)
            return
        why = outcome.problem.said(self.lang) if outcome.problem else None
        _log(
            "document", path=path, status=status, id=outcome.id, seconds=outcome.seconds, pages=outcome.pages,
            findings=outcome.findings, reason=why,
        )  # fmt: skip


def style_of(*, quiet: bool, log_json: bool) -> Style:
    """The style that these options ask for.

    Raises:
        UsageError: both are given.
    """
    if quiet and log_json:
        raise UsageError("--quiet and --log-json exclude each other", zh="--quiet 与 --log-json 不能同时使用")
    return "none" if quiet else "json" if log_json else "human"


def display(style: Style, lang: Lang) -> Quiet:
    """What shows a run in that style."""
    return {"human": Human, "json": Lines, "none": Quiet}[style](lang)


def _stopping(lang: Lang) -> str:
    if lang == "zh":
        return "正在结束：完成手头的文件（再按一次 Ctrl-C 立即停止）"
    return "ending: finishing what is under way (Ctrl-C again stops at once)"


@contextmanager
def _every(seconds: float, do: Any) -> Iterator[None]:
    """Do something again and again in a thread, until the context is left."""
    over = threading.Event()

    def again() -> None:
        while not over.wait(seconds):
            do()

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "finished": standing.finished,
        "total": standing.total,
        "documents": dict(standing.done),
        "pages": standing.pages,
        "calls": standing.calls,
        "tokens": standing.taken.prompt_tokens + standing.taken.completion_tokens,
        "cost": standing.taken.cost,
        "seconds": round(standing.seconds, 3),
        "rate": round(standing.rate, 3),
    }


def _log(event: str, **values: Any) -> None:
    said = json.dumps({"time": round(time.time(), 3), "event": event, **values}, ensure_ascii=False)
    sys.stderr.write(said.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
    sys.stderr.flush()
