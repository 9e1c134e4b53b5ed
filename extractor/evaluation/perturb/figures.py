"""What a robustness run gives: for each kind of perturbation, figures at each strength.

RobustnessRun ─ Curve (by kind) ─ Point (by strength) ─ Figures, seeds, documents
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from extractor.evaluation.figures import Closed, Failure, Figures
from extractor.evaluation.perturb.kinds import Nature


class Trouble(Closed):
    """A perturbed document that could not be read."""

    document: str
    seed: int
    reason: Failure


class Point(Closed):
    """All documents and seeds at one strength.

    ``struck`` of ``places`` are the places that the perturbation changed. ``by_seed`` and ``by_document`` are
    F1 of one seed and of one document, None where there was nothing to score. ``wrong`` leaves are
    those that are not as in gold, ``flagged`` those of them that carry a finding (see
    `evaluation.carried`), ``flagged_share`` is None where nothing is wrong.
    """

    strength: float
    struck: int
    places: int
    figures: Figures
    by_seed: list[float | None]
    by_document: dict[str, float | None]
    wrong: int
    flagged: int
    flagged_share: float | None
    failed: list[Trouble]


class Curve(Closed):
    """F1 against the strength of one kind; ``area`` is that under the curve over its width, None for a single point.

    ``most`` is the share of its places that the kind strikes at strength 1.
    """

    kind: str
    nature: Nature
    label: str
    label_en: str
    shows: str
    most: float
    area: float | None
    points: list[Point]


class RobustnessRun(Closed):
    """One engine over one set of documents, perturbed. Holds neither date nor time: the same input, the same file."""

    schema_version: Literal["robustness.v1"] = "robustness.v1"
    engine: str
    versions: dict[str, str]
    documents_folder: str
    gold_folder: str
    documents: dict[str, str]
    unscored: list[str]
    strengths: list[float]
    seeds: int
    undamaged: Figures
    curves: list[Curve]


def area_under(points: Sequence[Point]) -> float | None:
    """The mean height of F1 over the strengths (trapezoids); None below two points that have one."""
    known = [(point.strength, point.figures.f1) for point in points if point.figures.f1 is not None]
    if len(known) < 2:
        return None
    total = sum((right - left) * (one + other) / 2 for (left, one), (right, other) in pairwise(known))
    return total / (known[-1][0] - known[0][0])
