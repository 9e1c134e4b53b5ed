"""Help, version and what they load: the command answers at once and lists what it can do."""

from __future__ import annotations

import resource
import subprocess
import sys
from importlib.metadata import version

import pytest
from conftest import Command

HEAVY = (
    "pydantic",
    "pydantic_settings",
    "rich",
    "jinja2",
    "openai",
    "instructor",
    "pymupdf",
    "xlsxwriter",
    "diskcache",
)
CPU_SECONDS = 0.3


def test_help_lists_the_commands(run: Command) -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "extract " in done.stdout
    assert "eval " in done.stdout
    assert "doctor " in done.stdout
    assert "cache " in done.stdout


def test_help_of_extract_lists_the_options(run: Command) -> None:
    done = run("extract", "--help")
    assert done.returncode == 0
    for option in ("--engine", "--json", "--output", "--lang", "--quiet"):
        assert option in done.stdout
    for option in ("--model", "--base-url", "--technique", "--style", "--fallback", "--strict", "--max-cost"):
        assert option in done.stdout
    assert "--key " not in done.stdout
    assert "--api-key" not in done.stdout


def test_help_of_eval(run: Command) -> None:
    done = run("eval", "--help")
    assert done.returncode == 0
    assert "run " in done.stdout


def test_version(run: Command) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"extractor {version('indicator-extractor')}\n")


@pytest.mark.parametrize("arguments", [[], ["eval"], ["cache"]])
def test_no_command_shows_the_help_as_an_error(run: Command, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: extractor")


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"]])
def test_help_is_quick(run: Command, arguments: list[str]) -> None:
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) <= CPU_SECONDS


@pytest.mark.parametrize("module", ["extractor", "extractor.cli"])
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded == "\n"
