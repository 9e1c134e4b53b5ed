"""How much was read and how much of it is to be checked: the figures that every output gives."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from extractor.output.view import View
from extractor.output.words import say
from extractor.result import Result


@dataclass(frozen=True, slots=True)
class Counts:
    """Forms, rows of each kind in forms and in prose together, and what is to be checked by severity.

    What is to be checked are the findings, and values that the evidence does not bear out.
    """

    forms: int
    indicators: int
    funds: int
    projects: int
    errors: int
    warnings: int
    infos: int


def counts(result: Result) -> Counts:
    """The figures of one result."""
    return _counted(View(result, "zh"))


def summary_of(view: View) -> str:
    """The figures in one line, and what read the document."""
    lang, usage = view.lang, view.result.usage
    engine = f"{usage.engine} {usage.model}" if usage.model else usage.engine
    read = say("read_in", lang, engine=engine, seconds=usage.seconds)
    return f"{say('summary', lang, **asdict(_counted(view)))} · {read}"


def _counted(view: View) -> Counts:
    rows = {sheet.kind: len(sheet.rows) for sheet in view.tables}
    return Counts(
        forms=rows["forms"],
        indicators=rows["indicators"] + rows["narrative_indicators"],
        funds=rows["funds"],
        projects=rows["projects"] + rows["narrative_projects"],
        errors=view.checks.count("error"),
        warnings=view.checks.count("warning"),
        infos=view.checks.count("info"),
    )
