"""llama.cpp's own server, started once for all tests of this folder and ended after them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.third_party.llama_server import LlamaServer, running


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaServer]:
    """A running llama-server."""
    with running(tmp_path_factory.mktemp("llama") / "server.log") as server:
        yield server
