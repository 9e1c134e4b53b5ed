"""The pictures of a scanned report in a real browser: places on them, and the way between them and the values."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.output import write
from tests.support.paper import report_on_paper

pytestmark = pytest.mark.slow

DOUBTED = "/forms/0/indicators/1/actual"
OTHER = "/forms/0/indicators/3/level3"
ON_LAST_PAGE = "/conclusions/0/quote"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(report_on_paper("96%"), tmp_path_factory.mktemp("paper") / "报告.html")[0]


def value(page, pointer: str):
    return page.locator(f'.v[data-p~="{pointer}"]')


def chosen(page) -> str:
    return page.locator(".v.on").get_attribute("data-p")


def middle(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def inside(page, selector: str) -> bool:
    """Whether the element stands within the visible part of its pane."""
    return page.locator(selector).first.evaluate(
        """(element) => {
            const box = element.getBoundingClientRect();
            const pane = element.closest(".pane").getBoundingClientRect();
            return box.height > 0 && box.top >= pane.top && box.bottom <= pane.bottom;
        }"""
    )


def test_the_picture_is_drawn_and_the_text_is_away(page):
    picture = page.locator("#picture-1")
    assert picture.evaluate("(image) => image.getBoundingClientRect().width") > 400
    assert not page.locator(".shown .l").first.is_visible()
    assert page.locator(".page:not(.shown) .l").first.is_visible()


def test_a_value_lights_up_on_the_picture(page):
    value(page, DOUBTED).click()
    assert page.locator("rect.lit").count() == 1
    assert inside(page, "rect.lit")
    lit, drawn = page.locator("rect.lit").bounding_box(), page.locator("svg.picture").first.bounding_box()
    x, y = middle(lit)
    assert 0.62 < (x - drawn["x"]) / drawn["width"] < 0.76
    assert 0.16 < (y - drawn["y"]) / drawn["height"] < 0.2


def test_a_piece_of_the_picture_stands_beside_the_value(page):
    value(page, DOUBTED).click()
    clip = page.locator("#details svg")
    assert clip.locator("use").get_attribute("href") == "#picture-1"
    left, top, wide, high = map(float, clip.get_attribute("viewBox").split())
    assert 380 - 6 < left < 400
    assert 0 < wide < 60
    assert 0 < high < 40
    assert "“96%” (0.40)" in page.locator("#details em").inner_text()


def test_a_place_on_the_picture_leads_to_its_value(page):
    value(page, OTHER).click()
    page.keyboard.press("Escape")
    key = value(page, DOUBTED).get_attribute("data-k").split()[0]
    page.locator(f'rect[data-k="{key}"]').click()
    assert chosen(page) == DOUBTED


def test_a_value_of_another_page_is_scrolled_to(page):
    value(page, ON_LAST_PAGE).click()
    assert inside(page, "rect.lit")
    assert page.locator("#details use").get_attribute("href") == "#picture-3"


def test_doubts_have_a_colour_of_their_own(page):
    def colour(selector: str) -> str:
        return page.locator(selector).first.evaluate("(rect) => getComputedStyle(rect).fill")

    assert page.locator("rect.warning").count() == 1
    assert colour("rect.warning") != colour("rect:not(.warning)")


def test_the_switch_shows_the_text_and_comes_back(page):
    value(page, DOUBTED).click()
    page.get_by_role("button", name="文字").click()
    assert inside(page, "mark.lit")
    assert not page.locator("rect.lit").is_visible()
    assert page.get_by_role("button", name="文字").get_attribute("aria-pressed") == "true"
    page.keyboard.press("v")
    assert inside(page, "rect.lit")
    assert page.get_by_role("button", name="页面图").get_attribute("aria-pressed") == "true"


def test_keys_alone_go_to_the_picture_and_back(page):
    page.keyboard.press("n")
    assert chosen(page) == DOUBTED
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('rect.lit')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.v.on')")


def test_a_finding_lights_up_its_place(page):
    page.locator("button.check", has_text="96%").click()
    assert chosen(page) == DOUBTED
    assert inside(page, "rect.lit")


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (900, 1200), (600, 800)])
def test_nothing_is_cut_off_sideways(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    value(page, DOUBTED).click()
    assert inside(page, "rect.lit")


def test_english(browser, tmp_path):
    (file,) = write(report_on_paper("96%"), tmp_path / "x.html", "en")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.get_by_role("button", name="Text", exact=True).click()
    assert opened.locator(".shown .l").first.is_visible()
    assert "No value was taken from this page" in opened.locator(".note").text_content()
    opened.close()
