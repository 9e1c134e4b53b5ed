"""Engines: what reads a segment. ``get_engine`` is the registry."""

from __future__ import annotations

from typing import Protocol

from extractor.document import Document
from extractor.draft import Draft
from extractor.errors import UsageError
from extractor.layout.segments import Segment

ENGINES = ("rules",)


class Engine(Protocol):
    """Reads segments into drafts of the report."""

    name: str

    def read(self, segment: Segment) -> Draft:
        """The part of the report that a segment states, as a draft of `Report`."""
        ...

    def finish(self, document: Document, report: Draft) -> None:
        """Set what only the whole document tells, once all segments are read."""
        ...


def get_engine(name: str) -> Engine:
    """The engine of that name. Raises UsageError naming those that exist."""
    if name == "rules":
        from extractor.engines.rules import RulesEngine

        return RulesEngine()
    raise UsageError(f"unknown engine {name!r}: use one of {', '.join(ENGINES)}")
