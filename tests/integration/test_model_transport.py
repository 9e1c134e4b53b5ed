"""The client over real HTTP: what it does when the endpoint does not do its part."""

from __future__ import annotations

import logging
import socket
import time
from email.utils import formatdate
from pathlib import Path

import pytest

from extractor.errors import EndpointRefused, EndpointUnreachable
from extractor.model.settings import ModelSettings
from tests.support.asking import (
    KEY,
    Waits,
    ask,
    assert_right,
    settings,
)
from tests.support.scripted_server import ScriptedServer


@pytest.mark.parametrize("fault", ["429", "500", "503", "dropped"])
def test_passing_trouble_is_tried_again(
    server: ScriptedServer, waits: Waits, tmp_path: Path, fault: str
) -> None:
    server.fault(fault, times=2)
    (answer,) = ask(settings(server, tmp_path), waits)
    assert_right(answer, attempts=3)
    assert len(server.calls) == 3
    assert len(waits.seconds) == 2


def test_a_timeout_is_tried_again(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    server.fault("timeout", seconds=5)
    (answer,) = ask(settings(server, tmp_path, timeout=0.3), waits)
    assert_right(answer, attempts=2)


@pytest.mark.parametrize("fault", ["429", "500", "503", "dropped"])
def test_lasting_trouble_ends_after_the_tries(
    server: ScriptedServer, waits: Waits, tmp_path: Path, fault: str
) -> None:
    server.fault(fault, times=None)
    with pytest.raises(EndpointUnreachable):
        ask(settings(server, tmp_path), waits)
    assert len(server.calls) == 3


def test_a_lasting_timeout_ends_after_the_tries(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    server.fault("timeout", times=None, seconds=5)
    with pytest.raises(EndpointUnreachable):
        ask(settings(server, tmp_path, timeout=0.2, tries=2), waits)
    assert len(server.calls) == 2


@pytest.mark.parametrize("status", ["429", "503"])
def test_retry_after_is_waited_for(server: ScriptedServer, waits: Waits, tmp_path: Path, status: str) -> None:
    server.fault(status, retry_after=17)
    (answer,) = ask(settings(server, tmp_path), waits)
    assert_right(answer, attempts=2)
    assert len(waits.seconds) == 1
    assert 17 <= waits.seconds[0] < 25


@pytest.mark.parametrize("fault", ["401", "403", "404", "quota", "no_db"])
def test_a_refusal_for_good_is_not_tried_again(
    server: ScriptedServer, waits: Waits, tmp_path: Path, fault: str
) -> None:
    server.fault(fault, times=None)
    with pytest.raises(EndpointRefused) as raised:
        ask(settings(server, tmp_path), waits)
    assert len(server.calls) == 1
    assert waits.seconds == []
    assert KEY not in str(raised.value)
    assert KEY not in raised.value.said("zh")


def test_retry_after_may_be_a_date(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    server.fault("429", retry_after=formatdate(time.time() + 40, usegmt=True))
    (answer,) = ask(settings(server, tmp_path), waits)
    assert_right(answer, attempts=2)
    assert 30 < waits.seconds[0] < 45


def test_a_wrong_key_is_refused(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    server.key = "another"
    with pytest.raises(EndpointRefused, match="(?i)key"):
        ask(settings(server, tmp_path), waits)


def test_nobody_listening_is_unreachable(waits: Waits, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    given = ModelSettings(model="scripted", base_url=url, key=KEY, cache_dir=tmp_path, tries=3)
    with pytest.raises(EndpointUnreachable, match="127.0.0.1"):
        ask(given, waits)
    assert len(waits.seconds) >= 2


def test_the_key_goes_nowhere_but_into_the_header(
    server: ScriptedServer, waits: Waits, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.fault("500")
    with caplog.at_level(logging.DEBUG):
        (answer,) = ask(settings(server, tmp_path, use_cache=True), waits)
    for request in server.requests:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        others = {name: value for name, value in request.headers.items() if name != "authorization"}
        assert KEY not in str(others)
        assert KEY.encode() not in request.raw
        assert KEY not in request.path
    assert KEY not in caplog.text
    assert KEY not in repr(answer)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()
