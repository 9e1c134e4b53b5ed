"""Our client against the server of llama-cpp-python: constrained decoding by tools, json_schema refused.

The model's weights are random: what is shown is that requests are accepted and answers read.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from extractor import extract
from extractor.engines.model.answers import Style, answer_model
from extractor.engines.model.prompts import Prompts
from extractor.errors import EndpointRefused
from extractor.layout.segments import SegmentKind
from extractor.model.client import TOO_LONG
from extractor.model.probe import models_of, try_techniques
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer, Ask, Message
from extractor.settings import Settings
from tests.support.asking import Waits
from tests.support.asking import ask as asked_by_turns
from tests.third_party.llama_server import CONTEXT, MODEL
from tests.third_party.serving import KEY, PATIENCE
from tests.third_party.test_llama_engine import REPORT, off_the_page
from tests.third_party.test_llama_server import KINDS, SHEET

pytestmark = pytest.mark.third_party


class Row(BaseModel):
    # No bounds of numbers: this server's grammar knows none, and a model of random weights keeps to none.
    model_config = ConfigDict(extra="forbid")
    level1: Literal["产出指标", "效益指标", "满意度指标"]
    level3: str
    score: int | None


class Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rows: list[Row] = Field(min_length=1, max_length=2)


def settings(url: str, folder: Path, **more: Any) -> ModelSettings:
    given = {"technique": "tools", "temperature": 1.0, "tries": 2, "use_cache": False, "key": KEY} | more
    return ModelSettings(model=MODEL, base_url=url, cache_dir=folder, timeout=PATIENCE, **given)


def question(text: str = SHEET, max_tokens: int = 400) -> Ask[Any]:
    return Ask("form 1", (Message("system", "提取。"), Message("user", text)), Rows, max_tokens)


def ask(given: ModelSettings, *questions: Ask[Any]) -> list[Answer[Any]]:
    return asked_by_turns(given, Waits(), *questions)


def test_tools_are_held_to_their_schema(python_llama: str, tmp_path: Path) -> None:
    answers = ask(settings(python_llama, tmp_path), *[question()] * 4)
    # What is cut off at the limit of tokens fits as far as it goes.
    assert {answer.problem for answer in answers} <= {None, "truncated"}, [one.detail for one in answers]
    rows = [row for answer in answers if answer.data for row in answer.data.rows]
    assert len({row.level3 for row in rows}) > 2, "a model of random weights does not repeat itself"


def test_tokens_of_each_attempt_are_counted(python_llama: str, tmp_path: Path) -> None:
    given = settings(python_llama, tmp_path, prompt_price=1.0, completion_price=3.0)
    short, long = ask(given, question(max_tokens=40), question(SHEET * 2, max_tokens=40))
    assert short.usage.attempts == 1
    assert 0 < short.usage.completion_tokens <= 40
    assert long.usage.prompt_tokens > short.usage.prompt_tokens > len(SHEET) / 4
    for usage in (short.usage, long.usage):
        assert usage.cost == pytest.approx((usage.prompt_tokens + 3 * usage.completion_tokens) / 1_000_000)


def test_json_schema_is_refused_at_the_first_try(python_llama: str, tmp_path: Path) -> None:
    given = settings(python_llama, tmp_path, technique="json_schema")
    with pytest.raises(EndpointRefused, match="check --technique and --model.*HTTP 500.*response_format"):
        ask(given, question())


def test_auto_settles_on_tools_and_remembers_it(python_llama: str, tmp_path: Path) -> None:
    given = settings(python_llama, tmp_path, technique="auto", use_cache=True)
    first, second = ask(given, question(), question(SHEET[:20]))
    assert (first.usage.attempts, second.usage.attempts) == (2, 1)
    assert '"tools"' in (tmp_path / "techniques.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["copy", "point"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_question_of_the_engine_is_accepted(
    python_llama: str, tmp_path: Path, kind: SegmentKind, style: Style
) -> None:
    messages = Prompts(style).messages(kind, "", SHEET, 1)
    (answer,) = ask(
        settings(python_llama, tmp_path), Ask(f"{kind} 1", messages, answer_model(kind, style), 250)
    )
    assert answer.raw.startswith("{")
    assert answer.usage.attempts == 1


def test_a_wrong_key_is_reported_at_once(python_llama: str, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="does not accept the key.*HTTP 401") as refused:
        asyncio.run(try_techniques(settings(python_llama, tmp_path, key="sk-wrong-in-this-test")))
    assert "sk-wrong" not in str(refused.value)


def test_a_question_longer_than_the_context_is_recognised(python_llama: str, tmp_path: Path) -> None:
    (answer,) = ask(settings(python_llama, tmp_path), question("很长 " * CONTEXT))
    assert (answer.problem, answer.detail, answer.usage.attempts) == ("truncated", TOO_LONG, 1)


def test_each_technique_works_or_says_why_not(python_llama: str, tmp_path: Path) -> None:
    given = settings(python_llama, tmp_path)
    assert asyncio.run(models_of(given)) == [MODEL]
    tried = {one.technique: one for one in asyncio.run(try_techniques(given))}
    assert tried["tools"].works
    assert tried["json_schema"].refused is not None
    assert all(one.detail for one in tried.values())


def test_pointed_nonsense_brings_nothing_off_the_page(
    python_llama: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    monkeypatch.setenv("EXTRACTOR_API_KEY", KEY)
    given = Settings.load(
        engine="model", model=MODEL, base_url=python_llama, technique="auto", temperature=1.0,
        cache=False, timeout=PATIENCE, reasks=0,
    )  # fmt: skip
    result = extract(report, engine="model", settings=given)
    assert off_the_page(result) == {}
    assert result.findings
    assert result.usage.attempts > 0
