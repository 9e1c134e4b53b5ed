"""Comparisons and histories for a terminal, and the sentences under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from extractor.evaluation.statistics import words
from extractor.evaluation.statistics.comparison import Comparison, Difference, Moved
from extractor.evaluation.statistics.gate import Gate, losers
from extractor.evaluation.statistics.headline import Headline
from extractor.evaluation.statistics.history import History, Step
from extractor.evaluation.statistics.intervals import Interval, NoInterval
from extractor.evaluation.statistics.words import points, say
from extractor.evaluation.words import rate
from extractor.result import Lang

_COLOURS = {"better": "green", "worse": "red"}
_SHORT = 9


def headline_lines(headlines: Sequence[Headline], lang: Lang) -> Iterator[str]:
    """One line for each headline of a run: figure, value, interval or why there is none."""
    mark = "：" if lang == "zh" else ": "
    for one in headlines:
        yield f"{say(one.figure, lang)} {rate(one.value)}{mark}{words.about(one.interval, lang)}"
        if one.figure == "f1" and isinstance(one.interval, NoInterval) and one.interval.reason == "no_error":
            return  # the others are right with it, and would say the same


def differences(comparison: Comparison, names: tuple[str, str], lang: Lang) -> Table:
    """One line for each headline in both runs, whose files have these names."""
    before, after = names
    title = say(
        "comparison",
        lang,
        before=f"{before} ({comparison.engine_before})",
        after=f"{after} ({comparison.engine_after})",
    )
    return _differences(title, comparison.headlines, lang)


def by_group(comparison: Comparison, lang: Lang) -> Table:
    """One line for each group of fields that differs."""
    return _differences(
        say("groups", lang), [one for one in comparison.groups if one.verdict != "identical"], lang
    )


def moved(comparison: Comparison, lang: Lang) -> Table:
    """One line for each document whose counts differ, what was lost most first."""
    table = _table(say("moved", lang), ("document", "before", "after", "points"), lang)
    for one in comparison.moved:
        table.add_row(Text(one.document), rate(one.before), rate(one.after), _change(one))
    return table


def notes(comparison: Comparison, lang: Lang) -> Iterator[str]:
    """What the tables do not say: the verdict, what it rests on, what could not have been seen."""
    yield say(
        "over", lang, documents=comparison.documents, clusters=comparison.clusters, seed=comparison.seed
    )
    yield say("says", lang, verdict=say(comparison.verdict, lang))
    f1 = next(iter(comparison.headlines), None)
    if f1 and f1.verdict != "identical":
        if not isinstance(f1.interval, Interval):
            yield words.none(f1.interval, lang)
        elif f1.interval.rough:
            yield say("is_rough", lang, why=words.rough(f1.interval, lang))
        if f1.detectable is not None:
            yield say("power", lang, points=f"{100 * f1.detectable:.2f}")
    for key in ("only_before", "only_after", "newly_failed", "newly_read"):
        if names := getattr(comparison, key):
            yield say(key, lang, names=", ".join(names))


def gate_lines(gate: Gate, lang: Lang) -> Iterator[str]:
    """Whether the gate was passed, and everything that speaks against it."""
    outcome = say("gate_failed" if gate.causes else "gate_passed", lang)
    change = points(-gate.loss / 100)
    yield say(
        "gate", lang, outcome=outcome, moved=change, max_loss=f"{gate.max_loss:g}", proof=_proof(gate, lang)
    )
    if "loss" in gate.causes:
        for one in losers(gate.comparison):
            yield say("lost_on", lang, document=one.document, before=rate(one.before), after=rate(one.after))
    for key, names in (
        ("newly_failed", gate.comparison.newly_failed),
        ("left_out", gate.comparison.only_before),
        ("only_after", gate.comparison.only_after),
    ):
        if names:
            yield say(key, lang, names=", ".join(names))


def steps(history: History, lang: Lang) -> Table:
    """One line for each version, oldest first."""
    titles = ("documents", "f1_short", "macro_short", "rows_short", "points", "verdict")
    table = Table(title=say("history", lang), title_justify="left")
    for key in ("date", "commit", "name", "engine"):
        table.add_column(say(key, lang), overflow="fold")
    for key in titles:
        table.add_column(say(key, lang), justify="right")
    for step in history.steps:
        change = "–" if step.change is None else points(step.change)
        figures = (rate(step.f1), rate(step.macro_f1), rate(step.rows))
        commit = step.commit[:_SHORT] if step.commit else ""
        about = (Text(step.date or ""), Text(commit), Text(step.name), Text(step.engine))
        table.add_row(*about, str(step.documents), *figures, change, _judged(step, lang))
    return table


def _differences(title: str, listed: Sequence[Difference], lang: Lang) -> Table:
    columns = ("figure", "before", "after", "points", "interval_title", "detectable", "verdict")
    table = _table(title, columns, lang)
    for one in listed:
        least = "–" if one.detectable is None else f"{100 * one.detectable:.2f}"
        verdict = Text(say(one.verdict, lang), style=_COLOURS.get(one.verdict, ""))
        rates = (rate(one.before), rate(one.after), points(one.difference))
        table.add_row(say(one.figure, lang), *rates, _span(one), least, verdict)
    return table


def _table(title: str, columns: tuple[str, ...], lang: Lang) -> Table:
    table = Table(title=escape(title), title_justify="left")
    table.add_column(say(columns[0], lang), overflow="fold")
    for key in columns[1:]:
        table.add_column(say(key, lang), justify="right")
    return table


def _span(one: Difference) -> str:
    if not isinstance(one.interval, Interval):
        return "–"
    mark = "≈" if one.interval.rough else ""
    return f"{mark}{points(one.interval.low)} … {points(one.interval.high)}"


def _change(one: Moved) -> str:
    return "–" if one.before is None or one.after is None else points(one.after - one.before)


def _proof(gate: Gate, lang: Lang) -> str:
    f1 = gate.comparison.headlines[0]
    if not isinstance(f1.interval, Interval):
        return words.none(f1.interval, lang)
    key = "proof_proven" if gate.proven else "proof_possible" if gate.possible else "proof_none"
    return say(key, lang, low=points(f1.interval.low), high=points(f1.interval.high))


def _judged(step: Step, lang: Lang) -> Text:
    if step.scope == "other":
        return Text(say("scope_other", lang))
    if step.verdict is None:
        return Text("")
    verdict = say(step.verdict, lang)
    text = say("scope_part", lang, verdict=verdict) if step.scope == "part" else verdict
    return Text(text, style=_COLOURS.get(step.verdict, ""))
