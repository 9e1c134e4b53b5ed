"""A scripted server that keeps answers back, so that a test does what it does while calls are under way for sure."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import Any

from starlette.responses import Response

from tests.support.chat import Received
from tests.support.scripted_server import AnswerFor, ScriptedServer

LONGEST = 600.0


class HeldServer(ScriptedServer):
    """The server: all answers but the first ``free`` are kept back until they are released."""

    def __init__(self, answer: AnswerFor, *, free: int, **more: Any) -> None:
        super().__init__(answer, **more)
        self._free = free
        self._released = threading.Event()
        self._kept_back = 0
        self._came = threading.Condition()

    def wait_for_held(self, calls: int) -> None:
        """Until so many answers are kept back."""
        with self._came:
            assert self._came.wait_for(lambda: self._kept_back >= calls, LONGEST), f"{self._kept_back} came"

    def release(self) -> None:
        """Give all answers, also those that are asked for from now on."""
        self._released.set()

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        super().__exit__(kind, raised, trace)

    async def _respond(self, request: Received) -> Response:
        response = await super()._respond(request)
        if self._free > 0:
            self._free -= 1
            return response
        with self._came:
            self._kept_back += 1
            self._came.notify_all()
        await asyncio.to_thread(self._released.wait)
        return response
