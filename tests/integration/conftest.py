"""What tests share: the command line as a user runs it, and an endpoint that answers by script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.asking import KEY, Waits, right
from tests.support.ready_command import ReadyCommand, fits
from tests.support.scripted_server import ScriptedServer

EXTRACTOR = Path(sys.executable).with_name("extractor")
ROOT = Path(__file__).parents[2]

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("EXTRACTOR_", "PYTHON"))}
    return kept | {"HOME": str(home), "COLUMNS": "100"} | more


def started_anew(
    arguments: Sequence[str | Path], *, stdin: bytes, cwd: Path, env: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """The command as a shell starts it."""
    command = [EXTRACTOR, *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=env, timeout=timeout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the command runs in; apart from HOME, so that leftovers in either show."""
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadyCommand]:
    """The command loaded once; each call of it is a process of its own all the same."""
    command = ReadyCommand(EXTRACTOR, environment(tmp_path_factory.mktemp("home")))
    yield command
    command.close()


@pytest.fixture
def run(tmp_path: Path, folder: Path, ready: ReadyCommand) -> Command:
    """Run ``extractor`` in a process with an empty HOME; ``env`` adds variables, ``stdin`` is given as bytes."""
    home = tmp_path / "home"
    home.mkdir()

    def call(*arguments: str | Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> object:
        started = ready.run if fits(env or {}) else started_anew
        done = started(arguments, stdin=stdin, cwd=folder, env=environment(home, **(env or {})), timeout=180)
        decoded = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, *decoded)

    return call


@pytest.fixture
def report(folder: Path) -> Path:
    """A real report (GB tables flattened to text) in the folder, as ``report.txt``."""
    path = folder / "report.txt"
    path.write_bytes((ROOT / "eval/samples/quannan-2022.txt").read_bytes())
    return path


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """An endpoint that accepts only `KEY` and gives the right answer to every question."""
    with ScriptedServer(right, key=KEY) as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    """Takes the place of sleeping between tries."""
    return Waits()
