"""A run on a cluster whose workers die when it suits them worst, or read what would take for ever."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import environment
from tests.support.chat import Received
from tests.support.cluster_runs import EXTRACTOR, LONGEST, Batches, asking, written
from tests.support.dask_cluster import DaskCluster
from tests.support.held_server import HeldServer
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, slow_report, small_reports

pytestmark = pytest.mark.slow
CREW = "extractor.batch.crew.worker"


@pytest.fixture
def batches(tmp_path: Path) -> Batches:
    return Batches(tmp_path, {})


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "out" / ".answers")


class Killing:
    """Answers, and kills a worker after random numbers of calls; nothing is answered until another has taken its place."""

    def __init__(self, cluster: DaskCluster, recorded: Recorded, deaths: int) -> None:
        self._cluster = cluster
        self._recorded = recorded
        self._left = deaths
        self._chance = random.Random(7)  # noqa: S311
        self._calls = 10

    def __call__(self, request: Received) -> str:
        """The answer to one request, whether or not its worker still lives."""
        self._calls -= 1
        if self._left and self._calls <= 0:
            self._left -= 1
            self._calls = self._chance.randint(5, 25)
            self._cluster.kill_a_worker(self._chance)
            self._cluster.wait_for_workers()
        return self._recorded(request)


def test_dying_workers_lose_no_document_and_pay_no_recorded_call_twice(
    tmp_path: Path, batches: Batches, recorded: Recorded
) -> None:
    small_reports(tmp_path / "in", 400)
    with DaskCluster(tmp_path / "cluster", workers=3, threads=6, resources="calls=6") as cluster:
        with ScriptedServer(Killing(cluster, recorded, 20), latency=0.1) as server:
            code, said = batches.run(*asking(server, "--scheduler", cluster.address, "--concurrency", 18))
        log = cluster.log("scheduler")
    assert code == 0, said
    assert cluster.killed == 20, said
    assert list(written(batches.out / "documents")) == [f"{number:04}.json" for number in range(400)]
    assert recorded.again, f"no worker died while it asked\n{log}"
    assert not recorded.twice


def test_a_document_that_kills_its_workers_is_the_only_one_that_fails(
    tmp_path: Path, batches: Batches, recorded: Recorded
) -> None:
    small_reports(tmp_path / "in", 12)
    with DaskCluster(tmp_path / "cluster", workers=1, threads=4, resources="calls=4") as cluster:

        def killing(request: Received) -> str:
            if "00007" in request.text:
                cluster.kill_a_worker(random.Random(7))  # noqa: S311
            return recorded(request)

        with ScriptedServer(killing) as server:
            code, said = batches.run(*asking(server, "--scheduler", cluster.address))
    assert code == 1, said
    assert batches.read == [f"{n:04}" for n in range(12) if n != 7]
    assert cluster.killed == 7
    assert not recorded.twice


def test_no_call_is_put_again_where_the_process_that_asked_has_died(
    tmp_path: Path, batches: Batches, recorded: Recorded
) -> None:
    small_reports(tmp_path / "in", 8)
    with (
        HeldServer(recorded, free=1) as server,
        DaskCluster(tmp_path / "cluster", workers=1, threads=4, resources="calls=4") as cluster,
    ):
        process = batches.start(*asking(server, "--scheduler", cluster.address))
        server.wait_for_held(4)
        cluster.kill_a_process(CREW)
        server.release()
        _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said
    assert batches.read == [f"{n:04}" for n in range(8)]
    assert len(server.calls) == 8


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(tmp_path_factory.mktemp("cluster"), workers=1, threads=2) as running:
        yield running


@pytest.mark.parametrize(
    ("forms", "limit", "name"),
    [
        (6_000, {"EXTRACTOR_DOCUMENT_TIMEOUT": "10"}, "document_timeout"),
        (6_000, {"EXTRACTOR_DOCUMENT_MEMORY_MB": "300"}, "document_memory_mb"),
    ],
)
def test_a_document_that_takes_too_much_is_ended_and_no_other(
    tmp_path: Path, cluster: DaskCluster, forms: int, limit: dict[str, str], name: str
) -> None:
    small_reports(tmp_path / "in", 6)
    slow_report(tmp_path / "in" / "0-slow.txt", forms)
    batches = Batches(tmp_path, limit)
    code, said = batches.run("--scheduler", cluster.address)
    assert code == 1, said
    assert batches.read == [f"{n:04}" for n in range(6)]
    command = [EXTRACTOR, "status", batches.out, "--json"]
    status = subprocess.run(command, capture_output=True, check=True, env=environment(tmp_path), timeout=60)
    told = json.loads(status.stdout)
    assert [Path(failure["path"]).name for failure in told["failures"]] == ["0-slow.txt"]
    assert name in told["failures"][0]["reason"]
    # It is the process that was ended, no worker.
    assert cluster.log("0").count("Registered to") == 1
