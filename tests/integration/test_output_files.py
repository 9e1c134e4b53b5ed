"""Writing results: by suffix, whole or not at all, and nothing left behind."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pytest

from extractor import Result, extract
from extractor.errors import OutputUnwritable, UnknownFormat
from extractor.output import FORMATS, as_json, check_writable, write

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"


@pytest.fixture(scope="module")
def result() -> Result:
    return extract(SAMPLES / "dachang-2023.txt")


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_writes_the_file_asked_for_first(result, tmp_path, suffix):
    target = tmp_path / f"报告{suffix}"
    written = write(result, target)
    assert written[0] == target
    assert sorted(written) == sorted(tmp_path.iterdir())
    assert all(path.stat().st_size > 100 for path in written)


def test_suffix_may_be_upper_case(result, tmp_path):
    assert write(result, tmp_path / "X.JSON") == [tmp_path / "X.JSON"]


def test_unknown_format_names_those_that_exist(result, tmp_path):
    for name in ("x.docx", "x", ".json"):
        with pytest.raises(UnknownFormat, match=r"\.json \.csv \.xlsx \.html"):
            write(result, tmp_path / name)
        with pytest.raises(UnknownFormat):
            check_writable(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_json_is_readable_and_loads_back(result, tmp_path):
    (path,) = write(result, tmp_path / "x.json")
    text = path.read_text(encoding="utf-8")
    assert "社会治安综合治理工作经费" in text
    assert list(json.loads(text)) == [
        "schema_version", "status", "report", "source", "evidence", "findings", "usage",
    ]  # fmt: skip
    assert Result.model_validate_json(text).report == result.report


def test_json_of_a_lone_surrogate_and_of_infinity():
    result = extract(SAMPLES / "laoting-2023.txt")
    result.report.title = "甲\ud800乙"
    result.report.forms[0].total_score = float("inf")
    loaded = json.loads(as_json(result))
    assert loaded["report"]["title"] == "甲\ud800乙"
    assert loaded["report"]["forms"][0]["total_score"] is None
    as_json(result).encode("utf-8")


def test_check_writable_leaves_nothing_and_touches_nothing(tmp_path):
    target = tmp_path / "x.json"
    check_writable(target)
    assert list(tmp_path.iterdir()) == []
    target.write_text("old")
    check_writable(target)
    assert [target.read_text()] == [path.read_text() for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "none" / "x.json", "输出文件夹不存在"),
        (lambda folder: folder / "file" / "x.json", "输出文件夹不存在"),
        (lambda folder: folder / "folder.json", "是文件夹"),
        (lambda folder: folder / f"{'名' * 200}.json", "无法写入"),
        (lambda folder: Path("/proc/self/x.json"), "/proc/self"),
    ],
    ids=["no folder", "folder is a file", "target is a folder", "name too long", "closed folder"],
)
def test_a_place_that_cannot_be_written_is_refused_in_words(result, tmp_path, make, says):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.json").mkdir()
    before = sorted(tmp_path.rglob("*"))
    target = make(tmp_path)
    for attempt in (lambda: check_writable(target), lambda: write(result, target)):
        with pytest.raises(OutputUnwritable) as caught:
            attempt()
        assert says in caught.value.said("zh")
        assert "\n" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_that_fills_up_keeps_the_old_file(result, tmp_path, monkeypatch):
    # Python would cut off its compiled modules too, and trip over them ever after.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    target = tmp_path / "x.xlsx"
    target.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputUnwritable):
            write(result, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]
    assert target.read_text() == "old"


def test_one_target_that_cannot_be_written_keeps_all_old_files(result, tmp_path):
    (tmp_path / "x.csv").write_text("old")
    (tmp_path / "x.funds.csv").mkdir()
    with pytest.raises(OutputUnwritable, match=r"x\.funds\.csv"):
        write(result, tmp_path / "x.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv", "x.funds.csv"]
    assert (tmp_path / "x.csv").read_text() == "old"


def test_files_get_the_usual_permissions(result, tmp_path):
    (tmp_path / "plain").write_text("")
    (path,) = write(result, tmp_path / "x.json")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
