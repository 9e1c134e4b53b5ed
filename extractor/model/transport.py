"""Getting a request through: what passes is tried again, with the patience that the endpoint asks for.

Only transport is retried here; an answer that does not fit its schema is no matter of
trying again (the engine asks again, with what was wrong).
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import openai
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception
from tenacity.stop import stop_base
from tenacity.wait import wait_random_exponential

Sleep = Callable[[float], Awaitable[None]]
Got = TypeVar("Got")

LONGEST_WAIT = 120.0
_PASSING = frozenset({408, 409, 425, 429})
_SPENT = ("insufficient_quota", "billing_hard_limit_reached")
_ABOUT_THE_REQUEST = re.compile(
    r"response_format|json_schema|tool_choice|tools? (?:is|are) not|tools? param|template is not supported"
    r"|image input is not supported|mmproj",
    re.IGNORECASE,
)
_full_jitter = wait_random_exponential(multiplier=0.5, max=30)
_little_jitter = wait_random_exponential(multiplier=0.125, max=1)


@dataclass(frozen=True)
class Persistence:
    """How long a request is tried.

    ``through`` counts the requests of all calls that got through: where others do, a 429 only
    says that this one's turn has not come, and is no try of the ``tries``.
    """

    tries: int
    sleep: Sleep = asyncio.sleep
    through: Callable[[], int] = int


async def persist(attempt: Callable[[], Awaitable[Got]], how: Persistence) -> Got:
    """The result of the first attempt that gets through; the last error where none does.

    The retrying is built anew for each call: one that is shared between coroutines miscounts.
    """
    retrying = AsyncRetrying(
        stop=_Tired(how),
        wait=_wait,
        retry=retry_if_exception(passes),
        sleep=how.sleep,
        reraise=True,
    )
    async for turn in retrying:
        with turn:
            return await attempt()
    raise AssertionError("tenacity ends with a result or an error")


def passes(error: BaseException) -> bool:
    """Whether the same request may get through later."""
    if isinstance(error, openai.APIStatusError):
        return _status_passes(error)
    if isinstance(error, openai.APIConnectionError):
        return not _never_connects(error)
    return isinstance(error, (TimeoutError, json.JSONDecodeError))


def _status_passes(error: openai.APIStatusError) -> bool:
    if error.status_code == 429:
        return error.code not in _SPENT and error.type not in _SPENT
    if error.status_code in _PASSING:
        return True
    # llama-cpp-python answers 500 to a response_format that it does not know, llama.cpp to a picture.
    about_request = error.status_code == 500 and _ABOUT_THE_REQUEST.search(error.message)
    return error.status_code >= 500 and error.status_code != 501 and not about_request


def _never_connects(error: BaseException) -> bool:
    import httpx2

    return isinstance(error.__cause__, (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError))


def may_be_billed(error: BaseException) -> bool:
    """Whether the endpoint may have worked on the request that failed so."""
    if isinstance(error, openai.APIStatusError):
        return False
    return not _refused_connection(error)


def _refused_connection(error: BaseException) -> bool:
    import httpx2

    return isinstance(error.__cause__, (httpx2.ConnectError, httpx2.ConnectTimeout))


def asked_wait(error: BaseException | None) -> float | None:
    """The seconds that the endpoint asks to wait (``Retry-After`` as seconds or date); None if it does not."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers: Any = error.response.headers
    asked = _seconds(headers.get("retry-after-ms"))
    if asked is not None:
        return asked / 1000
    value = headers.get("retry-after")
    asked = _seconds(value)
    return _until(value) if asked is None and value else asked


def _seconds(value: str | None) -> float | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _failure(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _wait(state: RetryCallState) -> float:
    """What the endpoint asks and a little; else full jitter, doubling."""
    asked = asked_wait(_failure(state))
    return _full_jitter(state) if asked is None else asked + _little_jitter(state)


class _Tired(stop_base):
    """Stops after the tries, or where the endpoint asks for more patience than anybody has."""

    def __init__(self, how: Persistence) -> None:
        self._left = how.tries
        self._through = how.through
        self._seen = how.through()

    def __call__(self, retry_state: RetryCallState) -> bool:
        """Whether it is enough; called once for each attempt that failed."""
        error, seen = _failure(retry_state), self._through()
        queued = isinstance(error, openai.APIStatusError) and error.status_code == 429 and seen > self._seen
        self._seen = seen
        self._left -= 0 if queued else 1
        return self._left <= 0 or (asked_wait(error) or 0) > LONGEST_WAIT
