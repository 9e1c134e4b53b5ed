"""The tables of a calibration for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.words import rate, say
from extractor.result import Lang


def calibration_tables(one: Calibration, lang: Lang) -> Iterator[Table | str]:
    """Reliability, risk against coverage, and what reviewing all that is flagged leaves."""
    if one.bins:
        yield _reliability(one, lang)
    yield say("ece", lang, ece=rate(one.ece), sure=one.sure, cells=one.cells)
    yield _curve(one, lang)
    yield say("aurc", lang, aurc=rate(one.aurc), best=rate(one.aurc_best), chance=rate(one.error))
    flagged = one.flagged.model_dump()
    rates = {name: rate(flagged[name]) for name in ("share", "residual")}
    yield say("followed", lang, **{**flagged, **rates})


def _reliability(one: Calibration, lang: Lang) -> Table:
    table = _table("reliability", ("confidence_range", "cells", "mean_confidence", "share_right"), lang)
    for part in one.bins:
        span = f"{rate(part.least)} – {rate(part.most)}"
        table.add_row(span, str(part.cells), rate(part.confidence), rate(part.right))
    return table


def _curve(one: Calibration, lang: Lang) -> Table:
    table = _table("curve", ("reviewed", "risk", "residual"), lang)
    for point in one.curve:
        table.add_row(f"{point.share:.0%}", rate(point.risk), rate(point.residual))
    return table


def _table(title: str, columns: tuple[str, ...], lang: Lang) -> Table:
    table = Table(title=say(title, lang), title_justify="left")
    for key in columns:
        table.add_column(say(key, lang), justify="right")
    return table
