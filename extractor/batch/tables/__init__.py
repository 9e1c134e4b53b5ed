"""The results of a run as tables: their columns, the rows of one document, how doubtful it is."""

from extractor.batch.tables.doubt import DOUBT_OF_FAILED, doubt_of
from extractor.batch.tables.kinds import REVIEW, Field, Row, Rows, Table, Value, tables
from extractor.batch.tables.packing import packed, unpacked
from extractor.batch.tables.rows import rows_of

__all__ = [
    "DOUBT_OF_FAILED",
    "REVIEW",
    "Field",
    "Row",
    "Rows",
    "Table",
    "Value",
    "doubt_of",
    "packed",
    "rows_of",
    "tables",
    "unpacked",
]
