"""``extractor eval report``: a run as one page, as Markdown and as JSON, which say the same."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, Command, environment

from extractor.evaluation.calibration import Reviewed
from extractor.evaluation.report.charts import calibration_charts
from extractor.evaluation.report.gather import gather
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.words import rate
from extractor.report import Report
from tests.support.evaluated import FAILED, HOSTILE, RIGHT, WRONG, lay_out
from tests.support.gold_answers import GoldAnswers
from tests.support.opened_page import OpenedPage
from tests.support.scripted_server import ScriptedServer

NAMES = ("report.json", "report.md", "report.html")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run, with the reports that the run itself wrote."""
    folder = tmp_path_factory.mktemp("run")
    lay_out(folder)
    ended = subprocess.run(
        [EXTRACTOR, "eval", "run", "short.toml", "-o", "out"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == 1, ended.stderr.decode()  # one document cannot be read
    return folder / "out"


@pytest.fixture(scope="module")
def report(done: Path) -> EvalReport:
    return EvalReport.model_validate_json((done / "report.json").read_bytes())


@pytest.fixture(scope="module")
def page(done: Path) -> str:
    return (done / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def opened(page: str) -> OpenedPage:
    return OpenedPage(page)


def floats(node: object) -> Iterator[float]:
    if isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from floats(child)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield float(node)


def strangers(text: str, data: object) -> set[str]:
    """The rates of four decimals in a text that are none of the data."""
    known = {rate(value) for value in floats(data)} | {f"{value:.4f}" for value in floats(data)}
    return set(re.findall(r"(?<![\d.])\d\.\d{4}(?!\d)", text)) - known


def test_a_run_leaves_its_report_which_can_be_made_again(run: Command, folder: Path, done: Path) -> None:
    made = run("eval", "report", done, "-o", "a.html", "-o", "a.md", "-o", "a.json")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.split() == ["a.html", "a.md", "a.json"]
    for name in NAMES:
        again = folder / name.replace("report", "a")
        assert again.read_bytes() == (done / name).read_bytes(), name


def test_the_json_has_the_figures_of_the_run(done: Path, report: EvalReport) -> None:
    summary = json.loads((done / "summary.json").read_text(encoding="utf-8"))
    (cell,) = report.cells
    assert report.schema_version == "eval-report.v1"
    assert json.loads(cell.summary.model_dump_json()) == summary["cells"][0]
    assert {line.document: line.status for line in cell.documents} == {
        f"{RIGHT}.txt": "ok",
        f"{WRONG}.txt": "ok",
        f"{FAILED}.txt": "failed",
    }
    assert report.left_out == 0
    kinds = Counter(entry.mistake.error for entry in report.mistakes)
    assert kinds == Counter(missing=1, digit=1, text=1, neighbour=2)
    assert cell.confusion["forms.indicators.score"] == {"digit": 1, "neighbour": 1}


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_every_rate_is_one_of_the_json(done: Path, name: str) -> None:
    text = (done / name).read_text(encoding="utf-8").partition('id="settings"')[0]
    data = json.loads((done / "report.json").read_text(encoding="utf-8"))
    assert strangers(text, data) == set()
    assert rate(data["cells"][0]["summary"]["measured"]["figures"]["f1"]) in text


def test_every_number_that_lists_mistakes_counts_those_it_lists(opened: OpenedPage) -> None:
    """A link of a table names filters; so many mistakes carry the same values."""
    listed = [one for one in opened.having("data-kind") if one.tag == "details"]
    links = opened.having("data-pick")
    assert len(listed) == 5
    assert len(links) >= 8
    for link in links:
        wanted = json.loads(link["data-pick"]).items()
        assert int(link.text) == sum(
            all(one[f"data-{key}"] == value for key, value in wanted) for one in listed
        )


def test_values_given_in_another_place_are_told_with_both(report: EvalReport, page: str) -> None:
    score, points = "forms.indicators.score", "forms.indicators.max_score"
    assert [(one.belongs, one.given, one.count) for one in report.cells[0].landed] == [
        (points, points, 1),  # those of the row above
        (points, score, 1),
    ]
    section = page.partition('id="kinds"')[2].partition("</section>")[0]
    assert section.count("自评表 · 绩效指标 · 得分") == 2  # by field, and here


def test_a_mistake_is_marked_where_it_stands_in_the_document(
    done: Path, report: EvalReport, opened: OpenedPage
) -> None:
    (entry,) = [one for one in report.mistakes if one.mistake.error == "digit"]
    assert (entry.mistake.gold, entry.mistake.answer) == (14.76, 14.67)
    source = entry.source
    assert source
    assert (source.page, source.marked, source.origin) == (1, "14.67", "answer")
    text = (done.parent / "texts" / f"{WRONG}.txt").read_text(encoding="utf-8")
    assert source.before + source.marked + source.after in text
    assert "14.67" in opened.texts("mark")
    assert any(source.before in text and source.after.rstrip() in text for text in opened.texts("pre"))


def test_a_document_that_was_not_read_says_why(opened: OpenedPage, report: EvalReport) -> None:
    failed = next(line for line in report.cells[0].documents if line.status == "failed")
    assert failed.failure
    assert failed.failure.message in {element["title"] for element in opened.having("title")}
    assert failed.failure.message in opened.texts("p")
    assert any(text.startswith("整份文件") for text in opened.texts("b"))


def test_few_documents_have_a_rough_interval_and_say_so(done: Path, page: str) -> None:
    markdown = (done / "report.md").read_text(encoding="utf-8")
    for text in (markdown, page):
        assert "粗略：只有 3 份独立文件" in text


def test_what_documents_say_is_text_and_nothing_else(page: str, opened: OpenedPage, done: Path) -> None:
    assert any(HOSTILE in text for text in opened.texts("mark"))
    assert len(opened.all("script")) == 1
    handlers = [key for element in opened.elements for key in element.attributes if key.startswith("on")]
    assert handlers == []
    assert "<script>alert" not in page
    assert "<script" not in (done / "report.md").read_text(encoding="utf-8")


def test_the_page_can_ask_for_nothing(opened: OpenedPage) -> None:
    addresses = [element[key] for key in ("src", "href", "action") for element in opened.having(key)]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    (style,), (script,) = ([element.text for element in opened.all(tag)] for tag in ("style", "script"))
    assert "url(" not in style
    policy = next(one["content"] for one in opened.having("http-equiv"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert opened.having("style") == []


def test_english_is_english(run: Command, folder: Path, done: Path) -> None:
    assert run("eval", "report", done, "-o", "r.html", "-o", "r.md", "--lang", "en").returncode == 0
    opened = OpenedPage((folder / "r.html").read_text(encoding="utf-8"))
    assert opened.elements[0]["lang"] == "en"
    ours = [
        text
        for tag in ("h1", "h2", "h3", "th", "caption", "figcaption", "label", "summary")
        for text in opened.texts(tag)
    ]
    said = [text for text in ours if re.search("[一-鿿]", text) and "家长满意度" not in text]
    assert said == []
    markdown = (folder / "r.md").read_text(encoding="utf-8")
    assert "rough: only 3 independent documents" in markdown
    assert not re.search("[一-鿿]", markdown)


@pytest.mark.parametrize(
    ("prices", "unit", "said"),
    [
        ("", "tokens", "tokens per document (no price"),
        (", prompt_price = 1, completion_price = 2", "dollars", "US dollars per document"),
    ],
)
def test_one_document_has_no_interval_and_costs_what_its_prices_tell(
    run: Command, folder: Path, done: Path, prices: str, unit: str, said: str
) -> None:
    """Every answer is simulated: it is taken from gold."""
    (folder / "one" / "gold").mkdir(parents=True)
    shutil.copy(done.parent / f"texts/{WRONG}.txt", folder / "one")
    shutil.copy(done.parent / f"texts/gold/{WRONG}.json", folder / "one/gold")
    gold = json.loads((folder / f"one/gold/{WRONG}.json").read_text(encoding="utf-8"))
    with ScriptedServer(GoldAnswers(Report.model_validate(gold["report"]), "copy")) as server:
        (folder / "one.toml").write_text(
            'name = "one"\n[[sets]]\nname = "one"\ndocuments = "one"\n[[engines]]\nengine = "rules"\n'
            '[[engines]]\nengine = "model"\nmodels = ["simulated"]\nstyles = ["copy"]\n'
            f'settings = {{ base_url = "{server.url}", technique = "json_schema"{prices} }}\n',
            encoding="utf-8",
        )
        assert run("eval", "run", "one.toml", "-o", "out", "--lang", "en").returncode == 0
    report = EvalReport.model_validate_json((folder / "out/report.json").read_bytes())
    assert report.cost_unit == unit
    assert [one.after for one in report.versus] == ["model-simulated-copy"]
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    assert said in page
    assert "no interval: one independent document cannot tell" in page
    assert "95% interval 0." not in page


def test_robustness_is_drawn_from_its_file(run: Command, folder: Path, done: Path) -> None:
    committed = ROOT / "eval/results/robustness.json"
    made = run(
        "eval", "report", done, "--robustness", committed, "-o", "r.html", "-o", "r.md", "-o", "r.json"
    )
    assert made.returncode == 0, made.stderr
    measured = json.loads(committed.read_text(encoding="utf-8"))
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["robustness"] == measured
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert (
        strangers(
            page.partition('id="settings"')[0], [measured, json.loads((folder / "r.json").read_bytes())]
        )
        == set()
    )
    section = page.partition('id="robustness"')[2].partition("</section>")[0]
    assert section.count("<svg") == len({curve["nature"] for curve in measured["curves"]})
    for curve in measured["curves"]:
        assert section.count(f">{curve['label']}<") >= 2, curve["kind"]  # legend and table
        assert rate(curve["area"]) in section


def test_a_single_result_file_is_shown_without_its_sources(run: Command, folder: Path) -> None:
    shutil.copy(ROOT / "eval/results/rules-specimens.json", folder / "rules.json")
    made = run("eval", "report", "rules.json", "--lang", "en")
    assert made.returncode == 0, made.stderr
    assert made.stdout.split() == ["rules.report.json", "rules.report.md", "rules.report.html"]
    report = EvalReport.model_validate_json((folder / "rules.report.json").read_bytes())
    given = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    assert report.cells[0].summary.measured.figures.f1 == given["figures"]["f1"]
    assert len(report.mistakes) == sum(len(one["mistakes"]) for one in given["documents"])
    page = (folder / "rules.report.html").read_text(encoding="utf-8")
    assert "holds neither source nor findings" in page
    assert "<mark>" not in page


def test_a_name_stands_in_markdown_as_it_is(run: Command, folder: Path) -> None:
    shutil.copy(ROOT / "eval/results/rules-samples.json", folder / "[a](x) `b` <c> a_b.json")
    assert run("eval", "report", "[a](x) `b` <c> a_b.json", "-o", "r.md").returncode == 0
    first = (folder / "r.md").read_text(encoding="utf-8").splitlines()[0]
    assert first == r"# 评测报告：\[a\](x) \`b\` \<c\> a_b"


def test_a_result_file_that_left_its_mistakes_out_says_so(run: Command, folder: Path) -> None:
    shutil.copy(ROOT / "eval/results/renditions-small.json", folder / "small.json")
    made = run("eval", "report", "small.json", "--lang", "en", "-o", "small.html")
    assert made.returncode == 0, made.stderr
    page = (folder / "small.html").read_text(encoding="utf-8")
    assert "does not hold the mistakes" in page
    assert "No mistakes." not in page
    assert "F1 by format" in page


def test_more_mistakes_than_a_page_holds_are_counted(done: Path, report: EvalReport) -> None:
    short = gather(done, most=2)
    assert (len(short.mistakes), short.left_out) == (2, 3)
    assert short.cells == report.cells


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda out: shutil.rmtree(out), "no run of a benchmark is here"),
        (lambda out: (out / "pinned.json").unlink(), "no run of a benchmark is here"),
        (lambda out: (out / "summary.json").unlink(), "the run was cut off"),
        (lambda out: (out / "summary.json").write_text("{}"), "summary of a run"),
        (lambda out: (out / "pinned.json").write_text('{"a": 1}'), "this is no run of a benchmark"),
        (lambda out: (out / "robustness.json").write_text("{}"), "eval robust -o"),
        (lambda out: next(out.glob("*/documents/*.json")).unlink(), "a file of the run is gone"),
        (lambda out: next(out.glob("*/cell.json")).unlink(), "a file of the run is gone"),
        (lambda out: next(out.glob("*/result.json")).write_text("[]"), "no result file"),
    ],
)
def test_a_folder_that_is_no_run_is_refused_in_one_line(
    run: Command, folder: Path, done: Path, spoil, said: str
) -> None:
    shutil.copytree(done, folder / "out")
    for name in NAMES:
        (folder / "out" / name).unlink()
    spoil(folder / "out")
    ended = run("eval", "report", "out", "--lang", "en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not list(folder.glob("out/report.*"))


def test_a_run_cut_off_is_not_shown_with_the_figures_of_the_one_before(
    run: Command, folder: Path, done: Path
) -> None:
    shutil.copytree(done, folder / "out")
    (folder / "texts" / "gold").mkdir(parents=True)
    for path in (f"texts/{WRONG}.txt", f"texts/gold/{WRONG}.json", "short.toml"):
        shutil.copy(done.parent / path, folder / path)
    gone = 'engine = "model"\nmodels = ["m"]\nsettings = { base_url = "http://127.0.0.1:9/v1", tries = 1 }\n'
    with (folder / "short.toml").open("a", encoding="utf-8") as plan:
        plan.write(f"[[engines]]\n{gone}")
    assert run("eval", "run", "short.toml", "-o", "out").returncode == 4
    ended = run("eval", "report", "out", "--lang", "en")
    assert ended.returncode == 2
    assert "the run was cut off" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "r.pdf"), "a report ends in .html, .md or .json"),
        (("-o", "absent/r.html"), "no such folder"),
        (("--robustness", "absent.json"), "no such file"),
    ],
)
def test_wrong_names_are_told_in_one_line(
    run: Command, done: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("eval", "report", done, *arguments, "--lang", "en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_without_the_library_of_charts_the_page_names_it_and_the_rest_is_written(
    run: Command, folder: Path, done: Path
) -> None:
    (folder / "sitecustomize.py").write_text('import sys\nsys.modules["pygal"] = None\n', encoding="utf-8")
    without = {"PYTHONPATH": str(folder)}
    ended = run("eval", "report", done, "-o", "r.html", "--lang", "en", env=without)
    assert ended.returncode == 3
    assert "indicator-extractor[eval]" in ended.stderr
    assert run("eval", "report", done, "-o", "r.md", "-o", "r.json", env=without).returncode == 0
    assert (folder / "r.md").read_bytes() == (done / "report.md").read_bytes()


def test_figures_alike_but_for_the_last_bit_are_drawn(report: EvalReport) -> None:
    """The library seeks a scale between them forever, unless it is given one."""
    risks = [1 / 607, math.nextafter(1 / 607, 1), 1 / 607]
    curve = [Reviewed(share=at / 2, risk=risk, residual=risk) for at, risk in enumerate(risks)]
    cell = report.cells[0]
    assert cell.calibration
    flat = cell.calibration.model_copy(update={"curve": curve, "error": 1 / 607})
    (chart,) = calibration_charts([cell.model_copy(update={"calibration": flat})], "en")
    assert chart.svg.count("<circle") == 3


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) < 200_000
