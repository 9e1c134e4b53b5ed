"""The report as Markdown: what goes into a mail or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.evaluation.report import heat, kinds, trust
from extractor.evaluation.report.grids import Box, Grid
from extractor.evaluation.report.headline import headline, remarks, scope, verdicts
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.words import say
from extractor.result import Lang

_SIGNS = re.compile(r"[\\`*|<>\[\]]")


def markdown(report: EvalReport, lang: Lang) -> str:
    """The headline with its intervals, verdicts, F1 by group, kinds of error; robustness where it was measured."""
    return "\n".join(_lines(report, lang)) + "\n"


def _lines(report: EvalReport, lang: Lang) -> Iterator[str]:
    yield f"# {_plain(say('report_title', lang, name=report.name))}\n"
    yield scope(report, lang)
    yield f"\n## {say('headline', lang)}\n"
    yield from _table(headline(report, lang))
    yield ""
    mark = "：" if lang == "zh" else ": "
    yield from (f"- {_plain(name)}{mark}{line}" for name, line in remarks(report, lang))
    if report.versus:
        yield f"\n## {say('versus', lang)}\n"
        for one in verdicts(report, lang):
            groups = f" · {one.groups}" if one.groups else ""
            yield f"- **{one.word}** · {_plain(one.set)} · {_plain(one.line)}{groups}"
    yield from _section("group_section", heat.by_group(report, lang), lang)
    if kinds.total(report):
        yield from _section("errors_section", kinds.by_way(report, lang), lang)
    if report.robustness:
        yield from _section("robust_section", trust.by_strength(report.robustness, lang), lang)


def _section(title: str, grid: Grid, lang: Lang) -> Iterator[str]:
    yield f"\n## {say(title, lang)}\n"
    yield from _table(grid)


def _table(grid: Grid) -> Iterator[str]:
    yield _row(grid.columns)
    yield _row(["---", *["---:"] * (len(grid.columns) - 1)])
    for line in grid.lines:
        label = f"**{_plain(line.label)}**" if line.head else _plain(line.label)
        texts = [_text(box) for box in line.boxes]
        yield _row([label, *texts, *[""] * (len(grid.columns) - 1 - len(texts))])


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _text(box: Box) -> str:
    return _plain(f"{box.text} ({box.note})" if box.note else box.text)


def _plain(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
