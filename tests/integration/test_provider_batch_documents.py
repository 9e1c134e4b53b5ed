"""What documents ask, collected for a simulated provider: masked, without their pages, and answered as ever."""

from __future__ import annotations

import asyncio
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from extractor.batch.crew.crew import Size
from extractor.batch.deferring import Deferred
from extractor.batch.provider import Reading, Told, answer_ahead, ask_ahead
from extractor.batch.provider.collecting import Collecting
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import ProviderUsage
from extractor.batch.task import Lane, Manner, Task
from extractor.document import Box, Page
from extractor.evaluation.run import load_gold
from extractor.model.pictures import pictured
from extractor.model.settings import ModelSettings
from extractor.model.types import Ask
from extractor.pipeline import extract
from extractor.settings import Settings
from tests.support.ahead import Ahead, answer, questions
from tests.support.asking import Rows, ask
from tests.support.batch_endpoint import BatchEndpoint
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers

EVAL = Path(__file__).parents[2] / "eval"
LIGHT: Lane = "light"


def test_pictures_go_along_and_the_text_of_their_page_stays_here(tmp_path: Path) -> None:
    page = Page(1, "联系人：张三丰 13800138000", "drawn", 100.0, 100.0)
    picture = pictured(Image.new("RGB", (80, 80), "white"), page, Box(0, 0, 100, 100))
    asks = [replace(one, messages=(replace(one.messages[1], pictures=(picture,)),)) for one in questions(2)]
    collected: list[Ask[Rows]] = []

    async def put(question: Ask[Rows]) -> None:
        collected.append(question)

    async def collect(settings: ModelSettings) -> None:
        collecting = Collecting(settings, put)
        for one in asks:
            with pytest.raises(Deferred):
                await collecting.ask(one)
        collecting.close()

    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path, mask=True)
        asyncio.run(collect(ahead.settings))
        assert b"13800138000" not in pickle.dumps(collected)
        asyncio.run(answer_ahead(collected, ahead.settings, tmp_path, sleep=ahead.waits))
        assert [one.usage.cache_hit for one in ask(ahead.settings, ahead.waits, *asks)] == [True, True]
        ask(Ahead(server, tmp_path / "other", mask=True).settings, ahead.waits, *asks)
        assert [item["body"] for item in server.items] == [server.calls[-1].body]
        assert len(server.calls[-1].pictures) == 1


@pytest.mark.slow
def test_documents_are_read_from_the_answers_as_if_asked_one_by_one(tmp_path: Path) -> None:
    sample = EVAL / "samples" / "laoting-2023.txt"
    gold = GoldAnswers(load_gold(EVAL / "gold" / "laoting-2023.json"), "point")

    def simulated(request: Received) -> Any:
        return gold(request) if "# 任务：录入" in request.text else {"remarks": []}

    with BatchEndpoint(simulated) as server:
        # Masked, though the server is this machine.
        settings = Settings.load(
            engine="model", model="simulated", base_url=server.url, cache_dir=tmp_path / "cache",
            mask=True, audit="model",
        )  # fmt: skip
        unreadable = tmp_path / "nothing.txt"
        unreadable.write_bytes(b"")
        told: list[Told] = []

        def ahead() -> ProviderUsage:
            tasks = [
                (Task(str(one), str(one), one.stem, str(tmp_path)), LIGHT) for one in (unreadable, sample)
            ]
            reading = Reading(Manner(settings, "zh"), Size(1))
            return asyncio.run(ask_ahead(tasks, reading, tmp_path, told.append, Terms(first_wait=0.01)))

        usage = ahead()
        assert Told("read", questions=usage.asked + 1, done=2) in told
        assert (usage.good, dict(usage.bad)) == (usage.asked, {}) and usage.asked >= 3
        assert not (tmp_path / "documents").exists()
        result = extract(sample, settings=settings)
        assert (result.usage.calls, result.usage.cache_hits) == (0, usage.asked + 1)
        plain = extract(sample, settings=settings.model_copy(update={"cache_dir": tmp_path / "plain"}))
        assert result.report == plain.report and plain.usage.calls == usage.asked + 1
        assert ahead() == ProviderUsage()
