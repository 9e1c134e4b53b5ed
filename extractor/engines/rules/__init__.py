"""The offline engine: header lexicon and table grid, no model and no key."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Document
from extractor.draft import Draft
from extractor.engines.rules.cover import read_cover
from extractor.engines.rules.data_table import read_data_table
from extractor.engines.rules.form import read_form
from extractor.engines.rules.projects import read_project_list
from extractor.errors import ExtractorError
from extractor.layout.segments import Segment
from extractor.result import Usage


class RulesEngine:
    """Reads a segment by the labels it prints and the shapes of its cells."""

    name = "rules"
    interrupted: ExtractorError | None = None

    def read_all(self, segments: Sequence[Segment], document: Document) -> list[Draft]:
        """The part of the report that each segment states."""
        return [self.read(segment) for segment in segments]

    def usage(self) -> Usage:
        """Nothing but time."""
        return Usage(engine=self.name)

    def read(self, segment: Segment) -> Draft:
        """The part of the report that the segment states."""
        if segment.kind == "form":
            draft = Draft()
            draft.add("forms", read_form(segment))
            return draft
        if segment.kind == "project_list":
            return read_project_list(segment)
        if segment.kind == "data_table":
            return read_data_table(segment)
        if segment.kind == "prose":
            from extractor.engines.rules.prose import read_sections, sections_in

            return read_sections(segment.once(sections_in))
        draft = Draft()
        draft.doubt("table_unknown", clips=segment.rows[0], row=_excerpt(segment))
        return draft

    def finish(self, document: Document, report: Draft) -> None:
        """Set what only the whole document tells: title, organization, fiscal year."""
        read_cover(document, report)


def _excerpt(segment: Segment) -> str:
    return " | ".join(clip.text.strip() for clip in segment.rows[0] if clip)[:60]
