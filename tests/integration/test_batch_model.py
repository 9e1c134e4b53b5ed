"""A batch that asks a model (simulated answers): limits, silent endpoints and wrong keys end it, and what is paid for stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command

from extractor.evaluation.run import load_gold
from tests.support.asking import KEY
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import NAME, SPECIMENS, small_reports

BATCH = (
    "batch",
    "in",
    "-o",
    "out",
    "--no-html",
    "--no-export",
    "--processes",
    "1",
    "--lang",
    "en",
    "--model",
    "m",
)
COUNT = 6


def answers() -> GoldAnswers:
    return GoldAnswers(load_gold(SPECIMENS / "gold" / f"{NAME}.json"), "point")


def states(run: Command) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("status", "out", "--json").stdout)["documents"]
    return found


def given(server: ScriptedServer, **more: str) -> dict[str, str]:
    return {
        "EXTRACTOR_BASE_URL": server.url, "EXTRACTOR_TECHNIQUE": "json_schema", "EXTRACTOR_TRIES": "1",
        "EXTRACTOR_PROMPT_PRICE": "1", "EXTRACTOR_COMPLETION_PRICE": "1", "EXTRACTOR_CONCURRENCY": "1",
    } | more  # fmt: skip


def test_a_key_that_is_wrong_ends_it_with_the_first_call(run: Command, folder: Path) -> None:
    small_reports(folder / "in", COUNT)
    with ScriptedServer(answers(), key=KEY) as server:
        done = run(*BATCH, env=given(server, EXTRACTOR_API_KEY="wrong"))
        assert done.returncode == 3
        assert "key" in done.stderr and "wrong" not in done.stderr
        assert len(server.calls) < COUNT
        assert states(run) == {"pending": COUNT}
        done = run(*BATCH, env=given(server, EXTRACTOR_API_KEY=KEY))
        assert done.returncode == 0, done.stderr
    assert states(run) == {"ok": COUNT}


@pytest.mark.slow
def test_an_endpoint_that_is_silent_ends_it_until_it_speaks(run: Command, folder: Path) -> None:
    small_reports(folder / "in", COUNT)
    server = ScriptedServer(answers())
    # Its port is taken, but nobody listens there before it is entered.
    done = run(*BATCH, env=given(server))
    assert done.returncode == 4
    assert "the same command goes on" in done.stderr
    assert "ok" not in states(run)
    with server:
        done = run(*BATCH, env=given(server))
        assert done.returncode == 0, done.stderr
    assert states(run) == {"ok": COUNT}


@pytest.mark.slow
def test_a_limit_of_money_ends_it_and_a_higher_one_pays_nothing_twice(run: Command, folder: Path) -> None:
    small_reports(folder / "in", COUNT)
    with ScriptedServer(answers()) as server:
        done = run(*BATCH, "--max-cost", "0.05", env=given(server))
        assert done.returncode == 1
        assert "--max-cost" in done.stderr
        before = len(server.calls)
        assert before > 0
        assert states(run).get("ok", 0) < COUNT
        done = run(*BATCH, "--max-cost", "5", env=given(server))
        assert done.returncode == 0, done.stderr
        asked = [request.raw for request in server.calls]
        assert len(asked) == len(set(asked)) > before
    assert states(run) == {"ok": COUNT}


@pytest.mark.slow
def test_the_same_content_under_two_names_is_asked_about_once(run: Command, folder: Path) -> None:
    first, *_ = small_reports(folder / "in", 1)
    for number in range(4):
        (folder / f"in/copy{number}.txt").write_bytes(first.read_bytes())
    with ScriptedServer(answers()) as server:
        assert run(*BATCH, env=given(server, EXTRACTOR_CACHE="false")).returncode == 0
        asked = [request.raw for request in server.calls]
    assert len(asked) == len(set(asked)) > 0
    assert states(run) == {"ok": 1, "duplicate": 4}
