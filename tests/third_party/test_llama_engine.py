"""The engine against llama.cpp's own server: what a model of random weights says never passes for the page.

Whether values are right is not shown here: its answers fit the schema, and mean nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, Field

from extractor import Result, extract
from extractor.engines.model.wording import Unfounded
from extractor.settings import Settings
from tests.integration.test_evidence import NOT_QUOTED, as_read, leaves, says
from tests.third_party.llama_server import MODEL, LlamaServer, told
from tests.third_party.serving import KEY, PATIENCE

pytestmark = pytest.mark.third_party

REPORT = """\
青石区培训中心2022年度绩效自评报告
项目支出绩效自评表
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 补贴性培训人次 | ≥1200人次 | 1347人次 | 20 | 20 |
| 产出指标 | 质量指标 | 培训合格率 | ≥95% | 97.2% | 15 | 15 |
| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | 87% | 10 | 8 |
"""
# What the engine reads from the cover by its own rules, whatever the model says.
COVER = ("/title", "/organization", "/fiscal_year")
OFF_THE_PAGE = get_args(Unfounded)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_API_KEY", KEY)


def settings(server: LlamaServer, **more: Any) -> Settings:
    given = {"technique": "json_schema", "temperature": 1.0, "cache": False, "timeout": PATIENCE} | more
    return Settings.load(engine="model", model=MODEL, base_url=server.url, **given)


def read(report: Path, server: LlamaServer, **more: Any) -> Result:
    return extract(report, engine="model", settings=settings(server, **more))


def off_the_page(result: Result) -> dict[str, Any]:
    """The values that do not stand where their evidence says, or have none; an empty text is no value."""
    return {
        pointer: value
        for pointer, value in leaves(result.report)
        if pointer not in COVER
        and value != ""
        and value not in NOT_QUOTED.get(pointer.rpartition("/")[2], ())
        and not (pointer in result.evidence and says(value, as_read(result, pointer)))
    }


def flagged(result: Result) -> set[str]:
    """The values of which a finding says that the page does not have them, or not in this language."""
    return {
        pointer for finding in result.findings if finding.rule in OFF_THE_PAGE for pointer in finding.pointers
    }


def is_told(result: Result) -> bool:
    """Whether a finding tells of nonsense: of single values, or that the segment was not read for it."""
    return any(finding.rule in (*OFF_THE_PAGE, "segment_failed") for finding in result.findings)


def test_copied_nonsense_is_flagged(report: Path, llama: LlamaServer) -> None:
    results = [read(report, llama, style="copy", reasks=left) for left in (0, 0, 1)]
    for result in results:
        assert set(off_the_page(result)) <= flagged(result)
        assert is_told(result), result.findings


def test_copied_nonsense_is_dropped_where_that_is_wanted(report: Path, llama: LlamaServer) -> None:
    results = [read(report, llama, style="copy", strict=True, reasks=left) for left in (0, 1)]
    assert [off_the_page(result) for result in results] == [{}, {}]
    assert all(is_told(result) for result in results), [result.findings for result in results]


def test_pointed_nonsense_brings_nothing_off_the_page(report: Path, llama: LlamaServer) -> None:
    results = [read(report, llama, style="point") for _ in range(3)]
    assert [off_the_page(result) for result in results] == [{}, {}, {}]
    assert all(result.findings for result in results)


def test_usage_is_what_the_server_counts(report: Path, llama: LlamaServer) -> None:
    before = llama.counted()
    result = read(report, llama, style="copy", reasks=1, prompt_price=1.0, completion_price=3.0)
    usage = result.usage
    assert told(usage) == llama.counted() - before
    assert usage.calls == usage.attempts > 0
    assert usage.cost == pytest.approx((usage.input_tokens + 3 * usage.output_tokens) / 1_000_000, abs=1e-6)


def test_the_limit_of_a_run_is_kept(report: Path, llama: LlamaServer) -> None:
    before = llama.counted()
    result = read(report, llama, style="copy", max_tokens=100)
    assert result.status == "failed"
    assert result.usage.attempts == 0
    assert llama.counted() == before


def test_the_rules_read_what_the_model_cannot(report: Path, llama: LlamaServer) -> None:
    by_rules = extract(report, engine="rules")
    result = read(report, llama, style="copy", max_tokens=100, fallback="rules")
    assert result.report == by_rules.report
    assert "read_by_fallback" in {finding.rule for finding in result.findings}


def test_auto_finds_the_technique(report: Path, llama: LlamaServer, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    read(report, llama, technique="auto", reasks=0, cache=True, cache_dir=folder)
    remembered = json.loads((folder / "techniques.json").read_text(encoding="utf-8"))
    assert list(remembered.values()) == ["json_schema"]


class Training(BaseModel):
    """A schema of one's own."""

    course: str = Field(description="培训名称", max_length=30)
    people: int | None = Field(description="培训人次", ge=0, le=100_000)


def test_a_schema_of_ones_own(report: Path, llama: LlamaServer) -> None:
    results = [extract(report, schema=Training, settings=settings(llama)) for _ in range(4)]
    for result in results:
        assert result.usage.calls > 0
        said = {} if result.data is None else result.data.model_dump()
        stated = [name for name, value in said.items() if value not in (None, "")]
        doubted = {pointer for finding in result.findings for pointer in finding.pointers}
        assert {f"/{name}" for name in stated} <= set(result.evidence) | doubted
    assert any(result.data is not None for result in results)
