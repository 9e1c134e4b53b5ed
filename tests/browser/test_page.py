"""The page in a real browser: clicked, typed at, and watched for requests and errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor import Result, extract
from extractor.output import write
from extractor.result import Finding

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "eval" / "samples" / "dachang-2023.txt"
ROW = "/forms/8/indicators/4"


@pytest.fixture(scope="module")
def result() -> Result:
    found = extract(SAMPLE).model_copy(deep=True)
    found.findings = [
        Finding(rule="row", severity="warning", pointers=[ROW], message="核对此行", message_en="row"),
        Finding(
            rule="sum",
            severity="error",
            pointers=["/forms/2/total_score", "/project_list/2/score"],
            message="两处得分不一",
            message_en="sum",
        ),
    ]
    return found


@pytest.fixture(scope="module")
def file(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(result, tmp_path_factory.mktemp("page") / "报告 1.html")[0]


def value(page, pointer: str):
    return page.locator(f'.v[data-p~="{pointer}"]')


def lit(page) -> list[str]:
    return [re.sub(r"\s", "", text) for text in page.locator("mark.lit").all_text_contents()]


def chosen(page) -> str:
    return page.locator(".v.on").get_attribute("data-p")


def seen(page, selector: str) -> bool:
    """Whether the element stands within the visible part of its pane."""
    return page.locator(selector).first.evaluate(
        """(element) => {
            const box = element.getBoundingClientRect();
            const pane = element.closest(".pane").getBoundingClientRect();
            return box.top >= pane.top && box.bottom <= pane.bottom;
        }"""
    )


def test_a_value_lights_up_its_place_and_says_where_it_is(page, result):
    pointer = "/forms/9/indicators/3/level3"
    value(page, pointer).click()
    assert lit(page) == [result.report.forms[9].indicators[3].level3]
    assert seen(page, "mark.lit")
    assert chosen(page) == pointer
    assert re.fullmatch(r"三级指标  终端设备使用成本\n第\d+行", page.locator("#details").inner_text())


def test_values_of_every_kind_light_up_what_the_evidence_says(page, result):
    wanted = ["/title", "/forms/0/funds/0/executed", "/forms/1/goals/0/expected", "/project_list/4/score"]
    for pointer in wanted:
        value(page, pointer).click()
        text = "".join(place.text for place in result.evidence[pointer])
        assert "".join(lit(page)) == re.sub(r"\s", "", text), pointer
        assert seen(page, "mark.lit"), pointer


def test_a_place_leads_to_its_value(page):
    pointer = "/forms/9/indicators/3/level3"
    value(page, pointer).click()
    page.keyboard.press("Escape")
    page.locator("#tables").evaluate("(pane) => pane.scrollTo(0, 0)")
    page.locator("mark", has_text="终端设备使用成本").click()
    assert chosen(page) == pointer
    assert seen(page, ".v.on")


def test_a_finding_jumps_to_its_row_and_lights_it_up(page, result):
    page.get_by_role("button", name="核对此行").click()
    own = {pointer for pointer in chosen(page).split() if pointer.startswith(ROW)}
    assert own
    assert seen(page, ".v.on")
    assert seen(page, "mark.lit")
    name = result.report.forms[8].indicators[4].level3
    assert name in lit(page)
    assert page.locator("button.check.on").count() == 1
    assert "核对此行" in page.locator("#details em").inner_text()


def test_a_finding_about_two_values_goes_to_one_after_the_other(page):
    button = page.get_by_role("button", name="两处得分不一")
    reached = []
    for _ in range(3):
        button.click()
        reached.append(chosen(page))
    assert reached == ["/forms/2/total_score", "/project_list/2/score", "/forms/2/total_score"]


def test_a_link_from_the_tables_of_a_run_lands_on_the_value_or_the_row_it_names(page):
    for link, reached in ((ROW, f'[data-p^="{ROW}/"]'), (f"{ROW}/score", f'[data-p="{ROW}/score"]')):
        page.evaluate("(link) => { location.hash = link }", link)
        page.wait_for_selector(f".v.on{reached}")
        assert seen(page, ".v.on")
        assert seen(page, "mark.lit")


def test_arrows_move_within_a_table_and_the_place_follows(page, result):
    value(page, "/forms/0/funds/0/annual_budget").click()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "/forms/0/funds/0/received"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "/forms/0/funds/1/received"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == "/forms/0/funds/0/annual_budget"
    assert lit(page) == [str(result.report.forms[0].funds[0].annual_budget)]


def test_enter_goes_to_the_place_and_escape_comes_back(page):
    value(page, "/forms/3/funds/0/executed").click()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('mark.lit')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.v.on')")
    page.keyboard.press("Escape")
    assert page.locator(".v.on").count() == 0
    assert page.locator("mark.lit").count() == 0


def test_n_and_p_go_through_the_doubts(page):
    page.keyboard.press("n")
    first = chosen(page)
    page.keyboard.press("n")
    second = chosen(page)
    assert first != second
    assert page.locator(".v.on.warning, .v.on.error").count() == 1
    page.keyboard.press("p")
    assert chosen(page) == first
    page.keyboard.press("p")
    assert seen(page, ".v.on")


def test_the_tab_key_alone_reaches_tables_and_places(page):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('td.v')"):
            break
    assert page.locator(".v.on").count() == 1
    assert page.locator("mark.lit").count() >= 1


def test_tabs_lead_to_their_form_and_show_where_one_is(page):
    page.locator("nav a[href='#form-7']").click()
    page.wait_for_function("document.querySelector('nav a.here')?.hash === '#form-7'")
    assert seen(page, "#form-7 h2")
    assert all(seen_within(page, index) for index in range(page.locator("nav a").count()))


def seen_within(page, index: int) -> bool:
    return (
        page.locator("nav a")
        .nth(index)
        .evaluate(
            "(tab) => tab.getBoundingClientRect().bottom <= tab.parentElement.getBoundingClientRect().bottom"
        )
    )


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1280, 720), (900, 1200), (600, 800)])
def test_nothing_is_cut_off_sideways(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    value(page, "/forms/9/indicators/3/level3").click()
    assert seen(page, "mark.lit")
    assert page.locator("#tables").bounding_box()["height"] > height / 4


def test_short_words_stay_on_one_line_in_a_narrow_window(page):
    page.set_viewport_size({"width": 1100, "height": 800})
    high = value(page, "/forms/2/indicators/5/level1").evaluate("(cell) => cell.getClientRects()[0].height")
    assert high < 40


def test_english(browser, result, tmp_path):
    (file,) = write(result, tmp_path / "x.html", "en")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    value(opened, "/forms/0/indicators/0/target").click()
    said = opened.locator("#details").inner_text().split("\n")
    assert said[:2] == ["Target  ≤3类", "Operator <= · Value 3 · Unit 类"]
    assert re.fullmatch(r"line \d+; line \d+; line \d+", said[2])
    opened.close()
