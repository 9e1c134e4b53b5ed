"""Asking a model for one segment: in parts, in halves where an answer is cut, faulty rows again."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from extractor.engines.model.answers import KEYS
from extractor.engines.model.copying import Copied
from extractor.engines.model.cross_check import CrossCheck
from extractor.engines.model.parts import Cutter, Part
from extractor.engines.model.point import Pointed
from extractor.engines.model.question import Manner, Questioner, Tally
from extractor.engines.model.reading import Reader, Reading, drop_doubled, read_answer, rows_in
from extractor.engines.model.render import sheet_of
from extractor.engines.model.sights import Sights
from extractor.layout.segments import Segment
from extractor.model.types import ModelClient


class SegmentAsker:
    """Reads one segment through a client. ``label`` names it in usage; without ``sights`` no picture is sent."""

    def __init__(
        self,
        client: ModelClient,
        segment: Segment,
        label: str,
        manner: Manner,
        sights: Sights | None = None,
    ) -> None:
        self._segment = segment
        self._manner = manner
        self._sheet = sheet_of(segment)
        self._sights = sights
        self._questions = Questioner(client, self._sheet, label, manner, sights)
        self._check = CrossCheck(segment, self._sheet)
        self._cutter = Cutter(self._sheet, segment, self._check, manner.rows_at_once)

    @property
    def tally(self) -> Tally:
        """What the asks took so far."""
        return self._questions.tally

    @property
    def is_shown(self) -> bool:
        """Whether pictures go along with its questions."""
        return self._sights is not None and self._sights.shows(self._sheet.clips.values())

    async def read(self) -> Reading:
        """The reading of the whole segment.

        Raises:
            NoAnswer: some part was not answered usably after the last try.
            EndpointRefused, EndpointUnreachable, BudgetReached: see `ModelClient.ask`.
        """
        parts = self._cutter.parts()
        # Not a task group: answers to the other parts are paid for, and are kept.
        read = await asyncio.gather(*(self._part(part) for part in parts), return_exceptions=True)
        troubles = [one for one in read if isinstance(one, BaseException)]
        if troubles and (self._manner.whole or len(troubles) == len(parts)):
            raise troubles[0]
        whole = Reading()
        for part, one in zip(parts, read, strict=True):
            if isinstance(one, Reading):
                whole.absorb(one)
            else:
                self._doubt_failed(whole, part, one)
        self._doubt_doubled(whole)
        self._check.doubt(whole)
        return whole

    async def _part(self, part: Part) -> Reading:
        """One part, its faulty and missing rows asked again."""
        answer = await self._questions.ask(part)
        if answer is None:
            one, other = self._cutter.halves(part)
            reading = await self._part(one)
            reading.absorb(await self._part(other))
            return reading
        reading, left = self._reading(answer.data), answer.left
        if answer.dropped:
            reading.facts.doubt("keys_dropped", keys="、".join(answer.dropped)[:120])
        while left and (wrong := self._wrong(reading, part)):
            left -= 1
            await self._again(reading, wrong)
        if missing := self._check.missing(reading, set(part.own)):
            self._doubt_missing(reading, missing)
        return reading

    async def _again(self, reading: Reading, wrong: set[int]) -> None:
        part = self._cutter.part(wrong)
        faults = [fault for item in reading.items if item.line in wrong for fault in item.faults][:6]
        told = f"上次回答中 {rows_in(self._sheet, wrong)} 漏录、重录或与资料不符，请只重录这些。"
        if faults:
            told += f"资料里没有的：{'；'.join(faults)}"
        answer = await self._questions.again(part, told)
        if answer is not None:
            reading.replace(wrong, self._reading(answer))

    def _wrong(self, reading: Reading, part: Part) -> set[int]:
        """Lines whose items have faults, are missing or come twice."""
        faulty = {item.line for item in reading.items if item.faults and item.line is not None}
        return faulty | self._check.missing(reading, set(part.own))

    def _reading(self, answer: BaseModel) -> Reading:
        point = self._manner.style == "point"
        reader: Reader = Pointed(self._sheet) if point else self._copied()
        return read_answer(reader, answer, self._segment.kind, KEYS if point else {})

    def _copied(self) -> Copied:
        return Copied(self._sheet, strict=self._manner.strict, sights=self._sights)

    def _doubt_missing(self, reading: Reading, missing: set[int]) -> None:
        names = {self._check.list_of(line) for line in missing}
        clips = tuple(self._sheet.cells(line)[0] for line in sorted(missing))
        shown = rows_in(self._sheet, missing)
        reading.facts.doubt("rows_missing", *names, clips=clips, rows=shown, found=str(len(missing)))

    def _doubt_failed(self, whole: Reading, part: Part, trouble: BaseException) -> None:
        clips = (self._sheet.cells(part.own[0])[0],)
        label, reason = self._questions.named(part), str(trouble)[:200]
        whole.facts.doubt("segment_failed", clips=clips, segment=label, reason=reason)
        self.tally.failed.append(reason)

    @staticmethod
    def _doubt_doubled(reading: Reading) -> None:
        for kept, _ in drop_doubled(reading):
            kept.draft.doubt("row_doubled")
