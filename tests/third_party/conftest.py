"""The servers that others made, each started once for all tests of this folder and ended after them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.scripted_server import ScriptedServer
from tests.third_party import gateway as litellm
from tests.third_party import llama_server, python_server
from tests.third_party.gateway import Gateway
from tests.third_party.llama_server import LlamaServer


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaServer]:
    """A running llama-server."""
    with llama_server.running(tmp_path_factory.mktemp("llama") / "server.log") as server:
        yield server


@pytest.fixture(scope="session")
def python_llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server of llama-cpp-python."""
    with python_server.running(tmp_path_factory.mktemp("python") / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A running gateway of LiteLLM, in front of an endpoint that accepts only the gateway's key."""
    with (
        ScriptedServer(lambda _: {}, key=litellm.KEY_BEHIND) as behind,
        litellm.running(behind, tmp_path_factory.mktemp("gateway")) as running,
    ):
        yield running
