"""Whatever is wrong with the input: one clear line on stderr, the right exit code, nothing left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXTRACTOR, Command, environment

from tests.support.office_files import packed

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="uses /proc or /dev/full")
WIDE_ENOUGH = "产出指标 数量指标 培训人数 ≥100人\n"


def docx() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


CONTENTS = {
    "empty": (b"", "空"),
    "white space": ("\u3000 \t\r\n\n".encode(), "空"),
    "only a byte order mark": (b"\xff\xfe", "空"),
    "random bytes": (bytes(range(256)) * 20, "二进制"),
    "only NUL bytes": (b"\0" * 100, "二进制"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "a Word document without content": (docx(), "document.xml"),
    "an old Word document of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "损坏"),
    "slides": (packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), ".pptx"),
    "a PNG cut off": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "损坏"),
    "a JPEG cut off": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "损坏"),
    "no Chinese encoding": ("Größe für Straßen überall".encode("latin-1"), "编码"),
    "damaged UTF-8": (WIDE_ENOUGH.encode() + b"\xff" + WIDE_ENOUGH.encode(), "0xff"),
    "cut off UTF-16": (WIDE_ENOUGH.encode("utf-16") + b"\n", "UTF-16"),
    "no table": ("关于召开会议的通知\n各单位：\n请准时参加。\n".encode(), ""),
    "no known header": ("甲\t乙\t丙\n天\t地\t人\n你\t我\t他\n".encode(), ""),
}


def complain(done: object, code: int, *words: str) -> None:
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("kind", CONTENTS)
def test_content_that_is_no_report(run: Command, folder: Path, kind: str) -> None:
    content, word = CONTENTS[kind]
    (folder / "report.txt").write_bytes(content)
    done = run("extract", "report.txt", "-o", "result.json", "-o", "result.xlsx")
    complain(done, 1, "report.txt", word)
    assert [path.name for path in folder.iterdir()] == ["report.txt"]


def test_a_file_over_the_limit_is_refused_unread(run: Command, folder: Path) -> None:
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    complain(run("extract", "large.txt"), 1, "large.txt", "300.0 MB", "256 MB", "max_input_mb")


@pytest.mark.parametrize("text", [WIDE_ENOUGH, f"<p>{WIDE_ENOUGH}</p><table><tr><td>甲</table>"])
def test_more_text_than_the_settings_allow(run: Command, folder: Path, text: str) -> None:
    (folder / "long.txt").write_text(text * (2 * 1024 * 1024 // len(text)), encoding="utf-8")
    complain(
        run("extract", "long.txt", env={"EXTRACTOR_MAX_TEXT_MB": "1"}), 1, "long.txt", "1 MB", "max_text_mb"
    )


def test_a_pipe_over_the_limit_is_refused(run: Command) -> None:
    text = WIDE_ENOUGH.encode() * (1024 * 1024 // 40)
    complain(run("extract", "-", stdin=text, env={"EXTRACTOR_MAX_INPUT_MB": "1"}), 1, "1 MB")


def test_missing_file(run: Command) -> None:
    complain(run("extract", "nowhere/report.txt"), 2, "nowhere/report.txt", "没有这个文件")


def test_a_file_taken_for_a_folder(run: Command, report: Path) -> None:
    complain(run("extract", f"{report.name}/report.txt"), 2, "没有这个文件")


def test_folder_instead_of_a_file(run: Command) -> None:
    complain(run("extract", "."), 2, "文件夹", "extractor batch")


@on_linux
def test_file_that_the_system_does_not_let_us_read(run: Command) -> None:
    complain(run("extract", "/proc/self/mem"), 1, "/proc/self/mem", "无法读取")


def test_a_name_with_a_line_break_stays_on_one_line(run: Command) -> None:
    complain(run("extract", "a\nb\x1b[31m.txt"), 2, "没有这个文件")


@pytest.mark.parametrize("target", ["missing/result.json", "missing/result.xlsx", "report.txt/result.csv"])
def test_output_folder_that_is_none(run: Command, report: Path, target: str) -> None:
    complain(run("extract", report, "-o", target), 2, target.partition("/")[0])
    assert list(report.parent.iterdir()) == [report]


@on_linux
def test_output_folder_that_takes_no_file(run: Command, report: Path) -> None:
    complain(run("extract", report, "-o", "/proc/result.json"), 2, "/proc/result.json")


def test_output_cut_off_by_the_system_leaves_no_file(report: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1 && exec "$@"', "sh", EXTRACTOR, "extract", report, "-o", "result.json"],
        capture_output=True,
        text=True,
        cwd=report.parent,
        # Python would cut off its compiled modules too, and trip over them ever after.
        env=environment(tmp_path, PYTHONDONTWRITEBYTECODE="1"),
    )
    complain(done, 2, "result.json")
    assert list(report.parent.iterdir()) == [report]


def test_a_compiled_module_that_was_cut_off_is_told(report: Path, tmp_path: Path) -> None:
    """As a full disk leaves one behind."""
    environ = environment(tmp_path, PYTHONPYCACHEPREFIX=str(tmp_path / "compiled"))
    command = [EXTRACTOR, "extract", report, "--json"]
    assert subprocess.run(command, capture_output=True, env=environ).returncode == 0
    (compiled,) = (tmp_path / "compiled").rglob("extractor/pipeline.*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:500])
    done = subprocess.run(command, capture_output=True, text=True, env=environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("错误：EOFError: marshal data too short\n")


@on_linux
def test_printing_to_a_full_device(report: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [EXTRACTOR, "extract", report, "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_output_that_is_a_folder(run: Command, report: Path) -> None:
    (report.parent / "result.json").mkdir()
    complain(run("extract", report, "-o", "result.json"), 2, "result.json")


def test_output_of_an_unknown_format_lists_the_known_ones(run: Command, report: Path) -> None:
    complain(run("extract", report, "-o", "result.docx"), 2, ".docx", ".json", ".csv", ".xlsx", ".html")


def test_one_bad_output_of_two_stops_both(run: Command, report: Path) -> None:
    complain(run("extract", report, "-o", "result.json", "-o", "missing/result.csv"), 2, "missing")
    assert list(report.parent.iterdir()) == [report]


def test_the_same_output_twice(run: Command, report: Path) -> None:
    complain(run("extract", report, "-o", "result.json", "-o", "./result.json"), 2, "result.json")


def test_output_over_the_report_itself(run: Command, folder: Path, report: Path) -> None:
    renamed = report.rename(folder / "report.csv")
    before = renamed.read_bytes()
    complain(run("extract", "report.csv", "-o", "report.csv"), 2, "report.csv")
    assert renamed.read_bytes() == before


def test_unknown_engine_lists_the_known_ones(run: Command, report: Path) -> None:
    complain(run("extract", report, "--engine", "abacus"), 2, "abacus", "rules")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--jsno"], ("没有选项", "--json")),
        (["--lang", "fr"], ("fr", "可选 zh, en")),
        (["second.txt"], ("多余的参数：second.txt",)),
        (["--reasks", "many"], ("--reasks 应为整数",)),
        (["--engine"], ("--engine 后面缺少值",)),
    ],
)
def test_wrong_arguments(run: Command, report: Path, wrong: list[str], words: tuple[str, ...]) -> None:
    complain(run("extract", report, *wrong), 2, *words)


def test_wrong_commands(run: Command) -> None:
    complain(run("extrct"), 2, "没有命令 extrct", "extract")
    complain(run("extract"), 2, "缺少参数 FILE", "extractor extract --help")
    complain(run("batch", "a"), 2, "缺少选项 -o / --output")
    done = run("batch", "a", "--lang=en")
    assert done.stderr == "error: Missing option '-o' / '--output' (extractor batch --help)\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("max_input_mb = 'many'", ("max_input_mb", "many")),
        ("max_input = 3", ("max_input", "没有这个设置")),
        ("engine = 'abacus'", ("engine", "rules")),
        ("max_input_mb = ", ("extractor.toml",)),
    ],
)
def test_wrong_settings_file(run: Command, report: Path, content: str, words: tuple[str, ...]) -> None:
    (report.parent / "extractor.toml").write_text(content, encoding="utf-8")
    complain(run("extract", report), 3, "extractor.toml", *words)


@pytest.mark.parametrize(
    ("name", "value"), [("EXTRACTOR_LANG", "fr"), ("EXTRACTOR_MAX_INPUT_MB", "0"), ("EXTRACTOR_LNAG", "zh")]
)
def test_wrong_environment(run: Command, report: Path, name: str, value: str) -> None:
    complain(run("extract", report, env={name: value}), 3, name)


def test_errors_in_english(run: Command) -> None:
    done = run("extract", "nowhere.txt", "--lang", "en")
    assert (done.returncode, done.stderr) == (2, "error: nowhere.txt: no such file\n")


LONG = {
    "tables that are never closed": "<table><td>" * 300_000,
    "tags that are never closed": "<a" * 1_000_000 + "<table><tr><td>甲</table>",
    "white space": "<html><body>" + " " * 3_000_000 + "甲<table><tr><td>" + "\n " * 1_000_000 + "</table>",
}


@pytest.mark.parametrize("kind", LONG)
def test_long_markup_is_read_in_time(run: Command, folder: Path, kind: str) -> None:
    (folder / "report.html").write_text(LONG[kind], encoding="utf-8")
    complain(run("extract", "report.html"), 1, "report.html")
