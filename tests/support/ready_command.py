"""The command line in processes that fork from one which has loaded it.

Each call is a process of its own: its exit code, streams, folder and environment are those of any command, and
what it does to itself no other call sees. Only that Python and the program were loaded before it began is not
so, which is two thirds of what a short command costs.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

_AT_START = ("PYTHON", "LC_", "LANG", "LD_")
"""What a process only looks at when it begins: not to be had of one that has begun."""
_LOADED = (
    "extractor.batch.batch",
    "extractor.batch.export.export",
    "extractor.batch.whereabouts",
    "extractor.batch.workbook",
    "extractor.cli.app",
    "extractor.evaluation.report.files",
    "extractor.evaluation.run",
    "extractor.evaluation.statistics.comparison",
    "extractor.evaluation.statistics.tables",
    "extractor.model.building",
    "extractor.model.configured",
    "extractor.output.audited.terminal",
    "extractor.output.counts",
    "extractor.output.page",
    "extractor.output.terminal",
    "extractor.output.workbook",
    "extractor.readers.pdf.pdf",
    "extractor.readers.word.docx",
    "instructor",
    "jinja2",
    "openai",
    "rich.console",
    "xlsxwriter",
)
_READ = "eval/samples/laoting-2023.txt"
_ROOT = Path(__file__).parents[2]
_BYTES = 1 << 20


class ReadyCommand:
    """Runs ``extractor`` as `subprocess.run` would."""

    def __init__(self, command: Path, env: Mapping[str, str]) -> None:
        self._command = command
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._loaded = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                env=dict(env),
                cwd=_ROOT,
                pass_fds=(theirs.fileno(),),
            )

    def run(
        self,
        arguments: Sequence[str | Path],
        *,
        stdin: bytes,
        cwd: Path,
        env: Mapping[str, str],
        timeout: float,
    ) -> subprocess.CompletedProcess[bytes]:
        """What became of one call.

        Raises:
            subprocess.TimeoutExpired: it took longer than ``timeout`` seconds, and was ended.
        """
        command = [str(part) for part in (self._command, *arguments)]
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            given.write(stdin)
            given.seek(0)
            asked = json.dumps([command, str(cwd), dict(env)]).encode()
            self._channel.settimeout(None)
            socket.send_fds(
                self._channel, [len(asked).to_bytes(4)], [file.fileno() for file in (given, out, err)]
            )
            self._channel.sendall(asked)
            pid, code = self._told(), 0
            try:
                self._channel.settimeout(timeout)
                code = self._told()
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                self._channel.settimeout(None)
                self._told()
                raise subprocess.TimeoutExpired(command, timeout) from None
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(command, code, out.read(), err.read())

    def _told(self) -> int:
        return int.from_bytes(_exactly(self._channel, 8), signed=True)

    def close(self) -> None:
        """End the process that has loaded the program."""
        self._channel.close()
        self._loaded.wait(10)


def fits(env: Mapping[str, str]) -> bool:
    """Whether variables can be given to a process that has begun."""
    return not any(name.startswith(_AT_START) for name in env)


def _load() -> None:
    """Import what most commands do, and have read one report: patterns and word lists are then there."""
    for name in _LOADED:
        import_module(name)
    from extractor import extract

    extract(_ROOT / _READ)
    gc.collect()
    gc.freeze()  # else each process would copy all of it to look for garbage there


def _serve(channel: socket.socket) -> None:
    """Fork for each call; returns in the processes that are to run it, and never in this one."""
    _load()
    while True:
        size, streams, *_ = socket.recv_fds(channel, 4, 3)
        if not size:
            os._exit(0)
        command, folder, env = json.loads(_exactly(channel, int.from_bytes(size)))
        pid = os.fork()
        if not pid:
            channel.close()
            _become(command, folder, env, streams)
            return
        for stream in streams:
            os.close(stream)
        channel.sendall(pid.to_bytes(8, signed=True))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        channel.sendall(code.to_bytes(8, signed=True))


def _become(command: list[str], folder: str, env: dict[str, str], streams: Sequence[int]) -> None:
    for at, stream in enumerate(streams):
        os.dup2(stream, at)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None
    sys.argv, sys.path[0] = command, str(Path(command[0]).parent)


def _exactly(channel: socket.socket, size: int) -> bytes:
    read = b""
    while len(read) < size:
        if not (part := channel.recv(min(size - len(read), _BYTES))):
            raise EOFError("the process that runs commands has ended")
        read += part
    return read


def _main() -> NoReturn:
    _serve(socket.socket(fileno=int(sys.argv[1])))
    from extractor.cli.app import main

    sys.exit(main())


if __name__ == "__main__":
    _main()
