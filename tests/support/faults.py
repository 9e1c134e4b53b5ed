"""Faults of a scripted server: what each does to the response of one request."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.chat import Completion, Json, Received, error

# Takes the answer (a deep copy) and returns it changed, or None where it has nothing to change.
Change = Callable[[Any, Received], Any]

STATUSES: dict[str, tuple[int, Json]] = {
    "400": (400, error("invalid_request_error", "bad request")),
    "401": (401, error("invalid_request_error", "Incorrect API key provided", "invalid_api_key")),
    # As LiteLLM without a database says that a key is wrong.
    "no_db": (400, error("no_db_connection", "No connected db.")),
    "403": (403, error("invalid_request_error", "Not allowed", "forbidden")),
    "404": (404, error("invalid_request_error", "The model does not exist", "model_not_found")),
    "429": (429, error("rate_limit_error", "Rate limit reached", "rate_limit_exceeded")),
    "quota": (429, error("insufficient_quota", "You exceeded your current quota", "insufficient_quota")),
    "500": (500, error("server_error", "The server had an error")),
    "503": (503, error("server_error", "The server is overloaded")),
    "context": (
        400,
        error(
            "invalid_request_error",
            "This model's maximum context length is exceeded",
            "context_length_exceeded",
        ),
    ),
    # As OpenAI and llama.cpp word it that the model reads text only.
    "no_pictures": (
        400,
        error(
            "invalid_request_error", "Invalid content type. image_url is only supported by certain models."
        ),
    ),
    "no_mmproj": (500, error("server_error", "image input is not supported - hint: you may need the mmproj")),
}
# Requests of these techniques are refused with 400, as servers do that do not know the parameter.
REFUSED_TECHNIQUES: dict[str, tuple[frozenset[str], str]] = {
    "no_tools": (frozenset({"tools"}), "tools is not supported"),
    "no_json_schema": (frozenset({"json_schema"}), "response_format: json_schema is not supported"),
    "no_response_format": (frozenset({"json_schema", "json"}), "response_format is not supported"),
    "plain_only": (frozenset({"tools", "json_schema", "json"}), "unknown parameter"),
}


def _empty_choices(completion: Completion) -> None:
    completion.choices = False


def _empty(completion: Completion) -> None:
    completion.text, completion.as_tool = "", False


def _refusal(completion: Completion) -> None:
    completion.refusal = "抱歉，我无法协助处理该请求。"
    completion.text, completion.as_tool = "", False


def _filtered(completion: Completion) -> None:
    completion.text, completion.as_tool, completion.finish_reason = "", False, "content_filter"


def _truncated(completion: Completion) -> None:
    completion.text = completion.text[: len(completion.text) // 2]
    completion.finish_reason = "length"


def _cut(completion: Completion) -> None:
    """Cut JSON from a server that does not own up to it in ``finish_reason``."""
    completion.text = completion.text[: len(completion.text) // 2]


def _prose(completion: Completion) -> None:
    completion.text = f"好的，以下是提取结果：\n\n{completion.text}\n\n如有需要，请随时告诉我。"
    completion.as_tool = False


def _fenced(completion: Completion) -> None:
    if "```" not in completion.text:
        completion.text = f"```json\n{completion.text}\n```"
    completion.as_tool = False


def _no_usage(completion: Completion) -> None:
    completion.usage = False


COMPLETIONS: dict[str, Callable[[Completion], None]] = {
    "empty_choices": _empty_choices,
    "empty": _empty,
    "refusal": _refusal,
    "content_filter": _filtered,
    "truncated": _truncated,
    "cut": _cut,
    "prose": _prose,
    "fenced": _fenced,
    "no_usage": _no_usage,
}


def wrong_types(answer: Any, _: Received) -> Any:
    """A list where the first leaf of the innermost first row was."""
    holder = answer
    while True:
        nested = [value for value in holder.values() if isinstance(value, (dict, list)) and value]
        inner = nested[0] if nested else None
        if isinstance(inner, list) and isinstance(inner[0], dict):
            holder = inner[0]
        elif isinstance(inner, dict):
            holder = inner
        else:
            break
    key = next((key for key, value in holder.items() if value is not None), None)
    if key is None:
        return None
    holder[key] = [["not", "of", "this", "type"]]
    return answer


def extra_keys(answer: Any, _: Received) -> Any:
    """Keys that the schema does not know, in the answer and in its first row."""
    answer["confidence"] = 0.97
    rows = next((value for value in answer.values() if isinstance(value, list) and value), [])
    if rows and isinstance(rows[0], dict):
        rows[0]["comment"] = "模型的说明"
    return answer


CHANGES: dict[str, Change] = {"wrong_types": wrong_types, "extra_keys": extra_keys}
TRANSPORT = ("timeout", "dropped")
KINDS = frozenset({*STATUSES, *REFUSED_TECHNIQUES, *COMPLETIONS, *CHANGES, *TRANSPORT})


@dataclass
class Fault:
    """One fault and how often it still strikes (None: always).

    ``when`` narrows it to some requests; ``change`` is what a fault of kind ``change``
    does to the answer; ``seconds`` is how long a ``timeout`` takes.
    """

    kind: str
    times: int | None = 1
    retry_after: float | str | None = None
    seconds: float = 30.0
    when: Callable[[Received], bool] | None = None
    change: Change | None = None
    struck: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS and self.change is None:
            raise ValueError(f"{self.kind}: no such fault; known are {', '.join(sorted(KINDS))}")

    def meets(self, request: Received) -> bool:
        """Whether it strikes this request."""
        if self.times is not None and self.struck >= self.times:
            return False
        if self.kind in REFUSED_TECHNIQUES and request.technique not in REFUSED_TECHNIQUES[self.kind][0]:
            return False
        return self.when is None or self.when(request)

    @property
    def is_change(self) -> bool:
        """Whether it works by changing what the answer says."""
        return self.change is not None or self.kind in CHANGES

    def refusal(self) -> tuple[int, Json] | None:
        """Status and body, where the fault is an HTTP error."""
        if self.kind in STATUSES:
            return STATUSES[self.kind]
        if self.kind in REFUSED_TECHNIQUES:
            return 400, error("invalid_request_error", REFUSED_TECHNIQUES[self.kind][1])
        return None

    def changed(self, answer: Any, request: Received) -> Any:
        """The answer as this fault words it, None where it leaves it alone."""
        change = self.change or CHANGES.get(self.kind)
        return change(json.loads(json.dumps(answer)), request) if change else None
