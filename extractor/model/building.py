"""The SDK's client and instructor's techniques, checked before the first request is paid for."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import openai
from instructor import Image, Mode
from instructor.core import patch
from instructor.function_calls import response_schema
from pydantic import BaseModel

from extractor.errors import ConfigurationError, EndpointRefused
from extractor.model.configured import PUBLIC, is_loopback
from extractor.model.prices import price_of
from extractor.model.reply import Tokens
from extractor.model.settings import ModelSettings
from extractor.model.types import Message, Technique

_MODES: dict[Technique, Mode] = {
    "json_schema": Mode.JSON_SCHEMA,
    "tools": Mode.TOOLS,
    "json": Mode.JSON,
    "md_json": Mode.MD_JSON,
}
_NO_KEY = "none"


def build_sdk(settings: ModelSettings) -> openai.AsyncOpenAI:
    """The SDK's client, which tries nothing again.

    Raises:
        EndpointRefused: the address is none, or the key cannot be sent.
        ConfigurationError: the limit of money cannot be kept, as no price is known.
    """
    _check_address(settings.base_url)
    _check_key(settings.key)
    _check_money(settings)
    # A proxy of the environment must not see what is meant for this machine.
    local = openai.DefaultAsyncHttpxClient(trust_env=False) if is_loopback(settings.base_url) else None
    return openai.AsyncOpenAI(
        api_key=settings.key or _NO_KEY,
        base_url=settings.base_url or PUBLIC,
        timeout=settings.timeout,
        max_retries=0,
        http_client=local,
    )


def creates_of(create: Any) -> dict[Technique, Any]:
    """Instructor's ``create`` for each technique, on top of ours."""
    return {technique: patch(create=create, mode=mode) for technique, mode in _MODES.items()}


@lru_cache(maxsize=64)
def shaped(answer: type[BaseModel]) -> type[BaseModel]:
    """The class as instructor wants it, with its JSON schema at hand.

    Instructor makes both anew for each call, a third of all its time.
    """
    made = response_schema(answer)
    schema = json.dumps(made.model_json_schema())

    def known(_: type[BaseModel]) -> Any:
        return json.loads(schema)  # of which instructor may change what it likes

    setattr(made, "model_json_schema", classmethod(known))  # noqa: B010
    return made


def spoken(message: Message) -> dict[str, Any]:
    """A message as instructor takes it: its text stays text, whatever address or path it looks like."""
    if not message.pictures:
        return {"role": message.role, "content": message.content}
    shown = [Image.from_base64(picture.data_uri) for picture in message.pictures]
    return {"role": message.role, "content": [{"type": "text", "text": message.content}, *shown]}


def _check_address(address: str | None) -> None:
    try:
        parts = urlsplit(address or "")
        good = address is None or (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:
        good = False
    if not good:
        raise EndpointRefused(
            "--base-url is no address: it looks like http://127.0.0.1:8000/v1",
            zh="--base-url 不是有效地址，应类似 http://127.0.0.1:8000/v1",
        )


def _check_key(key: str) -> None:
    if not (key.isascii() and key.isprintable() and key == key.strip()):
        raise EndpointRefused(
            "the key holds characters that no key has (a line break, a space, a full-width letter): copy it again",
            zh="密钥中有不该出现的字符（换行、空格或全角字符）：请重新复制",
        )


def _check_money(settings: ModelSettings) -> None:
    if settings.max_cost is not None and price_of(settings)(Tokens(1, 1)) is None:
        raise ConfigurationError(
            f"--max-cost: the price of {settings.model} at this endpoint is not known; name it, or use --max-tokens",
            zh=f"--max-cost：不知道 {settings.model} 在此接口的价格；请设定价格，或改用 --max-tokens",
        )
