"""The families of rules, in the order in which their findings are told."""

from __future__ import annotations

from types import ModuleType

from extractor.audit import (
    copies,
    dates,
    gaps,
    levels,
    paragraphs,
    placeholders,
    points,
    rates,
    scores,
    slips,
    targets,
    units,
)

FAMILIES: tuple[ModuleType, ...] = (
    points,
    scores,
    targets,
    units,
    rates,
    placeholders,
    slips,
    dates,
    copies,
    paragraphs,
    levels,
    gaps,
)
