"""The report of an evaluation in a real browser: filtered, stepped through, and read without its script."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app
from tests.support.evaluated import FAILED, HOSTILE, WRONG, lay_out

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    plan = lay_out(folder)
    done = CliRunner().invoke(app, ["eval", "run", str(plan), "-o", str(folder / "out"), "--lang", "zh"])
    assert done.exit_code == 1, done.output  # one document cannot be read
    return folder / "out" / "report.html"


def choice(page, name: str):
    return page.locator(f"select[name={name}]")


def listed(page) -> list[str]:
    """The kinds of the mistakes that are listed."""
    return page.locator("#list details:visible .kind").all_text_contents()


def shown(page) -> list[str]:
    """What gold and the answer say."""
    return page.locator("#detail dd b").all_inner_texts()


def marked(page) -> str:
    return page.locator("#detail mark").inner_text()


def test_filters_leave_what_fits_and_count_it(page):
    assert listed(page) == ["漏读", "数字错", "读成相邻格", "读成相邻格", "文字错"]
    choice(page, "document").select_option(label=f"{WRONG}.txt")
    assert listed(page) == ["数字错", "读成相邻格", "读成相邻格", "文字错"]
    choice(page, "kind").select_option(label="数字错")
    assert listed(page) == ["数字错"]
    assert page.locator("#shown").inner_text() == "1 / 5 处"
    choice(page, "field").select_option(label="自评表 · 绩效指标 · 三级指标")
    assert listed(page) == []
    assert page.locator("#shown").inner_text() == "0 / 5 处"


def test_text_is_found_in_what_gold_and_answer_say(page):
    page.get_by_label("查找文字").fill("ALERT(1)")
    assert listed(page) == ["文字错"]
    page.get_by_label("查找文字").fill("14.76 → 14.67")
    assert listed(page) == ["数字错"]


def test_a_mistake_shows_its_place_marked_with_gold_and_answer(page):
    page.locator("#list summary", has_text="数字错").click()
    detail = page.locator("#detail")
    assert marked(page) == "14.67"
    assert shown(page) == ["14.76", "14.67"]
    assert detail.locator("pre").inner_text().count("316") == 1
    assert detail.locator("mark").is_visible()


def test_what_a_document_says_is_shown_and_not_run(page):
    page.on("dialog", lambda _: pytest.fail("a script of the document was run"))
    page.locator("#list summary", has_text="文字错").click()
    assert marked(page) == HOSTILE
    assert page.locator("script").count() == 1


def test_arrows_step_through_what_is_listed(page):
    page.get_by_label("查找文字").fill("4.")
    assert listed(page) == ["数字错"]
    page.get_by_label("查找文字").fill("")
    choice(page, "field").select_option(label="自评表 · 绩效指标 · 得分")
    assert listed(page) == ["数字错", "读成相邻格"]
    page.locator("#list summary:visible").first.click()
    assert shown(page) == ["14.76", "14.67"]
    page.keyboard.press("ArrowDown")
    assert shown(page) == ["15", "13"]
    assert page.evaluate("document.activeElement.closest('details').dataset.kind") == "neighbour"
    page.keyboard.press("ArrowDown")
    assert shown(page) == ["15", "13"]
    page.keyboard.press("ArrowUp")
    assert shown(page) == ["14.76", "14.67"]


def test_a_number_of_a_table_lists_its_mistakes(page):
    page.locator("#kinds td a", has_text="1").last.click()
    assert page.locator("#shown").inner_text() == "1 / 5 处"
    assert page.locator("#detail .told").count() == 1
    row = page.locator("#documents tr", has_text=f"{FAILED}.txt")
    row.locator("a").click()
    assert listed(page) == ["漏读"]
    assert "整份文件" in page.locator("#detail").inner_text()


def test_on_a_narrow_screen_a_mistake_opens_in_its_place(page):
    page.set_viewport_size({"width": 400, "height": 800})
    assert not page.locator("#detail").is_visible()
    page.locator("#list summary", has_text="数字错").click()
    assert page.locator("#list details[open] mark").inner_text() == "14.67"
    assert page.evaluate("document.documentElement.scrollWidth") == 400


def test_without_its_script_all_can_be_read(browser, file):
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(file.as_uri())
    assert not opened.locator("#filters").is_visible()
    opened.locator("#list summary", has_text="数字错").click()
    assert opened.locator("#list details[open] mark").inner_text() == "14.67"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_text_stands_out_from_what_lies_behind_it(browser, file, scheme):
    """WCAG 2 asks for a contrast of 4.5."""
    context = browser.new_context(color_scheme=scheme)
    opened = context.new_page()
    opened.goto(file.as_uri())
    opened.locator("#list summary").first.click()
    faint = opened.evaluate(CONTRAST)
    context.close()
    assert faint == []


CONTRAST = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = parts(colour).map((one) => {
            const part = one / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            if (parts(colour)[3] !== 0) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const found = new Set();
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!own || element.closest("script, svg") || !element.checkVisibility()) continue;
        const [text, ground] = [light(getComputedStyle(element).color), light(behind(element))];
        const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        if (contrast < 4.5) found.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
    }
    return [...found];
}"""
