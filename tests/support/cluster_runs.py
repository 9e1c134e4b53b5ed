"""``extractor batch`` on a cluster as a user runs it, and what it has written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.integration.conftest import environment
from tests.support.scripted_server import ScriptedServer

EXTRACTOR = Path(sys.executable).with_name("extractor")
LONGEST = 900.0


class Batches:
    """The command, in a folder that has the documents in ``in``; ``variables`` are set for it."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self.folder = folder
        self.out = folder / "out"
        self._home = folder / "home"
        self._home.mkdir()
        self._variables = variables

    def start(self, *more: object, out: object = None, inputs: object = None) -> subprocess.Popen[str]:
        """Start it, not to be waited for."""
        words = ["batch", inputs or self.folder / "in", "-o", out or self.out, "--no-export", *more]
        return subprocess.Popen(
            [EXTRACTOR, *map(str, words)], cwd=self.folder, env=environment(self._home, **self._variables),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *more: object, out: object = None, inputs: object = None) -> tuple[int, str]:
        """The exit code, and what it said."""
        process = self.start(*more, out=out, inputs=inputs)
        _, said = process.communicate(timeout=LONGEST)
        return process.returncode, said

    @property
    def read(self) -> list[str]:
        """The numbers of the small reports whose results are written."""
        return sorted(path.stem for path in (self.out / "documents").glob("*.json"))


def asking(server: ScriptedServer, *more: object) -> list[object]:
    """Options that have a model asked."""
    return ["--model", "scripted", "--base-url", server.url, "--technique", "json_schema", "--no-html", *more]


def written(folder: Path) -> dict[str, str]:
    """The documents' files by name, without the times in them."""
    return {path.name: timeless(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())}


def timeless(text: str) -> str:
    """A result without its times."""
    return re.sub(r'("seconds": ?)[\d.]+|[\d.]+( 秒)', r"\1\2", text)
