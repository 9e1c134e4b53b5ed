"""The running text of a document: its reports, their sentences, and the amounts and rates they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.audit.shared.figures import Figure, read_figures
from extractor.document import Document
from extractor.engines.rules.prose import sections_in
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.naming import same_project
from extractor.engines.rules.prose.section import Section
from extractor.layout.segments import find_segments
from extractor.result import Evidence


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence with the report it stands in; ``span.plain`` has no white space, signs are half-width.

    ``headings`` are those it stands under, outermost first, as printed.
    """

    span: Span
    section: Section
    headings: tuple[str, ...]

    @cached_property
    def plain(self) -> str:
        """What it says."""
        return self.span.plain

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in order."""
        return read_figures(self)

    def concerns(self, project: str | None) -> bool:
        """Whether it may be about a project: its report is about that one, or about no single project."""
        subject = self.section.subject
        if self.section.kind != "project" or not subject:
            return True
        return bool(project) and same_project(subject.plain, project or "")


@dataclass(frozen=True)
class Prose:
    """Sentences in reading order."""

    sentences: tuple[Sentence, ...] = ()
    document: Document | None = None

    @staticmethod
    def of(document: Document | None) -> Prose:
        """The running text of a document; that of None is empty."""
        return Prose(tuple(_sentences(document)), document) if document else Prose()

    def places(self, *spans: Span) -> tuple[Evidence, ...]:
        """Where stretches of the text stand."""
        if self.document is None:
            return ()
        clips = [clip for span in spans for clip in span.clips]
        return tuple(Evidence.at(place, self.document, "exact") for clip in clips for place in clip.places())


def _sentences(document: Document) -> Iterator[Sentence]:
    for segment in document.once(find_segments):
        if segment.kind != "prose":
            continue
        for section in segment.once(sections_in):
            for entry in section.entries:
                headings = tuple(heading.span.plain for heading in entry.outline.headings)
                for span in entry.line.sentences():
                    yield Sentence(span, section, headings)
