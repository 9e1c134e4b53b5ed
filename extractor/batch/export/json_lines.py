"""JSON Lines: one file for each table, one object for each row, every column named, in the same words in any language."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from extractor.batch.export.writer import Format, Order, Write
from extractor.batch.tables import Row, Rows, Table, Value, tables


def jsonl_format() -> Format:
    """``jsonl/<table>.jsonl``."""
    return Format(tuple(_files()), _opened)


def _files() -> dict[str, Table]:
    """The table of each file."""
    return {f"jsonl/{name}.jsonl": table for name, table in tables().items()}


@contextmanager
def _opened(paths: Mapping[str, Path], order: Order) -> Iterator[Write]:
    del order  # nothing in it is said in any language
    with ExitStack() as stack:
        # A lone surrogate, which UTF-8 cannot hold, becomes its escape, which JSON knows too.
        files = {
            table.name: (
                table,
                stack.enter_context(paths[file].open("w", encoding="utf-8", errors="backslashreplace")),
            )
            for file, table in _files().items()
        }

        def write(rows: Rows) -> None:
            for name, found in rows.items():
                _add(*files[name], found)

        yield write


def _add(table: Table, file: IO[str], rows: list[Row]) -> None:
    names = [column.name for column in table.columns]
    times = [at for at, column in enumerate(table.columns) if column.kind == "time"]
    for row in rows:
        for at in times:
            row = [*row[:at], _utc(row[at]), *row[at + 1 :]]
        file.write(_line(dict(zip(names, row, strict=True))))


def _line(item: dict[str, Value]) -> str:
    try:
        return json.dumps(item, ensure_ascii=False, allow_nan=False) + "\n"
    except ValueError:
        return json.dumps({name: _finite(value) for name, value in item.items()}, ensure_ascii=False) + "\n"


def _finite(value: Value) -> Value:
    """The value; None for a number that JSON cannot write."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _utc(value: Value) -> str | None:
    """A time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(value, UTC).isoformat() if isinstance(value, int | float) else None
