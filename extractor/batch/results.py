"""The files of one document: its result as JSON, and its page to look at."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from extractor.batch.storage import Place
from extractor.batch.task import Task
from extractor.output import rendered
from extractor.output.files import UNFINISHED
from extractor.result import Lang, Result

FOLDER = "documents"
_JSON, _PAGE = ".json", ".html"


def put_result(result: Result, task: Task, lang: Lang) -> None:
    """Write the files of a document.

    Raises:
        OutputUnwritable: they cannot be put there.
    """
    place = Place(task.out)
    for suffix in (_JSON, _PAGE) if task.page else (_JSON,):
        (part,) = rendered(result, suffix, lang)
        place.put(f"{FOLDER}/{task.name}{suffix}", part.content)


def remove_unfinished(out: Path) -> None:
    """Take away what those who died while they wrote have left beside the files; nobody may be writing there."""
    for folder in (out, out / FOLDER):
        for file in folder.glob(UNFINISHED):
            with suppress(OSError):
                file.unlink()


def remove_results(task: Task) -> None:
    """Take away the files of a document that can no longer be read."""
    place = Place(task.out)
    for suffix in (_JSON, _PAGE):
        place.remove(f"{FOLDER}/{task.name}{suffix}")
