"""The page for the browser: parsed, not rendered."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import pytest

from extractor import Result, extract
from extractor.document import Document, Page
from extractor.output import write
from extractor.report import Conclusion, Report
from extractor.result import Evidence, Finding, PageSource, Source, Usage
from tests.support.copied import changeable
from tests.support.opened_page import Element, OpenedPage

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"
HOSTILE = "</script><script>alert(1)</script>\"'`&lt;<!--<img src=x onerror=alert(1)>{{7*7}}"


class Opened(OpenedPage):
    """The page of a result, whose values are told by their pointers."""

    def value(self, pointer: str) -> Element:
        return self.values[pointer]

    @cached_property
    def values(self) -> dict[str, Element]:
        return {pointer: e for e in self.all(kind="v") for pointer in e["data-p"].split()}


def opened(result: Result, folder: Path, lang="zh") -> Opened:
    (path,) = write(result, folder / "x.html", lang)
    return Opened(path.read_text(encoding="utf-8"))


def small(text: str, *pages: str, **report) -> Result:
    """A result over invented pages, with one conclusion that quotes ``text`` from the first."""
    at = pages[0].index(text)
    place = Evidence(page=1, start=at, end=at + len(text), text=text, match="exact")
    numbered = tuple(Page(number, page, "text") for number, page in enumerate(pages, 1))
    return Result(
        report=Report(conclusions=[Conclusion(quote=text)], **report),
        source=Source(
            file="x.txt",
            sha256="0" * 64,
            media_type="text/plain",
            pages=[PageSource(number=page.number, read_by="text", characters=9) for page in numbered],
        ),
        evidence={"/conclusions/0/quote": [place]},
        findings=[],
        usage=Usage(engine="rules"),
    ).with_document(Document("x.txt", "0" * 64, "text/plain", numbered, ()))


@pytest.fixture(scope="module")
def extracted() -> Result:
    return extract(SAMPLES / "quannan-2022.txt")


@pytest.fixture
def result(extracted) -> Result:
    return changeable(extracted)


@pytest.mark.parametrize("name", ["dachang-2023", "zhaohua-2022"])
def test_every_place_of_every_value_can_be_lit(name, tmp_path):
    result = extract(SAMPLES / f"{name}.txt")
    page = opened(result, tmp_path)
    lit = defaultdict(str)
    for mark in page.all("mark"):
        for number in mark["data-k"].split():
            lit[number] += mark.text
    checked = 0
    for pointer, places in result.evidence.items():
        numbers = page.value(pointer)["data-k"].split()
        found = [re.sub(r"\s", "", lit[number]) for number in numbers]
        assert {re.sub(r"\s", "", place.text) for place in places} <= set(found), pointer
        checked += len(places)
    assert checked > 200


def test_every_lit_place_leads_back_to_a_value(result, tmp_path):
    page = opened(result, tmp_path)
    owners = [*page.all(kind="v"), *page.all(kind="check")]
    owned = {number for one in owners for number in one["data-k"].split()}
    assert {number for mark in page.all("mark") for number in mark["data-k"].split()} <= owned


def test_the_source_is_whole_and_numbered(result, tmp_path):
    lines = opened(result, tmp_path).all(kind="l")
    source = result.document.pages[0].text.splitlines()
    assert [line.text for line in lines] == source
    assert [int(line["data-n"]) for line in lines] == list(range(1, len(source) + 1))


def test_nothing_is_asked_of_any_network(result, tmp_path):
    result.report.title = "http://a.b/c"
    page = opened(result, tmp_path)
    for element in page.elements:
        assert not {"src", "srcset", "action", "style", "background"} & set(element.attributes)
        assert not [name for name in element.attributes if name.startswith("on")]
        assert element["href"] == "" or element["href"].startswith("#")
    assert not page.all("link")
    (style,), (script,) = page.all("style"), page.all("script")
    assert not re.search(r"url\(|@import|https?:", style.text + script.text)
    assert not re.search(r"fetch|XMLHttp|WebSocket|import\(|innerHTML|eval\(", script.text)


def test_the_policy_allows_its_own_style_and_script_to_the_letter(result, tmp_path):
    page = opened(result, tmp_path)
    (policy,) = (e["content"] for e in page.all("meta") if e["http-equiv"] == "Content-Security-Policy")
    (style,), (script,) = page.all("style"), page.all("script")
    for name, element in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_hostile_text_stays_text(tmp_path):
    result = small(HOSTILE, f"前 {HOSTILE}\n\x00\x1b后\ud800", title=HOSTILE, organization="{% raw %}")
    result.findings = [
        Finding(rule="r", severity="error", pointers=["/title"], message=HOSTILE, message_en=HOSTILE)
    ]
    page = opened(result, tmp_path)
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert page.value("/conclusions/0/quote").text == HOSTILE
    assert page.value("/title")["data-why"].startswith(HOSTILE)
    assert page.value("/organization").text == "{% raw %}"
    (mark,) = page.all("mark")
    assert mark.text == HOSTILE
    assert page.all(kind="l")[1].text == "␀␛后\ufffd"


def test_doubtful_values_are_marked_with_their_reason_and_the_list_leads_there(result, tmp_path):
    pointer = "/forms/0/indicators/2"
    result.findings = [
        Finding(rule="r", severity="warning", pointers=[pointer], message="请核对", message_en="check"),
        Finding(rule="r", severity="error", pointers=["/title"], message="错", message_en="wrong", found="1", expected="2"),
    ]  # fmt: skip
    page = opened(result, tmp_path)
    value = page.value(f"{pointer}/score")
    assert "warning" in value.classes
    assert value["data-why"] == "请核对"
    assert "error" in page.value("/title").classes
    assert "应为 2，实为 1" in page.value("/title")["data-why"]
    assert "warning" not in page.value("/forms/0/indicators/1/score").classes
    first, second = page.all("button")
    assert (first["data-go"], second["data-go"]) == ("/title", pointer)
    numbers = set(second["data-k"].split())
    assert set(value["data-k"].split()) <= numbers
    assert any(
        "warning" in mark.classes and numbers & set(mark["data-k"].split()) for mark in page.all("mark")
    )


def test_a_finding_that_leads_nowhere_is_no_button(result, tmp_path):
    result.findings = [
        Finding(rule="no_table", severity="warning", message="没有表格", message_en="no table")
    ]
    page = opened(result, tmp_path)
    (line,) = page.all(kind="check")
    assert (line.tag, page.all("button")) == ("div", [])
    assert "没有表格" in line.text


def test_a_tab_counts_what_is_to_be_checked_not_the_cells_it_colours(result, tmp_path):
    pointers = ["/forms/0/indicators/2", "/forms/0/indicators/3/score"]
    result.findings = [
        Finding(rule="r", severity="warning", pointers=[pointer], message="请核对", message_en="check")
        for pointer in pointers
    ]
    page = opened(result, tmp_path)
    tabs = {tab["href"]: tab for tab in page.all("a")}
    assert tabs["#form-1"].text == "1 · 县综治中心日常运营经费2"
    assert tabs["#form-1"]["title"] == "自评表 1 · 县综治中心日常运营经费"
    assert tabs["#report"].text == "报告"
    assert len(page.all("td", "warning")) > 5


def test_titles_of_figures_stand_over_the_figures(result, tmp_path):
    kinds = {head.text: head["class"] for head in opened(result, tmp_path).all("th")}
    assert (kinds["全年执行数"], kinds["得分"]) == ("num", "num")
    assert (kinds["二级指标"], kinds["资金来源"]) == ("", "")


def test_a_blank_value_in_doubt_can_be_gone_to(result, tmp_path):
    pointer = "/forms/0/indicators/2/deviation_reason"
    assert result.report.forms[0].indicators[2].deviation_reason is None
    result.findings = [
        Finding(rule="r", severity="warning", pointers=[pointer], message="缺", message_en="-")
    ]
    assert opened(result, tmp_path).value(pointer).text == "（空）"


def test_merged_levels_stand_once_for_all_their_rows(result, tmp_path):
    value = opened(result, tmp_path).value("/forms/0/indicators/0/level1")
    assert value["rowspan"] == "4"
    assert value["data-p"].split() == [f"/forms/0/indicators/{row}/level1" for row in range(4)]


def test_every_table_has_one_way_in_for_the_keyboard(result, tmp_path):
    page = opened(result, tmp_path)
    groups = [e for e in page.elements if "data-group" in e.attributes]
    assert sum(value["tabindex"] == "0" for value in page.all(kind="v")) == len(groups)
    assert all(value["tabindex"] in ("0", "-1") for value in page.all(kind="v"))


def test_lines_pages_and_places_over_line_breaks(tmp_path):
    result = small("二\r\n三", "一\r\n二\r\n三\r四", "第二页")
    page = opened(result, tmp_path)
    assert [mark.text for mark in page.all("mark")] == ["二", "三"]
    assert len({mark["data-k"] for mark in page.all("mark")}) == 1
    assert [line.text for line in page.all(kind="l")] == ["一", "二", "三", "四", "第二页"]
    assert [line["data-n"] for line in page.all(kind="l")] == ["1", "2", "3", "4", "1"]
    assert page.value("/conclusions/0/quote")["data-where"] == "第1页第2行"
    assert [h.text for h in page.all("h2")][:2] == ["第 1 页", "第 2 页"]


def test_places_beyond_the_text_do_not_break_the_page(tmp_path):
    result = small("好", "好")
    far = Evidence(page=9, start=0, end=5, text="x", match="exact")
    late = Evidence(page=1, start=0, end=500, text="x", match="exact")
    never = Evidence(page=1, start=70, end=80, text="x", match="exact")
    result.evidence["/conclusions/0/quote"] = [far, late, never]
    assert [mark.text for mark in opened(result, tmp_path).all("mark")] == ["好"]


def test_english(result, tmp_path):
    page = opened(result, tmp_path, "en")
    assert page.all("html")[0]["lang"] == "en"
    assert page.value("/forms/0/indicators/0/target")["data-label"] == "Target"
    assert page.value("/forms/0/indicators/0/target")["data-more"] == "Operator >= · Value 3 · Unit 次"
    assert page.value("/forms/0/kind").text == "project"


def test_a_result_loaded_from_a_file_says_that_its_source_is_missing(result, tmp_path):
    loaded = Result.model_validate_json(result.model_dump_json())
    page = opened(loaded, tmp_path)
    assert not page.all("mark")
    assert "没有原文" in page.all(kind="empty")[0].text
    assert page.value("/forms/0/project_name").text == "县综治中心日常运营经费"
    assert page.value("/forms/0/project_name")["data-where"].startswith("第1页第")
