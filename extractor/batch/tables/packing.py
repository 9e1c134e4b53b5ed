"""The rows of a document as bytes: what a worker hands back and the store keeps.

Compressed JSON, each table with the names of its columns, so that rows packed by another version are read by name:
columns that are new there are None, columns that are gone are left out.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from extractor.batch.tables.kinds import Row, Rows, Table, tables
from extractor.batch.tables.rows import rows_of
from extractor.result import Result

_LEVEL = 1
"""Twice as fast as the usual level, for a tenth more bytes."""


def packed(result: Result) -> bytes:
    """The rows of a result as bytes."""
    content = {
        name: {"columns": tables()[name].own_names, "rows": rows} for name, rows in rows_of(result).items()
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(content: bytes) -> Rows:
    """The rows by table, as `rows_of` gave them; of no bytes, none."""
    if not content:
        return {}
    kept: dict[str, Any] = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    known = tables()
    return {name: _by_name(known[name], **table) for name, table in kept.items() if name in known}


def _by_name(table: Table, columns: list[str], rows: list[Row]) -> list[Row]:
    names = list(table.own_names)
    if columns == names:
        return rows
    at = [columns.index(name) if name in columns else None for name in names]
    return [[None if index is None else row[index] for index in at] for row in rows]
