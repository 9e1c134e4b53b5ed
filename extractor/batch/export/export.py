"""Writing the results of a run: one pass over its documents fills the files of every format asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Final

from extractor.batch.export.delimited import csv_format
from extractor.batch.export.dictionary import dictionary
from extractor.batch.export.duckdb_script import duckdb_format
from extractor.batch.export.json_lines import jsonl_format
from extractor.batch.export.links import folder_of, way_to
from extractor.batch.export.parquet import parquet_format
from extractor.batch.export.review import ByDoubt, to_review
from extractor.batch.export.run_workbook import xlsx_format
from extractor.batch.export.stored import Stored
from extractor.batch.export.tabled import tabled
from extractor.batch.export.writer import MOST_ROWS, Format, Order
from extractor.batch.tables import REVIEW
from extractor.errors import UnknownFormat
from extractor.output.files import folder_for, placing
from extractor.result import Lang

FORMATS: Final[Mapping[str, Callable[[], tuple[Format, ...]]]] = MappingProxyType(
    {
        "xlsx": lambda: (xlsx_format(),),
        "csv": lambda: (csv_format(),),
        "jsonl": lambda: (jsonl_format(),),
        "parquet": lambda: (parquet_format(),),
        "duckdb": lambda: (parquet_format(), duckdb_format()),
    }
)


def export(
    stored: Iterable[Stored],
    out: Path,
    folder: Path,
    formats: Sequence[str],
    lang: Lang,
    most_rows: int = MOST_ROWS,
) -> list[Path]:
    """Write the tables of a run into a folder; gives the files written, the first one for a reader to open.

    ``out`` is the folder of the run, to whose pages the workbook and the review queue link. Memory is bounded but
    for a few bytes for each document. All files are renamed into their places when the last one is whole.

    Raises:
        UnknownFormat: one of the formats is none of `FORMATS`.
        PartMissing: a format needs a package that is not installed.
        OutputUnwritable: a file cannot be written there; those of an earlier export stay.
    """
    chosen = {each.files: each for name in formats for each in _format(name)()}.values()
    words = dictionary(lang)
    targets = {file: folder / file for one in chosen for file in one.files} | {
        file: folder / file for file in words
    }
    for parent in {target.parent for target in targets.values()}:
        folder_for(parent)
    with placing(targets.values()) as waiting:
        beside = {file: waiting[target] for file, target in targets.items()}
        order = Order(lang, way_to(out, folder), most_rows, folder_of(out))
        _fill(stored, out, [(one, beside) for one in chosen], order)
        for file, content in words.items():
            beside[file].write_bytes(content)
    return list(targets.values())


def _format(name: str) -> Callable[[], tuple[Format, ...]]:
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnknownFormat(
            f"no format “{name}”; known are {known}", zh=f"没有格式“{name}”，可用的有 {known}"
        )
    return FORMATS[name]


def _fill(
    stored: Iterable[Stored], out: Path, chosen: Sequence[tuple[Format, Mapping[str, Path]]], order: Order
) -> None:
    """Give every document to every format, then the review queue to those that have it."""
    with ExitStack() as stack:
        queue = stack.enter_context(ByDoubt())
        opened = [
            (stack.enter_context(one.opened({file: paths[file] for file in one.files}, order)), one.queue)
            for one, paths in chosen
        ]
        queued = [write for write, wants in opened if wants]
        for document in stored:
            rows = tabled(document, out)
            if queued:
                queue.add(document.doubt, to_review(document, rows, order.lang))
            for write, _ in opened:
                write(rows)
        for lines in queue:
            for write in queued:
                write({REVIEW.name: lines})
