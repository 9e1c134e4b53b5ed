"""The files of an export: the same rows in each, links that lead somewhere, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from extractor import Result
from extractor.batch.export import Stored
from extractor.batch.export.export import FORMATS, export
from extractor.batch.export.parquet import parquet_format
from extractor.batch.tables import packed, tables, unpacked
from extractor.batch.tables.words import title
from extractor.errors import OutputUnwritable, PartMissing, UnknownFormat
from extractor.output import write
from extractor.output.csv_files import recovered
from tests.support.batch_records import duplicate, failed, pending, record, results

ALL = tuple(FORMATS)


@pytest.fixture(scope="module")
def read() -> dict[str, Result]:
    return results()


@pytest.fixture(scope="module")
def stored(read) -> list[Stored]:
    found = [record(result, f"in/{name}.txt", name) for name, result in read.items()]
    return [pending(), *found, duplicate(found[1]), failed()]


@pytest.fixture(scope="module")
def out(read, stored, tmp_path_factory) -> Path:
    """A folder of results with the files of each document and an export in every format."""
    out = tmp_path_factory.mktemp("run") / "结果 1"
    (out / "documents").mkdir(parents=True)
    for name, result in read.items():
        for suffix in (".json", ".html"):
            write(result, out / "documents" / f"{name}{suffix}")
    export(stored, out, out, ALL, "zh")
    return out


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def of_csv(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") >= 1
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_rows_of_every_table_are_those_of_the_documents_each_once(out, stored):
    expected = Counter()
    for one in stored:
        expected.update({name: len(rows) for name, rows in unpacked(one.rows).items()})
    expected["documents"] = len(stored)
    assert expected["indicators"] > 20
    for name, table in tables().items():
        rows = lines(out / "jsonl" / f"{name}.jsonl")
        assert len(rows) == expected[name], name
        assert all(list(row) == [column.name for column in table.columns] for row in rows), name
        if table.key:
            keys = [tuple(row[part] for part in table.key) for row in rows]
            assert len(set(keys)) == len(keys), name
        assert len(of_csv(out / "csv" / f"{name}.csv")) == expected[name], name


def test_parquet_holds_what_json_lines_hold(out):
    import pyarrow.parquet as pq

    for name, table in tables().items():
        rows = pq.read_table(out / "parquet" / f"{name}.parquet").to_pylist()
        times = [column.name for column in table.columns if column.kind == "time"]
        for row in rows:
            row.update({time: row[time] and row[time].isoformat() for time in times})
        assert rows == lines(out / "jsonl" / f"{name}.jsonl"), name


def test_parquet_says_of_a_column_what_it_means(out):
    import pyarrow.parquet as pq

    schema = pq.read_schema(out / "parquet" / "indicators.parquet")
    assert str(schema.field("target_value").type) == "double"
    assert str(schema.field("doubtful_fields").type) == "list<element: string>"
    assert "一级指标名称" in schema.field("level1").metadata[b"description"].decode()


def test_a_document_says_what_came_of_it(out, read, stored):
    rows = {row["path"]: row for row in lines(out / "jsonl" / "documents.jsonl")}
    assert Counter(row["status"] for row in rows.values()) == Counter(ok=4, failed=1, duplicate=1, pending=1)
    whole = rows["in/报告 #2 100%.txt"]
    result = read["报告 #2 100%"]
    assert whole["title"] == result.report.title
    assert whole["projects"] == len(result.report.project_list)
    own = Counter(one.severity for one in result.findings)
    assert [whole[name] for name in ("errors", "warnings", "infos")] == [
        own[name] for name in ("error", "warning", "info")
    ]
    assert whole["finished_at"] == "2025-11-21T19:40:00.500000+00:00"
    assert (out / whole["html"]).is_file()
    copy = rows["copy.txt"]
    assert (copy["same_as"], copy["html"]) == (whole["document_id"], whole["html"])
    bad = rows["=1+1|x.pdf"]
    assert (bad["problem"], bad["problem_en"]) == ("文件已损坏", "The file is damaged")
    assert bad["html"] is None
    assert bad["indicators"] is None


def test_csv_speaks_the_readers_language_and_runs_nothing(out):
    rows = of_csv(out / "csv" / "documents.csv")
    assert {row["状态"] for row in rows} == {"完成", "失败", "重复", "未处理"}
    (bad,) = (row for row in rows if row["状态"] == "失败")
    assert bad["文件"] == "'=1+1|x.pdf"
    assert recovered(bad["文件"]) == "=1+1|x.pdf"
    assert "失败原因（英文）" not in bad
    of_rows = of_csv(out / "csv" / "indicators.csv")
    assert {row["表类"] for row in of_rows} <= {"项目", "部门整体"}
    assert {row["存疑"] for row in of_rows} <= {"是", "否"}


def test_english_titles_and_words(stored, out, tmp_path):
    export(stored, out, tmp_path, ["csv"], "en")
    (bad,) = (row for row in of_csv(tmp_path / "csv" / "documents.csv") if row["Status"] == "failed")
    assert bad["Problem"] == "The file is damaged"
    queue = of_csv(tmp_path / "review.csv")
    assert queue[0]["Message"] == "The file is damaged"
    assert "total" in (tmp_path / "columns.md").read_text(encoding="utf-8")


def test_the_review_queue_is_sorted_by_doubt_and_leads_to_the_value(out, stored):
    rows = of_csv(out / "review.csv")
    assert rows[0]["说明"] == "文件已损坏"
    assert [int(row["顺序"]) for row in rows] == list(range(1, len(rows) + 1))
    doubts = [float(row["存疑程度"]) for row in rows]
    assert doubts == sorted(doubts, reverse=True)
    assert len(set(doubts)) == 3
    assert {row["级别"] for row in rows} == {"错误", "存疑"}
    linked = [row for row in rows if row["链接"]]
    assert len(linked) == len(rows) - 1
    for row in linked:
        path, _, pointer = row["链接"].partition("#")
        page = (out / unquote(path)).read_text(encoding="utf-8")
        assert unquote(pointer) == row["数据路径"]
        assert not pointer or f'"{pointer}' in page or f" {pointer}" in page


def test_links_lead_back_to_the_run_from_another_folder(stored, out, tmp_path):
    import openpyxl

    export(stored, out, tmp_path, ["xlsx"], "zh")
    book = openpyxl.load_workbook(tmp_path / "results.xlsx")
    targets = {cell.hyperlink.target for row in book["文件"] for cell in row if cell.hyperlink}
    assert len(targets) == 4
    for target in targets:
        assert (tmp_path / unquote(target)).resolve().is_file(), target


def test_nothing_half_written_where_the_store_fails_midway(stored, out, tmp_path):
    export(stored, out, tmp_path, ALL, "zh")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def broken() -> Iterator[Stored]:
        yield from stored[:3]
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        export(broken(), out, tmp_path, ALL, "zh")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ALL)
def test_a_full_disk_keeps_the_export_before(name, stored, out, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    export(stored[:1], out, tmp_path, [name], "zh")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        with pytest.raises(OutputUnwritable):
            export(stored, out, tmp_path, [name], "zh")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_values_that_no_format_likes(read, out, tmp_path):
    odd = read["laoting-2023"].model_copy(deep=True)
    odd.report.title = "=甲\ud800乙\x07<r>"
    odd.report.organization = "<r>x</r>"
    form = odd.report.forms[0]
    form.total_score, form.total_max_score = float("inf"), 10**400
    form.fiscal_year = 10**30
    form.remarks = "长" * 40_000
    one = replace(record(odd, "odd.txt", "odd"), rows=packed(odd))
    export([one], out, tmp_path, ALL, "zh")
    import openpyxl
    import pyarrow.parquet as pq

    (row,) = lines(tmp_path / "jsonl" / "forms.jsonl")
    assert (row["total_score"], row["total_max_score"]) == (None, 10**400)
    assert json.loads((tmp_path / "jsonl" / "report.jsonl").read_text())["title"] == "=甲\ud800乙\x07<r>"
    (row,) = pq.read_table(tmp_path / "parquet" / "forms.parquet").to_pylist()
    assert (row["total_score"], row["total_max_score"], row["fiscal_year"]) == (None, None, None)
    assert len(row["remarks"]) == 40_000
    book = openpyxl.load_workbook(tmp_path / "results.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = {cell.value for cell in book["文件"][2]}
    assert {"=甲\ufffd乙␇<r>", "<r>x</r>"} <= values


def test_rows_kept_by_another_version_are_written_by_what_is_known_of_them(stored, tmp_path):
    columns = tables()["finding_targets"].own_names
    kept = {
        "finding_targets": {"columns": columns, "rows": [[1, "gone", "/gone/0", "lost"]]},
        "goals": {"columns": ["pointer", "doubtful_fields"], "rows": [["/forms/0/goals/0", ["lost"]]]},
    }
    one = replace(stored[1], rows=zlib.compress(json.dumps(kept).encode()))
    export([one], tmp_path, tmp_path, ALL, "zh")
    (row,) = of_csv(tmp_path / "csv" / "finding_targets.csv")
    assert (row["所在表"], row["栏"]) == ("gone", "lost")
    (row,) = of_csv(tmp_path / "csv" / "goals.csv")
    assert (row["存疑栏"], row["预期目标"]) == ("lost", "")


def test_a_run_without_a_document_has_its_tables_all_the_same(tmp_path):
    export([], tmp_path, tmp_path, ALL, "zh")
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(tables())
    assert of_csv(tmp_path / "csv" / "documents.csv") == []


def test_the_dictionary_names_every_column_of_every_table(out):
    rows = of_csv(out / "columns.csv")
    named = {(row["表"], row["列名"]): row for row in rows}
    for name, table in tables().items():
        for column in table.columns:
            assert named[name, column.name]["标题"] == title(column, "zh")
    assert named["indicators", "pointer"]["主键"] == "是"
    assert named["funds", "execution_rate"]["单位"] == "%"
    assert all(row["含义"] for row in rows)
    assert "| execution_rate | 执行率 |" in (out / "columns.md").read_text(encoding="utf-8")


def test_unknown_formats_and_missing_parts_are_told(stored, out, tmp_path, monkeypatch):
    with pytest.raises(UnknownFormat, match="xlsx, csv, jsonl, parquet, duckdb"):
        export(stored, out, tmp_path, ["pdf"], "zh")
    monkeypatch.setattr("extractor.batch.export.parquet.find_spec", lambda name: None)
    with pytest.raises(PartMissing, match=r"indicator-extractor\[tables\]"):
        parquet_format()
    assert list(tmp_path.iterdir()) == []
