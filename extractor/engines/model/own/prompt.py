"""The question about a document, or a part of it, that a model answers by a schema."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.engines.model.render import fenced
from extractor.lexicon import data_file
from extractor.model.types import Message


@dataclass(frozen=True)
class Prompt:
    """A prompt file ``prompts/NAME.md``; its template knows which part of how many it is about."""

    name: str

    def messages(self, lines: Sequence[str], number: int = 1, count: int = 1) -> tuple[Message, ...]:
        """The messages about these lines, which are part ``number`` of ``count``."""
        told = _rendered(self.name, number, count)
        return Message("system", told), Message("user", fenced("\n".join(lines)))

    def digest(self) -> dict[str, str]:
        """Name with version, and SHA-256 of the instructions for a document in one piece."""
        return {self.name: hashlib.sha256(_rendered(self.name, 1, 1).encode()).hexdigest()}


OWN_SCHEMA = Prompt("own_schema.v1")


@lru_cache(maxsize=64)
def _rendered(name: str, number: int, count: int) -> str:
    from jinja2 import Environment, StrictUndefined

    # Markdown for a model, no HTML; a document's text never passes through here.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    template = environment.from_string(data_file(f"prompts/{name}.md"))
    return template.render(part=count > 1, number=number, count=count) + "\n"
