"""Our client behind LiteLLM's proxy: real HTTP through others' code, in front of a scripted endpoint.

That requests get through, that errors come out as what they are, and that a gateway which tries again
by itself is counted right is shown here; nothing about any model.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.errors import EndpointRefused, EndpointUnreachable
from extractor.evaluation.run import load_gold
from extractor.model.client import TOO_LONG
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer
from extractor.settings import Settings
from tests.support.asking import RIGHT, TECHNIQUES, Rows, Waits, ask, assert_right
from tests.support.gold_answers import GoldAnswers
from tests.third_party.gateway import MORE_TRIES, PATIENT, Gateway
from tests.third_party.serving import KEY

pytestmark = pytest.mark.third_party

EVAL = Path(__file__).parents[2] / "eval"
SAMPLE = EVAL / "samples" / "laoting-2023.txt"
TRIES = 3


@pytest.fixture(autouse=True)
def _anew(gateway: Gateway) -> None:
    """Nothing is left of what the last test laid into the endpoint behind the gateway."""
    gateway.behind.faults.clear()
    gateway.behind.requests.clear()
    gateway.behind.answer = lambda _: RIGHT
    gateway.behind.completion_characters = 0


def through(gateway: Gateway, folder: Path, waits: Waits | None = None, **more: Any) -> Answer[Rows]:
    given = {"model": "scripted", "technique": "json_schema", "key": KEY, "use_cache": False} | more
    settings = ModelSettings(base_url=gateway.url, tries=TRIES, timeout=120.0, cache_dir=folder, **given)
    return ask(settings, waits or Waits())[0]


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_every_technique_gets_through(gateway: Gateway, tmp_path: Path, technique: str) -> None:
    assert_right(through(gateway, tmp_path, technique=technique), attempts=1)
    (received,) = gateway.behind.calls
    assert received.technique == technique.replace("md_json", "plain")
    assert "表格" in received.text
    assert (received.schema is not None) == (technique in ("tools", "json_schema"))


def test_tokens_are_those_of_the_endpoint_behind(gateway: Gateway, tmp_path: Path) -> None:
    usage = through(gateway, tmp_path, prompt_price=1.0, completion_price=3.0).usage
    (received,) = gateway.behind.calls
    assert usage.prompt_tokens == len(received.text)
    assert usage.completion_tokens == gateway.behind.completion_characters > 0
    assert usage.cost == pytest.approx((usage.prompt_tokens + 3 * usage.completion_tokens) / 1_000_000)


@pytest.mark.parametrize(("fault", "found"), [("no_json_schema", "tools"), ("plain_only", "plain")])
def test_auto_goes_on_where_a_technique_is_refused_behind(
    gateway: Gateway, tmp_path: Path, fault: str, found: str
) -> None:
    gateway.behind.fault(fault, times=None)
    answer = through(gateway, tmp_path, technique="auto")
    assert answer.data == Rows.model_validate(RIGHT)
    assert gateway.behind.calls[-1].technique == found
    assert answer.usage.attempts == len(gateway.behind.calls)


@pytest.mark.parametrize("model", ["limited", "failing"])
def test_passing_trouble_of_the_gateway_is_tried_again_then_told(
    gateway: Gateway, tmp_path: Path, model: str
) -> None:
    waits = Waits()
    with pytest.raises(EndpointUnreachable, match=rf"after {TRIES} tries: HTTP (429|500)") as raised:
        through(gateway, tmp_path, waits, model=model)
    assert raised.value.exit_code == 4
    assert len(waits.seconds) == TRIES - 1


def test_a_question_longer_than_the_context_is_recognised(gateway: Gateway, tmp_path: Path) -> None:
    answer = through(gateway, tmp_path, model="short")
    assert (answer.problem, answer.detail, answer.usage.attempts) == ("truncated", TOO_LONG, 1)
    gateway.behind.fault("context")
    answer = through(gateway, tmp_path)
    assert (answer.problem, answer.detail, answer.usage.attempts) == ("truncated", TOO_LONG, 1)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("401", "does not accept the key"),
        ("403", "may not use this model"),
        ("404", "knows no such model"),
        ("400", "does not accept the request"),
    ],
)
def test_a_no_from_behind_is_told_as_what_it_is(
    gateway: Gateway, tmp_path: Path, fault: str, words: str
) -> None:
    gateway.behind.fault(fault, times=None)
    with pytest.raises(EndpointRefused, match=words) as raised:
        through(gateway, tmp_path)
    assert raised.value.exit_code == 3
    assert len(gateway.behind.calls) == 1


def test_a_key_or_model_that_the_gateway_does_not_know(gateway: Gateway, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="does not accept the key") as refused:
        through(gateway, tmp_path, key="sk-wrong-in-this-test")
    assert "sk-wrong" not in str(refused.value)
    with pytest.raises(EndpointRefused, match="knows no such model: check --model"):
        through(gateway, tmp_path, model="nobody")
    assert gateway.behind.calls == []


@pytest.mark.parametrize("fault", ["429", "500", "503", "dropped"])
def test_one_failure_is_tried_again_once_by_one_of_both(gateway: Gateway, tmp_path: Path, fault: str) -> None:
    gateway.behind.fault(fault)
    assert_right(through(gateway, tmp_path), attempts=2)
    assert len(gateway.behind.calls) == 2
    gateway.behind.requests.clear()
    gateway.behind.fault(fault)
    assert_right(through(gateway, tmp_path, model=PATIENT), attempts=1)
    assert len(gateway.behind.calls) == 2


def test_no_request_is_tried_more_often_than_both_were_told_to(gateway: Gateway, tmp_path: Path) -> None:
    gateway.behind.fault("500", times=None)
    with pytest.raises(EndpointUnreachable, match=f"after {TRIES} tries"):
        through(gateway, tmp_path)
    assert len(gateway.behind.calls) == TRIES
    gateway.behind.requests.clear()
    with pytest.raises(EndpointUnreachable, match=f"after {TRIES} tries"):
        through(gateway, tmp_path, model=PATIENT)
    assert len(gateway.behind.calls) == TRIES * (1 + MORE_TRIES)


@pytest.mark.parametrize("style", ["copy", "point"])
def test_a_report_is_read_through_the_gateway(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, style: Any
) -> None:
    gold = load_gold(EVAL / "gold" / "laoting-2023.json")
    gateway.behind.answer = GoldAnswers(gold, style)
    monkeypatch.setenv("EXTRACTOR_API_KEY", KEY)
    settings = Settings.load(
        engine="model", model="scripted", base_url=gateway.url, cache=False, style=style, technique="tools"
    )
    result = extract(SAMPLE, engine="model", settings=settings)
    assert result.status == "ok"
    assert result.report.forms == gold.forms
    assert result.usage.attempts == len(gateway.behind.calls)


def test_the_doctor_says_what_the_gateway_can_do(gateway: Gateway, tmp_path: Path) -> None:
    gateway.behind.answer = lambda _: {"number": 7}
    command = [Path(sys.executable).with_name("extractor"), "doctor", "--model", "scripted", "--lang", "en"]
    done = subprocess.run(
        [*command, "--base-url", gateway.url],
        env={"EXTRACTOR_API_KEY": KEY, "HOME": str(tmp_path), "PATH": "/usr/bin"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ the endpoint lists scripted" in done.stdout
    for technique in TECHNIQUES:
        assert f"✓ {technique} works" in done.stdout
