"""Pictures of scanned pages beside the text of a question: what a server gets, what it costs, what comes of it.

All answers are simulated: nothing here says how well a model reads a picture.
"""

from __future__ import annotations

import io
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from PIL import Image

from extractor import Result, extract
from extractor.document import Page
from extractor.errors import EndpointRefused
from extractor.evaluation.run import load_gold
from extractor.readers import read_document
from extractor.settings import Settings
from extractor.text import fold
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

SMALL = Path(__file__).parents[2] / "eval/renditions/small"
NAME = "hetang-2022-form-national"
SCAN, TYPED = SMALL / f"{NAME}-clean.pdf", SMALL / f"{NAME}.pdf"
GOLD = load_gold(SMALL / "gold" / f"{NAME}.json")
FILLED_BY, PHONE = "刘芳", "28428370"
MARGIN = 10
_numbers = count()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all, so that the page is read by OCR only once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def model() -> str:
    """A model's name of this test's own: its answers are in no cache yet."""
    return f"simulated-{next(_numbers)}"


@pytest.fixture
def read(cache: Path, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def call(server: ScriptedServer, document: Path = SCAN, **options: Any) -> Result:
        given = {"technique": "json_schema", "style": "point", "vision": True, "mask": False, "tries": 1}
        settings = Settings.load(model=model, base_url=server.url, cache_dir=cache, **given | options)
        return extract(document, settings=settings)

    return call


def seen(jpeg: bytes) -> Image.Image:
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        return image.convert("L")


def rules_of(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings]


@pytest.mark.parametrize("technique", ["tools", "json_schema", "json", "md_json"])
@pytest.mark.parametrize("style", ["point", "copy"])
def test_the_scanned_page_goes_along(read: Any, technique: str, style: str) -> None:
    with ScriptedServer(GoldAnswers(GOLD, style)) as server:
        result = read(server, technique=technique, style=style)
    assert result.status == "ok"
    names = [fold(indicator.level3 or "") for indicator in result.report.forms[0].indicators]
    assert names == [fold(indicator.level3 or "") for indicator in GOLD.forms[0].indicators]
    (call,) = server.calls
    (jpeg,) = call.pictures
    width, height = seen(jpeg).size
    assert 900 < width < 1240
    assert 1000 < height < 1754
    assert "data:image" not in call.text
    assert "# 附图" in call.text
    assert list(result.usage.prompts) == [f"form.v1.{style}+vision.v1"]


def test_a_page_with_text_of_its_own_is_not_shown(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        read(server, TYPED)
        read(server, TYPED, cache=False, vision=False)
    with_option, without = server.calls
    assert with_option.pictures == []
    assert with_option.body == without.body


def test_what_was_answered_with_a_picture_costs_nothing_again(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        first, second = read(server), read(server)
        assert (len(server.calls), second.usage.calls, second.usage.cache_hits) == (1, 0, 1)
        assert second.report == first.report
        read(server, vision_dpi=100)
        read(server, vision=False)
    assert [len(call.pictures) for call in server.calls] == [1, 1, 0]
    fine, coarse = (seen(call.pictures[0]) for call in server.calls[:2])
    assert coarse.width == pytest.approx(fine.width / 1.5, abs=2)


def test_the_worst_case_of_a_call_counts_its_picture(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        read(server, vision=False)
        (call,) = server.calls
        limit = len(call.raw) + call.body["max_tokens"] + 5000
        assert read(server, vision=False, max_tokens=limit, temperature=0.1).status == "ok"
        stopped = read(server, max_tokens=limit)
        assert (stopped.status, stopped.usage.attempts) == ("failed", 0)
        assert "--max-tokens" in stopped.usage.segments[0].failed
        # The bytes of the picture are none of its tokens.
        assert read(server, max_tokens=limit + 50_000).status == "ok"
    assert len(server.calls) == 3


def test_what_is_masked_in_the_text_is_black_in_the_picture(read: Any, cache: Path, tmp_path: Path) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        read(server, mask=False)
        read(server, mask=True)
    plain, masked = server.calls
    assert (PHONE in plain.text, FILLED_BY in plain.text) == (True, True)
    assert (PHONE in masked.text, FILLED_BY in masked.text) == (False, False)
    (page,) = read_document(SCAN, Settings.load(cache_dir=cache)).pages
    for value in (PHONE, FILLED_BY):
        at = page.text.index(value)
        for word in page.words_at(at, at + len(value)):
            frame = pixels(page, (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
            assert seen(plain.pictures[0]).crop(frame).getextrema()[1] > 200
            assert seen(masked.pictures[0]).crop(frame).getextrema()[1] < 40
    received = tmp_path / "received.jpg"
    received.write_bytes(masked.pictures[0])
    text = "".join(page.text for page in read_document(received, Settings.load(cache_dir=cache)).pages)
    assert "年度资金总额" in text
    assert (PHONE in text, FILLED_BY in text) == (False, False)


def pixels(page: Page, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """Where a box of the page is in the picture of all its words."""
    left = min(word.box.x0 for word in page.words) - MARGIN
    top = min(word.box.y0 for word in page.words) - MARGIN
    x0, y0, x1, y1 = (
        round((side - start) * 150 / 72) for side, start in zip(box, (left, top, left, top), strict=True)
    )
    return x0, y0, x1, y1


def test_a_re_ask_carries_the_picture_again(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.fault("wrong_types", times=1)
        result = read(server)
    assert (result.status, result.usage.reasks) == ("ok", 1)
    first, second = server.calls
    assert len(first.pictures) == 1
    assert second.pictures == first.pictures


def test_a_row_asked_again_carries_its_own_strip(read: Any) -> None:
    def without_a_row(answer: Any, _: Received) -> Any:
        return answer if len(answer["rows"]) > 1 and answer["rows"].pop(2) else None

    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.change(without_a_row, times=1)
        result = read(server)
    assert len(result.report.forms[0].indicators) == len(GOLD.forms[0].indicators)
    whole, strip = (seen(call.pictures[0]) for call in server.calls)
    assert (strip.width, strip.height < whole.height / 5) == (whole.width, True)


def test_halves_carry_the_picture_of_their_part(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.fault("truncated", times=1)
        read(server)
    whole, *halves = ([seen(one).height for one in call.pictures] for call in server.calls)
    assert len(halves) == 2
    assert all(half[0] < 0.8 * whole[0] for half in halves)


def misreading(answer: Any, _: Received) -> Any:
    """Another character, another figure than OCR reads: as of a model that sees more, or wrongly."""
    answer["project_name"] = (answer["project_name"] or "").replace("反邪", "反腐") or None
    for row in answer["indicators"]:
        row["max_score"] = 26 if row["max_score"] == 20 else row["max_score"]
    return answer


def test_what_the_model_reads_otherwise_than_ocr_is_told(read: Any) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "copy")) as server:
        server.change(misreading, times=None)
        result = read(server, style="copy")
        assert len(server.calls) == 1
        dropped = read(server, style="copy", strict=True)
        blind = read(server, style="copy", vision=False)
    told = {finding.pointers[0]: finding for finding in result.findings if finding.rule == "read_off_picture"}
    name, points = "/forms/0/project_name", "/forms/0/indicators/3/max_score"
    assert set(told) == {name, points}
    assert {finding.severity for finding in told.values()} == {"warning"}
    assert (told[points].found, told[points].expected) == ("26", "20")
    assert result.report.forms[0].project_name.startswith("反腐")
    assert result.report.forms[0].indicators[3].max_score == 26
    assert {place.match for at in told for place in result.evidence[at]} == {"fuzzy"}
    assert [place.text for place in result.evidence[points]] == ["20"]
    assert dropped.report.forms[0].project_name is None
    assert "read_off_picture" not in rules_of(blind)
    assert rules_of(blind).count("not_in_source") == 2


def test_what_is_like_nothing_that_ocr_read_is_not_in_the_source(read: Any) -> None:
    def invented(answer: Any, _: Received) -> Any:
        answer["project_name"] = "水库除险加固工程"
        return answer

    with ScriptedServer(GoldAnswers(GOLD, "copy")) as server:
        server.change(invented, times=None)
        result = read(server, style="copy")
    (finding,) = [finding for finding in result.findings if "/forms/0/project_name" in finding.pointers][:1]
    assert finding.rule == "not_in_source"
    assert "read_off_picture" not in rules_of(result)


@pytest.mark.parametrize("fault", ["no_pictures", "no_mmproj"])
def test_a_model_that_takes_no_pictures(read: Any, fault: str) -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.fault(fault, times=None, when=lambda request: bool(request.pictures))
        with pytest.raises(EndpointRefused) as refused:
            read(server, technique="auto", tries=5)
        assert len(server.calls) == 1
        assert "leave --vision out" in refused.value.said("en")
        assert "去掉 --vision" in refused.value.said("zh")
        assert read(server, vision=False).status == "ok"


def test_the_option_is_one_of_the_report_contract_by_a_model(run: Command, report: Path) -> None:
    without = run("extract", report, "--vision")
    assert (without.returncode, "--vision 只用于语言模型" in without.stderr) == (2, True)
    server = ["--model", "m", "--base-url", "http://127.0.0.1:9/v1"]
    own = run("extract", report, *server, "--vision", "--schema", "json:JSONDecoder")
    assert (own.returncode, "不能与 --schema 同用" in own.stderr) == (2, True)


def test_a_text_file_has_no_pictures(run: Command, report: Path) -> None:
    gold = load_gold(Path(__file__).parents[2] / "eval/gold/quannan-2022.json")
    with ScriptedServer(GoldAnswers(gold, "point")) as server:
        done = run("extract", report, "--model", "m", "--base-url", server.url, "--vision", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["report"] == gold.model_dump(mode="json")
    assert [call.pictures for call in server.calls if call.pictures] == []
