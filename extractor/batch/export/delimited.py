"""CSV for spreadsheets: one file for each table, and the review queue.

As `output.csv_files`: UTF-8 with a byte order mark, CRLF, and no text that a spreadsheet would run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from extractor.batch.export.spoken import Spoken
from extractor.batch.export.writer import Format, Order, Write
from extractor.batch.tables import REVIEW, Rows, Table, tables
from extractor.output.csv_files import harmless


def csv_format() -> Format:
    """``csv/<table>.csv`` and ``review.csv``, in the reader's language."""
    return Format(tuple(_files()), _opened, queue=True)


def _files() -> dict[str, Table]:
    """The table of each file."""
    return {"review.csv": REVIEW} | {f"csv/{name}.csv": table for name, table in tables().items()}


@contextmanager
def _opened(paths: Mapping[str, Path], order: Order) -> Iterator[Write]:
    with ExitStack() as stack:
        written: dict[str, Write] = {}
        for file, table in _files().items():
            out = stack.enter_context(_text(paths[file]))
            written[table.name] = _writer(out, table, order)

        def write(rows: Rows) -> None:
            for name in rows:
                written[name](rows)

        yield write


def _text(path: Path) -> IO[str]:
    # The csv module ends lines itself; a lone surrogate fits into no UTF-8.
    return path.open("w", encoding="utf-8-sig", errors="replace", newline="")


def _writer(out: IO[str], table: Table, order: Order) -> Write:
    """Write the header; gives what writes the rows of the table."""
    lines, spoken = csv.writer(out, dialect="excel"), Spoken(table, order.lang)
    lines.writerow(spoken.titles)

    def write(rows: Rows) -> None:
        lines.writerows([harmless(value) for value in spoken(row)] for row in rows[table.name])

    return write
