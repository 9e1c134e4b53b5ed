"""Figures no report states: hundreds of digits run together by a scan, which no arithmetic can bear."""

from __future__ import annotations

from typing import Any, TypeVar

from extractor.report import Contract

_MOST = 1e15
_Part = TypeVar("_Part", bound=Contract)


def within_bounds(part: _Part) -> _Part:
    """The same, with figures beyond 15 digits, infinite or not a number left out; itself where there are none."""
    changes: dict[str, Any] = {}
    for name, value in part:
        if (kept := _bounded(value)) is not value:
            changes[name] = kept
    return part.model_copy(update=changes) if changes else part


def _bounded(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Contract):
        return within_bounds(value)
    if isinstance(value, list):
        kept = [_bounded(one) for one in value]
        return value if all(a is b for a, b in zip(kept, value, strict=True)) else kept
    if isinstance(value, int | float) and not abs(value) < _MOST:
        return None
    return value
