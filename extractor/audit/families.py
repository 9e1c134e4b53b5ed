"""The families of rules, in the order in which their findings are told."""

from __future__ import annotations

from types import ModuleType

from extractor.audit import dates, placeholders, points, scores, slips

FAMILIES: tuple[ModuleType, ...] = (
    points,
    scores,
    placeholders,
    slips,
    dates,
)
