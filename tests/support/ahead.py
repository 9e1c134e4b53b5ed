"""Asking ahead through a simulated provider, from a test or as a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from extractor.batch.provider import Told, answer_ahead
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import ProviderUsage
from extractor.model.settings import ModelSettings
from extractor.model.types import Ask
from tests.support.asking import KEY, Rows, Waits, ask, question
from tests.support.batch_endpoint import BatchEndpoint
from tests.support.chat import Received

COUNT = 20


def questions(count: int = COUNT) -> list[Ask[Rows]]:
    """Questions that differ in what they are about."""
    return [question(f"表格 {number}") for number in range(count)]


def answer(request: Received) -> Any:
    """An answer that tells which question it belongs to."""
    return {"rows": [{"level3": request.text.rpartition("表格 ")[2].split()[0], "score": 9.5}]}


def settings(url: str, folder: Path, **more: Any) -> ModelSettings:
    """The settings of a run whose cache is in ``folder``."""
    given = {"technique": "json_schema", "tries": 3, "timeout": 10.0, "mask": False} | more
    return ModelSettings(model="scripted", base_url=url, key=KEY, cache_dir=folder / "cache", **given)


class Ahead:
    """Runs of one folder against one server; ``told`` is what they told, ``waits`` what they would have waited."""

    def __init__(self, server: BatchEndpoint, folder: Path, **more: Any) -> None:
        self.server = server
        self.folder = folder
        self.settings = settings(server.url, folder, **more)
        self.told: list[Told] = []
        self.waits = Waits()

    def run(self, count: int = COUNT, terms: Terms | None = None) -> ProviderUsage:
        """Have so many questions answered ahead."""
        work = answer_ahead(
            questions(count), self.settings, self.folder, self.told.append, terms, sleep=self.waits
        )
        return asyncio.run(work)

    def calls_for(self, count: int = COUNT) -> int:
        """How many ordinary calls it then takes to have all questions answered, each by its own answer."""
        before = len(self.server.calls)
        answers = ask(self.settings, self.waits, *questions(count))
        said = [one.data.rows[0].level3 if one.data else one.problem for one in answers]
        assert said == [str(number) for number in range(count)]
        return len(self.server.calls) - before


if __name__ == "__main__":
    url, folder = sys.argv[1], Path(sys.argv[2])
    quick = Terms(first_wait=0.01, longest_wait=0.1)
    asyncio.run(answer_ahead(questions(), settings(url, folder), folder, terms=quick))
