"""A scripted object store: the part of the S3 protocol that reading and writing objects takes, on 127.0.0.1.

    with ObjectStore("reports") as store:
        store.reached_by(monkeypatch)
        store.objects["reports/a.txt"] = b"..."
        Place("s3://reports/out").put("b.json", b"{}")

What it cannot show is how a real store behaves under load; keys and signatures are not checked.
"""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote
from xml.sax.saxutils import escape

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support import in_thread

_PAGE = 100  # names; S3 tells 1,000 at once
_DATE = "2026-11-01T00:00:00.000Z"
_HTTP_DATE = "Sun, 01 Nov 2026 00:00:00 GMT"


class ObjectStore:
    """Buckets and objects in memory, by ``bucket/key``; ``refusals`` are statuses that the next requests get."""

    def __init__(self, *buckets: str) -> None:
        self.buckets = set(buckets)
        self.objects: dict[str, bytes] = {}
        self.requests: list[tuple[str, str]] = []
        self.refusals: list[int] = []
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._port = self._socket.getsockname()[1]
        application = Starlette(
            routes=[Route("/{path:path}", self._served, methods=["GET", "PUT", "DELETE"])]
        )
        config = uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @property
    def variables(self) -> dict[str, str]:
        """What points a driver of S3 here."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}",
            "AWS_ACCESS_KEY_ID": "simulated",
            "AWS_SECRET_ACCESS_KEY": "simulated",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def reached_by(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Point this process here, for the length of a test."""
        import s3fs

        for name, value in self.variables.items():
            monkeypatch.setenv(name, value)
        # fsspec keeps a file system, and the address it was made for, for as long as the process lives.
        s3fs.S3FileSystem.clear_instance_cache()

    def emptied(self) -> Self:
        """The same without anything in it: a driver takes half a second to know another."""
        self.objects.clear()
        self.requests.clear()
        self.refusals.clear()
        return self

    def __enter__(self) -> Self:
        in_thread.start(self._server, self._thread, "the object store")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        in_thread.end(self._server, self._thread, self._socket)

    async def _served(self, request: Request) -> Response:
        name = unquote(request.url.path).lstrip("/")
        self.requests.append((request.method, name))
        if self.refusals:
            status = self.refusals.pop(0)
            return _error(status, {403: "AccessDenied", 503: "SlowDown"}.get(status, "InternalError"))
        bucket, _, key = name.partition("/")
        if bucket not in self.buckets:
            return _error(404, "NoSuchBucket")
        if not key:
            return self._listed(bucket, dict(request.query_params))
        if request.method == "PUT":
            self.objects[name] = _unframed(await request.body(), dict(request.headers))
            return Response(headers={"ETag": _tag(self.objects[name])})
        if name not in self.objects:
            return _error(404, "NoSuchKey")
        if request.method == "DELETE":
            del self.objects[name]
            return Response(status_code=204)
        return _object(self.objects[name], request.headers.get("range"))

    def _listed(self, bucket: str, asked: dict[str, str]) -> Response:
        """One page of names, told by ``list-type=2``."""
        prefix, delimiter = asked.get("prefix", ""), asked.get("delimiter", "")
        most, after = min(int(asked.get("max-keys", _PAGE)), _PAGE), asked.get("continuation-token", "")
        keys: dict[str, bytes] = {}
        folders: set[str] = set()
        for name, content in sorted(self.objects.items()):
            within, _, key = name.partition("/")
            if within != bucket or not key.startswith(prefix):
                continue
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.split(delimiter)[0] + delimiter)
            elif key > after:
                keys[key] = content
        page = dict(list(keys.items())[:most])
        last = next(reversed(page), "") if len(page) < len(keys) else ""
        parts = [f"<Name>{bucket}</Name><KeyCount>{len(page)}</KeyCount><MaxKeys>{most}</MaxKeys>"]
        parts.append(f"<IsTruncated>{'true' if last else 'false'}</IsTruncated>")
        parts.append(f"<NextContinuationToken>{escape(last)}</NextContinuationToken>" if last else "")
        parts += [_entry(key, content) for key, content in page.items()]
        parts += [
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)
        ]
        return _xml(f"<ListBucketResult>{''.join(parts)}</ListBucketResult>")


def _entry(key: str, content: bytes) -> str:
    return (
        f"<Contents><Key>{escape(key)}</Key><LastModified>{_DATE}</LastModified>"
        f"<ETag>{escape(_tag(content))}</ETag><Size>{len(content)}</Size></Contents>"
    )


def _object(content: bytes, wanted: str | None) -> Response:
    headers = {"ETag": _tag(content), "Last-Modified": _HTTP_DATE, "Accept-Ranges": "bytes"}
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted or "")
    if not asked:
        return Response(content, headers=headers)
    first, last = int(asked[1]), int(asked[2]) if asked[2] else len(content) - 1
    if first >= len(content):
        return _error(416, "InvalidRange")
    part = content[first : last + 1]
    headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
    return Response(part, 206, headers)


def _unframed(body: bytes, headers: dict[str, Any]) -> bytes:
    """The content of a body that is sent in signed chunks."""
    if "aws-chunked" not in headers.get("content-encoding", ""):
        return body
    content = b""
    while body:
        head, _, body = body.partition(b"\r\n")
        size = int(head.split(b";")[0], 16)
        if not size:
            break
        content, body = content + body[:size], body[size + 2 :]
    return content


def _tag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _error(status: int, code: str) -> Response:
    return _xml(f"<Error><Code>{code}</Code><Message>{code} (simulated)</Message></Error>", status)


def _xml(text: str, status: int = 200) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>{text}', status, media_type="application/xml")
