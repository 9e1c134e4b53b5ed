"""The SDK's client and instructor's techniques, checked before the first request is paid for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import openai
from instructor import Image, Mode
from instructor.core import patch
from instructor.function_calls import ResponseSchema
from instructor.v2.core.response_model import prepare_response_model
from pydantic import BaseModel, create_model

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


class _StandIn(ResponseSchema):
    """Takes any answer, and keeps nothing of it."""


@lru_cache(maxsize=256)
def shaped(answer: type[BaseModel], technique: Technique) -> type[BaseModel]:
    """What instructor is given for the class: its name, its description, its JSON schema, and no fields.

    Instructor looks at each field of a class, and of those in it, four times for each call, makes its JSON schema anew, and
    parses the answer into it, which nobody looks at: `reading.read` is the one way to an object. That was most of its time.
    """
    made = prepare_response_model(answer) or answer
    # One for each technique: instructor writes descriptions into the schema of some.
    schema = made.model_json_schema()
    stand_in = create_model(made.__name__, __base__=_StandIn, __doc__=made.__doc__)
    setattr(stand_in, "model_json_schema", classmethod(lambda _: schema))  # noqa: B010
    return stand_in


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
