"""An endpoint that costs as little as one can, so that what asks it can be measured. Its answers are simulated.

It keeps to what the SDK sends (HTTP/1.1, ``Content-Length``, one request after another on a connection), and is no server for
anything else. Every request is answered, and not before the latency is over.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

Say = Callable[[Any], str]
"""The answer to a request, which is given as its JSON body."""

_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = b"content-length:"
_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Simulated: true\r\nContent-Length: %d\r\n\r\n"
)


class Connection(asyncio.Protocol):
    """One connection; ``times`` is told when each request had come, in `time.monotonic` seconds."""

    def __init__(self, say: Say, latency: float, times: list[float]) -> None:
        self._say = say
        self._latency = latency
        self._times = times
        self._bytes = bytearray()
        self._body = self._end = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where the answers go."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  of a server that listens on TCP
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take in a piece of a request; answer one that is whole, after the latency."""
        self._bytes += data
        if not self._end:
            self._find_end()
        if not self._end or len(self._bytes) < self._end:
            return
        self._times.append(time.monotonic())
        asked = json.loads(self._bytes[self._body :])
        self._bytes, self._end = bytearray(), 0
        asyncio.get_running_loop().call_later(self._latency, self._answer, _completion(self._say(asked)))

    def _find_end(self) -> None:
        head, mark, _ = self._bytes.partition(_HEAD_ENDS)
        if mark:
            lines = head.lower().split(b"\r\n")
            length = next(int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH))
            self._body = len(head) + len(mark)
            self._end = self._body + length

    def _answer(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _completion(text: str) -> bytes:
    """A whole response; tokens are the answer's characters."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 1, "completion_tokens": len(text), "total_tokens": len(text) + 1}
    said = {"id": "simulated", "object": "chat.completion", "created": 0, "model": "simulated"}
    body = json.dumps(said | {"choices": [choice], "usage": usage}, ensure_ascii=False).encode()
    return _HEAD % len(body) + body
