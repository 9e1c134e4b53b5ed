"""How a request is spelt for an endpoint, learnt from what it refuses."""

from __future__ import annotations

from typing import Any

import openai

Body = dict[str, Any]


class Dialect:
    """Reasoning models want ``max_completion_tokens`` and no temperature; others know only ``max_tokens``."""

    def __init__(self) -> None:
        self._new_limit = False
        self._no_temperature = False

    def spelt(self, body: Body) -> Body:
        """The body as this endpoint wants it, strict where its schema allows that."""
        body = dict(body)
        if self._new_limit and "max_tokens" in body:
            body["max_completion_tokens"] = body.pop("max_tokens")
        if self._no_temperature:
            body.pop("temperature", None)
        if (wanted := body.get("response_format", {}).get("json_schema")) and is_strict(wanted["schema"]):
            body["response_format"] = {"type": "json_schema", "json_schema": wanted | {"strict": True}}
        return body

    def learns(self, error: BaseException) -> bool:
        """Whether the refusal teaches something that makes another try worth while."""
        if not isinstance(error, openai.BadRequestError):
            return False
        before = self._new_limit, self._no_temperature
        self._new_limit |= "max_completion_tokens" in error.message
        self._no_temperature |= error.param == "temperature"
        return before != (self._new_limit, self._no_temperature)


def is_strict(schema: Any) -> bool:
    """Whether every object of a JSON schema is closed and requires all its properties."""
    if isinstance(schema, list):
        return all(is_strict(each) for each in schema)
    if not isinstance(schema, dict):
        return True
    properties = schema.get("properties")
    if schema.get("type") == "object" and (
        schema.get("additionalProperties") is not False
        or set(properties or {}) != set(schema.get("required", ()))
    ):
        return False
    return all(is_strict(each) for each in schema.values())
