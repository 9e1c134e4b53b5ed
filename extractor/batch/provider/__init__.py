"""The provider's Batch API: questions answered ahead of a run, at the price of batches, into the cache."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.provider.ahead import Reading, ask_ahead
    from extractor.batch.provider.collecting import Question
    from extractor.batch.provider.running import answer_ahead, check_offered, usage_in
    from extractor.batch.provider.terms import FILE, Terms
    from extractor.batch.provider.told import Listener, ProviderUsage, Told
    from extractor.batch.provider.waiting import said_of, waiting_in

__all__ = [
    "FILE",
    "Listener",
    "ProviderUsage",
    "Question",
    "Reading",
    "Terms",
    "Told",
    "answer_ahead",
    "ask_ahead",
    "check_offered",
    "said_of",
    "usage_in",
    "waiting_in",
]
_HOMES = {
    "ahead": ("Reading", "ask_ahead"),
    "collecting": ("Question",),
    "running": ("answer_ahead", "check_offered", "usage_in"),
    "terms": ("FILE", "Terms"),
    "told": ("Listener", "ProviderUsage", "Told"),
    "waiting": ("said_of", "waiting_in"),
}


def __getattr__(name: str) -> Any:
    # Imported on first use: most runs ask nothing ahead, and the client of a model takes a second to import.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
