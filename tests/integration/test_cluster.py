"""A batch run by the workers of a Dask cluster: real processes on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import ROOT, environment
from tests.support.cluster_runs import LONGEST, Batches, asking, timeless, written
from tests.support.dask_cluster import DaskCluster
from tests.support.held_server import HeldServer
from tests.support.object_store import ObjectStore
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, small_reports

pytestmark = pytest.mark.slow

LABELS = "calls=4,ocr=1"


@pytest.fixture
def batches(tmp_path: Path) -> Batches:
    return Batches(tmp_path, {})


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "out" / ".answers")


@pytest.fixture
def server(recorded: Recorded) -> Iterator[ScriptedServer]:
    with ScriptedServer(recorded) as running:
        yield running


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(tmp_path_factory.mktemp("cluster"), workers=3, threads=4, resources=LABELS) as running:
        yield running


def test_a_cluster_writes_what_one_machine_writes(
    tmp_path: Path, batches: Batches, cluster: DaskCluster
) -> None:
    (tmp_path / "in").symlink_to(ROOT / "eval" / "samples")
    assert batches.run(out=tmp_path / "here")[0] == 0
    code, said = batches.run("--scheduler", cluster.address)
    assert code == 0, said
    here = written(tmp_path / "here" / "documents")
    assert len(here) == 2 * len(list((ROOT / "eval" / "samples").glob("*.txt")))
    assert written(batches.out / "documents") == here


def test_a_cluster_without_a_shared_disk_works_over_an_object_store(tmp_path: Path) -> None:
    with ObjectStore("reports", "results") as store:
        for path in small_reports(tmp_path / "in", 6):
            store.objects[f"reports/2022/{path.name}"] = path.read_bytes()
        recorded = Recorded(tmp_path / "nowhere")
        batches = Batches(tmp_path, store.variables)
        with (
            ScriptedServer(recorded) as server,
            DaskCluster(
                tmp_path / "cluster", workers=2, threads=2, resources="calls=2", variables=store.variables
            ) as cluster,
        ):
            scheduler = ["--scheduler", cluster.address]
            code, said = batches.run(
                *asking(server, *scheduler), inputs="s3://reports/2022", out="s3://results/run"
            )
            assert code == 0, said
            over_store = {
                name.rpartition("/")[2]: timeless(content.decode())
                for name, content in store.objects.items()
                if name.startswith("results/run/documents/")
            }
            answers = [name for name in store.objects if name.startswith("results/run/.answers/")]
            assert len(answers) == len(server.calls) == 6
            assert batches.run(*asking(server), inputs="s3://reports/2022", out=tmp_path / "here")[0] == 0
        assert over_store == written(tmp_path / "here" / "documents")


def test_workers_that_may_not_write_into_the_store_are_told_before_any_work(
    tmp_path: Path, cluster: DaskCluster
) -> None:
    with ObjectStore("reports", "results") as store:
        small_reports(tmp_path / "in", 1)
        batches = Batches(tmp_path, store.variables)
        code, said = batches.run("--scheduler", cluster.address, out="s3://results/run")
    assert code == 2, said
    assert "s3://results/run" in said and "worker" in said
    assert not [name for name in store.objects if "documents" in name]


def test_the_pace_holds_over_all_workers(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 34, first=1000)
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 12, "--rpm", 60)
    code, said = batches.run(*options)
    assert code == 0, said
    at = sorted(call.at for call in server.calls)
    assert len(at) == 34
    # A sixteenth of the minute's calls may come at once, the others one in a second; 10 s for a request on its way.
    assert at[-1] - at[0] > 34 - 60 / 16 - 10


def test_calls_at_once_hold_over_all_workers(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, recorded: Recorded
) -> None:
    small_reports(tmp_path / "in", 30, first=2000)
    with HeldServer(recorded, free=0, latency=0.2) as server:
        process = batches.start(*asking(server, "--scheduler", cluster.address, "--concurrency", 5))
        server.wait_for_held(5)
        server.release()
        _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said
    assert server.most_at_once == 5


def test_the_limit_of_tokens_holds_over_all_workers(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 40, first=3000)
    options = asking(server, "--scheduler", cluster.address)
    code, said = batches.run(*options, "--max-tokens", 80_000)
    assert code == 1, said
    assert "--max-tokens" in said
    taken = server.prompt_characters + server.completion_characters
    assert 40_000 < taken <= 80_000
    code, said = batches.run(*options)
    assert code == 0, said
    assert len(written(batches.out / "documents")) == len(server.calls) == 40


def test_nobody_at_the_address_is_told(tmp_path: Path, batches: Batches) -> None:
    small_reports(tmp_path / "in", 1)
    code, said = batches.run("--scheduler", "tcp://127.0.0.1:9", "--lang", "en")
    assert code == 4, said
    assert "tcp://127.0.0.1:9" in said and "dask scheduler" in said


def test_workers_without_the_label_or_with_other_code_get_no_work(
    tmp_path: Path, batches: Batches, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 1)
    other = tmp_path / "other"
    subprocess.run(
        ["cp", "-r", ROOT / "extractor", ROOT / "schemas", ROOT / "prompts", _made(other)], check=True
    )
    (other / "extractor" / "titles.py").open("a", encoding="utf-8").write("\n# changed\n")
    with DaskCluster(tmp_path / "cluster", workers=1) as cluster:
        code, said = batches.run(*asking(server, "--scheduler", cluster.address, "--lang", "en"))
        assert code == 3, said
        assert "--resources 'calls=16'" in said
        cluster.add_worker(options=["--resources", "calls=2"], variables={"PYTHONPATH": str(other)})
        cluster.wait_for_workers()
        code, said = batches.run(*asking(server, "--scheduler", cluster.address, "--lang", "en"))
        assert code == 3, said
        assert "another version" in said
    assert not server.calls
    assert not list(batches.out.glob("documents/*"))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    small_reports(tmp_path / "in", 1)
    program = "import sys; sys.modules['distributed'] = None; from extractor.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "batch", "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:9"],
        cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "indicator-extractor[cluster]" in done.stderr
