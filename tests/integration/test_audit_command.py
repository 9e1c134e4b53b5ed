"""``extractor audit`` as a user runs it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sarif_kit.validate import validation_errors

from extractor.report import Form, Indicator, Report
from tests.integration.conftest import Command

ROOT = Path(__file__).parents[2]
AT = "/forms/0/indicators"


def row(points: float, score: float) -> Indicator:
    return Indicator(
        level1="产出指标", level2="数量指标", level3=f"第{points}项", max_score=points, score=score
    )


@pytest.fixture
def broken(folder: Path) -> Path:
    """A bare report whose points come to 110 under a printed 100, and a row that scores 12 of 10."""
    rows = [row(60, 60), row(40, 30), row(10, 12)]
    form = Form(kind="project", project_name="渠系维修", indicators=rows, total_max_score=100)
    path = folder / "broken.json"
    path.write_text(Report(forms=[form]).model_dump_json(), encoding="utf-8")
    return path


def told(run: Command, *arguments: str | Path, **more: object) -> dict:
    done = run("audit", *arguments, "--json", **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rules_of(found: dict) -> list[str]:
    return [one["rule"] for one in found["findings"]]


def test_the_table_says_where_what_and_why(run: Command, broken: Path) -> None:
    done = run("audit", broken, env={"COLUMNS": "240"})
    assert done.returncode == 0
    assert "“渠系维修”各行分值合计110分，应为100分" in "".join(done.stdout.split())
    assert "自评表1·绩效指标3·得分" in "".join(done.stdout.split())
    assert "原文" in done.stdout
    assert "可用 --source 指定原文" in done.stderr


def test_a_document_is_extracted_and_its_findings_have_places(run: Command, report: Path) -> None:
    found = told(run, report)
    assert found["schema_version"] == "audit.v1"
    (one,) = [one for one in found["findings"] if one["rule"] == "points_total"]
    assert one["pointers"][0] == "/forms/0/total_max_score"
    assert one["severity"] == "error"
    assert "第368行" in run("audit", report).stdout


def test_a_result_is_audited_like_its_document_which_is_found_by_its_hash(run: Command, report: Path) -> None:
    run("extract", report, "--audit", "off", "-o", "result.json")
    done = run("audit", "result.json", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["findings"] == told(run, report)["findings"]


def test_a_result_that_was_audited_before_is_not_told_twice(run: Command, report: Path) -> None:
    run("extract", report, "-o", "result.json")
    found = told(run, "result.json")
    assert found["findings"] == told(run, report)["findings"]


def test_gold_is_audited_with_its_document(run: Command) -> None:
    done = run("audit", ROOT / "eval/gold/quannan-2022.json", "--json", "--rules", "points")
    assert (done.returncode, done.stderr) == (0, "")
    assert rules_of(json.loads(done.stdout)) == ["points_total"]
    assert json.loads(done.stdout)["source"]["file"].endswith("quannan-2022.txt")


def test_json_and_documents_come_on_standard_input_too(run: Command, broken: Path, report: Path) -> None:
    assert "points_total" in rules_of(told(run, "-", stdin=broken.read_bytes()))
    assert "points_total" in rules_of(told(run, "-", stdin=report.read_bytes()))


def test_rules_and_families_are_chosen_and_left_out(run: Command, broken: Path) -> None:
    assert rules_of(told(run, broken, "--rules", "score_above_points")) == ["score_above_points"]
    assert "score_above_points" not in rules_of(told(run, broken, "--rules", "-score_above_points"))
    assert rules_of(told(run, broken, "--rules", "points,-points_total")) == []
    done = run("audit", broken, "--rules", "no_such")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有名为 no_such 的规则或类别" in done.stderr


def test_only_what_is_severe_enough_is_told(run: Command, report: Path) -> None:
    every, errors = told(run, report)["findings"], told(run, report, "--severity", "error")["findings"]
    assert errors == [one for one in every if one["severity"] == "error"]
    assert 0 < len(errors) < len(every)


def test_the_exit_code_says_whether_something_was_found(run: Command, broken: Path) -> None:
    assert run("audit", broken, "--fail-on", "error").returncode == 1
    assert run("audit", broken, "--fail-on", "warning", "--severity", "error").returncode == 1
    assert run("audit", broken, "--fail-on", "error", "--rules", "dates").returncode == 0


def test_rules_are_listed_and_explained(run: Command) -> None:
    listed = run("audit", "--list", "--rules", "points").stdout
    assert "points_total" in listed
    assert "score_total" not in listed
    said = run("audit", "--explain", "points_total", "--lang", "en").stdout
    assert "Checks" in said
    assert "come to the total printed, or to 100" in " ".join(said.split())


def test_sarif_follows_the_schema_and_leads_to_the_text(run: Command, report: Path, folder: Path) -> None:
    assert run("audit", report, "-o", "x.sarif").returncode == 0
    log = json.loads((folder / "x.sarif").read_text(encoding="utf-8"))
    assert validation_errors(log) == []
    (ran,) = log["runs"]
    one = next(one for one in ran["results"] if one["ruleId"] == "points_total")
    assert ran["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == "points_total"
    (place,) = one["locations"]
    region = place["physicalLocation"]["region"]
    start = region["charOffset"]
    text = report.read_text(encoding="utf-8")
    assert text[start : start + region["charLength"]] == region["snippet"]["text"] == "100"
    assert text[:start].count("\n") + 1 == region["startLine"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/forms/0/total_max_score"
    assert {one["level"] for one in ran["results"]} <= {"error", "warning", "note"}


def test_sarif_of_a_report_without_its_document_is_valid_too(
    run: Command, broken: Path, folder: Path
) -> None:
    run("audit", broken, "-o", "x.sarif")
    log = json.loads((folder / "x.sarif").read_text(encoding="utf-8"))
    assert validation_errors(log) == []
    assert "region" not in log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def test_files_for_clerks(run: Command, broken: Path, folder: Path) -> None:
    done = run("audit", broken, "-o", "x.xlsx", "-o", "x.csv", "-o", "x.html", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    sheet = load_workbook(folder / "x.xlsx")["待核对"]
    said = {cell.value for line in sheet.iter_rows() for cell in line}
    assert {"score_above_points", "points_total"} <= said
    assert "not_located" not in said
    with (folder / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "score_above_points" in {line["规则"] for line in csv.DictReader(file)}
    assert not (folder / "x.funds.csv").exists()
    assert "各行分值合计110分" in (folder / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "请给出报告或结果文件"),
        (("gone.json",), 2, "没有这个文件"),
        (("broken.json", "-o", "broken.json"), 2, "会覆盖输入文件"),
        (("broken.json", "-o", "x.docx"), 2, "不认识的输出格式"),
        (("other.json",), 2, "既不是 extractor extract --json 的结果，也不是报告"),
        (("text.json",), 2, "既不是 extractor extract --json 的结果，也不是报告"),
        (("report.txt", "--source", "report.txt"), 2, "--source 只用于 JSON"),
        (("broken.json", "--explain", "nothing"), 2, "没有名为 nothing 的规则或类别"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(
    run: Command, broken: Path, report: Path, folder: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "other.json").write_text('{"forms": 3}', encoding="utf-8")
    (folder / "text.json").write_text("自评表", encoding="utf-8")
    done = run("audit", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
