"""Parquet: one file for each table, typed, in row groups, so that a run of any length needs the same memory."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractor.batch.export.writer import Format, Order, Write
from extractor.batch.tables import Field, Row, Rows, Table, Value, tables
from extractor.batch.tables.words import meaning
from extractor.errors import PartMissing
from extractor.output.safe import encodable

_BATCH = 2_000
_ROW_GROUP = 32_000
_MOST_INTEGER = 2**63 - 1


def parquet_format() -> Format:
    """``parquet/<table>.parquet``.

    Raises:
        PartMissing: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise PartMissing(
            "writing Parquet needs pyarrow: pip install 'indicator-extractor[tables]'",
            zh="输出 Parquet 需要 pyarrow，请运行：pip install 'indicator-extractor[tables]'",
        )
    return Format(tuple(parquet_files()), _opened)


def parquet_files() -> dict[str, Table]:
    """The table of each file."""
    return {f"parquet/{name}.parquet": table for name, table in tables().items()}


@contextmanager
def _opened(paths: Mapping[str, Path], order: Order) -> Iterator[Write]:
    with ExitStack() as stack:
        files = {
            table.name: stack.enter_context(_File(paths[file], table, order))
            for file, table in parquet_files().items()
        }

        def write(rows: Rows) -> None:
            for name, found in rows.items():
                files[name].add(found)

        yield write
        for file in files.values():
            file.finish()


class _File:
    """One table being written: rows are gathered into batches, batches into row groups.

    pyarrow carries no types: its schemas, batches and writers are ``Any`` here.
    """

    def __init__(self, path: Path, table: Table, order: Order) -> None:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        self._columns, self._schema = table.columns, schema_of(table, order)
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def add(self, rows: list[Row]) -> None:
        """Add rows; they are written once there are enough for a group."""
        self._rows.extend(rows)
        if len(self._rows) >= _BATCH:
            self._gather()
        if sum(len(batch) for batch in self._batches) >= _ROW_GROUP:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        self._gather()
        self._flush()

    def _gather(self) -> None:
        import pyarrow as pa

        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(map(_WAYS[column.kind], values), inner.type)
                for column, values, inner in zip(self._columns, columns, self._schema, strict=True)
            ]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._rows = []

    def _flush(self) -> None:
        import pyarrow as pa

        if self._batches:
            group = pa.Table.from_batches(self._batches)
            self._writer.write_table(group, row_group_size=len(group))
            self._batches = []


def schema_of(table: Table, order: Order) -> Any:
    """The schema of a table; each column says what it means."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "time": pa.timestamp("us", tz="UTC"),
    }
    return pa.schema([_field(pa, column, types[column.kind], order) for column in table.columns])


def _field(pa: Any, column: Field, kind: Any, order: Order) -> Any:
    return pa.field(column.name, kind, metadata={"description": meaning(column, order.lang)})


def _text(value: Value) -> str | None:
    return None if value is None else encodable(str(value))


def _texts(value: Value) -> list[str]:
    return [encodable(text) for text in value] if isinstance(value, list) else []


def _integer(value: Value) -> int | None:
    """An integer of 64 bits; None for what is none, as a serial number of forty digits."""
    return value if isinstance(value, int) and abs(value) <= _MOST_INTEGER else None


def _number(value: Value) -> float | None:
    """A double; None for what is none, or beyond all doubles."""
    if not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _time(value: Value) -> int | None:
    return round(value * 1_000_000) if isinstance(value, int | float) else None


def _boolean(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


_WAYS: Mapping[str, Any] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "texts": _texts,
    "time": _time,
}
