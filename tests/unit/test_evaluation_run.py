import json
from pathlib import Path

import pytest

from extractor.errors import InputMissing, OutputUnwritable, UnknownEncoding, UsageError
from extractor.evaluation.kept import load_run, save
from extractor.evaluation.run import bench, load_gold, run
from extractor.report import Form, Indicator, Report
from extractor.result import PageSource, Result, Source, Usage

ROWS = [Indicator(level3="培训人数", score=8), Indicator(level3="合格率", score=9)]
GOLD = Report(title="自评表", forms=[Form(kind="project", indicators=ROWS)])


def stated(fields):
    return {name: value for name, value in fields.items() if value is not None}


def result(report, status="ok", **taken):
    source = Source(
        file="x",
        sha256="0",
        media_type="text/plain",
        pages=[PageSource(number=1, read_by="text", characters=1)],
    )
    return Result(
        status=status,
        report=report,
        source=source,
        evidence={},
        findings=[],
        usage=Usage(engine="hand", **taken),
    )


@pytest.fixture
def folders(tmp_path):
    documents, gold = tmp_path / "docs", tmp_path / "gold"
    documents.mkdir()
    gold.mkdir()
    for stem in ("a", "b"):
        (documents / f"{stem}.txt").write_text(f"文件{stem}", encoding="utf-8")
        (gold / f"{stem}.json").write_text(GOLD.model_dump_json(), encoding="utf-8")
    return documents, gold


def one_row_lost(path: Path, **taken: float) -> Result:
    """An engine that reads b without its last row."""
    report = GOLD.model_copy(deep=True)
    if path.stem == "b":
        del report.forms[0].indicators[1]
    return result(report, **taken)


def test_micro_macro_and_rows_over_two_documents(folders):
    outcome = run("hand", one_row_lost, bench(*folders))
    # 6 leaves in each gold; b has 4 of them
    assert (outcome.figures.right, outcome.figures.missing) == (10, 2)
    assert outcome.figures.f1 == pytest.approx(20 / 22)
    assert [d.figures.f1 for d in outcome.documents] == [1.0, pytest.approx(0.8)]
    assert outcome.macro_f1 == pytest.approx(0.9)
    rows = outcome.rows["forms.indicators"]
    assert (rows.gold, rows.answered, rows.found, rows.right) == (4, 3, 3, 3)
    assert [(d.document, [m.gold for m in d.mistakes]) for d in outcome.documents] == [
        ("a.txt", []),
        ("b.txt", ["合格率"]),
    ]
    assert (outcome.documents_right, outcome.edits, outcome.errors) == (1, 2, {"missing": 2})
    assert outcome.row_errors == {"missing_row": 1}
    assert outcome.lenient == outcome.figures


def test_a_document_that_cannot_be_read_is_failed_and_all_missing(folders):
    def read(path: Path) -> Result:
        if path.stem == "a":
            raise UnknownEncoding("in no encoding tried", document=str(path), zh="编码不认识")
        return result(GOLD)

    outcome = run("hand", read, bench(*folders))
    (failed,) = outcome.failed
    assert (failed.document, failed.status, failed.failure.said("zh")) == ("a.txt", "failed", "编码不认识")
    assert (failed.figures.right, failed.figures.missing, failed.figures.f1) == (0, 6, 0.0)
    assert outcome.macro_f1 == pytest.approx(0.5)
    assert outcome.figures.recall == pytest.approx(0.5)


def test_a_result_that_says_failed_earns_nothing_for_what_it_holds(folders):
    outcome = run("hand", lambda path: result(GOLD, "failed"), bench(*folders))
    assert len(outcome.failed) == 2
    assert outcome.figures.right == 0


def test_a_mistake_of_the_program_is_not_taken_for_a_failed_document(folders):
    def read(path: Path) -> Result:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run("hand", read, bench(*folders))


def test_files_without_partner_are_named_and_not_scored(folders):
    documents, gold = folders
    (documents / "c.txt").write_text("无标注", encoding="utf-8")
    (documents / ".hidden").write_text("", encoding="utf-8")
    (gold / "d.json").write_text("{}", encoding="utf-8")
    over = bench(documents, gold)
    assert [case.document.name for case in over.cases] == ["a.txt", "b.txt"]
    assert over.unscored == ("c.txt", "d.json")


def test_folders_that_give_nothing_to_score(folders, tmp_path):
    with pytest.raises(InputMissing, match="no such folder"):
        bench(tmp_path / "none", folders[1])
    with pytest.raises(InputMissing, match="no file has its gold"):
        bench(folders[0], tmp_path)


@pytest.mark.parametrize("text", ["{", '{"titel": "x"}', '{"forms": [{"kind": "other"}]}', ""])
def test_gold_that_is_not_a_report(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="not a report"):
        load_gold(path)


def test_the_file_of_a_run_is_the_same_every_time_and_can_be_read_back(folders, tmp_path):
    for name, seconds in (("one.json", 1.5), ("two.json", 2.5)):
        outcome = run("hand", lambda path: one_row_lost(path, seconds=seconds), bench(*folders))  # noqa: B023
        assert outcome.spent.seconds == 2 * seconds
        save(outcome, tmp_path / name)
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.json").read_text(encoding="utf-8")
    by_field = {"documents": {"__all__": {"fields"}}}  # kept for the run only
    read_back = load_run(tmp_path / "one.json").model_dump(exclude_none=True, exclude=by_field)
    assert read_back == json.loads(text, object_hook=stated)
    assert len(json.loads(text)["documents"][0]["gold_sha256"]) == 64
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "gold", "one.json", "two.json"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema_version": "eval-run.v1"}', "version eval-run.v1, eval-run.v2 is read here"),
        ("{", "no result file"),
        ("[]", "no result file"),
        ('{"schema_version": "eval-run.v2"}', "no result file .*: /figures"),
    ],
)
def test_a_file_that_is_no_result_of_this_version_is_refused_in_words(tmp_path, text, said):
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_run(path)
    with pytest.raises(InputMissing, match="no such result file"):
        load_run(tmp_path / "none.json")


def test_a_result_file_that_cannot_be_written_leaves_nothing_behind(folders, tmp_path):
    outcome = run("hand", one_row_lost, bench(*folders))
    with pytest.raises(OutputUnwritable):
        save(outcome, tmp_path / "none" / "run.json")
    with pytest.raises(OutputUnwritable):
        save(outcome, tmp_path / "docs")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "gold"]
