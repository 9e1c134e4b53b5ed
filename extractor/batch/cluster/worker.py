"""What a worker of the cluster does to one document."""

from __future__ import annotations

from functools import cache, partial

from extractor.batch.cluster import clients
from extractor.batch.cluster.pace import over, run_over
from extractor.batch.cluster.terms import Terms, code
from extractor.batch.task import Manner, Outcome, Task
from extractor.batch.work import process
from extractor.errors import ConfigurationError
from extractor.model.connection import connect_by


def work(task: Task, manner: Manner, terms: Terms) -> Outcome:
    """Read a document for a run.

    Raises:
        ConfigurationError: this worker has another version, or no document can be read as the settings are.
        OutputUnwritable: the document's files cannot be written.
        ClusterUnreachable: the run has ended.
    """
    if code() != terms.code:
        raise other_version(terms.code, {"": code()})
    _connected()
    clients.terms.set(terms)
    return process(task, manner, may_write=partial(_refuse_late, terms.run))


def _refuse_late(run: str) -> None:
    """Leave the files alone of a document that the next run may have read by now."""
    if run in over:
        raise run_over()


def other_version(here: str, there: dict[str, str]) -> ConfigurationError:
    """What to say of workers (by address) whose results would not be those of this machine."""
    told = "; ".join(f"{address} {one}".strip() for address, one in sorted(there.items())[:5])
    return ConfigurationError(
        f"the cluster has another version of this program: here {here}; there {told}. Install the same everywhere",
        zh=f"集群上的程序版本与本机不同：本机 {here}；集群 {told}。请在各机器上安装同一版本",
    )


@cache
def _connected() -> None:
    connect_by(clients.connect)
