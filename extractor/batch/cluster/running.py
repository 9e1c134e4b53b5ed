"""A run on a cluster, from the first look at it to the last document."""

from __future__ import annotations

from extractor.batch.cluster.reading import Cluster
from extractor.batch.run import Run
from extractor.batch.task import Manner


async def run_on_cluster(run: Run, manner: Manner, scheduler: str, out: str) -> None:
    """Run with the workers of a dask scheduler; ``out`` is where they put the documents' files.

    Raises before any document is read:
        PartMissing, ClusterUnreachable, ConfigurationError, OutputUnwritable: see `Cluster`.
    """
    async with (
        Cluster(scheduler, manner, out, is_over=lambda: run.is_stopping) as cluster,
        run.standing.following(lambda: (cluster.pages, cluster.calls, cluster.taken)),
    ):
        await run.go(cluster, cluster.depths())
