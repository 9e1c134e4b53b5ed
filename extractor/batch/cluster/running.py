"""A run on a cluster, from the first look at it to the last document."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from extractor.batch.cluster.reading import Cluster
from extractor.batch.run import Run
from extractor.batch.standing import Standing
from extractor.batch.task import Manner


async def run_on_cluster(run: Run, manner: Manner, scheduler: str, out: str) -> None:
    """Run with the workers of a dask scheduler; ``out`` is where they put the documents' files.

    Raises before any document is read:
        PartMissing, ClusterUnreachable, ConfigurationError, OutputUnwritable: see `Cluster`.
    """
    async with Cluster(scheduler, manner, out, lambda: run.is_stopping) as cluster:
        following = asyncio.create_task(_follow(run.standing, cluster))
        try:
            await run.go(cluster, cluster.depths())
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
            _note(run.standing, cluster)


async def _follow(standing: Standing, cluster: Cluster) -> None:
    while True:
        _note(standing, cluster)
        await asyncio.sleep(0.2)


def _note(standing: Standing, cluster: Cluster) -> None:
    standing.pages, standing.calls, standing.taken = cluster.pages, cluster.calls, cluster.taken
