"""A server that others made, started on a free port of 127.0.0.1 and ended by its process."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / ".third-party"
KEY = "sk-of-this-test-0123456789"
# Seconds for one request, on a machine that does much else: a retry would be counted as one.
PATIENCE = 300.0
_LONGEST_START = 120.0
# Not through a proxy of the environment.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def installed(name: str) -> Path:
    """A file of the folder; skips the test where it is missing."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no {path}: `make test-third-party` installs it")
    return path


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def get(address: str) -> str:
    """What the address answers to the right key."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {KEY}"})  # noqa: S310
    with _direct.open(request, timeout=10) as response:
        return response.read().decode()


@contextmanager
def serving(command: Sequence[str | Path], ready: str, log: Path, **more: str) -> Iterator[None]:
    """Run the command until the end of the block; it has started once the address ``ready`` answers.

    ``more`` is added to its environment; keys and settings of the caller's own are not in it.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env=kept | more) as process:
        try:
            _wait_until_ready(ready, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_ready(ready: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < end:
        try:
            get(ready)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{process.args} does not start:\n{log.read_text(errors='replace')[-2000:]}")
