"""Asking a model for a pydantic model of the user's own: whole, or part by part where it is long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from extractor.engines.model.own.parts import joined, loose, parts
from extractor.engines.model.own.prompt import OWN_SCHEMA, Prompt
from extractor.errors import BudgetReached, ExtractorError
from extractor.model.types import Answer, Ask, CallUsage, Message, ModelClient

Own = TypeVar("Own", bound=BaseModel)
_LONGEST_ANSWER = 8192
_AGAIN = "上一次的回答不合要求：{detail}。请按要求重新回答全部内容。"


@dataclass
class OwnReading(Generic[Own]):
    """What came of it: ``data`` None where no part could be read; ``failures`` are label and reason."""

    data: Own | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    usages: list[CallUsage] = field(default_factory=list)
    reasks: int = 0
    prompts: dict[str, str] = field(default_factory=dict)


class OwnReader(Generic[Own]):
    """Reads one document by one schema."""

    def __init__(
        self, client: ModelClient, schema: type[Own], reasks: int, prompt: Prompt = OWN_SCHEMA
    ) -> None:
        self._client = client
        self._schema = schema
        self._reasks = reasks
        self._prompt = prompt
        self._reading: OwnReading[Own] = OwnReading(prompts=prompt.digest())

    async def read(self, lines: Sequence[str]) -> OwnReading[Own]:
        """The document's answer.

        Raises:
            EndpointRefused: the endpoint says no for good.
            EndpointUnreachable: it could not be reached.
        """
        pieces = [*parts(lines)]
        if len(pieces) == 1:
            answer = await self._answer("document", self._prompt.messages(pieces[0]), self._schema)
            if answer is None or answer.problem != "truncated":
                self._reading.data = answer.data if answer else None
                return self._reading
            pieces = _halves(pieces[0])
        said = await self._all(pieces)
        if said:
            self._reading.data = self._whole(said)
        return self._reading

    async def _all(self, pieces: list[list[str]]) -> list[dict[str, Any]]:
        count = len(pieces)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._part(piece, number, count))
                    for number, piece in enumerate(pieces, start=1)
                ]
        except* ExtractorError as several:
            raise _first(several) from None
        return [said for task in tasks for said in task.result()]

    async def _part(self, lines: list[str], number: int, count: int) -> list[dict[str, Any]]:
        """What a part says; in halves where the answer to it is too long."""
        label = f"part {number} of {count}, {len(lines)} lines"
        answer = await self._answer(label, self._prompt.messages(lines, number, count), loose(self._schema))
        if answer is None:
            return []
        if answer.problem == "truncated":
            halves = [await self._part(half, number, count) for half in _halves(lines)]
            return [said for half in halves for said in half]
        return [answer.data.model_dump(mode="json", by_alias=True)] if answer.data else []

    async def _answer(
        self, label: str, asked: tuple[Message, ...], schema: type[BaseModel]
    ) -> Answer[Any] | None:
        """An answer that fits, or one cut off that can be asked in halves; None for a failure, which is noted."""
        again: tuple[Message, ...] = ()
        for attempt in range(self._reasks + 1):
            question = Ask(
                label, (*asked, *again), schema, _LONGEST_ANSWER, spent=self._reading.usages.append
            )
            try:
                answer = await self._client.ask(question)
            except BudgetReached as error:
                self._reading.failures.append((label, error.message))
                return None
            if answer.data is not None:
                return answer
            if answer.problem == "truncated" and asked[-1].content.count("\n") > 3:
                return answer
            if answer.problem == "refused" or attempt == self._reasks:
                break
            self._reading.reasks += 1
            again = (Message("user", _AGAIN.format(detail=answer.detail)),)
        self._reading.failures.append((label, answer.detail))
        return None

    def _whole(self, said: list[dict[str, Any]]) -> Own | None:
        try:
            return self._schema.model_validate_json(json.dumps(joined(said)))
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            where = "/".join(map(str, problem["loc"]))
            self._reading.failures.append(("joined parts", f"/{where}: {problem['msg']}"))
            return None


def _halves(lines: list[str]) -> list[list[str]]:
    middle = (len(lines) + 1) // 2
    return [half for half in (lines[:middle], lines[middle:]) if half]


def _first(group: BaseExceptionGroup[ExtractorError]) -> ExtractorError:
    first = group.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
