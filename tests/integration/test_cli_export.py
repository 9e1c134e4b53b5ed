"""``extractor export``: the tables of a real batch, while nobody and while somebody writes to its store."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import openpyxl
import pytest
from conftest import EXTRACTOR, ROOT, Command, environment


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run: two reports, one of them twice, and a file that is no report."""
    base = tmp_path_factory.mktemp("batch")
    (base / "in").mkdir()
    shutil.copy(ROOT / "eval/samples/laoting-2023.txt", base / "in" / "甲.txt")
    shutil.copy(ROOT / "eval/samples/laoting-2023.txt", base / "in" / "again.txt")
    shutil.copy(ROOT / "eval/specimens/sichuan-glued.txt", base / "in" / "乙 #1.txt")
    (base / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the sort")
    command = [EXTRACTOR, "batch", base / "in", "-o", base / "out", "--quiet"]
    done = subprocess.run(command, env=environment(base), cwd=base, capture_output=True, timeout=100)
    assert done.returncode == 1, done.stderr.decode()
    return base / "out"


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_tables_of_the_run_are_those_of_its_documents(run: Command, batch: Path, folder: Path) -> None:
    done = run(
        "export", batch, "--format", "jsonl,csv", "--format", "duckdb", "-o", folder / "new" / "tables"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "new/tables/csv/" in done.stderr
    tables = folder / "new" / "tables" / "jsonl"
    documents = {Path(row["path"]).name: row for row in rows(tables / "documents.jsonl")}
    states = {name: row["status"] for name, row in documents.items()}
    assert sorted(states.values()) == ["duplicate", "failed", "ok", "ok"]
    assert states["broken.pdf"] == "failed"
    assert documents["broken.pdf"]["problem_kind"] == "DamagedInput"
    ids = {row["document_id"]: row for row in documents.values()}
    (copy,) = (row for row in documents.values() if row["status"] == "duplicate")
    assert ids[copy["same_as"]]["sha256"] == copy["sha256"]
    assert copy["html"] == ids[copy["same_as"]]["html"]
    indicators = rows(tables / "indicators.jsonl")
    for row in documents.values():
        if row["status"] == "ok":
            report = json.loads((batch / row["json"]).read_text(encoding="utf-8"))["report"]
            own = [one["level3"] for one in indicators if one["document_id"] == row["document_id"]]
            assert own == [one["level3"] for form in report["forms"] for one in form["indicators"]]
    assert (folder / "new" / "tables" / "parquet" / "load.sql").is_file()


def test_an_export_does_not_wait_for_whoever_writes(run: Command, batch: Path, folder: Path) -> None:
    with sqlite3.connect(batch / "batch.sqlite", isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE documents SET doubt = 1")
        done = run("export", batch, "-o", folder, "--lang", "en")
        writer.execute("ROLLBACK")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(folder / "results.xlsx")
    assert book.sheetnames[:3] == ["Review", "Documents", "Indicators"]
    assert book["Documents"].max_row == 5


def test_wrong_calls_are_told_in_a_line(run: Command, batch: Path, folder: Path) -> None:
    for arguments, said in (
        ((folder,), "batch.sqlite"),
        ((batch, "--format", "pdf"), "xlsx, csv, jsonl, parquet, duckdb"),
        ((batch, "-o", batch / "batch.sqlite"), "batch.sqlite"),
    ):
        done = run("export", *arguments, "--lang", "en")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: ")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
