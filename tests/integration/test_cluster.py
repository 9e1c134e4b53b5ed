"""A batch run by the workers of a Dask cluster: real processes on this machine, which die when it suits them worst."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import EXTRACTOR, ROOT, environment
from tests.support.dask_cluster import DaskCluster
from tests.support.object_store import ObjectStore
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, small_reports

pytestmark = pytest.mark.slow

LABELS = "calls=4,ocr=1"


class Batches:
    """``extractor batch`` as a user runs it, in a folder that has the documents in ``in``."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self.folder = folder
        self.out = folder / "out"
        self._home = folder / "home"
        self._home.mkdir()
        self._variables = variables

    def start(self, *more: object, out: object = None, inputs: object = None) -> subprocess.Popen[str]:
        words = ["batch", inputs or self.folder / "in", "-o", out or self.out, "--no-export", *more]
        return subprocess.Popen(
            [EXTRACTOR, *map(str, words)], cwd=self.folder, env=environment(self._home, **self._variables),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *more: object, out: object = None, inputs: object = None) -> tuple[int, str]:
        """The exit code, and what it said."""
        process = self.start(*more, out=out, inputs=inputs)
        _, said = process.communicate(timeout=900)
        return process.returncode, said


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


def asking(server: ScriptedServer, *more: object) -> list[object]:
    """Options that have a model asked."""
    return ["--model", "scripted", "--base-url", server.url, "--technique", "json_schema", "--no-html", *more]


def written(folder: Path) -> dict[str, str]:
    """The documents' files by name, without the times in them."""
    return {path.name: timeless(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())}


def timeless(text: str) -> str:
    return re.sub(r'("seconds": ?)[\d.]+|[\d.]+( 秒)', r"\1\2", text)


def test_dying_workers_lose_no_document_and_pay_no_recorded_call_twice(
    tmp_path: Path, batches: Batches, recorded: Recorded, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 400)
    server.latency = 0.1
    with DaskCluster(tmp_path / "cluster", workers=3, threads=6, resources="calls=6") as cluster:
        process = batches.start(*asking(server, "--scheduler", cluster.address, "--concurrency", 18))
        killing = threading.Thread(target=_kill, args=(cluster, process, server))
        killing.start()
        said = process.communicate(timeout=900)
        killing.join()
        log = cluster.log("scheduler")
    assert process.returncode == 0, said
    assert cluster.killed >= 15, said
    assert list(written(batches.out / "documents")) == [f"{number:04}.json" for number in range(400)]
    assert recorded.again, f"no worker died while it asked\n{log}"
    assert not recorded.twice


def _kill(cluster: DaskCluster, process: subprocess.Popen[str], server: ScriptedServer) -> None:
    """Kill workers while documents are read: each after a random number of calls more."""
    chance = random.Random(7)  # noqa: S311
    at = 10
    while cluster.killed < 20 and process.poll() is None:
        if len(server.calls) >= at:
            cluster.kill_a_worker(chance)
            at = len(server.calls) + chance.randint(5, 25)
        threading.Event().wait(0.02)


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


def test_the_pace_holds_over_all_workers_and_is_used(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 34, first=1000)
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 12, "--rpm", 60)
    code, said = batches.run(*options)
    assert code == 0, said
    at = sorted(call.at for call in server.calls)
    assert len(at) == 34
    for seconds in (5, 10, 20):
        most = max(sum(first <= one < first + seconds for one in at) for first in at)
        # A sixteenth of the minute's calls may come at once, and some later than they were allowed.
        assert most <= seconds + 60 / 16 + 2, f"{most} calls in {seconds} s"
    assert len(at) >= 0.9 * (at[-1] - at[0]), f"{len(at)} calls in {at[-1] - at[0]:.1f} s"


def test_calls_at_once_hold_over_all_workers(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 30, first=2000)
    server.latency = 0.2
    code, said = batches.run(*asking(server, "--scheduler", cluster.address, "--concurrency", 5))
    assert code == 0, said
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


def test_a_document_that_kills_its_workers_is_the_only_one_that_fails(
    tmp_path: Path, batches: Batches, recorded: Recorded
) -> None:
    small_reports(tmp_path / "in", 12)
    with DaskCluster(tmp_path / "cluster", workers=1, threads=4, resources="calls=4") as cluster:

        def killing(request: object) -> str:
            if "00007" in request.text:  # type: ignore[attr-defined]
                cluster.kill_a_worker(random.Random(7))  # noqa: S311
            return recorded(request)  # type: ignore[arg-type]

        with ScriptedServer(killing) as server:
            code, said = batches.run(*asking(server, "--scheduler", cluster.address))
    assert code == 1, said
    assert list(written(batches.out / "documents")) == [f"{n:04}.json" for n in range(12) if n != 7]
    assert cluster.killed == 5
    assert not recorded.twice


def test_an_interrupt_finishes_what_is_under_way_and_the_next_run_goes_on(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, recorded: Recorded, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 60, first=4000)
    server.latency = 0.3
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 6)
    process = batches.start(*options)
    while len(server.calls) < 10 and process.poll() is None:
        threading.Event().wait(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert 0 < len(written(batches.out / "documents")) < 60
    code, said = batches.run(*options)
    assert code == 0, said
    assert len(written(batches.out / "documents")) == len(server.calls) == 60
    assert not recorded.twice


def test_after_a_second_interrupt_no_late_worker_spoils_the_next_run(
    tmp_path: Path, batches: Batches, cluster: DaskCluster, recorded: Recorded, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 24, first=5000)
    server.latency = 2.0
    options = asking(server, "--scheduler", cluster.address, "--concurrency", 6)
    process = batches.start(*options)
    while len(server.calls) < 8 and process.poll() is None:
        threading.Event().wait(0.02)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        threading.Event().wait(0.2)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    server.latency = 0.0
    code, said = batches.run(*options)
    assert code == 0, said
    assert list(written(batches.out / "documents")) == [f"{n}.json" for n in range(5000, 5024)]
    assert not recorded.twice


def test_a_scheduler_that_dies_ends_the_run_which_goes_on_with_another(
    tmp_path: Path, batches: Batches, recorded: Recorded, server: ScriptedServer
) -> None:
    small_reports(tmp_path / "in", 40)
    server.latency = 0.3
    with DaskCluster(tmp_path / "one", workers=1, threads=4, resources="calls=4") as cluster:
        process = batches.start(*asking(server, "--scheduler", cluster.address))
        while len(server.calls) < 10 and process.poll() is None:
            threading.Event().wait(0.02)
        cluster.end_scheduler()
        _, said = process.communicate(timeout=120)
    assert process.returncode == 4, said
    with DaskCluster(tmp_path / "other", workers=1, threads=4, resources="calls=4") as cluster:
        code, said = batches.run(*asking(server, "--scheduler", cluster.address))
    assert code == 0, said
    assert len(written(batches.out / "documents")) == 40
    assert not recorded.twice


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
