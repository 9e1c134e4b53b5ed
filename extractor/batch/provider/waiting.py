"""The documents of a store that are to be read, without taking them: asking ahead changes nothing about them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from extractor.batch.run import Way
from extractor.batch.store import Store
from extractor.batch.task import Lane, Task

_WAITING = """
SELECT id, path, name, lane FROM documents WHERE wanted AND state = 'pending' ORDER BY number LIMIT ?
"""


def waiting(store: Store, way: Way) -> Iterator[tuple[Task, Lane]]:
    """The documents that the run is about to read, in its order."""
    for row in store.connection.execute(_WAITING, (-1 if way.limit is None else way.limit,)).fetchall():
        yield Task(row["id"], os.fsdecode(row["path"]), row["name"], way.out, way.page), row["lane"]
