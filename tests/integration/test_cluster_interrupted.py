"""A run on a cluster that is told to end, or loses its scheduler: it ends as it says, and the same command goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import dying_scheduler
from tests.support.cluster_runs import LONGEST, Batches, asking
from tests.support.dask_cluster import DaskCluster
from tests.support.held_server import HeldServer
from tests.support.interrupting import interrupt
from tests.support.small_reports import Recorded, small_reports

pytestmark = [pytest.mark.slow]


@pytest.fixture
def batches(tmp_path: Path) -> Batches:
    return Batches(tmp_path, {})


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "out" / ".answers")


@pytest.fixture
def server(recorded: Recorded) -> Iterator[HeldServer]:
    with HeldServer(recorded, free=4) as running:
        yield running


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(
        tmp_path_factory.mktemp("cluster"), workers=3, threads=4, resources="calls=4"
    ) as running:
        yield running


def test_an_interrupt_finishes_what_is_under_way_and_the_next_run_goes_on(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, server: HeldServer
) -> None:
    small_reports(tmp_path / "in", 60)
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 6)
    process = batches.start(*options)
    server.wait_for_held(6)
    interrupt(process)
    server.release()
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, said
    # What was asked is read, so is what lay ready at the workers, nothing else.
    assert 10 <= len(batches.read) == len(server.calls) < 60
    code, said = batches.run(*options)
    assert code == 0, said
    assert len(batches.read) == len(server.calls) == 60


def test_after_a_second_interrupt_no_late_worker_spoils_the_next_run(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, recorded: Recorded, server: HeldServer
) -> None:
    small_reports(tmp_path / "in", 24, first=5000)
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 6)
    process = batches.start(*options)
    server.wait_for_held(6)
    interrupt(process)
    interrupt(process)
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, said
    assert len(batches.read) <= 4
    server.release()
    code, said = batches.run(*options)
    assert code == 0, said
    assert batches.read == [f"{n}" for n in range(5000, 5024)]
    assert not recorded.twice


def test_a_scheduler_that_dies_ends_the_run_which_goes_on_with_another(
    tmp_path: Path, batches: Batches, recorded: Recorded, server: HeldServer
) -> None:
    small_reports(tmp_path / "in", 40)
    with DaskCluster(tmp_path / "one", workers=1, threads=4, resources="calls=4") as cluster:
        process = batches.start(*asking(server, "--scheduler", cluster.address))
        server.wait_for_held(4)
        cluster.end_scheduler()
        _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 4, said
    server.release()
    with DaskCluster(tmp_path / "other", workers=1, threads=4, resources="calls=4") as cluster:
        code, said = batches.run(*asking(server, "--scheduler", cluster.address))
    assert code == 0, said
    assert len(batches.read) == 40
    assert not recorded.twice


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("register-client", 4),
        ("register-client identity", 4),
        ("broadcast", 4),
        ("run_function", 4),
        ("broadcast broadcast", 4),
        ("broadcast broadcast identity", 4),
        ("register_scheduler_plugin", 4),
        ("register_scheduler_plugin identity", 4),
        # When everything is read.
        ("broadcast broadcast broadcast", 0),
        ("close-client", 0),
    ],
)
def test_a_scheduler_that_dies_at_any_moment_is_told_as_that(
    tmp_path: Path, server: HeldServer, batches: Batches, moment: str, code: int
) -> None:
    small_reports(tmp_path / "in", 3 if code == 0 else 40)
    with DaskCluster(
        tmp_path / "cluster",
        workers=1,
        threads=4,
        resources="calls=4",
        variables={"DIES_AT": moment},
        preload=dying_scheduler.__file__,
    ) as cluster:
        ended, said = batches.run(*asking(server, "--scheduler", cluster.address, "--lang", "en"))
        cluster.wait_for_scheduler()
    assert ended == code, said
    assert "Traceback" not in said and "internal error" not in said
    if code == 0:
        assert len(batches.read) == 3
    else:
        (told,) = [line for line in said.splitlines() if line.startswith("error: ")]
        assert "scheduler" in told
