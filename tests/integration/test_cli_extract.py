"""``extractor extract`` on a real report: what goes to stdout, to stderr, and to files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from conftest import EXTRACTOR, Command, environment

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk")


def printed(run: Command, *arguments: str | Path, **more: object) -> dict[str, object]:
    done = run("extract", *arguments, "--json", **more)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json_is_the_whole_result_and_nothing_else(run: Command, report: Path) -> None:
    result = printed(run, report)
    assert {"report", "source", "evidence", "findings", "usage", "status"} <= result.keys()
    assert result["source"]["file"] == "report.txt"
    assert result["source"]["media_type"] == "text/plain"
    assert result["usage"]["engine"] == "rules"
    assert result["report"]["forms"][0]["indicators"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_makes_no_difference(run: Command, folder: Path, report: Path, encoding: str) -> None:
    text = report.read_text(encoding="utf-8").replace("\u00a0", " ")
    report.write_text(text, encoding="utf-8", newline="")
    (folder / "other.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    plain, other = printed(run, report), printed(run, "other.txt")
    assert other["report"] == plain["report"]
    assert other["evidence"] == plain["evidence"]


def test_standard_input(run: Command, report: Path) -> None:
    piped = printed(run, "-", stdin=report.read_bytes())
    assert piped["report"] == printed(run, report)["report"]


def test_tables_in_a_pipe_are_plain(run: Command, report: Path) -> None:
    done = run("extract", report)
    assert (done.returncode, done.stderr) == (0, "")
    assert "产出指标" in done.stdout
    assert "\x1b" not in done.stdout


def test_files_are_written_and_stdout_is_empty(run: Command, folder: Path, report: Path) -> None:
    done = run("extract", report, "-o", "a.json", "-o", "a.csv", "-o", "a.xlsx", "-o", "a.html")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (0, "", 1)
    for name in ("a.json", "a.csv", "a.xlsx", "a.html"):
        assert (folder / name).stat().st_size > 0
        assert name in done.stderr
    assert not [
        path for path in folder.iterdir() if path.suffix not in {".txt", ".json", ".csv", ".xlsx", ".html"}
    ]


def test_stderr_the_tables_and_the_page_give_the_same_figures(
    run: Command, folder: Path, report: Path
) -> None:
    figures = "自评表 1 张，指标 8 行，资金 2 行，项目 24 行；错误 0 处，存疑 0 处，提示 0 处 · rules"
    assert run("extract", report, "--audit", "off").stdout.splitlines()[-1].startswith(figures)
    assert run("extract", report, "--audit", "off", "-o", "a.html").stderr.startswith(figures)
    assert figures in (folder / "a.html").read_text(encoding="utf-8")


def test_json_printed_and_written_agree(run: Command, folder: Path, report: Path) -> None:
    result = printed(run, report, "-o", "a.json", "--quiet")
    written = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert written["report"] == result["report"]
    assert written["evidence"] == result["evidence"]


def test_quiet_says_nothing(run: Command, report: Path) -> None:
    done = run("extract", report, "--quiet", "-o", "a.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_language_changes_titles_only(run: Command, report: Path) -> None:
    chinese, english = run("extract", report).stdout, run("extract", report, "--lang", "en").stdout
    assert chinese != english
    assert printed(run, report)["report"] == printed(run, report, "--lang", "en")["report"]


def test_settings_file_and_environment(run: Command, folder: Path, report: Path) -> None:
    english = run("extract", report, "--lang", "en").stdout
    (folder / "extractor.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert run("extract", report).stdout.splitlines()[0] == english.splitlines()[0]
    chinese = run("extract", report, env={"EXTRACTOR_LANG": "zh"})
    assert chinese.stdout.splitlines()[0] != english.splitlines()[0]


def test_a_file_name_in_another_encoding(run: Command, folder: Path, report: Path) -> None:
    path = os.fsencode(folder) + "/报告.txt".encode("gbk")
    os.rename(os.fsencode(report), path)  # noqa: PTH104 - pathlib takes no bytes
    done = run("extract", os.fsdecode(path), "--json", "-o", "a.xlsx", "-o", "a.html", "-o", "a.csv")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["report"]["forms"]


def test_a_locale_without_chinese(run: Command, report: Path) -> None:
    result = printed(run, report, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert "绩效" in result["report"]["title"]


def test_interrupt(folder: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [EXTRACTOR, "extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(tmp_path),
    )
    process.stdin.write(b"\n" * 1024 * 1024)  # more than a pipe holds: returns once the command reads
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout, stderr) == (130, b"", b"")


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_closed_pipe_is_quiet(report: Path, tmp_path: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [EXTRACTOR, "extract", report, *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
        timeout=60,
    )
    os.close(writing)
    assert done.stderr == b""
