"""The server of llama-cpp-python: the same model as llama-server has, behind another protocol's corner.

It holds a model to a tool's schema, and refuses ``response_format`` of the kind json_schema. It answers
one request at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.third_party.llama_server import CONTEXT, MODEL
from tests.third_party.serving import KEY, free_port, installed, serving


@contextmanager
def running(log: Path) -> Iterator[str]:
    """Its address for a client, as long as it is needed; skips the test where it is not installed."""
    python, model = installed("llama-cpp-python/bin/python"), installed("tiny.gguf")
    port = free_port()
    url = f"http://127.0.0.1:{port}/v1"
    place = ["--host", "127.0.0.1", "--port", str(port), "--api_key", KEY]
    sizes = ["--n_ctx", str(CONTEXT), "--n_threads", "1", "--n_threads_batch", "1"]
    command = [python, "-m", "llama_cpp.server", "--model", model, "--model_alias", MODEL, *place, *sizes]
    with serving(command, f"{url}/models", log):
        yield url
