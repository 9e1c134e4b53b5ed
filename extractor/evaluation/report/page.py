"""The report as one self-contained page: tables, charts, and every mistake with its place in the source.

It asks nothing of any network, which its Content-Security-Policy also forbids: the one style sheet
and the one script are allowed by their hashes, all else is closed. What documents and answers say
stands in text and attributes, escaped by the template engine; without its script the page loses its filters only.
"""

from __future__ import annotations

from typing import Any

from extractor.evaluation.report import charts, heat, kinds, trust
from extractor.evaluation.report.headline import headline, remarks, scope, verdicts
from extractor.evaluation.report.mistakes import choices, items
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.words import say
from extractor.result import Lang
from extractor.sealed_page import asset, policy, template

_ASSETS = "extractor.evaluation.report"


def page(report: EvalReport, lang: Lang) -> str:
    """The page; raises PartMissing where what draws its charts is not installed."""
    style, script = asset(_ASSETS, "report.css"), asset(_ASSETS, "report.js")
    return template(_ASSETS, "report.html").render(
        lang=lang,
        say=lambda key, **values: say(key, lang, **values),
        report=report,
        scope=scope(report, lang),
        remarks=list(remarks(report, lang)),
        verdicts=list(verdicts(report, lang)),
        **_tables(report, lang),
        **_charts(report, lang),
        total=kinds.total(report),
        choices=choices(report.mistakes, lang),
        items=items(report, lang),
        style=style,
        script=script,
        policy=policy(style, script),
    )


def _tables(report: EvalReport, lang: Lang) -> dict[str, Any]:
    run = report.robustness
    return {
        "headline": headline(report, lang),
        "by_field": heat.by_field(report, lang),
        "by_rendition": list(heat.by_rendition(report, lang)),
        "by_document": list(heat.by_document(report, lang)),
        "kinds_by_way": kinds.by_way(report, lang),
        "kinds_by_field": kinds.by_field(report, lang),
        "landed": kinds.landed(report, lang),
        "trusted": trust.trusted(report, lang),
        "by_strength": trust.by_strength(run, lang) if run else None,
    }


def _charts(report: EvalReport, lang: Lang) -> dict[str, Any]:
    run = report.robustness
    return {
        "cost_charts": list(charts.cost_charts(report, lang)),
        "calibration_charts": list(charts.calibration_charts(report.cells, lang)),
        "robustness_charts": list(charts.robustness_charts(run, lang)) if run else [],
    }
