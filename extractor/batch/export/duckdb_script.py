"""For DuckDB: a script beside the Parquet files that loads them, with keys, comments and the joins one needs.

No program is needed to write it. It runs in any folder in which the Parquet files are found: the current one, or
one named by ``SET file_search_path``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from extractor.batch.export.writer import Format, Order, Write
from extractor.batch.tables import Rows, Table, tables
from extractor.batch.tables.kinds import Kind
from extractor.batch.tables.words import meaning, table_meaning

FILE = "parquet/load.sql"
_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "texts": "VARCHAR[]",
    "time": "TIMESTAMP WITH TIME ZONE",
}
_HEAD = """\
-- duckdb run.duckdb < load.sql        in this folder, or after SET file_search_path = 'this folder';
-- Run again after another export: every table is replaced.
BEGIN;
"""
_VIEWS = """\
-- A document that is the same as another has no rows of its own: content_id leads to those that stand for it.
CREATE OR REPLACE VIEW contents AS
  SELECT coalesce(same_as, document_id) AS content_id, document_id, path, status, doubt FROM documents;
-- Every indicator with what it is an indicator of.
CREATE OR REPLACE VIEW indicators_of_documents AS
  SELECT d.path, d.organization, d.fiscal_year, d.status, i.*
  FROM indicators i JOIN documents d USING (document_id);
-- Errors and warnings cell by cell: join with any table on (document_id, pointer).
CREATE OR REPLACE VIEW doubts AS
  SELECT t.document_id, t.table_name, t.pointer, t.field, f.number, f.rule, f.severity, f.cause, f.message,
    f.message_en, f.expected, f.found
  FROM finding_targets t JOIN findings f USING (document_id, number) WHERE f.severity <> 'info';
-- What to look at first.
CREATE OR REPLACE VIEW review AS
  SELECT d.doubt, d.path, d.status, coalesce(f.message, d.problem) AS message,
    coalesce(f.message_en, d.problem_en) AS message_en, f.severity, f.cause, f.pointers, f.page, f.line,
    f.source_text, d.html, d.document_id
  FROM documents d LEFT JOIN findings f
    ON f.document_id = d.document_id AND f.severity <> 'info' AND f.follows IS NULL
  WHERE f.number IS NOT NULL OR d.problem IS NOT NULL
  ORDER BY d.doubt DESC, d.path, f.cause = 'document', f.number;
COMMIT;
"""


def duckdb_format() -> Format:
    """``parquet/load.sql``; the Parquet files that it loads are a format of their own."""
    return Format((FILE,), _opened)


@contextmanager
def _opened(paths: Mapping[str, Path], order: Order) -> Iterator[Write]:
    yield _nothing_more
    paths[FILE].write_text(script(order), encoding="utf-8")


def _nothing_more(rows: Rows) -> None:
    """Take no notice of rows: the script says nothing of them."""


def script(order: Order) -> str:
    """The whole script."""
    loads = (line for table in tables().values() for line in _load(table, order))
    return _HEAD + "\n".join(loads) + "\n" + _VIEWS


def _load(table: Table, order: Order) -> Iterator[str]:
    unique = f", PRIMARY KEY ({', '.join(table.key)})" if len(table.key) == 1 else ""
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
    yield f"CREATE OR REPLACE TABLE {table.name} ({columns}{unique});"
    yield f"INSERT INTO {table.name} BY NAME FROM read_parquet('{table.name}.parquet');"
    yield f"COMMENT ON TABLE {table.name} IS {_quoted(table_meaning(table, order.lang))};"
    for column in table.columns:
        said = _quoted(meaning(column, order.lang))
        yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {said};'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
