"""No text at all brings the tool down: real reports, cut, shuffled, doubled and littered."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import extract
from extractor.errors import InputError

EVAL = Path(__file__).parents[2] / "eval"
LITTER = [
    "\t",
    "\n",
    "\n\n",
    "|",
    "　",
    "$\\geq",
    "$",
    "≥",
    "%",
    "0",
    "一级指标",
    "总分",
    "（2022年度）",
    "指标1：",
    "合计\t",
    "万元",
]


@cache
def sources() -> list[list[str]]:
    paths = sorted([*EVAL.glob("samples/*.txt"), *EVAL.glob("specimens/*.txt"), *EVAL.glob("field/*.txt")])
    return [path.read_text(encoding="utf-8").splitlines(keepends=True) for path in paths]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stretch of a report after a few small accidents."""
    lines = draw(st.sampled_from(sources()))
    start = draw(st.integers(0, max(0, len(lines) - 1)))
    part = lines[start : start + draw(st.integers(1, 250))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(part)))
        accident = draw(st.sampled_from(["drop", "double", "litter", "cut", "swap"]))
        if accident == "drop":
            del part[at : at + draw(st.integers(1, 20))]
        elif accident == "double":
            part[at:at] = part[at : at + 20]
        elif accident == "litter":
            part.insert(at, draw(st.sampled_from(LITTER)))
        elif accident == "cut" and at < len(part):
            part[at] = part[at][: draw(st.integers(0, len(part[at])))]
        elif accident == "swap":
            part = part[at:] + part[:at]
    return "".join(part)


def survives(text: str, folder: Path) -> None:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        result = extract(path)
    except InputError as error:
        assert str(error).startswith("report.txt") or str(path) in str(error)
        return
    for places in result.evidence.values():
        for place in places:
            assert result.document.pages[place.page - 1].text[place.start : place.end] == place.text


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(text=mutated())
def test_mutated_reports_never_crash(text: str, tmp_path_factory: object) -> None:
    survives(text, tmp_path_factory.mktemp("any"))  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from("\t\n |　一二三级指标值单位0129.%≥（）:：总分合计得"), max_size=400)
)
def test_soup_of_labels_never_crashes(text: str, tmp_path_factory: object) -> None:
    survives(text, tmp_path_factory.mktemp("soup"))  # type: ignore[attr-defined]
