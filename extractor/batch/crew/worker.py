"""A process of the crew: reads documents, several at once where a model is asked, until the run ends.

Run as ``python -m extractor.batch.crew.worker FOLDER``, the folder being for its temporary files; the run is at the
other end of its pipes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, NoReturn

from extractor.batch.crew.messages import Answered, Begin, Begun, CannotGoOn, Do, Done, PagesRead, received
from extractor.batch.crew.remote import Link, Remote, document
from extractor.batch.crew.vitals import end_all_in
from extractor.batch.task import Manner, Task
from extractor.batch.work import process
from extractor.errors import ExtractorError
from extractor.model.connection import connect_by

_BEHIND = 5
"""By how much the processes of the heavy lane stand back, so that what is quick need not wait."""


def main() -> None:
    """Work until there is nothing more to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = _pipes()
    try:
        begin: Begin = received(incoming)
    except EOFError:
        _end(of_run=True)
    if hasattr(os, "nice") and begin.lane == "heavy":
        os.nice(_BEHIND)
    # What took long to read is behind already: its questions go before those of quick documents, of which there are always some.
    link = Link(outgoing, urgent=begin.lane == "heavy")
    connect_by(lambda settings: Remote(settings.model, link))
    pool = ThreadPoolExecutor(begin.slots)
    try:
        while True:
            _obey(received(incoming), begin.manner, link, pool)
    except EOFError:
        _end(of_run=True)
    except BaseException:  # nothing more would be heard, while documents wait for answers
        traceback.print_exc()
        _end()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, outgoing


def _obey(message: Any, manner: Manner, link: Link, pool: ThreadPoolExecutor) -> None:
    if isinstance(message, Answered):
        link.answered(message)
    elif isinstance(message, Do):
        pool.submit(_work, message.task, manner, link)


def _work(task: Task, manner: Manner, link: Link) -> None:
    document.set(task.id)
    link.tell(Begun(task.id))
    try:
        outcome = process(task, manner, lambda done, total: link.tell(PagesRead(task.id, done, total)))
    except ExtractorError as error:
        link.tell(CannotGoOn(task.id, error))
    except BaseException:  # the run waits for every document: this one shall not be lost without a word
        traceback.print_exc()
        _end()
    else:
        link.tell(Done(outcome))


def _end(*, of_run: bool = False) -> NoReturn:
    """Go at once, and take all processes along that were started here, and what they have put aside.

    Where the run was ended without a word, nobody else would; nor for processes of it that were ended so before.
    """
    folder = Path(sys.argv[1])
    end_all_in(str(folder))
    shutil.rmtree(folder.parent if of_run else folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
