"""The language model on the command line: options, what they refuse, keys; answers are simulated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, Command

from extractor.evaluation.run import load_gold
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

KEY = "sk-of-a-test-0123456789"
GOLD = load_gold(ROOT / "eval/gold/quannan-2022.json")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--style", "copy"], 2, "--style 只用于语言模型"),
        (["--no-cache"], 2, "--no-cache 只用于语言模型"),
        (["--no-mask", "--lang", "en"], 2, "--no-mask is for a language model, but the engine is rules"),
        (["--model", "m", "--engine", "rules", "--lang", "en"], 2, "--model is for a language model"),
        (["--engine", "model"], 3, "没有配置模型"),
        (["--engine", "model", "--lang", "en"], 3, "give --model NAME"),
        (["--model", "m", "--lang", "en"], 3, "set EXTRACTOR_API_KEY or OPENAI_API_KEY"),
        (["--model", "m", "--base-url", "127.0.0.1:1"], 2, "--base-url"),
        (["--model", "m", "--base-url", "http://127.0.0.1:1/v1", "--key-file", "absent"], 3, "absent"),
        (["--model", "m", "--style", "both"], 2, "style"),
        (["--model", "m", "--reasks", "-1"], 2, "--reasks -1"),
        (["--schema", "json:JSONDecoder"], 2, "--schema 需要语言模型"),
    ],
)
def test_wrong_options_are_told_before_anything_is_sent(
    run: Command, report: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run("extract", report, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_model_makes_the_engine_and_the_result_says_so(run: Command, report: Path) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        options = ["--model", "simulated", "--base-url", server.url, "--json"]
        first = run("extract", report, *options)
        asked = len(server.calls)
        second = run("extract", report, *options)
        assert len(server.calls) == asked > 0
    assert (first.returncode, second.returncode) == (0, 0)
    paid, free = (json.loads(done.stdout) for done in (first, second))
    assert paid["report"] == free["report"] == GOLD.model_dump(mode="json")
    assert (paid["usage"]["engine"], paid["usage"]["model"]) == ("model", "simulated")
    assert (paid["usage"]["calls"], paid["usage"]["cache_hits"]) == (asked, 0)
    assert (free["usage"]["calls"], free["usage"]["cache_hits"]) == (0, asked)


def test_the_environment_configures_it_too(run: Command, report: Path) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "copy"), key=KEY) as server:
        env = {"EXTRACTOR_MODEL": "simulated", "EXTRACTOR_BASE_URL": server.url, "OPENAI_API_KEY": KEY}
        done = run("extract", report, "--style", "copy", "--no-cache", "--json", env=env)
        assert done.returncode == 0
        assert json.loads(done.stdout)["usage"]["engine"] == "model"
        env |= {"EXTRACTOR_API_KEY": "sk-wrong-in-this-test"}
        done = run("extract", report, "--no-cache", env=env)
        assert (done.returncode, done.stdout) == (3, "")
        assert "密钥" in done.stderr
        assert "sk-" not in done.stderr


def test_a_key_file(run: Command, folder: Path, report: Path) -> None:
    key = folder / "key"
    key.write_text(KEY + "\n", encoding="utf-8")
    key.chmod(0o600)
    with ScriptedServer(GoldAnswers(GOLD, "point"), key=KEY) as server:
        options = [
            "--model",
            "simulated",
            "--base-url",
            server.url,
            "--key-file",
            "key",
            "--no-cache",
            "--json",
        ]
        done = run("extract", report, *options)
        assert (done.returncode, done.stderr) == (0, "")
        key.chmod(0o644)
        done = run("extract", report, *options)
        assert done.returncode == 0
        assert "其他用户可以读取密钥文件 key" in done.stderr
        assert KEY not in done.stdout + done.stderr
        key.write_text(f"{KEY}\n{KEY}\n", encoding="utf-8")
        done = run("extract", report, *options)
        assert done.returncode == 3
        assert "应只有一行密钥" in done.stderr


def test_an_endpoint_that_is_not_there(run: Command, report: Path) -> None:
    done = run(
        "extract", report, "--model", "m", "--base-url", "http://127.0.0.1:9/v1", env={"EXTRACTOR_TRIES": "1"}
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert "接口没有应答" in done.stderr


def test_a_limit_that_is_reached_leaves_a_partial_result(run: Command, folder: Path, report: Path) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        options = ["--model", "simulated", "--base-url", server.url, "--json"]
        # In the server's tokens, which are characters: enough for some of the segments.
        done = run("extract", report, *options, "--max-tokens", "25000", "--concurrency", "1")
        partial = json.loads(done.stdout)
        assert (done.returncode, partial["status"]) == (1, "partial")
        failed = [one["message"] for one in partial["findings"] if one["rule"] == "segment_failed"]
        assert done.stderr.splitlines() == failed != []
        asked = len(server.calls)
        done = run("extract", report, *options)
        assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "ok")
        assert json.loads(done.stdout)["usage"]["cache_hits"] == asked


def test_cache_info_and_clear(run: Command, tmp_path: Path, report: Path) -> None:
    place = tmp_path / "home" / ".cache" / "indicator-extractor"
    done = run("cache", "info", "--json", env={"XDG_CACHE_HOME": ""})
    assert json.loads(done.stdout) == {
        "folder": str(place),
        "entries": 0,
        "bytes": 0,
        "pages": 0,
        "page_bytes": 0,
    }
    assert not place.exists()
    env = {"EXTRACTOR_CACHE_DIR": str(tmp_path / "answers")}
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        run("extract", report, "--model", "simulated", "--base-url", server.url, "--json", env=env)
        asked = len(server.calls)
    held = json.loads(run("cache", "info", "--json", env=env).stdout)
    assert (held["folder"], held["entries"]) == (str(tmp_path / "answers"), asked)
    assert held["bytes"] > 0
    assert run("cache", "info", env=env).stdout.splitlines()[1] == f"回答数：{asked}"
    assert run("cache", "clear", "--lang", "en", env=env).stdout == f"{asked} answers and 0 pages forgotten\n"
    assert json.loads(run("cache", "info", "--json", env=env).stdout)["entries"] == 0


def test_prompts_of_ones_own_are_sent_and_named_in_the_result(
    run: Command, report: Path, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "form.v2.md").write_text(
        "# 任务：录入一张绩效自评表\n只看表中第一行。{{ fields('Goal') }}", encoding="utf-8"
    )
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        options = ["--model", "simulated", "--base-url", server.url, "--json", "--prompts", str(own)]
        done = run("extract", report, *options)
        told = [request.messages[0]["content"] for request in server.calls]
    prompts = json.loads(done.stdout)["usage"]["prompts"]
    assert any("只看表中第一行" in text and "年度" in text for text in told)
    assert [name for name in prompts if name.startswith("form")] == ["form.v2.point"]
    assert "prose.v1.point" in prompts


@pytest.mark.parametrize("text", [b"{% if %}", b"{{ fields('Nothing') }}", b"\xff\xfe\xff"])
def test_a_prompt_that_cannot_be_used_is_named(
    run: Command, report: Path, tmp_path: Path, text: bytes
) -> None:
    (tmp_path / "form.v3.md").write_bytes(text)
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        options = ["--model", "simulated", "--base-url", server.url, "--prompts", str(tmp_path)]
        done = run("extract", report, *options, "--lang", "en")
    assert done.returncode == 3
    assert "form.v3.md cannot be used" in done.stderr


def test_a_folder_without_prompts_is_refused_before_anything_is_sent(
    run: Command, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "forms.v2.md").write_text("x", encoding="utf-8")
    options = ["--model", "m", "--base-url", "http://127.0.0.1:1/v1", "--lang", "en"]
    for folder in (tmp_path, tmp_path / "absent"):
        done = run("extract", report, *options, "--prompts", str(folder))
        assert (done.returncode, done.stdout) == (3, "")
        assert f"{folder} holds none of system.vN.md, form.vN.md" in done.stderr
