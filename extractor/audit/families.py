"""The families of rules, in the order in which their findings are told."""

from __future__ import annotations

from types import ModuleType

from extractor.audit import points, scores

FAMILIES: tuple[ModuleType, ...] = (points, scores)
