"""llama.cpp's own server on 127.0.0.1, with a model of random weights: its answers mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.model.types import CallUsage
from extractor.result import Usage
from tests.third_party.serving import KEY, free_port, get, installed, serving

MODEL = "tiny-random"
PLACES = 4
# Tokens that one request may take, prompt and answer: the longest prompt of the engine takes 10,000 here.
CONTEXT = 32_768


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

    @property
    def url(self) -> str:
        return f"{self.address}/v1"

    def counted(self) -> Counted:
        """Its counters since it started."""
        counters = dict(re.findall(r"^llamacpp:(\w+) (\d+)", get(f"{self.address}/metrics"), re.MULTILINE))
        return Counted(int(counters["prompt_tokens_total"]), int(counters["tokens_predicted_total"]))


@contextmanager
def running(log: Path, *more: str) -> Iterator[LlamaServer]:
    """The server at a free port, as long as it is needed; skips the test where there is none.

    ``more`` are options for its command line.
    """
    binary, model = installed("llama-server"), installed("tiny.gguf")
    port = free_port()
    server = LlamaServer(f"http://127.0.0.1:{port}")
    sizes = ["-c", str(PLACES * CONTEXT), "-np", str(PLACES), "-t", "1", "-tb", "1"]
    place = ["--host", "127.0.0.1", "--port", str(port), "--api-key", KEY]
    command = [binary, "-m", model, "--alias", MODEL, *place, *sizes, "--no-webui", "--metrics", *more]
    with serving(command, f"{server.address}/health", log):
        yield server
