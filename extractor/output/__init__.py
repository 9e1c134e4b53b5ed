"""Results written out: JSON, CSV, a workbook, a page for the browser, tables on a terminal."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UnknownFormat
from extractor.output.counts import Counts, counts
from extractor.output.files import exists, probe, put
from extractor.output.json_file import as_json
from extractor.output.words import say_both
from extractor.result import Lang, Result

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.output.writer import Writer

_WRITERS = {
    ".json": "extractor.output.json_file",
    ".csv": "extractor.output.csv_files",
    ".xlsx": "extractor.output.workbook",
    ".html": "extractor.output.page",
}
FORMATS = tuple(_WRITERS)

__all__ = ["FORMATS", "Counts", "as_json", "check_writable", "counts", "print_tables", "summary", "write"]


def write(result: Result, path: Path, lang: Lang = "zh") -> list[Path]:
    """Write a result in the format that the path ends in; gives every file written, ``path`` first.

    CSV writes one file for each kind of table (``x.csv``, ``x.funds.csv``, …).

    Raises:
        UnknownFormat: the path ends in none of `FORMATS`.
        OutputUnwritable: the files cannot be put there; none is left half-written.
    """
    parts = list(_writer(path)(result, lang))
    named = {
        path if number == 0 else path.with_suffix(part.suffix): part for number, part in enumerate(parts)
    }
    written = {file: part.content for file, part in named.items() if not part.idle or exists(file)}
    put(written)
    return list(written)


def check_writable(path: Path) -> None:
    """Find out before the work starts whether `write` can put its file there.

    Raises:
        UnknownFormat: the path ends in none of `FORMATS`.
        OutputUnwritable: the folder is missing or closed to us, or the path is a folder.
    """
    _known(path)
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


def _known(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        en, zh = say_both("format_unknown", suffix=path.suffix, path=path, formats=" ".join(FORMATS))
        raise UnknownFormat(en, zh=zh)
    return suffix


def _writer(path: Path) -> Writer:
    """The writer for a path; its module, and the library it needs, are loaded only now."""
    writer: Writer = import_module(_WRITERS[_known(path)]).render
    return writer
