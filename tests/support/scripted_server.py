"""A scripted OpenAI-compatible server: real HTTP on 127.0.0.1, a free port, in a thread.

What it answers comes from a callable, so it says nothing about any model: every response
is marked ``simulated``. Token counts in its usage are character counts.

    with ScriptedServer(answer=lambda request: {"rows": []}) as server:
        server.fault("429", times=2, retry_after=1)
        client = OpenAI(base_url=server.url, api_key="k")
        ...
        assert len(server.requests) == 3
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support import in_thread
from tests.support.chat import Completion, Received, error
from tests.support.faults import COMPLETIONS, Change, Fault

AnswerFor = Callable[[Received], Any]
MARK = {"x-simulated": "true"}


class Dropped(Response):
    """Half a body, then the connection is gone."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        # uvicorn closes the connection of an application that ends before its body does.


class ScriptedServer:
    """The server; use it as a context manager.

    ``latency`` is seconds per call; ``places`` is how many calls it works on at once (the
    others wait); ``key`` is the only one it accepts, None for any. ``answer`` gets the
    request and returns an object, or text that is sent as it is.
    """

    def __init__(
        self,
        answer: AnswerFor,
        *,
        latency: float = 0.0,
        places: int | None = None,
        key: str | None = None,
        models: tuple[str, ...] = ("scripted",),
    ) -> None:
        self.answer = answer
        self.latency = latency
        self.places = places
        self.key = key
        self.models = models
        self.requests: list[Received] = []
        self.faults: list[Fault] = []
        self.errors: list[Exception] = []
        self.at_once = 0
        self.most_at_once = 0
        self.completion_characters = 0
        self._slots: asyncio.Semaphore | None = None
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            self._application(), log_level="critical", access_log=False, lifespan="off", backlog=2048
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def url(self) -> str:
        """The base URL that a client is given."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    @property
    def calls(self) -> list[Received]:
        """The requests for a completion."""
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    @property
    def prompt_characters(self) -> int:
        """Characters of all prompts received."""
        return sum(len(request.text) for request in self.calls)

    def fault(
        self,
        kind: str,
        *,
        times: int | None = 1,
        retry_after: float | str | None = None,
        seconds: float = 30.0,
        when: Callable[[Received], bool] | None = None,
    ) -> Fault:
        """Let the next calls (``times``, None for all) fail in this way. Earlier faults strike first."""
        self.faults.append(Fault(kind, times, retry_after, seconds, when))
        return self.faults[-1]

    def change(self, change: Change, *, times: int | None = 1) -> Fault:
        """Let the next answers that ``change`` can change be changed by it."""
        self.faults.append(Fault("change", times, change=change))
        return self.faults[-1]

    def __enter__(self) -> Self:
        in_thread.start(self._server, self._thread, "the scripted server")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        in_thread.end(self._server, self._thread, self._socket)
        if self.errors and raised is None:
            raise self.errors[0]

    def _application(self) -> Starlette:
        routes = [
            Route("/v1/models", self._list_models),
            Route("/v1/models/{model:path}", self._list_models),
            Route("/v1/chat/completions", self._complete, methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def _received(self, request: Request) -> Received:
        received = Received(
            request.method, request.url.path, dict(request.headers), await request.body(), time.monotonic()
        )
        self.requests.append(received)
        return received

    def _unauthorised(self, request: Received) -> Response | None:
        if self.key is None or request.headers.get("authorization") == f"Bearer {self.key}":
            return None
        return JSONResponse(error("invalid_request_error", "Incorrect API key", "invalid_api_key"), 401, MARK)

    async def _list_models(self, request: Request) -> Response:
        refused = self._unauthorised(await self._received(request))
        data = [
            {"id": name, "object": "model", "created": 0, "owned_by": "simulated"} for name in self.models
        ]
        return refused or JSONResponse({"object": "list", "data": data}, headers=MARK)

    async def _complete(self, request: Request) -> Response:
        received = await self._received(request)
        refused = self._unauthorised(received)
        if refused:
            return refused
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            async with self._place():
                return await self._respond(received)
        finally:
            self.at_once -= 1

    @asynccontextmanager
    async def _place(self) -> Any:
        if self.places is None:
            yield
            return
        self._slots = self._slots or asyncio.Semaphore(self.places)
        async with self._slots:
            yield

    async def _respond(self, request: Received) -> Response:
        try:
            answer = self.answer(request)
        except Exception as trouble:
            # Raised again in the test when the server closes.
            self.errors.append(trouble)
            return JSONResponse(error("server_error", repr(trouble)), 400, MARK)
        fault, answer = self._strike(request, answer)
        if fault and fault.kind == "timeout":
            await asyncio.sleep(fault.seconds)
        if self.latency:
            await asyncio.sleep(self.latency)
        refusal = fault.refusal() if fault else None
        if fault and refusal:
            after = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
            return JSONResponse(refusal[1], refusal[0], MARK | after)
        return self._completed(request, answer, fault)

    def _strike(self, request: Received, answer: Any) -> tuple[Fault | None, Any]:
        """The fault that this request meets, and the answer as it leaves it."""
        for fault in self.faults:
            if not fault.meets(request):
                continue
            changed = fault.changed(answer, request)
            if changed is None and fault.is_change:
                continue
            fault.struck += 1
            return fault, answer if changed is None else changed
        return None, answer

    def _completed(self, request: Received, answer: Any, fault: Fault | None) -> Response:
        completion = Completion.of(request, answer)
        if fault and fault.kind in COMPLETIONS:
            COMPLETIONS[fault.kind](completion)
        self.completion_characters += len(completion.text)
        body = json.dumps(completion.payload(len(self.requests)), ensure_ascii=False).encode()
        kind = Dropped if fault and fault.kind == "dropped" else Response
        return kind(body, media_type="application/json", headers=MARK)
