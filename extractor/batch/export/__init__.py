"""The tables of a run as files: a workbook, CSV, JSON Lines, Parquet, a script for DuckDB."""

from extractor.batch.export.stored import State, Stored

__all__ = ["State", "Stored"]
