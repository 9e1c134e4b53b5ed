"""The tables of a run as files: a workbook, CSV, JSON Lines, Parquet, a script for DuckDB."""
