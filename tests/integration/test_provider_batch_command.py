"""``extractor batch --provider-batch`` against a simulated provider, also killed and interrupted while it waits."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, Command, environment

from extractor.evaluation.run import load_gold
from tests.support.batch_endpoint import BatchEndpoint, Trouble
from tests.support.gold_answers import GoldAnswers

SAMPLE = ROOT / "eval/samples/laoting-2023.txt"
GOLD = load_gold(ROOT / "eval/gold/laoting-2023.json")
DOCUMENTS = 3


def provider(**more: object) -> BatchEndpoint:
    return BatchEndpoint(GoldAnswers(GOLD, "point"), **{"looks": 0} | more)


def arguments(folder: Path, server: BatchEndpoint) -> Sequence[str]:
    """Reports that differ in a line of prose: what they have in common is asked once."""
    (folder / "in").mkdir()
    for number in range(DOCUMENTS):
        text = SAMPLE.read_text() + f"\n附注{number}：本报告由单位编制并对其真实性负责。\n"
        (folder / "in" / f"{number}.txt").write_text(text)
    options = (
        "--model",
        "simulated",
        "--base-url",
        server.url,
        "--provider-batch",
        "--no-html",
        "--no-export",
    )
    return ("batch", "in", "-o", "out", *options)


def test_all_but_one_question_go_by_batch(run: Command, folder: Path) -> None:
    with provider() as server:
        command = arguments(folder, server)
        done = run(*command)
        assert done.returncode == 0, done.stderr
        assert len(server.calls) == 1
        assert set(server.charged.values()) == {1} and len(server.charged) == DOCUMENTS + 1
        assert len([*(folder / "out/documents").glob("*.json")]) == DOCUMENTS
        assert re.search(r"取回 4 个回答，0 个", done.stderr)


def test_what_would_change_nothing_is_refused_before_any_work(run: Command, folder: Path) -> None:
    with provider(offered=False) as server:
        command = arguments(folder, server)
        none = run(*command)
        assert none.returncode == 2 and "没有批量接口" in none.stderr
        assert not server.calls and not (folder / "out").exists()
        offline = run("batch", "in", "-o", "out", "--provider-batch")
        assert offline.returncode == 2 and "--model" in offline.stderr
        cluster = run(*command, "--scheduler", "tcp://127.0.0.1:9")
        assert cluster.returncode == 2 and re.search(
            "去掉 --scheduler.*去掉 --provider-batch", cluster.stderr
        )


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_the_same_command_goes_on_waiting(folder: Path, number: signal.Signals, code: int) -> None:
    child: list[subprocess.Popen[bytes]] = []
    with provider(looks=10_000) as server:
        server.troubles = [
            Trouble("GET /v1/batches/"),  # what it says is known before it is looked at again
            Trouble("GET /v1/batches/", call=lambda: os.kill(child[0].pid, number), after=True),
        ]
        command = [EXTRACTOR, *arguments(folder, server)]
        child.append(subprocess.Popen(command, cwd=folder, env=environment(folder)))
        assert child[0].wait(timeout=60) == code
        assert waited_for(folder) == [("batch-simulated-1", DOCUMENTS + 1, "created", "in_progress")]
        server.looks = 0
        again = subprocess.run(command, cwd=folder, env=environment(folder), timeout=60)
        assert again.returncode == 0
        assert (len(server.batches), len(server.calls), set(server.charged.values())) == (1, 1, {1})
        assert len([*(folder / "out/documents").glob("*.json")]) == DOCUMENTS
        assert waited_for(folder) == []


def waited_for(folder: Path) -> list[tuple[object, ...]]:
    """Batch, questions, how far it is here and at the provider, of what ``status`` says is waited for."""
    said = status(folder, "--json")
    told = json.loads(said)["provider_batches"]
    for batch in told:
        assert datetime.fromisoformat(batch["since"]) <= datetime.now()
        for lang, how in (("en", "handed in, in_progress"), ("zh", "已提交，处理中")):
            (line,) = [line for line in status(folder, "--lang", lang).splitlines() if batch["batch"] in line]
            assert how in line and str(batch["questions"]) in line and batch["since"] in line
    return [(batch["batch"], batch["questions"], batch["state"], batch["status"]) for batch in told]


def status(folder: Path, *options: str) -> str:
    command = [EXTRACTOR, "status", "out", *options]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
