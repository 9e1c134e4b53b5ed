import pytest

from extractor.evaluation.floors import Floors
from extractor.evaluation.run import bench, run
from extractor.report import Form, Indicator, Report
from extractor.result import PageSource, Result, Source, Usage

ROWS = [Indicator(level3="培训人数", score=8), Indicator(level3="合格率", score=9)]
GOLD = Report(title="自评表", forms=[Form(kind="project", indicators=ROWS)])


@pytest.fixture
def outcome(tmp_path):
    """Two documents of six leaves each; of b one row (two leaves) is lost: F1 1.0 and 0.8, together 20/22."""

    def read(path):
        report = GOLD.model_copy(deep=True)
        if path.stem == "b":
            del report.forms[0].indicators[1]
        pages = [PageSource(number=1, read_by="text", characters=1)]
        source = Source(file=path.name, sha256="0", media_type="text/plain", pages=pages)
        return Result(report=report, source=source, evidence={}, findings=[], usage=Usage(engine="hand"))

    for stem in ("a", "b"):
        (tmp_path / f"{stem}.txt").write_text("x", encoding="utf-8")
        (tmp_path / f"{stem}.json").write_text(GOLD.model_dump_json(), encoding="utf-8")
    over = bench(tmp_path, tmp_path)
    return run("hand", read, over, [case for case in over.cases if case.document.suffix == ".txt"])


@pytest.mark.parametrize(
    ("floors", "missed"),
    [
        (Floors(), []),
        (Floors(f1=0.909, f1_each=0.8, mean_f1=0.9, rows=3), []),
        (Floors(f1=0.91), ["F1 is 0.9090, below the 0.91 asked for"]),
        (Floors(f1_each=0.81), ["b.txt: F1 is 0.8000, below the 0.81 asked of each document"]),
        (Floors(mean_f1=0.91), ["the mean F1 is 0.9000, below the 0.91 asked for"]),
        (Floors(rows=4), ["3 indicator rows are right, fewer than the 4 asked for"]),
    ],
)
def test_each_limit_is_held_and_its_miss_named(outcome, floors, missed):
    assert list(floors.missed(outcome, "en")) == missed


def test_all_misses_are_told_at_once(outcome):
    found = list(Floors(f1=1, f1_each=1, mean_f1=1, rows=4).missed(outcome, "zh"))
    assert len(found) == 4
    assert found[1] == "b.txt：F1 为 0.8000，低于对每个文件要求的 1"


def test_what_was_not_measured_reaches_no_floor(outcome):
    bare = outcome.model_copy(update={"macro_f1": None, "rows": {}, "documents": []})
    assert len(list(Floors(mean_f1=0.0, rows=1).missed(bare, "zh"))) == 2
    assert list(Floors(rows=0).missed(bare, "zh")) == []
