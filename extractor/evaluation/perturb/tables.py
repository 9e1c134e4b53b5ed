"""A robustness run as a table for a terminal."""

from __future__ import annotations

from rich.table import Table

from extractor.evaluation.perturb.figures import Curve, Point, RobustnessRun
from extractor.evaluation.words import rate
from extractor.result import Lang

_WORDS = {
    "title": (
        "F1 随扰动强度的变化；括号内为已提示的差错占比",
        "F1 against strength; in brackets, mistakes that carry a finding",
    ),
    "kind": ("扰动", "Perturbation"),
    "nature": ("性质", "Nature"),
    "damage": ("损坏", "damage"),
    "restyling": ("换样", "restyling"),
    "area": ("曲线下面积", "Area"),
    "failed": (
        "{kind}，强度 {strength}：{document} 没有读出（种子 {seed}：{reason}）",
        "{kind} at {strength}: {document} was not read (seed {seed}: {reason})",
    ),
}


def by_kind(run: RobustnessRun, lang: Lang) -> Table:
    """One line for each kind, one column for each strength."""
    table = Table(title=_say("title", lang), title_justify="left")
    table.add_column(_say("kind", lang), no_wrap=True)
    table.add_column(_say("nature", lang), no_wrap=True)
    for strength in run.strengths:
        table.add_column(f"{strength:g}", justify="right", no_wrap=True)
    table.add_column(_say("area", lang), justify="right")
    for curve in run.curves:
        cells = (_cell(point) for point in curve.points)
        table.add_row(_label(curve, lang), _say(curve.nature, lang), *cells, rate(curve.area))
    return table


def failures(run: RobustnessRun, lang: Lang) -> list[str]:
    """A sentence for each perturbed document that could not be read."""
    return [
        _say("failed", lang).format(
            kind=_label(curve, lang),
            strength=f"{point.strength:g}",
            document=one.document,
            seed=one.seed,
            reason=one.reason.said(lang),
        )
        for curve in run.curves
        for point in curve.points
        for one in point.failed
    ]


def _cell(point: Point) -> str:
    share = "–" if point.flagged_share is None else f"{point.flagged_share:.0%}"
    return f"{rate(point.figures.f1)} ({share})"


def _label(curve: Curve, lang: Lang) -> str:
    return curve.label if lang == "zh" else curve.label_en


def _say(key: str, lang: Lang) -> str:
    zh, en = _WORDS[key]
    return zh if lang == "zh" else en
