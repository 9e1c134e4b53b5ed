"""The rows of one document for the tables of a run: true to the result, whole after packing."""

from __future__ import annotations

import json
import zlib

import pytest
from jsonpointer import resolve_pointer

from extractor import Result, extract
from extractor.batch.tables import REVIEW, doubt_of, packed, rows_of, tables, unpacked
from extractor.batch.tables.findings import target_of
from extractor.batch.tables.words import meaning, table_meaning, table_title, title
from extractor.report import Form, Indicator, Quantity
from extractor.result import Evidence, Finding, PageSource
from tests.support.batch_records import SAMPLES


@pytest.fixture(scope="module")
def result() -> Result:
    return extract(SAMPLES / "quannan-2022.txt", engine="rules")


def as_dicts(table: str, rows: list) -> list[dict]:
    return [dict(zip(tables()[table].own_names, row, strict=True)) for row in rows]


def with_findings(result: Result, *findings: Finding) -> Result:
    return result.model_copy(update={"findings": list(findings)})


def finding(severity: str, *pointers: str, cause: str = "reading") -> Finding:
    return Finding(
        rule="x", severity=severity, pointers=list(pointers), message="说", message_en="said", cause=cause
    )


def test_every_value_of_every_row_is_what_its_pointer_leads_to(result):
    report = result.report.model_dump(mode="json")
    compared = 0
    for name, rows in rows_of(result).items():
        for row in as_dicts(name, rows) if tables()[name].model else ():
            item = resolve_pointer(report, row["pointer"])
            for column in tables()[name].columns:
                if column.model is tables()[name].model:
                    value = item[column.field]
                    value = value[column.part] if column.part and value else value
                    assert row[column.name] == value, (name, row["pointer"], column.name)
                    compared += 1
    assert compared > 400


def test_no_value_of_the_report_is_left_out(result):
    def count(value: object) -> int:
        if isinstance(value, dict):
            return 1 if set(value) == set(Quantity.model_fields) else sum(map(count, value.values()))
        return sum(map(count, value)) if isinstance(value, list) else value is not None

    whole = {name: rows for name, rows in rows_of(result).items() if tables()[name].model}
    shown = 0
    for name, rows in whole.items():
        fields = [column.name for column in tables()[name].columns if column.part in (None, "text")]
        own = {column.name for column in tables()[name].columns if column.model is tables()[name].model}
        shown += sum(row[field] is not None for row in as_dicts(name, rows) for field in own & set(fields))
    assert shown == count(result.report.model_dump(mode="json"))


def test_a_row_of_a_form_names_its_form(result):
    rows = as_dicts("indicators", rows_of(result)["indicators"])
    forms = {row["pointer"]: row for row in as_dicts("forms", rows_of(result)["forms"])}
    assert {forms[row["form_pointer"]]["form_number"] for row in rows} == {row["form_number"] for row in rows}
    assert all(row["pointer"].startswith(row["form_pointer"] + "/indicators/") for row in rows)


def test_a_row_stands_where_its_first_own_value_does(result):
    row = as_dicts("indicators", rows_of(result)["indicators"])[3]
    text = result.document.pages[row["page"] - 1].text
    at = text[row["char_start"] : row["char_end"]]
    indicator = resolve_pointer(result.report.model_dump(), row["pointer"])
    assert at in {indicator["level3"], indicator["description"], indicator["deviation_reason"]}
    assert row["line"] == text[: row["char_start"]].count("\n") + 1


def test_a_row_is_doubtful_by_what_names_it_or_a_cell_of_it(result):
    found = with_findings(
        result,
        finding("warning", "/forms/0/indicators/1/target", "/forms/0/indicators/1/score"),
        finding("error", "/forms/0/indicators/2"),
        finding("info", "/forms/0/indicators/3/score"),
    )
    rows = as_dicts("indicators", rows_of(found)["indicators"])
    assert [row["doubtful"] for row in rows[:4]] == [False, True, True, False]
    assert rows[1]["doubtful_fields"] == ["target", "score"]
    assert rows[2]["doubtful_fields"] == []


def test_findings_keep_both_languages_and_what_follows_from_which(result):
    leader = finding("warning", "/title")
    leader.consequences = [finding("info", "/forms/0/title")]
    rows = as_dicts("findings", rows_of(with_findings(result, leader))["findings"])
    assert [(row["number"], row["follows"]) for row in rows] == [(1, None), (2, 1)]
    assert (rows[0]["message"], rows[0]["message_en"]) == ("说", "said")
    assert rows[0]["source_text"] == result.evidence["/title"][0].text


def test_a_value_that_is_not_to_be_found_is_told_in_both_languages(result):
    lost = result.model_copy(update={"findings": [], "evidence": dict(result.evidence)})
    del lost.evidence["/title"]
    (row,) = as_dicts("findings", rows_of(lost)["findings"])
    assert row["pointer"] == ""
    assert row["field"] == "title"
    assert "没有找到" in row["message"]
    assert "was not found" in row["message_en"]


@pytest.mark.parametrize(
    ("pointer", "target"),
    [
        ("", ("report", "", None)),
        ("/title", ("report", "", "title")),
        ("/forms/2", ("forms", "/forms/2", None)),
        ("/forms/2/total_score", ("forms", "/forms/2", "total_score")),
        ("/forms/2/indicators", ("forms", "/forms/2", None)),
        ("/forms/2/indicators/11/target", ("indicators", "/forms/2/indicators/11", "target")),
        ("/forms/2/fund_breakdown/0/amount", ("fund_items", "/forms/2/fund_breakdown/0", "amount")),
        ("/project_list/0", ("projects", "/project_list/0", None)),
        ("/project_list_totals/executed", ("project_totals", "/project_list_totals", "executed")),
        ("/project_list_totals", ("project_totals", "/project_list_totals", None)),
        ("/data_table/4/column", ("data", "/data_table/4", "column")),
    ],
)
def test_a_pointer_leads_to_a_table_a_row_and_a_column(pointer, target):
    assert target_of(pointer) == target


def test_packed_rows_come_back_as_they_were(result):
    odd = result.model_copy(deep=True)
    odd.report.title = "甲\ud800乙\x00"
    odd.report.forms[0].total_score = 10**400
    assert unpacked(packed(odd)) == rows_of(odd)
    assert unpacked(b"") == {}


def test_rows_packed_by_another_version_are_read_by_the_names_of_their_columns():
    kept = {
        "goals": {"columns": ["pointer", "colour", "actual"], "rows": [["/forms/0/goals/0", "red", "done"]]},
        "table_of_old": {"columns": ["a"], "rows": [[1]]},
    }
    rows = unpacked(zlib.compress(json.dumps(kept).encode()))
    (row,) = as_dicts("goals", rows.pop("goals"))
    assert not rows
    assert (row["pointer"], row["actual"], row["expected"]) == ("/forms/0/goals/0", "done", None)
    assert "colour" not in row


def test_doubt_sorts_by_how_much_there_is_to_look_at(result):
    clean = with_findings(result)
    of_document = with_findings(result, finding("error", cause="document"))
    reading = with_findings(result, finding("warning"))
    worse = with_findings(result, finding("warning"), finding("error"))
    partial = clean.model_copy(update={"status": "partial"})
    failed = clean.model_copy(update={"status": "failed"})
    unsure = clean.model_copy(deep=True)
    unsure.source.pages = [PageSource(number=1, read_by="ocr", characters=9, confidence=0.6)]
    order = [clean, of_document, reading, worse, unsure, partial, failed]
    doubts = [doubt_of(one) for one in order]
    assert doubts[0] == 0
    assert doubts == sorted(doubts)
    assert len(set(doubts)) == len(doubts)


def test_every_column_has_a_title_and_a_meaning_in_both_languages():
    for table in (*tables().values(), REVIEW):
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        for lang in ("zh", "en"):
            assert table_title(table, lang)
            assert table_meaning(table, lang)
            for column in table.columns:
                assert title(column, lang), (table.name, column.name)
                assert meaning(column, lang), (table.name, column.name)
        english = " ".join(meaning(column, "en") for column in table.columns)
        assert not any(
            "一" <= char <= "鿿" for char in english.replace("总额", "").replace("万元", "").replace("元", "")
        )


def test_every_field_of_the_contract_is_a_column():
    assert {column.field for column in tables()["indicators"].columns if column.model is Indicator} == set(
        Indicator.model_fields
    )
    lists = {"funds", "fund_breakdown", "goals", "indicators"}
    assert {column.field for column in tables()["forms"].columns if column.model is Form} == (
        set(Form.model_fields) - lists
    )


def test_the_box_and_the_confidence_of_a_scan_come_along(result):
    place = Evidence(
        page=1, start=0, end=2, box=(1.0, 2.0, 3.0, 4.0), text="甲乙", match="exact", confidence=0.7
    )
    scanned = result.model_copy(update={"evidence": {"/title": [place]}, "findings": []})
    (row,) = as_dicts("report", rows_of(scanned)["report"])
    assert [row[side] for side in ("x0", "y0", "x1", "y1", "confidence")] == [1.0, 2.0, 3.0, 4.0, 0.7]
