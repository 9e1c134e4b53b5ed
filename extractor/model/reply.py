"""What an endpoint sent back, without its wrapping: text, how it ended, tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from extractor.model.reading import shortened
from extractor.model.types import Problem


@dataclass(frozen=True)
class Tokens:
    """Tokens of one call; ``cached`` are those of the prompt that the endpoint knew already."""

    prompt: int = 0
    completion: int = 0
    cached: int = 0


@dataclass(frozen=True)
class Reply:
    """A chat completion's text; ``problem`` where the endpoint itself says that it is no answer.

    ``tokens`` is None where the endpoint does not tell them.
    """

    text: str
    problem: Problem | None = None
    detail: str = ""
    tokens: Tokens | None = None


def reply_of(completion: Any) -> Reply:
    """The reply in a chat completion, however little of the protocol the endpoint keeps to."""
    tokens = _tokens(getattr(completion, "usage", None))
    choices: Any = getattr(completion, "choices", None)
    message = getattr(choices[0], "message", None) if choices else None
    if message is None:
        return Reply("", "empty", "回答中没有 choices / no choices in the answer", tokens)
    text = _text(message)
    problem, detail = _problem(getattr(choices[0], "finish_reason", None), message, text)
    return Reply(text, problem, detail, tokens)


def _problem(finish: Any, message: Any, text: str) -> tuple[Problem | None, str]:
    refusal = getattr(message, "refusal", None)
    if refusal:
        return "refused", f"模型拒绝回答 / the model refused: {shortened(str(refusal), 200)}"
    if finish == "content_filter":
        return "refused", "内容过滤器拦下了回答 / the content filter held the answer back"
    if finish == "length":
        return "truncated", "回答达到长度上限 / the answer ran into its length limit"
    if not text.strip():
        return "empty", "回答是空的 / the answer is empty"
    return None, ""


def _text(message: Any) -> str:
    """The arguments of the tool call, or the content where the model did not call the tool."""
    calls = [getattr(call, "function", None) for call in getattr(message, "tool_calls", None) or []]
    written = [_as_text(getattr(function, "arguments", None)) for function in calls]
    if any(written):
        return "\n".join(written)
    return _as_text(getattr(message, "content", None))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _tokens(usage: Any) -> Tokens | None:
    prompt, completion = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None)
    return Tokens(prompt, completion, cached if isinstance(cached, int) else 0)
