"""Work in processes of their own: one that hangs or dies takes nothing else with it.

pebble's pool was tried: where a process dies before its pool has heard what it took up, that pool waits
for the answer for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from typing import TypeVar, cast

from extractor.evaluation.figures import Failure
from extractor.processes import Companion, ProcessDied, serve

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def in_processes(
    work: Callable[[Item], Outcome], items: Sequence[Item], jobs: int, seconds: float
) -> Iterator[tuple[Item, Outcome | Failure]]:
    """Each item with what ``work`` made of it, as it is done.

    ``work`` has to be importable, items, outcomes and errors picklable. A Failure stands for an item whose
    process died, or that took longer than ``seconds``. What ``work`` raises is raised here.
    """
    crew = [Companion(__name__) for _ in range(min(jobs, len(items)))]
    free: SimpleQueue[Companion] = SimpleQueue()
    for companion in crew:
        free.put(companion)

    def one(item: Item) -> Outcome | Failure:
        companion = free.get()
        try:
            answer = companion.ask((work, item), seconds)
        except TimeoutError:
            return _too_long(seconds)
        except ProcessDied:
            return _DIED
        finally:
            free.put(companion)
        if isinstance(answer, _Raised):
            raise answer.error
        return answer  # type: ignore[return-value]  # what `work` returned

    with ThreadPoolExecutor(max(len(crew), 1)) as threads:
        futures = {threads.submit(one, item): item for item in items}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            for future in futures:
                future.cancel()
            for companion in crew:
                companion.stop()


_DIED = Failure(message="读取它的进程异常退出", message_en="the process that read it died")


def _too_long(seconds: float) -> Failure:
    return Failure(message=f"超过 {seconds:g} 秒，已停止", message_en=f"took over {seconds:g} seconds")


class _Raised:
    """What ``work`` raised in the other process."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _answer(question: object) -> object:
    work, item = cast(tuple[Callable[[object], object], object], question)
    try:
        return work(item)
    except Exception as error:
        return _Raised(error)


if __name__ == "__main__":
    # Under its own name, as the other process knows what it is sent by that.
    from extractor.evaluation import parallel

    serve(lambda: parallel._answer)
