"""Work in processes of their own: one that hangs or dies takes nothing else with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from multiprocessing import get_context
from typing import TypeVar

from extractor.evaluation.figures import Failure

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def in_processes(
    work: Callable[[Item], Outcome], items: Sequence[Item], jobs: int, seconds: float
) -> Iterator[tuple[Item, Outcome | Failure]]:
    """Each item with what ``work`` made of it, as it is done.

    ``work`` and items have to be importable and picklable. A Failure stands for an item whose process
    died, or that took longer than ``seconds``. What ``work`` raises is raised here.
    """
    from pebble import ProcessExpired, ProcessPool

    # Processes are started fresh: libraries that run threads of their own do not survive a fork.
    with ProcessPool(jobs, context=get_context("spawn")) as pool:
        futures: dict[Future[Outcome], Item] = {
            pool.schedule(work, (item,), timeout=seconds): item for item in items
        }
        try:
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except TimeoutError:
                    yield futures[future], _too_long(seconds)
                except ProcessExpired as died:
                    yield futures[future], _died(died.exitcode)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _too_long(seconds: float) -> Failure:
    return Failure(message=f"超过 {seconds:g} 秒，已停止", message_en=f"took over {seconds:g} seconds")


def _died(code: int) -> Failure:
    return Failure(
        message=f"读取它的进程异常退出（{code}）",
        message_en=f"the process that read it died (exit code {code})",
    )
