"""One JSON object: the result as the contract names it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from extractor.output.writer import Part
from extractor.result import Lang, Result


def as_json(result: Result) -> str:
    """The result as JSON."""
    return dumped(result)


def dumped(model: BaseModel) -> str:
    r"""A model as JSON in the order of its fields, Chinese left readable.

    A lone surrogate, which UTF-8 cannot hold, is written as its escape (``\ud800``); a
    number too large for a float as null.
    """
    try:
        return model.model_dump_json(indent=2)
    except PydanticSerializationError:
        plain = json.loads(json.dumps(model.model_dump(mode="json")), parse_constant=lambda _: None)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def render(result: Result, lang: Lang) -> Iterator[Part]:
    """The one file; the language only concerns other outputs."""
    del lang
    yield Part(".json", as_json(result).encode("utf-8") + b"\n")
