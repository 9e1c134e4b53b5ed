"""Schemas of the user's own, over real HTTP; every answer here is simulated by a scripted server."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import ROOT, Command
from pydantic import BaseModel, Field

from extractor import extract
from extractor.errors import ConfigurationError, UsageError
from extractor.settings import Settings
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer

DOCUMENT = """2022年度项目支出绩效自评报告

河边县水务局农田灌溉项目全年预算118.73万元，实际支出108.37万元，执行率91.27%。

修复水渠12公里，受益群众1,350人。
填报人：郑小川　联系电话：7651234
"""


class Spending(BaseModel):
    budget: float
    executed: Decimal | None = None


class Brief(BaseModel):
    """A few figures of a report."""

    unit: str | None = Field(default=None, description="单位")
    spendings: list[Spending] = []
    people: int | None = None
    mood: Literal["good", "bad"] | None = None
    signed_on: date | None = None


GOOD = {
    "unit": "河边县水务局",
    "spendings": [{"budget": 118.73, "executed": "108.37"}],
    "people": 1350,
    "mood": None,
    "signed_on": None,
}


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "brief.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def settings(server: ScriptedServer, **more: Any) -> Settings:
    return Settings.load(**({"model": "scripted", "base_url": server.url, "cache": False} | more))


def test_a_typed_result_with_evidence_and_usage(document: Path) -> None:
    with ScriptedServer(lambda _: GOOD) as server:
        result = extract(document, schema=Brief, settings=settings(server))
    assert type(result.data) is Brief
    assert result.data.spendings[0].executed == Decimal("108.37")
    assert (result.status, result.findings) == ("ok", [])
    shown = {pointer: [place.text for place in places] for pointer, places in result.evidence.items()}
    assert shown == {
        "/unit": ["河边县水务局"],
        "/people": ["1,350"],
        "/spendings/0/budget": ["118.73"],
        "/spendings/0/executed": ["108.37"],
    }
    for places in result.evidence.values():
        assert all(DOCUMENT[place.start : place.end] == place.text for place in places)
    assert (result.usage.engine, result.usage.model, result.usage.calls) == ("model", "scripted", 1)
    assert result.usage.input_tokens > 0


def test_a_value_that_is_not_in_the_document_is_told(document: Path) -> None:
    invented = GOOD | {"unit": "河口县水务局", "spendings": [{"budget": 18.73, "executed": "118.37"}]}
    with ScriptedServer(lambda _: invented) as server:
        result = extract(document, schema=Brief, settings=settings(server))
    told = {finding.pointers[0] for finding in result.findings if finding.rule == "not_in_source"}
    assert told == {"/unit", "/spendings/0/budget", "/spendings/0/executed"}
    assert told.isdisjoint(result.evidence)


def test_an_answer_that_does_not_fit_is_asked_again(document: Path) -> None:
    with ScriptedServer(lambda _: GOOD) as server:
        server.fault("wrong_types", times=1)
        result = extract(document, schema=Brief, settings=settings(server, technique="json_schema"))
    assert result.data == Brief.model_validate(GOOD)
    assert (result.usage.calls, result.usage.reasks) == (2, 1)
    assert "上一次的回答不合要求" in server.calls[1].text


def test_no_usable_answer_is_a_failure_not_an_empty_result(document: Path) -> None:
    with ScriptedServer(lambda _: GOOD) as server:
        server.fault("wrong_types", times=None)
        result = extract(document, schema=Brief, settings=settings(server, technique="json_schema", reasks=1))
    assert (result.status, result.data, result.usage.calls) == ("failed", None, 2)
    assert [finding.rule for finding in result.findings] == ["segment_failed"]


def _people(request: Received) -> dict[str, Any]:
    """One entry for each line of the part that was asked about."""
    figures = re.findall(r"第(\d+)户", request.messages[1]["content"])
    return {"spendings": [{"budget": int(figure), "executed": None} for figure in figures]}


def test_a_long_document_is_asked_in_parts_and_joined(document: Path) -> None:
    lines = [f"第{number}户家庭领取补助，手续齐全，按月发放，群众满意，已公示。" for number in range(1, 1201)]
    document.write_text("某县补助发放情况\n\n" + "\n\n".join(lines), encoding="utf-8")
    with ScriptedServer(_people) as server:
        result = extract(document, schema=Brief, settings=settings(server))
    assert result.data is not None
    assert [spending.budget for spending in result.data.spendings] == list(range(1, 1201))
    assert (result.status, result.usage.calls) == ("ok", len(server.calls))
    assert len(server.calls) > 2


def test_an_answer_cut_off_is_asked_in_halves(document: Path) -> None:
    lines = [f"第{number}户家庭领取补助。" for number in range(1, 101)]
    document.write_text("\n\n".join(lines), encoding="utf-8")
    with ScriptedServer(_people) as server:
        server.fault("truncated", times=1)
        result = extract(document, schema=Brief, settings=settings(server, technique="json_schema"))
    assert result.data is not None
    assert [spending.budget for spending in result.data.spendings] == list(range(1, 101))
    assert result.usage.calls == 3


def test_needs_a_model(document: Path) -> None:
    with pytest.raises(ConfigurationError, match="no model is configured"):
        extract(document, schema=Brief)
    with pytest.raises(UsageError, match="needs the engine model"):
        extract(document, schema=Brief, engine="rules")


def test_the_command_line_takes_a_model_of_the_current_folder(run: Command, folder: Path) -> None:
    (folder / "report.txt").write_text(DOCUMENT, encoding="utf-8")
    (folder / "mine.py").write_text(
        "from pydantic import BaseModel\nclass Mine(BaseModel):\n    unit: str\n", encoding="utf-8"
    )
    with ScriptedServer(lambda _: {"unit": "河边县水务局"}) as server:
        arguments = ["extract", "report.txt", "--model", "scripted", "--base-url", server.url, "--no-cache"]
        done = run(*arguments, "--schema", "mine:Mine")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["data"] == {"unit": "河边县水务局"}
        done = run(*arguments, "--schema", "mine:Mine", "-o", "out.json")
        assert (done.returncode, done.stdout) == (0, "")
        assert json.loads((folder / "out.json").read_text("utf-8"))["evidence"]["/unit"]
        asked = len(server.calls)
        for wrong, said in [
            (["--schema", "mine:Other"], "mine 中没有这个 pydantic 模型"),
            (["--schema", "mine"], "应写作 模块:模型"),
            (["--schema", "absent:Mine"], "无法导入"),
            (["--schema", "mine:Mine", "--style", "copy"], "--style 只用于报告格式"),
            (["--schema", "mine:Mine", "-o", "out.xlsx"], "后缀应为 .json"),
        ]:
            done = run(*arguments, *wrong)
            assert (done.returncode, done.stdout) == (2, "")
            assert said in done.stderr
        assert len(server.calls) == asked


def test_samples_are_read_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    sample = ROOT / "eval/samples/zhaohua-2022.txt"
    with ScriptedServer(lambda _: {"unit": None}) as server:
        extract(sample, schema=Brief, settings=settings(server))
    sent = "".join("".join(request.text.split()) for request in server.calls)
    figures = set(re.findall(r"\d+\.\d+", sample.read_text("utf-8")))
    assert {figure for figure in figures if figure not in sent} == set()


def test_a_part_that_fails_makes_the_result_partial(document: Path) -> None:
    lines = [f"第{number}户家庭领取补助，手续齐全，按月发放，群众满意，已公示。" for number in range(1, 1201)]
    document.write_text("\n\n".join(lines), encoding="utf-8")
    with ScriptedServer(_people) as server:
        server.fault("refusal", times=None, when=lambda request: "第1户" in request.messages[1]["content"])
        result = extract(document, schema=Brief, settings=settings(server, technique="json_schema"))
    assert result.data is not None
    assert result.status == "partial"
    assert [finding.rule for finding in result.findings] == ["segment_failed"]
    found = [int(spending.budget) for spending in result.data.spendings]
    assert found == list(range(found[0], 1201))
