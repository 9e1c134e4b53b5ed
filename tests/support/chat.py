"""Chat completions as an OpenAI-compatible server words them, in every response technique."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Technique = Literal["tools", "json_schema", "json", "plain"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Received:
    """One HTTP request as it came in; ``at`` is `time.monotonic` seconds."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes
    at: float

    @cached_property
    def body(self) -> Json:
        """The JSON body, {} where there is none."""
        return json.loads(self.raw) if self.raw else {}

    @property
    def technique(self) -> Technique:
        """How the request wants its answer."""
        if self.body.get("tools"):
            return "tools"
        kind = (self.body.get("response_format") or {}).get("type", "text")
        return {"json_schema": "json_schema", "json_object": "json"}.get(kind, "plain")  # type: ignore[return-value]

    @property
    def schema(self) -> Json | None:
        """The JSON schema that the answer has to fit, None where the request carries none apart."""
        if self.technique == "tools":
            return self.body["tools"][0]["function"]["parameters"]
        if self.technique == "json_schema":
            return self.body["response_format"]["json_schema"]["schema"]
        return None

    @property
    def messages(self) -> list[Json]:
        return self.body.get("messages", [])

    @property
    def text(self) -> str:
        """What all messages say, one after the other, without their pictures."""
        return "\n".join(
            part["text"]
            for message in self.messages
            for part in _parts(message.get("content"))
            if part["type"] == "text"
        )

    @property
    def pictures(self) -> list[bytes]:
        """The files of all pictures that came along, each as a data URI."""
        urls = [
            part["image_url"]["url"]
            for message in self.messages
            for part in _parts(message.get("content"))
            if part["type"] == "image_url"
        ]
        return [base64.b64decode(url.removeprefix("data:image/jpeg;base64,"), validate=True) for url in urls]


def _parts(content: Any) -> list[Json]:
    """The parts of a message's content; plain text is its only one."""
    return content if isinstance(content, list) else [{"type": "text", "text": str(content or "")}]


@dataclass
class Completion:
    """One completion before it is put on the wire; faults change it in place."""

    request: Received
    text: str
    finish_reason: str = "stop"
    refusal: str | None = None
    as_tool: bool = False
    choices: bool = True
    usage: bool = True
    extra: Json = field(default_factory=dict)

    @classmethod
    def of(cls, request: Received, answer: Any) -> Completion:
        """An answer (an object, or text taken as it is), put where the technique wants it."""
        compact = (",", ":")
        text = (
            answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, separators=compact)
        )
        technique = request.technique
        if technique == "plain" and not isinstance(answer, str):
            text = f"```json\n{text}\n```"
        return cls(request, text, as_tool=technique == "tools")

    def payload(self, number: int) -> Json:
        """The response body. Tokens in ``usage`` are characters: one each, of messages and of the answer."""
        prompt = len(self.request.text)
        tokens = {"prompt_tokens": prompt, "completion_tokens": len(self.text)}
        return {
            "id": f"chatcmpl-simulated-{number}",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": self.request.body.get("model", ""),
            "system_fingerprint": "simulated",
            "choices": [self._choice(number)] if self.choices else [],
            **({"usage": tokens | {"total_tokens": sum(tokens.values())}} if self.usage else {}),
            **self.extra,
        }

    def _choice(self, number: int) -> Json:
        message: Json = {"role": "assistant", "content": self.text, "refusal": self.refusal}
        if self.refusal is not None:
            message["content"] = None
        elif self.as_tool:
            name = self.request.body["tools"][0]["function"]["name"]
            call = {"name": name, "arguments": self.text}
            message["content"] = None
            message["tool_calls"] = [{"id": f"call_{number}", "type": "function", "function": call}]
        finish = "tool_calls" if self.as_tool and self.finish_reason == "stop" else self.finish_reason
        return {"index": 0, "finish_reason": finish, "logprobs": None, "message": message}


def error(kind: str, message: str, code: str | None = None) -> Json:
    """An error body."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}
