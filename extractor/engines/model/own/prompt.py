"""The question about a document, or a part of it, by a schema of the user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

from extractor.engines.model.render import fenced
from extractor.lexicon import data_file
from extractor.model.types import Message

_NAME = "own_schema.v1"


def messages(lines: Sequence[str], number: int = 1, count: int = 1) -> tuple[Message, ...]:
    """The messages about these lines, which are part ``number`` of ``count``."""
    return Message("system", _instructions(number, count)), Message("user", fenced("\n".join(lines)))


def digest() -> dict[str, str]:
    """Name with version, and SHA-256 of the instructions for a document in one piece."""
    return {_NAME: hashlib.sha256(_instructions(1, 1).encode()).hexdigest()}


@cache
def _instructions(number: int, count: int) -> str:
    from jinja2 import Environment, StrictUndefined

    # Markdown for a model, no HTML; a document's text never passes through here.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    template = environment.from_string(data_file(f"prompts/{_NAME}.md"))
    return template.render(part=count > 1, number=number, count=count) + "\n"
