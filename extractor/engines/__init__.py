"""Engines: what reads segments. ``get_engine`` is the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extractor.document import Document
from extractor.draft import Draft
from extractor.errors import ExtractorError, UsageError
from extractor.layout.segments import Segment
from extractor.result import Usage
from extractor.settings import Settings

ENGINES = ("rules", "model")


class Engine(Protocol):
    """Reads segments into drafts of the report."""

    name: str
    interrupted: ExtractorError | None
    """What kept the document from being read whole and may be over another time: a limit, a silent endpoint."""

    def read_all(self, segments: Sequence[Segment], document: Document) -> list[Draft]:
        """The part of the report that each segment of the document states, as a draft of `Report`."""
        ...

    def finish(self, document: Document, report: Draft) -> None:
        """Set what only the whole document tells, once all segments are read."""
        ...

    def usage(self) -> Usage:
        """What the reading took so far."""
        ...


def get_engine(name: str, settings: Settings) -> Engine:
    """The engine of that name, as the settings want it.

    Raises:
        UsageError: there is no engine of that name.
        ConfigurationError: the settings lack what it needs (a model, a key).
    """
    if name == "rules":
        from extractor.engines.rules import RulesEngine

        return RulesEngine()
    if name == "model":
        from extractor.engines.model.configured import model_engine

        return model_engine(settings)
    raise UsageError(f"unknown engine {name!r}: use one of {', '.join(ENGINES)}")
