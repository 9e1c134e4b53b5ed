"""Asking the scripted server through our own client, from a test that is not asynchronous."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from extractor.model.client import build_client
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer, Ask, Message
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer

KEY = "sk-geheim-0123456789"
TECHNIQUES = ("tools", "json_schema", "json", "md_json")
RIGHT = {"rows": [{"level3": "培训人次", "score": 9.5}]}


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    level3: str
    score: float | None


class Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rows: list[Row]


class Waits:
    """Stands in for `asyncio.sleep` and takes no time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def right(_: Received) -> Any:
    return RIGHT


def settings(server: ScriptedServer, folder: Path, **more: Any) -> ModelSettings:
    given = {"technique": "json_schema", "tries": 3, "timeout": 10.0, "use_cache": False} | more
    return ModelSettings(model="scripted", base_url=server.url, key=KEY, cache_dir=folder, **given)


def question(text: str = "表格", **more: Any) -> Ask[Rows]:
    return Ask("form 1", (Message("system", "提取。"), Message("user", text)), Rows, **more)


def ask(given: ModelSettings, waits: Waits, *questions: Ask[Rows]) -> list[Answer[Rows]]:
    """The answers to the questions, one after the other, of one client."""

    async def run() -> list[Answer[Rows]]:
        async with build_client(given, sleep=waits) as client:
            return [await client.ask(one) for one in questions or (question(),)]

    return asyncio.run(run())


def ask_at_once(given: ModelSettings, waits: Waits, *questions: Ask[Rows]) -> list[Any]:
    """What came of the questions, all asked at the same time: answers, or the errors raised."""

    async def run() -> list[Any]:
        async with build_client(given, sleep=waits) as client:
            return await asyncio.gather(*(client.ask(one) for one in questions), return_exceptions=True)

    return asyncio.run(run())


def assert_right(answer: Answer[Rows], attempts: int) -> None:
    assert answer.problem is None, answer.detail
    assert answer.data == Rows.model_validate(RIGHT)
    assert answer.usage.attempts == attempts
