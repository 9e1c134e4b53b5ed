"""Running text: projects, indicators and conclusions told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.document import Paragraph
from extractor.draft import Draft
from extractor.engines.rules.prose.assemble import lines_of
from extractor.engines.rules.prose.conclusions import conclusions_in
from extractor.engines.rules.prose.indicators import indicators_in
from extractor.engines.rules.prose.projects import goals_of, projects_in
from extractor.engines.rules.prose.section import Section, sections_of
from extractor.layout.segments import Segment


def read_prose(paragraphs: Sequence[Paragraph]) -> Draft:
    """What one run of prose states: narrative_projects, narrative_indicators, conclusions.

    ``paragraphs`` stand in reading order, those between two tables. Never raises on any text.
    """
    return read_sections(sections_of(lines_of(paragraphs)))


def sections_in(segment: Segment) -> tuple[Section, ...]:
    """The sections of a run of prose; `Segment.once` keeps them for engine and audit."""
    return tuple(sections_of(lines_of(segment.paragraphs)))


def read_sections(sections: Iterable[Section]) -> Draft:
    """What the sections of a run of prose state."""
    draft = Draft()
    for section in sections:
        items = projects_in(section)
        for item in items:
            draft.add("narrative_projects", item.draft())
        for indicator in indicators_in(section.entries, goals_of(items)):
            draft.add("narrative_indicators", indicator)
        for conclusion in conclusions_in(section):
            draft.add("conclusions", conclusion)
    return draft
