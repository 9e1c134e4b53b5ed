"""The script for DuckDB, loaded and asked: tables join on their ids."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from extractor.batch.export.export import export
from tests.support.batch_records import duplicate, failed, record, results


@pytest.fixture(scope="module")
def read() -> dict:
    return results()


@pytest.fixture(scope="module")
def database(read, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    out = tmp_path_factory.mktemp("run")
    stored = [record(result, f"in/{name}.txt", name) for name, result in read.items()]
    export([*stored, duplicate(stored[0]), failed()], out, out, ["duckdb"], "en")
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{out}/parquet'")
    connection.execute((out / "parquet" / "load.sql").read_text(encoding="utf-8"))
    return connection


def test_indicators_join_their_forms_and_documents(database, read):
    rows = database.execute(
        """
        SELECT d.path, f.form_number, count(*), sum(i.max_score)
        FROM indicators i
        JOIN forms f ON f.document_id = i.document_id AND f.pointer = i.form_pointer
        JOIN documents d ON d.document_id = i.document_id
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    expected = sorted(
        (f"in/{name}.txt", number, len(form.indicators), sum(i.max_score or 0 for i in form.indicators))
        for name, result in read.items()
        for number, form in enumerate(result.report.forms, 1)
        if form.indicators
    )
    assert [(path, number, count, points or 0) for path, number, count, points in rows] == [
        (path, number, count, pytest.approx(points)) for path, number, count, points in expected
    ]


def test_the_doubts_of_a_cell_are_found_by_its_id(database, read):
    rows = database.execute(
        """
        SELECT DISTINCT d.rule, i.pointer, d.field FROM doubts d
        JOIN indicators i USING (document_id, pointer)
        JOIN documents USING (document_id)
        WHERE path = 'in/laoting-2023.txt' AND d.table_name = 'indicators'
        """
    ).fetchall()
    found = {f"{pointer}/{field}" if field else pointer for _, pointer, field in rows}
    expected = {
        pointer
        for one in read["laoting-2023"].findings
        for finding in (one, *one.consequences)
        if finding.severity != "info"
        for pointer in finding.pointers
        if pointer.startswith("/forms/0/indicators/")
    }
    assert found == expected
    assert expected


def test_the_rows_of_a_duplicate_are_those_of_what_it_is_the_same_as(database, read):
    (count,) = database.execute(
        "SELECT count(*) FROM contents c JOIN indicators i ON i.document_id = c.content_id WHERE c.path = 'copy.txt'"
    ).fetchone()
    assert count == sum(len(form.indicators) for form in read["laoting-2023"].report.forms)


def test_the_review_queue_begins_with_what_was_not_read(database):
    rows = database.execute("SELECT path, message_en, doubt FROM review").fetchall()
    assert rows[0][:2] == ("=1+1|x.pdf", "The file is damaged")
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
    assert len(rows) > 10


def test_columns_say_what_they_mean(database):
    (said,) = database.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'funds' AND column_name = 'execution_rate'"
    ).fetchone()
    assert said == "rate of execution, the number before the sign"


def test_the_script_is_run_again_in_its_own_folder(read, tmp_path):
    one = record(read["laoting-2023"], "a.txt", "a")
    export([one], tmp_path, tmp_path, ["duckdb"], "zh")
    load = "import duckdb; duckdb.connect('../run.duckdb').execute(open('load.sql', encoding='utf-8').read())"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", load], cwd=tmp_path / "parquet", check=True)
    with duckdb.connect(str(Path(tmp_path) / "run.duckdb")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_the_queries_of_the_manual_find_rows(database):
    manual = (Path(__file__).parents[2] / "docs" / "batch-results.md").read_text(encoding="utf-8")
    (queries,) = re.findall(r"```sql\n(.*?)```", manual, re.DOTALL)
    found = [database.execute(query).fetchall() for query in queries.split(";") if query.strip()]
    assert len(found) == 4
    assert all(found)
