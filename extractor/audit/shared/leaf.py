"""What stands at a place of a report."""

from __future__ import annotations

from typing import Any

from extractor.report import Report


def leaf_at(report: Report, pointer: str) -> Any:
    """What stands at a pointer; None where nothing does. No name of the contract needs the escapes of RFC 6901."""
    at: Any = report
    for step in pointer.split("/")[1:]:
        if isinstance(at, list):
            at = at[int(step)] if step.isdigit() and int(step) < len(at) else None
        else:
            at = getattr(at, step, None)
    return at
