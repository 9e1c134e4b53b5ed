"""Results written out: JSON, CSV, a workbook, a page for the browser, tables on a terminal."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.output.counts import Counts, counts
from extractor.output.files import known_suffix, probe, put_parts
from extractor.output.json_file import as_json
from extractor.result import Lang, Result

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.output.writer import Part, Writer

_WRITERS = {
    ".json": "extractor.output.json_file",
    ".csv": "extractor.output.csv_files",
    ".xlsx": "extractor.output.workbook",
    ".html": "extractor.output.page",
}
FORMATS = tuple(_WRITERS)

__all__ = [
    "FORMATS",
    "Counts",
    "as_json",
    "check_writable",
    "counts",
    "print_tables",
    "rendered",
    "summary",
    "write",
]


def write(result: Result, path: Path, lang: Lang = "zh") -> list[Path]:
    """Write a result in the format that the path ends in; gives every file written, ``path`` first.

    CSV writes one file for each kind of table (``x.csv``, ``x.funds.csv``, …).

    Raises:
        UnknownFormat: the path ends in none of `FORMATS`.
        OutputUnwritable: the files cannot be put there; none is left half-written.
    """
    return put_parts(_writer(path)(result, lang), path)


def rendered(result: Result, suffix: str, lang: Lang = "zh") -> list[Part]:
    """The contents of the files that `write` would write for a path of that suffix (one of `FORMATS`)."""
    return [*_writer(Path(f"result{suffix}"))(result, lang)]


def check_writable(path: Path) -> None:
    """Find out before the work starts whether `write` can put its file there.

    Raises:
        UnknownFormat: the path ends in none of `FORMATS`.
        OutputUnwritable: the folder is missing or closed to us, or the path is a folder.
    """
    known_suffix(path, FORMATS)
    probe(path)


def print_tables(result: Result, console: Console, lang: Lang = "zh") -> None:
    """Show a result on a terminal: forms, lists, conclusions, what to check, and a line that sums up."""
    from extractor.output.terminal import show

    show(result, console, lang)


def summary(result: Result, lang: Lang = "zh") -> str:
    """One line: how much was read, how much of it is to be checked, and what read it."""
    from extractor.output.counts import summary_of
    from extractor.output.view import View

    return summary_of(View(result, lang))


def _writer(path: Path) -> Writer:
    """The writer for a path; its module, and the library it needs, are loaded only now."""
    writer: Writer = import_module(_WRITERS[known_suffix(path, FORMATS)]).render
    return writer
