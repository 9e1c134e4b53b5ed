"""The key: in the header that carries it, and nowhere else, though the endpoint repeats it."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import BaseModel

from extractor.errors import ConfigurationError, EndpointRefused, ExtractorError
from extractor.model.client import build_client
from extractor.model.redaction import redacted
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer, Ask, Message

KEY = "geheim+0123/456789"


class Rows(BaseModel):
    rows: list[str]


class Echo(BaseHTTPRequestHandler):
    """Answers with the status in its path, and repeats the key that it was given."""

    def do_POST(self) -> None:
        said = f"no: {self.headers['Authorization']}"
        body = json.dumps({"error": {"message": said, "type": said, "code": None, "param": None}}).encode()
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def echo() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


async def at_once(_: float) -> None:
    """Wait for nothing."""


def asked(settings: ModelSettings) -> Answer[Rows]:
    async def run() -> Answer[Rows]:
        async with build_client(settings, sleep=at_once) as client:
            assert KEY not in repr(client) + repr(vars(client)) + repr(client.total)
            return await client.ask(Ask("form 1", (Message("user", "表"),), Rows))

    return asyncio.run(run())


@pytest.mark.parametrize("technique", ["tools", "auto"])
@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 503])
def test_the_key_is_in_no_error_traceback_log_or_file(
    echo: str, status: int, technique: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"http://{echo}/{status}"
    settings = ModelSettings("m", url, KEY, technique, tries=2, cache_dir=tmp_path)  # type: ignore[arg-type]
    try:
        seen = repr(asked(settings))
    except ExtractorError as error:
        seen = "".join(traceback.format_exception(error)) + repr(error) + error.said("zh") + error.said("en")
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode("latin-1")
    for text in (seen, caplog.text, left, repr(settings)):
        assert KEY not in text
    assert status == 200 or "[key]" in seen


@pytest.mark.parametrize("key", ["sk-abc\n", " sk-abc", "ｓｋ－abc", "sk\x00abc"])
def test_a_key_that_no_header_can_carry_is_refused_before_any_request(key: str, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="copy it again") as raised:
        build_client(ModelSettings("m", "http://127.0.0.1:9/v1", key, cache_dir=tmp_path))
    assert key.strip() not in str(raised.value) + raised.value.said("zh")


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "ftp://host/v1", "http://", "http://[::1", "/v1"])
def test_an_address_that_is_none_is_refused_before_any_request(address: str, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="--base-url"):
        build_client(ModelSettings("m", address, KEY, cache_dir=tmp_path))


def test_a_limit_of_money_needs_a_price(tmp_path: Path) -> None:
    local = ModelSettings("m", "http://127.0.0.1:9/v1", max_cost=1.0, cache_dir=tmp_path)
    with pytest.raises(ConfigurationError, match="--max-cost: the price of m"):
        build_client(local)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Bearer {KEY}", "Bearer [key]"),
        ("Incorrect API key: sk-ab12****9", "Incorrect API key: [key]"),
        ("http://me:word@host/v1", "http://host/v1"),
        ("task-force 3", "task-force 3"),
    ],
)
def test_what_looks_like_a_key_is_taken_out_of_a_message(text: str, kept: str) -> None:
    assert redacted(text, KEY) == kept
