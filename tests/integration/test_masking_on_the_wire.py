"""What leaves the machine: every byte that a server received is searched for personal data.

The server's answers are simulated.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import ROOT, Command
from pydantic import BaseModel

from extractor import extract
from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score
from extractor.report import Report
from extractor.settings import Settings
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

# Made up; the check digits are right, so that they count as what they look like.
PERSONAL = {
    "mobile": "13812345678",
    "landline": "0311-8765432",
    "short": "7651234",
    "identity": "130824199003073913",
    "card": "6222021234567890128",
    "account": "50112345678901",
    "email": "zheng.xiaochuan@example.com",
    "name": "郑小川",
    "other": "欧阳明月",
}
DOCUMENT = """2022年度项目支出绩效自评报告

河边县水务局农田灌溉项目全年预算118.73万元，由郑小川牵头，经费卡号6222021234567890128。

项目负责人：欧阳明月　身份证号：130824199003073913
收款账号：50112345678901　传真 0311-8765432
填报人：郑小川　联系电话：7651234　手机 13812345678　邮箱 zheng.xiaochuan@example.com
项目编码 130824198001010011，资金1381234.56元
"""
KEPT = ("118.73", "130824198001010011", "1381234.56", "河边县水务局")


class SignOff(BaseModel):
    filled_by: str
    phone: str
    card: str


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "report.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def received(server: ScriptedServer) -> str:
    """Everything a server received: paths, headers and bodies, in UTF-8 and with JSON escapes undone."""
    parts = []
    for request in server.requests:
        raw = request.raw.decode("utf-8")
        undone = json.dumps(json.loads(raw), ensure_ascii=False) if raw else ""
        parts += [request.path, json.dumps(request.headers, ensure_ascii=False), raw, undone]
    return "\n".join(parts)


def as_masked(request: Received) -> dict[str, Any]:
    """The answer of a model that copies what it was shown."""
    shown = request.messages[1]["content"]
    found = {
        "filled_by": re.search(r"填报人：(.{3})", shown),
        "phone": re.search(r"联系电话：([0-9-]+)", shown),
        "card": re.search(r"卡号(\d+)", shown),
    }
    return {name: match[1] for name, match in found.items() if match}


@pytest.mark.parametrize("technique", ["tools", "json_schema", "json", "md_json"])
def test_nothing_personal_leaves_and_all_of_it_comes_back(document: Path, technique: str) -> None:
    with ScriptedServer(as_masked) as server:
        server.fault("wrong_types", times=1)
        settings = Settings.load(
            model="scripted", base_url=server.url, cache=False, mask=True, technique=technique
        )
        result = extract(document, schema=SignOff, settings=settings)
        sent = received(server)
    assert len(server.calls) == 2
    assert {kind for kind, value in PERSONAL.items() if value in sent} == set()
    assert [value for value in KEPT if value not in sent] == []
    assert result.data == SignOff(filled_by="郑小川", phone="7651234", card=PERSONAL["card"])
    assert {place.text for places in result.evidence.values() for place in places} == {
        "郑小川",
        "7651234",
        PERSONAL["card"],
    }
    assert result.findings == []


def test_without_masking_it_would_have_left(document: Path) -> None:
    with ScriptedServer(as_masked) as server:
        settings = Settings.load(model="scripted", base_url=server.url, cache=False)
        extract(document, schema=SignOff, settings=settings)
        sent = received(server)
    assert [kind for kind, value in PERSONAL.items() if value not in sent] == []


def test_the_cache_holds_nothing_personal_either(document: Path, tmp_path: Path) -> None:
    import zlib

    folder = tmp_path / "cache"
    with ScriptedServer(as_masked) as server:
        settings = Settings.load(model="scripted", base_url=server.url, cache_dir=folder, mask=True)
        first = extract(document, schema=SignOff, settings=settings)
        second = extract(document, schema=SignOff, settings=settings)
    assert (len(server.calls), second.usage.cache_hits, second.usage.calls) == (1, 1, 0)
    assert first.data == second.data
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    packed = [stored[match.start() :] for match in re.finditer(rb"\x78\x01", stored)]
    unpacked = []
    for start in packed:
        try:
            unpacked.append(zlib.decompressobj().decompress(start).decode("utf-8"))
        except (zlib.error, UnicodeDecodeError):
            continue
    plain = stored.decode("utf-8", "replace") + "".join(unpacked)
    assert "filled_by" in plain
    assert {kind for kind, value in PERSONAL.items() if value in plain} == set()


@pytest.mark.parametrize("style", ["copy", "point"])
@pytest.mark.parametrize("name", ["dachang-2023", "laoting-2023", "hetang-2022"])
def test_signatures_of_the_samples_stay_here(run: Command, style: str, name: str) -> None:
    gold = load_gold(ROOT / f"eval/gold/{name}.json").model_dump()
    signed = {form[field] for form in gold["forms"] for field in ("filled_by", "phone") if form[field]}
    assert signed
    with ScriptedServer(lambda _: {}) as server:
        sample = ROOT / f"eval/samples/{name}.txt"
        arguments = ["--model", "scripted", "--base-url", server.url, "--no-cache", "--mask", "--json"]
        run("extract", sample, *arguments, "--style", style, "--technique", "json", "--reasks", "1")
        sent = received(server)
    assert len(server.calls) > 1
    assert {value for value in signed if value in sent} == set()


class MaskedGold:
    """Answers from gold as a model would that was shown the masked document: in its placeholders."""

    def __init__(self, gold: Report, style: Literal["copy", "point"]) -> None:
        self._gold = gold.model_dump_json()
        self._style = style
        self._names = {form.filled_by for form in gold.forms if form.filled_by}
        self._phones = {form.phone for form in gold.forms if form.phone}

    def __call__(self, request: Received) -> dict[str, Any]:
        shown, gold = request.messages[1]["content"], self._gold
        for values, pattern in (
            (self._names, "某[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]{2}"),
            (self._phones, "000-3456[0-9]{4}|1203456[0-9]{4}"),
        ):
            (value,) = values
            if found := re.search(pattern, shown):
                gold = gold.replace(value, found[0])
        return GoldAnswers(Report.model_validate_json(gold), self._style)(request)


@pytest.mark.parametrize("style", ["copy", "point"])
@pytest.mark.parametrize("name", ["dachang-2023", "laoting-2023", "hetang-2022"])
def test_the_report_is_the_same_as_without_masking(style: Literal["copy", "point"], name: str) -> None:
    gold = load_gold(ROOT / f"eval/gold/{name}.json")
    with ScriptedServer(MaskedGold(gold, style)) as server:
        settings = Settings.load(
            model="simulated", base_url=server.url, cache=False, mask=True, style=style, technique="tools"
        )
        result = extract(ROOT / f"eval/samples/{name}.txt", settings=settings)
        sent = received(server)
    assert [str(mistake) for mistake in score(gold, result.report).mistakes] == []
    assert [finding.message for finding in result.findings if finding.rule == "not_in_source"] == []
    signed = {value for form in gold.forms for value in (form.filled_by, form.phone) if value}
    assert {value for value in signed if value in sent} == set()
