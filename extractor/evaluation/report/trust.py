"""How far a run can be trusted: robustness, findings and confidence, as tables beside the charts."""

from __future__ import annotations

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.figures import Flags
from extractor.evaluation.perturb.figures import Curve, RobustnessRun
from extractor.evaluation.report.grids import Box, Grid, Line, heat, label_of
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.words import say
from extractor.evaluation.words import rate
from extractor.result import Lang

_FLAGS = ("flagged", "useful")
_CALIBRATION = (
    "cells", "sure_short", "ece_short", "aurc_short", "aurc_best", "flagged_review", "flagged_found",
    "flagged_left",
)  # fmt: skip


def by_strength(run: RobustnessRun, lang: Lang) -> Grid:
    """Perturbations down, strengths across."""
    columns = [say(key, lang) for key in ("perturbation", "area")]
    columns += [f"{strength:g}" for strength in run.strengths]
    return Grid(say("robust_caption", lang), columns, [_curve(curve, run, lang) for curve in run.curves])


def _curve(curve: Curve, run: RobustnessRun, lang: Lang) -> Line:
    at = {point.strength: point.figures for point in curve.points}
    boxes = [heat(at.get(strength)) for strength in run.strengths]
    return Line(curve.label if lang == "zh" else curve.label_en, [Box(rate(curve.area)), *boxes])


def trusted(report: EvalReport, lang: Lang) -> Grid:
    """Cells of the benchmark down; across, what findings and confidence are worth. – for what was not judged."""
    lines = [
        Line(label_of(cell, report), [*_flags(cell.summary.measured.flags), *_calibration(cell.calibration)])
        for cell in report.cells
    ]
    columns = [say("set", lang), *(say(key, lang) for key in (*_FLAGS, *_CALIBRATION))]
    return Grid(say("trust_caption", lang), columns, lines)


def _flags(flags: Flags) -> list[Box]:
    return [Box(f"{flags.carried}/{flags.wrong}"), Box(f"{flags.pointing - flags.alarms}/{flags.pointing}")]


def _calibration(one: Calibration | None) -> list[Box]:
    if one is None:
        return [Box("–") for _ in _CALIBRATION]
    flagged = one.flagged
    texts = (
        str(one.cells),
        str(one.sure),
        rate(one.ece),
        rate(one.aurc),
        rate(one.aurc_best),
        rate(flagged.share),
        f"{flagged.found}/{flagged.wrong}",
        rate(flagged.residual),
    )
    return [Box(text) for text in texts]
