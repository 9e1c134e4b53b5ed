"""``extractor doctor`` with nothing configured, with an endpoint, and with one that says no; simulated."""

from __future__ import annotations

from conftest import Command

from tests.support.scripted_server import ScriptedServer

KEY = "sk-of-a-test-0123456789"


def test_with_nothing_configured(run: Command) -> None:
    done = run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ openai 3." in done.stdout
    assert "没有配置语言模型" in done.stdout
    assert "--base-url" in done.stdout
    done = run("doctor", "--lang", "en")
    assert "no language model is configured" in done.stdout
    assert not any("\u4e00" <= char <= "\u9fff" for char in done.stdout)


def test_says_which_techniques_work(run: Command) -> None:
    with ScriptedServer(lambda _: {"number": 7}, key=KEY, models=("tiny", "large")) as server:
        server.fault("no_tools", times=None)
        arguments = ["doctor", "--model", "tiny", "--base-url", server.url, "--lang", "en"]
        done = run(*arguments, env={"EXTRACTOR_API_KEY": KEY})
        sent = sum(len(request.raw) for request in server.calls)
    assert (done.returncode, done.stderr) == (0, "")
    assert "key from: EXTRACTOR_API_KEY" in done.stdout
    assert KEY not in done.stdout
    assert "✓ the endpoint lists tiny" in done.stdout
    assert "✗ tools does not work: the endpoint does not accept the request" in done.stdout
    for technique in ("json_schema", "json", "md_json"):
        assert f"✓ {technique} works: 3 + 4 = 7" in done.stdout
    assert sent < 10_000


def test_a_model_that_the_endpoint_does_not_list(run: Command) -> None:
    with ScriptedServer(lambda _: {"number": 7}, models=("large",)) as server:
        done = run("doctor", "--model", "tiny", "--base-url", server.url)
    assert "✗ 服务没有列出 tiny，列出的有：large" in done.stdout


def test_a_model_that_answers_nonsense(run: Command) -> None:
    with ScriptedServer(lambda _: "我是一个语言模型。") as server:
        done = run("doctor", "--model", "scripted", "--base-url", server.url)
    assert done.returncode == 1
    assert "没有一种方式得到可用的回答" in done.stdout


def test_a_wrong_key_and_a_closed_door(run: Command) -> None:
    with ScriptedServer(lambda _: {"number": 7}, key=KEY) as server:
        arguments = ["doctor", "--model", "scripted", "--base-url", server.url]
        done = run(*arguments, env={"EXTRACTOR_API_KEY": "sk-wrong-in-this-test"})
    assert done.returncode == 3
    assert "接口不接受密钥" in done.stderr
    assert len(server.calls) == 1, "what is said to the key is said to every technique"
    assert "sk-wrong" not in done.stdout + done.stderr
    done = run("doctor", "--model", "scripted", "--base-url", "http://127.0.0.1:9/v1", "--lang", "en")
    assert done.returncode == 4
    assert "no answer from the endpoint" in done.stderr


def test_offline_asks_nobody(run: Command) -> None:
    with ScriptedServer(lambda _: {"number": 7}) as server:
        done = run("doctor", "--model", "scripted", "--base-url", server.url, "--offline")
        assert (done.returncode, server.requests) == (0, [])
