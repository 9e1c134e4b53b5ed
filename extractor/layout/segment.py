"""What an engine reads at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractor.document import Keeps, Paragraph
from extractor.layout.headers import Row

SegmentKind = Literal["form", "project_list", "data_table", "unknown_table", "prose"]


@dataclass
class Segment(Keeps):
    """What an engine reads at a time.

    ``above`` are the title and unit lines printed over a table, ``below`` the sign-off
    lines under it; a run of prose has ``paragraphs`` only. ``rebuilt`` says that rows and
    columns were inferred from the order of the text.
    """

    kind: SegmentKind
    rows: list[Row] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    rebuilt: bool = False
