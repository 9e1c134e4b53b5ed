"""What an endpoint's no means, in words that say what to check."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

import openai

from extractor.errors import EndpointRefused, EndpointUnreachable, ExtractorError
from extractor.model.reading import shortened
from extractor.model.redaction import redacted

Kind = Literal[
    "key", "allowed", "model", "address", "quota", "context", "filtered", "pictures", "request", "unreachable"
]

# Said to one request: another, shorter or of another technique, may well be taken.
_OF_REQUEST: frozenset[Kind] = frozenset({"context", "filtered", "request"})
_CONTEXT = re.compile(
    r"context.{0,20}(?:length|size|window)|too many tokens|prompt is too long|maximum.{0,20}tokens"
    r"|上下文.{0,8}(?:长度|超)|输入过长",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"model.{0,80}(?:not[ _]?found|not exist|unknown|invalid|no such|unsupported)"
    r"|(?:unknown|invalid|no such|unsupported).{0,20}model|模型.{0,20}不存在",
    re.IGNORECASE | re.DOTALL,
)
# Also where a content of parts instead of text is what is refused.
_PICTURES = re.compile(
    r"image|vision|multi-?modal|mmproj|content.{0,30}(?:string|type)|图片|图像|视觉|多模态", re.IGNORECASE
)
_WORDS: dict[Kind, tuple[str, str]] = {
    "key": (
        "the endpoint does not accept the key: check OPENAI_API_KEY / EXTRACTOR_API_KEY or the key file",
        "接口不接受密钥：请检查 OPENAI_API_KEY / EXTRACTOR_API_KEY 或密钥文件",
    ),
    "allowed": (
        "the key may not use this model or endpoint: check the account's permissions and the address",
        "该密钥无权使用此模型或接口：请检查账户权限和接口地址",
    ),
    "model": ("the endpoint knows no such model: check --model", "接口上没有这个模型：请检查 --model"),
    "address": (
        "nothing answers at this path: check --base-url (it often ends in /v1) and --model",
        "此路径没有接口：请检查 --base-url（通常以 /v1 结尾）和 --model",
    ),
    "quota": ("the account's quota is used up: check its balance", "账户额度已用完：请检查余额"),
    "context": ("the request is longer than the model's context", "请求超出模型的上下文长度"),
    "filtered": ("the endpoint's content filter refused the request", "接口的内容过滤器拒绝了请求"),
    "pictures": (
        "the model takes no pictures, or not these: leave --vision out, or choose a model that reads pictures",
        "该模型不接受图片：请去掉 --vision，或换用能看图的模型",
    ),
    "request": (
        "the endpoint does not accept the request: check --technique and --model",
        "接口不接受该请求：请检查 --technique 和 --model",
    ),
    "unreachable": (
        "no answer from the endpoint: check that it runs, --base-url, and the network",
        "接口没有应答：请检查接口是否在运行、--base-url 和网络",
    ),
}


class RequestRefused(EndpointRefused):
    """The endpoint does not take this request, but may well take another; ``kind`` says why."""

    def __init__(self, message: str, *, zh: str, kind: Kind) -> None:
        super().__init__(message, zh=zh)
        self.kind = kind


@dataclass(frozen=True)
class Asked:
    """Who was asked: what an error names. The key is only held to be taken out."""

    model: str
    address: str
    key: str

    def __repr__(self) -> str:
        """Without the key."""
        return f"Asked({self.model!r}, {redacted(self.address, self.key)!r})"

    def error(self, kind: Kind, error: BaseException | None, tries: int = 1) -> ExtractorError:
        """The error for the user: what to check, who was asked, and the endpoint's own words."""
        english, chinese = _WORDS[kind]
        said = redacted(_said(error), self.key)
        after = f" after {tries} tries" if tries > 1 else ""
        times = f"，已试 {tries} 次" if tries > 1 else ""
        who = redacted(f"{self.model} @ {self.address}", self.key)
        told, zh = f"{english} ({who}{after}: {said})", f"{chinese}（{who}{times}：{said}）"
        if kind in _OF_REQUEST:
            return RequestRefused(told, zh=zh, kind=kind)
        return (EndpointUnreachable if kind == "unreachable" else EndpointRefused)(told, zh=zh)


def kind_of(error: BaseException, *, with_pictures: bool = False) -> Kind:
    """What kind of no an error is that will not pass; ``with_pictures`` says what it was said to."""
    if not isinstance(error, openai.APIStatusError):
        return "address"
    status, words = error.status_code, f"{error.code} {_words(error)}"
    # LiteLLM without a database looks there for every key that is not its own.
    if status == 401 or error.type == "no_db_connection":
        return "key"
    if status == 403:
        return "allowed"
    if status in (402, 429):
        return "quota"
    if status == 413 or _CONTEXT.search(words):
        return "context"
    if with_pictures and _PICTURES.search(words):
        return "pictures"
    if status in (400, 404, 422) and _MODEL.search(words):
        return "model"
    if status in (404, 405) or 300 <= status < 400:
        return "address"
    return "filtered" if "content_filter" in words else "request"


def _words(error: openai.APIStatusError) -> str:
    """The message in the endpoint's error, or all of it where that is not of the usual form."""
    body = error.body
    said = body.get("message") if isinstance(body, dict) else None
    return said if isinstance(said, str) else error.message


def _said(error: BaseException | None) -> str:
    """The endpoint's own words, or the reason below a connection error."""
    if isinstance(error, openai.APIStatusError):
        return f"HTTP {error.status_code}: {shortened(_words(error), 200)}"
    if isinstance(error, json.JSONDecodeError):
        return "the body is not JSON"
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        return "timed out"
    cause = error.__cause__ if error is not None and error.__cause__ is not None else error
    return (
        shortened(f"{type(cause).__name__}: {cause}", 200)
        if cause is not None
        else "not the protocol of OpenAI"
    )
