"""A segment as the model sees it: one line for each row or sentence, each part with a short id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import Clip, Paragraph
from extractor.engines.rules.prose.assemble import lines_of
from extractor.layout.segments import Segment, SegmentKind
from extractor.text import clean


@dataclass(frozen=True)
class Line:
    """A table row (``r3``) or a sentence (``s3``), and the ids of its parts.

    The parts of a row are its non-empty cells; a sentence is its own only part. ``row``
    is the row's number in its segment, None for a sentence.
    """

    id: str
    parts: tuple[str, ...]
    row: int | None = None


@dataclass
class Sheet:
    """A segment with ids given out: its lines in reading order, and the clip behind each id."""

    kind: SegmentKind
    lines: list[Line] = field(default_factory=list)
    clips: dict[str, Clip] = field(default_factory=dict)
    line_of: dict[str, int] = field(default_factory=dict)

    def add_row(self, row: int, cells: Iterable[Clip]) -> None:
        """Add a table row; blank cells get no id."""
        parts = [self._name("c", clip) for clip in cells if clip]
        if parts:
            self._add(Line(f"r{self._count('r')}", tuple(parts), row))

    def add_sentence(self, clip: Clip) -> None:
        """Add a line of text."""
        if clip:
            name = self._name("s", clip)
            self._add(Line(name, (name,)))

    def cells(self, line: int) -> list[Clip]:
        """The clips of a line, in reading order."""
        return [self.clips[part] for part in self.lines[line].parts]

    def text_of(self, lines: Sequence[int]) -> str:
        """These lines as the model sees them."""
        return "\n".join(self._shown(self.lines[at]) for at in lines)

    def line_at(self, clip: Clip) -> int | None:
        """The line that a clip of the page stands on."""
        if not clip.runs:
            return None
        page, start = clip.runs[0].page, clip.runs[0].start
        for name, known in self.clips.items():
            if any(run.page == page and run.start <= start < run.end for run in known.runs):
                return self.line_of[name]
        return None

    def _shown(self, line: Line) -> str:
        if line.parts == (line.id,):
            return f"{line.id} {clean(self.clips[line.id].text)}"
        return f"{line.id}: " + " | ".join(f"{part} {clean(self.clips[part].text)}" for part in line.parts)

    def _add(self, line: Line) -> None:
        for part in (line.id, *line.parts):
            self.line_of[part] = len(self.lines)
        self.lines.append(line)

    def _name(self, letter: str, clip: Clip) -> str:
        name = f"{letter}{sum(known[0] == letter for known in self.clips) + 1}"
        self.clips[name] = clip.strip()
        return name

    def _count(self, letter: str) -> int:
        return sum(line.id[0] == letter for line in self.lines) + 1


def sheet_of(segment: Segment) -> Sheet:
    """The sheet of a segment: lines above its table, rows, lines below; or the sentences of its prose."""
    sheet = Sheet(segment.kind)
    for paragraph in segment.above:
        sheet.add_sentence(paragraph.clip)
    for at, row in enumerate(segment.rows):
        sheet.add_row(at, row)
    for paragraph in segment.below:
        sheet.add_sentence(paragraph.clip)
    for clip in _sentences(segment.paragraphs):
        sheet.add_sentence(clip)
    return sheet


def fenced(text: str) -> str:
    """The text between marks that it cannot hold itself: they carry its own digest."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"<资料 {mark}>\n{text}\n</资料 {mark}>"


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Clip]:
    for line in lines_of(paragraphs):
        for sentence in line.sentences():
            yield Clip.join(sentence.clips)
