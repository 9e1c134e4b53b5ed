"""What a provider's result files say: one item a line, each the answer to one question or why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from extractor.model.reading import holds_object, read
from extractor.model.reply import Tokens, reply_of

GOOD = "good"
_EXPIRED = "batch_expired"
_CANCELLED = "batch_cancelled"


@dataclass(frozen=True)
class Item:
    """One answer. ``state`` is `GOOD`, or what is wrong with it; ``tokens`` None where they are not told."""

    key: str
    state: str
    raw: str = ""
    tokens: Tokens | None = None


def items_in(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a result file; one that is no object is an empty one."""
    with path.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield _object(line)


def item_of(said: dict[str, Any], answer: type[BaseModel] | None) -> Item:
    """What one line says to the question that wants this answer.

    ``answer`` None is not known here, so that the answer only has to be an object: whoever asks
    the question reads it in full.
    """
    key, response = str(said.get("custom_id")), said.get("response")
    body = response.get("body") if isinstance(response, dict) else None
    if not isinstance(response, dict) or not isinstance(body, dict) or response.get("status_code") != 200:
        return Item(key, _failure(said), tokens=Tokens())
    reply = reply_of(ChatCompletion.construct(**body))
    if reply.problem is not None:
        return Item(key, reply.problem, reply.text, reply.tokens)
    if answer is None:
        return Item(key, GOOD if holds_object(reply.text) else "invalid", reply.text, reply.tokens)
    return Item(key, read(reply.text, answer).problem or GOOD, reply.text, reply.tokens)


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _failure(said: dict[str, Any]) -> str:
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return {_EXPIRED: "expired", _CANCELLED: "cancelled"}.get(str(code), "error")
