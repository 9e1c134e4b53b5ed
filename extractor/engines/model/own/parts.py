"""A document cut into parts that a model can answer for, and their answers joined again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, Field, create_model

from extractor.document import Clip
from extractor.engines.model.render import sheet_of
from extractor.layout.segments import Segment
from extractor.text import clean

# About 10,000 tokens of Chinese: what small local models still take in one piece.
PART_CHARACTERS = 12_000
Line = Sequence[Clip]


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """All rows (their cells) and sentences (one clip) of a document, in reading order."""
    sheets = [sheet_of(segment) for segment in segments]
    return [sheet.cells(at) for sheet in sheets for at in range(len(sheet.lines))]


def shown(line: Line) -> str:
    """A line as the model sees it."""
    return " | ".join(clean(clip.text) for clip in line)


def parts(lines: Sequence[str], limit: int = PART_CHARACTERS) -> Iterator[list[str]]:
    """Runs of lines of at most ``limit`` characters; a longer line is a part of its own."""
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > limit:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    if part:
        yield part


@cache
def loose(schema: type[BaseModel]) -> type[BaseModel]:
    """The schema for a part of a document: what the part does not state may be null."""
    fields: dict[str, Any] = {
        field.alias or name: (
            field.annotation | None,  # type: ignore[operator]
            Field(default=None, title=field.title, description=field.description),
        )
        for name, field in schema.model_fields.items()
    }
    return create_model(f"{schema.__name__}Part", __doc__=schema.__doc__, **fields)


def joined(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Parts as one: lists one after the other, objects field by field, else what is said first."""
    whole: dict[str, Any] = {}
    for answer in answers:
        for name, value in answer.items():
            whole[name] = _both(whole.get(name), value)
    return {name: value for name, value in whole.items() if value is not None}


def _both(first: Any, second: Any) -> Any:
    if isinstance(first, list) and isinstance(second, list):
        return first + second
    if isinstance(first, dict) and isinstance(second, dict):
        return joined([first, second])
    return second if first is None else first
