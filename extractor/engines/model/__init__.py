"""The engine that asks a language model: one question for each segment, all at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any, TypeVar

from extractor.document import Document
from extractor.draft import Draft
from extractor.engines.model.asking import SegmentAsker
from extractor.engines.model.discretion import lines_in
from extractor.engines.model.question import Manner, NoAnswer
from extractor.engines.model.sights import Sights
from extractor.engines.model.usage import Spent
from extractor.engines.rules import RulesEngine
from extractor.engines.rules.cover import read_cover
from extractor.errors import BudgetReached, EndpointUnreachable, ExtractorError
from extractor.layout.segments import Segment
from extractor.model.masked import Discreet
from extractor.model.types import ModelClient
from extractor.result import Usage
from extractor.text import fold

Connect = Callable[[], AbstractAsyncContextManager[ModelClient]]
_T = TypeVar("_T")
# Page numbers and the like between two tables: no question is worth asking about them.
_SHORTEST_PROSE = 12


class ModelEngine:
    """Reads segments through a client that ``connect`` opens; what fails is told, or read by the rules.

    Title, organization and fiscal year of the report are read by the rules' own cover reader.
    """

    name = "model"

    def __init__(self, connect: Connect, manner: Manner, *, fallback: bool = False) -> None:
        self._connect = connect
        self._manner = replace(manner, whole=fallback)
        self._rules = RulesEngine() if fallback else None
        self._spent = Spent()
        self.interrupted: ExtractorError | None = None

    def read_all(self, segments: Sequence[Segment], document: Document) -> list[Draft]:
        """The part of the report that each segment states.

        Raises:
            EndpointRefused: the endpoint says no for good.
            EndpointUnreachable: it answered for no segment at all.
        """
        return _run(self._read_all(segments, document))

    def finish(self, document: Document, report: Draft) -> None:
        """Set what only the whole document tells: title, organization, fiscal year."""
        read_cover(document, report)

    def usage(self) -> Usage:
        """What the reading took."""
        return self._spent.usage(self.name)

    async def _read_all(self, segments: Sequence[Segment], document: Document) -> list[Draft]:
        async with self._connect() as client:
            self._spent = Spent(client.model)
            discreet = Discreet(client, lines_in(segments))
            sights = Sights(document, self._manner.vision_dpi) if self._manner.vision else None
            try:
                async with asyncio.TaskGroup() as group:
                    tasks = [
                        group.create_task(self._read(discreet, segment, f"{segment.kind} {number}", sights))
                        for number, segment in enumerate(segments, start=1)
                    ]
            except ExceptionGroup as troubles:
                raise _first(troubles) from troubles
        self._spent.raise_if_unreachable()
        return [task.result() for task in tasks]

    async def _read(self, client: ModelClient, segment: Segment, label: str, sights: Sights | None) -> Draft:
        if not segment.rows and len(fold("".join(p.text for p in segment.paragraphs))) < _SHORTEST_PROSE:
            return Draft()
        asker = SegmentAsker(client, segment, label, self._manner, sights)
        self._spent.prompt(*self._manner.prompts.digest(segment.kind, vision=asker.is_shown))
        try:
            draft = _draft(segment, (await asker.read()).draft(segment.kind))
            self._spent.add(label, asker.tally)
        except (NoAnswer, BudgetReached, EndpointUnreachable) as trouble:
            self._spent.add(label, asker.tally, failed=trouble)
            if not isinstance(trouble, NoAnswer):
                self.interrupted = trouble
            return self._failed(segment, label, trouble)
        return draft

    def _failed(self, segment: Segment, label: str, trouble: ExtractorError) -> Draft:
        """What takes the place of a segment without an answer."""
        clips = tuple(segment.rows[0]) if segment.rows else (segment.paragraphs[0].clip,)
        draft = self._rules.read(segment) if self._rules else Draft()
        rule = "read_by_fallback" if self._rules else "segment_failed"
        owner = draft.lists["forms"][0] if draft.lists.get("forms") else draft
        owner.doubt(rule, clips=clips[:1], segment=label, reason=str(trouble)[:200])
        return draft


def _draft(segment: Segment, draft: Draft) -> Draft:
    """The draft of a segment, without a form that says nothing, and doubted where its grid was inferred."""
    forms = draft.lists.get("forms", [])
    if forms and segment.kind == "unknown_table" and not any(forms[0].lists.values()):
        draft.lists["forms"] = []
        draft.doubt("table_unknown", clips=tuple(segment.rows[0]), row=segment.rows[0][0].text.strip()[:60])
    if segment.rebuilt:
        (draft.lists["forms"][0] if draft.lists.get("forms") else draft).doubt("grid_rebuilt")
    return draft


def _first(troubles: BaseExceptionGroup[Any]) -> BaseException:
    """The first of the errors that came together."""
    inner = troubles.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run to the end, in a thread of its own where a loop is running already (notebooks)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    done: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:  # raised again in the caller's thread
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]
