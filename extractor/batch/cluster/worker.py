"""What a worker of the cluster does to one document."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.batch.cluster.crews import read_apart
from extractor.batch.cluster.terms import Terms, code
from extractor.batch.crew import WorkerDied
from extractor.batch.task import Lane, Manner, Outcome, Problem, Task
from extractor.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Died:
    """What comes of a document whose process died: the makings of a `WorkerDied`."""

    problem: Problem
    suspect: bool
    waiting: bool


def work(task: Task, lane: Lane, manner: Manner, terms: Terms) -> Outcome | Died:
    """Read a document for a run.

    Raises:
        ConfigurationError: this worker has another version, or no document can be read as the settings are.
        OutputUnwritable: the document's files cannot be written.
        ClusterUnreachable: the run has ended.
    """
    if code() != terms.code:
        raise other_version(terms.code, {"": code()})
    try:
        return read_apart(task, lane, manner, terms)
    except WorkerDied as died:
        return Died(died.problem, died.suspect, died.waiting)


def other_version(here: str, there: dict[str, str]) -> ConfigurationError:
    """What to say of workers (by address) whose results would not be those of this machine."""
    told = "; ".join(f"{address} {one}".strip() for address, one in sorted(there.items())[:5])
    return ConfigurationError(
        f"the cluster has another version of this program: here {here}; there {told}. Install the same everywhere",
        zh=f"集群上的程序版本与本机不同：本机 {here}；集群 {told}。请在各机器上安装同一版本",
    )
