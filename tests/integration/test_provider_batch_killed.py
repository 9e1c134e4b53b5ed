"""A run that waits for a simulated provider, killed (SIGKILL) at each step: the next one goes on and pays nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.provider import usage_in
from tests.support.ahead import COUNT, Ahead, answer
from tests.support.batch_endpoint import BatchEndpoint, Trouble

ROOT = Path(__file__).parents[2]
FILES, BATCHES = "/v1/files", "/v1/batches"
STEPS = [
    (f"POST {FILES}", False),
    (f"POST {FILES}", True),
    (f"POST {BATCHES}", False),
    (f"POST {BATCHES}", True),
    (f"GET {BATCHES}/", False),
    (f"GET {FILES}/", False),
    (f"GET {FILES}/", True),
    (f"DELETE {FILES}/", False),
    (f"DELETE {FILES}/", True),
]


@pytest.mark.slow
@pytest.mark.parametrize(("step", "after"), STEPS)
def test_killed_before_or_after_any_request(tmp_path: Path, step: str, after: bool) -> None:
    with BatchEndpoint(answer, spoil={4: "error"}) as server:
        child: list[subprocess.Popen[bytes]] = []

        def kill() -> None:
            os.kill(child[0].pid, signal.SIGKILL)
            child[0].wait(timeout=10)

        server.troubles = [Trouble(step, call=kill, after=after)]
        command = [sys.executable, "-m", "tests.support.ahead", server.url, str(tmp_path)]
        child.append(subprocess.Popen(command, cwd=ROOT))
        assert child[0].wait(timeout=60) == -signal.SIGKILL
        ahead = Ahead(server, tmp_path)
        ahead.run()
        # An upload that never arrived is made again, as nothing was asked by it.
        assert len(server.uploads) == len(server.batches) == 1
        assert max(server.charged.values()) == 1
        assert len(server.charged) + len(server.calls) == COUNT - 1
        assert (usage_in(tmp_path).good, dict(usage_in(tmp_path).bad)) == (len(server.charged), {"error": 1})
        assert server.files == {} and not (tmp_path / "provider-batch").exists()
        assert ahead.calls_for() == 1
