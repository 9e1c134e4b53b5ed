"""Chinese government performance self-evaluation reports into structured indicator tables.

``extract(path)`` reads one report and gives a typed `extractor.result.Result`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.pipeline import extract
    from extractor.report import Report
    from extractor.result import Result

__all__ = ["Report", "Result", "extract"]
_HOMES = {
    "extract": "extractor.pipeline",
    "Report": "extractor.report",
    "Result": "extractor.result",
}


def __getattr__(name: str) -> Any:
    # Imported on first use: the command line must be able to say --help without pydantic.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
