"""The families of rules, in the order in which their findings are told."""

from __future__ import annotations

from types import ModuleType

from extractor.audit import (
    across,
    copies,
    costs,
    counts,
    dates,
    echoes,
    funds,
    gaps,
    keyfigures,
    levels,
    lists,
    names,
    outline,
    paragraphs,
    placeholders,
    points,
    rates,
    scores,
    slips,
    sums,
    targets,
    told,
    units,
    years,
)

FAMILIES: tuple[ModuleType, ...] = (
    points,
    scores,
    targets,
    units,
    funds,
    rates,
    lists,
    across,
    costs,
    keyfigures,
    placeholders,
    slips,
    dates,
    copies,
    paragraphs,
    levels,
    gaps,
    years,
    names,
    sums,
    told,
    counts,
    echoes,
    outline,
)
