"""llama.cpp's own server on 127.0.0.1, with a model of random weights: its answers mean nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.model.types import CallUsage
from extractor.result import Usage

FOLDER = Path(__file__).parents[2] / ".third-party"
KEY = "sk-of-this-test-0123456789"
MODEL = "tiny-random"
PLACES = 4
# Tokens that one request may take, prompt and answer: the longest prompt of the engine takes 10,000 here.
CONTEXT = 32_768
_LONGEST_START = 60.0
# Not through a proxy of the environment.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Counted:
    """Tokens by the server's own count; ``prompt`` is without those that it had kept from before."""

    prompt: int
    completion: int

    def __sub__(self, other: Counted) -> Counted:
        return Counted(self.prompt - other.prompt, self.completion - other.completion)


def told(usage: CallUsage | Usage) -> Counted:
    """The same out of our own usage."""
    if isinstance(usage, Usage):
        return Counted(usage.input_tokens - usage.cached_input_tokens, usage.output_tokens)
    return Counted(usage.prompt_tokens - usage.cached_prompt_tokens, usage.completion_tokens)


@dataclass(frozen=True)
class LlamaServer:
    """A running llama-server."""

    address: str
    log: Path

    @property
    def url(self) -> str:
        return f"{self.address}/v1"

    def get(self, path: str) -> str:
        request = urllib.request.Request(self.address + path, headers={"Authorization": f"Bearer {KEY}"})  # noqa: S310
        with _direct.open(request, timeout=10) as response:
            return response.read().decode()

    def counted(self) -> Counted:
        """Its counters since it started."""
        counters = dict(re.findall(r"^llamacpp:(\w+) (\d+)", self.get("/metrics"), re.MULTILINE))
        return Counted(int(counters["prompt_tokens_total"]), int(counters["tokens_predicted_total"]))


@contextmanager
def running(log: Path, *more: str) -> Iterator[LlamaServer]:
    """The server at a free port, as long as it is needed; skips the test where there is none.

    ``more`` are options for its command line.
    """
    binary, model = FOLDER / "llama-server", FOLDER / "tiny.gguf"
    if not (os.access(binary, os.X_OK) and model.is_file()):
        pytest.skip(f"no llama-server in {FOLDER}: `make test-third-party` builds it")
    port = _free_port()
    server = LlamaServer(f"http://127.0.0.1:{port}", log)
    sizes = ["-c", str(PLACES * CONTEXT), "-np", str(PLACES), "-t", "1", "-tb", "1"]
    place = ["--host", "127.0.0.1", "--port", str(port), "--api-key", KEY]
    command = [binary, "-m", model, "--alias", MODEL, *place, *sizes, "--no-webui", "--metrics", *more]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _wait_until_ready(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _wait_until_ready(server: LlamaServer, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < end:
        try:
            server.get("/health")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"llama-server does not start:\n{server.log.read_text(errors='replace')[-2000:]}")
