"""What a format of the export is: the files it makes, and what fills them document by document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.tables import Rows
from extractor.result import Lang

MOST_ROWS = 1_048_576 - 1
"""What a sheet of a workbook holds below its header."""

Write = Callable[[Rows], None]
"""Takes the rows of one document by table; where the format has the review queue, stretches of it as ``review``."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: ``lang`` of titles and words, the ``way`` from the files to the folder of the run (a URL).

    A sheet of the workbook has no more than ``most_rows`` rows. ``beside`` is the folder in which the folder of the
    run lies, with its separator.
    """

    lang: Lang
    way: str = ""
    most_rows: int = MOST_ROWS
    beside: str = ""

    def named(self, path: str) -> str:
        """A document's path as a reader takes it in: from beside the folder of the run, elsewhere whole."""
        return path.removeprefix(self.beside)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its files, relative to the folder of the export, and what opens them.

    ``opened`` is given where each file is to be written for now. The files are whole when its context ends
    without an error. ``queue`` says whether the review queue is among them.
    """

    files: tuple[str, ...]
    opened: Callable[[Mapping[str, Path], Order], AbstractContextManager[Write]]
    queue: bool = False
