"""Validation of gold: slips of a labeller are found, the document's own mistakes only listed."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from extractor.evaluation.gold.validate import validate, validated
from extractor.settings import Settings

EVAL = Path(__file__).parents[2] / "eval"
ROW = "/forms/0/indicators/0"


@pytest.fixture
def gold(tmp_path):
    """A specimen with its gold in an envelope, as ``tmp_path/x.txt`` and ``tmp_path/gold/x.json``."""
    (tmp_path / "gold").mkdir()
    shutil.copy(EVAL / "specimens" / "yunnan-pipe.txt", tmp_path / "x.txt")
    report = json.loads((EVAL / "specimens" / "gold" / "yunnan-pipe.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((tmp_path / "x.txt").read_bytes()).hexdigest()
    return Labelled(
        tmp_path / "gold" / "x.json",
        {
            "schema_version": "gold.v1",
            "document": {"file": "x.txt", "sha256": digest},
            "report": report.get("report", report),
            "accept": {},
        },
    )


class Labelled:
    """A gold file that a test changes before it is looked at."""

    def __init__(self, path, data):
        self.path, self.data = path, data

    @property
    def row(self):
        return self.data["report"]["forms"][0]["indicators"][0]

    def found(self):
        """Rule, severity and pointers of what is found."""
        self.path.write_text(json.dumps(self.data, ensure_ascii=False), encoding="utf-8")
        file = validated(self.path, Settings())
        assert file.passed == all(finding.severity != "error" for finding in file.findings)
        return [(one.rule, one.severity, *one.pointers) for one in file.findings]


def test_good_gold_passes_though_its_values_stand_in_three_columns(gold):
    assert gold.row["target"]["text"] == "≧316人"
    assert gold.found() == []


def test_a_digit_exchanged(gold):
    gold.row["score"] = 14.76
    assert gold.found() == [
        ("not_in_document", "error", f"{ROW}/score"),
        ("sum_apart", "info", "/forms/0/total_score"),
    ]


def test_an_amount_in_yuan_that_is_printed_with_commas_and_a_last_zero(gold):
    text = gold.path.parents[1] / "x.txt"
    text.write_text(text.read_text(encoding="utf-8") + "\n其中：县级配套3,388,215.40元", encoding="utf-8")
    gold.data["document"]["sha256"] = hashlib.sha256(text.read_bytes()).hexdigest()
    form = gold.data["report"]["forms"][0]
    form["fund_breakdown"] = [{"label": "县级配套", "amount": 3388215.4}]
    assert gold.found() == []
    form["fund_breakdown"][0]["amount"] = 3388215.41
    assert gold.found() == [("not_in_document", "error", "/forms/0/fund_breakdown/0/amount")]


def test_a_wrong_character(gold):
    gold.row["deviation_reason"] = "部分幼儿转校"
    assert gold.found() == [("not_in_document", "error", f"{ROW}/deviation_reason")]


def test_another_year(gold):
    gold.data["report"]["fiscal_year"] = 2022
    assert gold.found() == [("not_in_document", "error", "/fiscal_year")]


def test_a_text_strewn_over_the_page_is_only_pointed_out(gold):
    # 经费使用合规率 is a cell of its own, and so is 部分幼儿转学; nothing is printed that ends in 经费使用.
    gold.row["deviation_reason"] = "经费使用合规率部分幼儿转学"
    assert gold.found() == [("in_pieces", "info", f"{ROW}/deviation_reason")]
    gold.row["deviation_reason"] = "经费使用部分幼儿转学"
    assert gold.found() == [("not_in_document", "error", f"{ROW}/deviation_reason")]


def test_a_value_that_is_not_in_its_text(gold):
    gold.row["target"]["value"] = 309
    assert gold.found() == [("value_apart", "error", f"{ROW}/target/value")]


def test_a_unit_that_is_not_in_its_text(gold):
    gold.row["actual"]["unit"] = "元"
    assert gold.found() == [("unit_apart", "error", f"{ROW}/actual/unit")]


def test_a_sign_that_was_taken_for_another(gold):
    gold.row["target"]["operator"] = "<="
    assert gold.found() == [("quantity_apart", "info", f"{ROW}/target")]


def test_the_document_has_changed(gold):
    (gold.path.parents[1] / "x.txt").write_bytes(
        (EVAL / "specimens" / "yunnan-pipe.txt").read_bytes() + b"\n"
    )
    assert gold.found() == [("document_changed", "error")]


def test_the_document_is_not_there(gold):
    gold.data["document"]["file"] = "y.txt"
    assert gold.found() == [("document_missing", "error")]


def test_of_two_documents_of_one_name_the_recorded_one_is_taken(gold, tmp_path):
    shutil.copy(tmp_path / "x.txt", tmp_path / "gold" / "x.txt")
    (tmp_path / "gold" / "x.txt").write_text("另一份", encoding="utf-8")
    assert gold.found() == []


def test_a_key_left_out_and_one_written_twice(gold):
    del gold.row["completion"]
    assert gold.found() == [("key_missing", "error", ROW)]
    gold.row["completion"] = None
    text = json.dumps(gold.data, ensure_ascii=False).replace('"phone":', '"phone": "1", "phone":', 1)
    gold.path.write_text(text, encoding="utf-8")
    (finding,) = validated(gold.path, Settings()).findings
    assert (finding.rule, finding.pointers, finding.severity) == ("key_twice", ["/report/forms/0"], "error")


def test_a_number_as_text_and_a_word_that_is_no_kind(gold):
    gold.row["score"] = "14.67"
    assert ("schema", "error", f"{ROW}/score/int") in gold.found()
    gold.data["report"]["forms"][0]["kind"] = "other"
    (refused,) = gold.found()
    assert refused == ("not_gold", "error")


def test_an_accepted_value_has_to_fit_and_to_say_something_new(gold):
    gold.data["accept"] = {
        f"{ROW}/score": [14.67, 15],
        f"{ROW}/target": ["≧316人"],
        "/forms/9/title": ["甲"],
    }
    assert gold.found() == [
        ("accept_same", "warning", f"{ROW}/score"),
        ("accept_value", "error", f"{ROW}/target"),
        ("accept_pointer", "error", "/forms/9/title"),
    ]


def test_layout_that_was_left_in_the_text(gold):
    gold.row["deviation_reason"] = "部分幼儿\n转学"
    assert gold.found() == [("layout_left", "warning", f"{ROW}/deviation_reason")]


def test_an_empty_text_for_nothing(gold):
    gold.row["completion"] = ""
    assert gold.found() == [("text_empty", "error", f"{ROW}/completion")]


def test_a_row_labelled_twice_and_a_blank_one(gold):
    rows = gold.data["report"]["forms"][0]["indicators"]
    rows += [dict(rows[1]), dict.fromkeys(rows[1])]
    last = len(rows) - 1
    assert [one for one in gold.found() if one[0] != "sum_apart"] == [
        ("row_blank", "warning", f"/forms/0/indicators/{last}"),
        ("row_twice", "warning", f"/forms/0/indicators/{last - 1}"),
    ]


def test_sums_that_do_not_hold_are_told_and_no_error(gold):
    form = gold.data["report"]["forms"][0]
    form["indicators"][1]["score"] = 10
    form["funds"][0]["execution_rate"] = 95
    form["funds"][0]["score"] = 15
    found = gold.found()
    assert {(rule, severity) for rule, severity, *_ in found} == {
        ("sum_apart", "info"),
        ("rate_apart", "info"),
        ("score_over", "info"),
    }
    assert ("sum_apart", "info", "/forms/0/total_score") in found


def test_a_draft_and_a_bare_report_are_told(gold):
    gold.data |= {"draft": True, "drafted_by": "rules"}
    assert gold.found() == [("draft", "info")]
    gold.data = gold.data["report"]
    assert gold.found() == [("no_envelope", "info")]


def test_two_gold_files_of_one_document(gold):
    gold.found()
    other = gold.path.with_name("y.json")
    shutil.copy(gold.path, other)
    outcome = validate([gold.path, other], Settings())
    assert [[one.rule for one in file.findings] for file in outcome.files] == [["labelled_twice"]] * 2


def test_a_document_that_cannot_be_read(gold):
    document = gold.path.parents[1] / "x.txt"
    document.write_bytes(b"")
    gold.data["document"]["sha256"] = hashlib.sha256(b"").hexdigest()
    assert gold.found() == [("document_unreadable", "error")]


@pytest.mark.parametrize("folder", ["gold", "specimens/gold", "field/gold"])
def test_the_gold_that_is_kept_here_has_no_errors(folder):
    outcome = validate(sorted((EVAL / folder).glob("*.json")), Settings())
    assert [file.file for file in outcome.files if not file.passed] == []
    assert not any(file.draft for file in outcome.files)
