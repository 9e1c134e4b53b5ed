"""``extractor doctor`` with nothing configured, with an endpoint, and with one that says no; simulated."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest
from conftest import Command
from PIL import Image

from tests.support.chat import Received
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


def test_parts_that_may_be_left_out(run: Command) -> None:
    assert "✓ rapidocr：读取扫描件和图片" in run("doctor").stdout
    # A program that is nowhere on the path is not there; nothing is wrong with that.
    done = run("doctor", "--lang", "en", env={"PATH": "/nowhere"})
    assert done.returncode == 0
    assert "  LibreOffice is not installed (reads .doc, " in done.stdout


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
        done = run("doctor", "--model", "scripted", "--base-url", server.url, "--offline", "--vision")
        assert (done.returncode, server.requests) == (2, [])


def counting(request: Received) -> Any:
    """Seven for the sum; for the picture as many squares as are in it, all of them black columns in its middle row."""
    if not request.pictures:
        return {"number": 7}
    with Image.open(io.BytesIO(request.pictures[0])) as image:
        middle = [image.convert("L").getpixel((at, image.height // 2)) < 128 for at in range(image.width)]
    return {"number": sum(now and not before for before, now in pairwise(middle))}


def test_a_model_that_sees_pictures(run: Command) -> None:
    with ScriptedServer(counting) as server:
        done = run("doctor", "--model", "scripted", "--base-url", server.url, "--vision")
        assert len(server.calls) == 5
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ 图片可用：模型数对了图中的 5 个方块" in done.stdout


def test_a_model_that_is_shown_a_picture_and_does_not_see_it(run: Command) -> None:
    with ScriptedServer(lambda _: {"number": 7}) as server:
        done = run("doctor", "--model", "scripted", "--base-url", server.url, "--vision", "--lang", "en")
    assert done.returncode == 1
    assert (
        "✗ a picture is accepted, but the model does not count the 5 squares in it (it says 7)" in done.stdout
    )


@pytest.mark.parametrize("fault", ["no_pictures", "no_mmproj"])
def test_a_model_that_takes_no_pictures(run: Command, fault: str) -> None:
    with ScriptedServer(lambda _: {"number": 7}) as server:
        server.fault(fault, times=None, when=lambda request: bool(request.pictures))
        done = run("doctor", "--model", "scripted", "--base-url", server.url, "--vision")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✓ tools 可用" in done.stdout
    assert "✗ 图片不可用：该模型不接受图片" in done.stdout
