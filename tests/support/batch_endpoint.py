"""A scripted server that has files and batches too: real HTTP, and simulated in all that it answers.

A batch is worked on when it is made, by the same callable that answers ordinary calls, so that `charged` knows
what was answered; it says that it is done after `looks` looks at it.

    with BatchEndpoint(answer, spoil={3: "truncated"}) as server:
        ...
        assert len(server.uploads) == 1
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.chat import Completion, Json, Received, error
from tests.support.faults import COMPLETIONS
from tests.support.scripted_server import MARK, AnswerFor, ScriptedServer

# What may be done to an item besides a fault of `COMPLETIONS`.
ITEM_FAULTS = ("error", "missing", "doubled", "not_json")


@dataclass
class Trouble:
    """What befalls requests whose ``METHOD path`` begins so: an HTTP status instead of an answer, or ``call`` before or after it."""

    begins: str
    status: int | None = None
    times: int = 1
    retry_after: float | None = None
    call: Callable[[], None] | None = None
    after: bool = False


class BatchEndpoint(ScriptedServer):
    """The server.

    ``spoil`` says what becomes of items, by their number in the file; ``stray`` adds an item that nobody asked for.
    ``ends`` is the status a batch ends in: after ``done`` items where it is not ``completed``. ``refuses`` are codes
    with which the next batches fail as a whole. With ``offered`` false there is no Batch API.
    """

    def __init__(self, answer: AnswerFor, **more: Any) -> None:
        self.spoil: dict[int, str] = more.pop("spoil", {})
        self.stray: bool = more.pop("stray", False)
        self.ends: str = more.pop("ends", "completed")
        self.done: int = more.pop("done", 0)
        self.looks: int = more.pop("looks", 1)
        self.refuses: list[str] = more.pop("refuses", [])
        self.offered: bool = more.pop("offered", True)
        self.files: dict[str, tuple[str, bytes]] = {}
        self.uploads: list[bytes] = []
        self.batches: dict[str, Json] = {}
        self.charged: Counter[str] = Counter()
        self.troubles: list[Trouble] = []
        self._looked: Counter[str] = Counter()
        super().__init__(answer, **more)

    @property
    def items(self) -> list[Json]:
        """All items that were handed in, in order."""
        return [json.loads(line) for upload in self.uploads for line in upload.splitlines()]

    def _application(self) -> Starlette:
        application = super()._application()
        if self.offered:
            application.router.routes += [
                Route("/v1/files", self._answered(self._upload), methods=["POST"]),
                Route("/v1/files", self._answered(self._list_files)),
                Route("/v1/files/{id}/content", self._answered(self._content)),
                Route("/v1/files/{id}", self._answered(self._delete), methods=["DELETE"]),
                Route("/v1/batches", self._answered(self._create), methods=["POST"]),
                Route("/v1/batches", self._answered(self._list_batches)),
                Route("/v1/batches/{id}", self._answered(self._retrieve)),
            ]
        return application

    def _answered(self, handle: Callable[[Request, bytes], Response]) -> Any:
        async def answer(request: Request) -> Response:
            received = await self._received(request)
            refused = self._unauthorised(received)
            trouble = self._trouble(f"{request.method} {request.url.path}")
            if trouble and not trouble.after:
                if trouble.call:
                    trouble.call()
                if trouble.status:
                    return _trouble(trouble)
            answered = refused or handle(request, received.raw)
            if trouble and trouble.after and trouble.call:
                trouble.call()
            return _trouble(trouble) if trouble and trouble.after and trouble.status else answered

        return answer

    def _trouble(self, said: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and said.startswith(trouble.begins):
                trouble.times -= 1
                return trouble
        return None

    def _upload(self, request: Request, raw: bytes) -> Response:
        head = b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser(policy=HTTP).parsebytes(head + raw).iter_parts()  # type: ignore[attr-defined]
        }
        assert parts["purpose"].get_content().strip() == "batch"
        content = parts["file"].get_payload(decode=True)
        self.uploads.append(content)
        return _json(self._file(self._keep(parts["file"].get_filename(), content)))

    def _list_files(self, _: Request, __: bytes) -> Response:
        return _json(
            {"object": "list", "data": [self._file(name) for name in [*self.files][::-1]], "has_more": False}
        )

    def _content(self, request: Request, _: bytes) -> Response:
        found = self.files.get(request.path_params["id"])
        return Response(found[1], headers=MARK) if found else _missing()

    def _delete(self, request: Request, _: bytes) -> Response:
        name = request.path_params["id"]
        gone = self.files.pop(name, None)
        return _json({"id": name, "object": "file", "deleted": True}) if gone else _missing()

    def _create(self, _: Request, raw: bytes) -> Response:
        asked = json.loads(raw)
        name = f"batch-simulated-{len(self.batches) + 1}"
        self.batches[name] = batch = {
            "id": name,
            "object": "batch",
            "created_at": int(time.time()),
            "errors": None,
            **asked,
        }
        lines = self.files[asked["input_file_id"]][1].splitlines()
        if self.refuses:
            told = {"code": self.refuses.pop(0), "message": "simulated", "line": None, "param": None}
            batch |= {"end": "failed", "errors": {"object": "list", "data": [told]}}
        else:
            batch |= {"end": self.ends} | self._worked(lines)
        return _json(self._batch(batch, "validating"))

    def _list_batches(self, request: Request, _: bytes) -> Response:
        found = [self._batch(batch, self._status(batch)) for batch in [*self.batches.values()][::-1]]
        most = int(request.query_params.get("limit", 20))
        return _json({"object": "list", "data": found[:most], "has_more": False})

    def _retrieve(self, request: Request, _: bytes) -> Response:
        batch = self.batches.get(request.path_params["id"])
        if batch is None:
            return _missing()
        self._looked[batch["id"]] += 1
        return _json(self._batch(batch, self._status(batch)))

    def _status(self, batch: Json) -> str:
        return batch["end"] if self._looked[batch["id"]] > self.looks else "in_progress"

    def _worked(self, lines: list[bytes]) -> Json:
        """Answer the items; what of it is in which file."""
        good, bad = list[Json](), list[Json]()
        upto = len(lines) if self.ends == "completed" else self.done
        for number, line in enumerate(lines):
            item = json.loads(line)
            if number >= upto:
                code = f"batch_{self.ends}"
                bad.append(_item(item["custom_id"], None, {"code": code, "message": "simulated"}))
                continue
            said = self._item(item, self.spoil.get(number))
            (bad if self.spoil.get(number) == "error" else good).extend(said)
        if self.stray:
            good.append(_item("nobody-asked", {"choices": []}, None))
        # Providers do not keep the order.
        return {"output_file_id": self._kept(good[::-1]), "error_file_id": self._kept(bad)}

    def _item(self, item: Json, fault: str | None) -> list[Json]:
        name = item["custom_id"]
        if fault == "error":
            return [_item(name, error("invalid_request_error", "simulated"), None, 400)]
        request = Received("POST", item["url"], {}, json.dumps(item["body"]).encode(), 0.0)
        self.charged[name] += 1
        completion = Completion.of(request, self.answer(request))
        if fault == "not_json":
            completion.text = completion.text.replace(":", ";")
        elif fault in COMPLETIONS:
            COMPLETIONS[fault](completion)
        said = _item(name, completion.payload(len(self.charged)), None)
        return {"missing": [], "doubled": [said, said]}.get(fault or "", [said])

    def _kept(self, items: list[Json]) -> str | None:
        if not items:
            return None
        lines = (json.dumps(item, ensure_ascii=False).encode() + b"\n" for item in items)
        return self._keep("results.jsonl", b"".join(lines))

    def _keep(self, name: str, content: bytes) -> str:
        made = f"file-simulated-{len(self.requests)}-{len(self.files)}"
        self.files[made] = (name, content)
        return made

    def _file(self, made: str) -> Json:
        name, content = self.files[made]
        kind = {"object": "file", "purpose": "batch", "status": "processed", "created_at": 0}
        return {"id": made, "filename": name, "bytes": len(content), **kind}

    def _batch(self, batch: Json, status: str) -> Json:
        over = status in ("completed", "expired", "cancelled")
        files = {name: batch.get(name) if over else None for name in ("output_file_id", "error_file_id")}
        return batch | {"status": status} | files


def _item(name: str, body: Json | None, trouble: Json | None, status: int = 200) -> Json:
    response = None if body is None else {"status_code": status, "request_id": "simulated", "body": body}
    return {"id": f"item-{name}", "custom_id": name, "response": response, "error": trouble}


def _json(said: Json) -> Response:
    return JSONResponse(said, headers=MARK)


def _missing() -> Response:
    return JSONResponse(error("invalid_request_error", "No such object"), 404, MARK)


def _trouble(trouble: Trouble) -> Response:
    after = {} if trouble.retry_after is None else {"retry-after": str(trouble.retry_after)}
    return JSONResponse(error("server_error", "simulated trouble"), trouble.status or 500, MARK | after)
