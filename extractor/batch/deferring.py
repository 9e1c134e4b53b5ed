"""A document read as far as its first questions to the model, all of which may be put aside to be answered later."""

from __future__ import annotations

from contextlib import suppress

from extractor.document import Document
from extractor.errors import EndpointUnreachable
from extractor.layout.segments import find_segments
from extractor.pipeline import engine_of
from extractor.settings import Settings


class Deferred(EndpointUnreachable):
    """The question is put aside. Engines let a part without an answer go, and ask about the others."""


def put_questions(document: Document, settings: Settings) -> None:
    """Put to the model what is asked first about a document; what it answers is let go.

    What is asked again depends on the answers, and is no part of it.

    Raises:
        ConfigurationError: see `engine_of`.
    """
    # Whoever reads what the model does not, need not do it now.
    engine = engine_of(settings.model_copy(update={"fallback": None}))
    if settings.engine == "model":
        # Raised where nothing at all was answered.
        with suppress(Deferred):
            engine.read_all(find_segments(document), document)
    if settings.audit == "model":
        from extractor.audit.reviewed import review

        review(document, settings)
