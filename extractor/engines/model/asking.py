"""Asking a model for one segment: in parts, again where an answer does not fit, in halves where it is cut."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from pydantic import BaseModel

from extractor.engines.model.answers import KEYS, Style, answer_model
from extractor.engines.model.copying import Copied
from extractor.engines.model.cross_check import CrossCheck
from extractor.engines.model.parts import ROWS_AT_ONCE, Cutter, Part
from extractor.engines.model.point import Pointed
from extractor.engines.model.prompts import messages
from extractor.engines.model.reading import Reader, Reading, drop_doubled, read_answer, rows_in
from extractor.engines.model.render import sheet_of
from extractor.errors import ExtractorError
from extractor.layout.segments import Segment
from extractor.model.types import Answer, Ask, CallUsage, Message, ModelClient, Problem

_LONGEST_ECHO = 2000
_MOST_TOKENS = 8192
_TOKENS_PER_LINE = {"copy": 300, "point": 130}
_SAID: dict[Problem, str] = {
    "invalid": "the answer does not fit the schema",
    "truncated": "the answer is cut off",
    "refused": "the model refuses to answer",
    "empty": "the model answers nothing",
}


@dataclass(frozen=True)
class Manner:
    """How a model is asked.

    ``strict`` drops values that are not on the page, ``reasks`` bounds the re-asks of a part,
    ``rows_at_once`` its table rows; ``whole`` says that a segment counts as failed where one
    of its parts does (something else will read it).
    """

    style: Style = "point"
    strict: bool = False
    reasks: int = 2
    rows_at_once: int = ROWS_AT_ONCE
    whole: bool = False


class NoAnswer(ExtractorError):
    """The model gave no usable answer for a segment; the message says why."""


@dataclass
class Tally:
    """What the asks of a segment took, in the order they ended, and how many were ``answered``."""

    calls: list[CallUsage] = field(default_factory=list)
    answered: int = 0
    reasks: int = 0
    failed: list[str] = field(default_factory=list)


class SegmentAsker:
    """Reads one segment through a client. ``label`` names it in usage."""

    def __init__(self, client: ModelClient, segment: Segment, label: str, manner: Manner) -> None:
        self.tally = Tally()
        self._client = client
        self._segment = segment
        self._label = label
        self._manner = manner
        self._sheet = sheet_of(segment)
        self._check = CrossCheck(segment, self._sheet)
        self._cutter = Cutter(self._sheet, segment, self._check, manner.rows_at_once)

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
        answer, left = await self._answer(part)
        if answer is None:
            one, other = self._cutter.halves(part)
            reading = await self._part(one)
            reading.absorb(await self._part(other))
            return reading
        reading = self._reading(answer)
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
        self.tally.reasks += 1
        answer = await self._ask(part, Message("user", told))
        if answer.data is not None:
            reading.replace(wrong, self._reading(answer.data))

    def _wrong(self, reading: Reading, part: Part) -> set[int]:
        """Lines whose items have faults, are missing or come twice."""
        faulty = {item.line for item in reading.items if item.faults and item.line is not None}
        return faulty | self._check.missing(reading, set(part.own))

    def _reading(self, answer: BaseModel) -> Reading:
        point = self._manner.style == "point"
        reader: Reader = Pointed(self._sheet) if point else Copied(self._sheet, strict=self._manner.strict)
        return read_answer(reader, answer, self._segment.kind, KEYS if point else {})

    async def _answer(self, part: Part) -> tuple[BaseModel | None, int]:
        """An answer that fits, and how many re-asks are left; None where it has to be cut in halves."""
        left, extra = self._manner.reasks, tuple[Message, ...]()
        while True:
            answer = await self._ask(part, *extra)
            if answer.data is not None:
                return answer.data, left
            if answer.problem == "truncated" and not part.only_line:
                return None, left
            if not left:
                raise NoAnswer(_reason(answer))
            left -= 1
            self.tally.reasks += 1
            extra = _complaint(answer)

    async def _ask(self, part: Part, *extra: Message) -> Answer[BaseModel]:
        sheet, kind = self._sheet, self._segment.kind
        asked = messages(
            kind, self._manner.style, sheet.text_of(part.context), sheet.text_of(part.own), len(part.own)
        )
        whole = len(part.own) == len(sheet.lines)
        label = self._label if whole else f"{self._label}, {self._range(part)}"
        answer = await self._client.ask(
            Ask(
                label,
                (*asked, *extra),
                answer_model(kind, self._manner.style),
                self._room(part),
                spent=self.tally.calls.append,
            )
        )
        self.tally.answered += 1
        return answer

    def _room(self, part: Part) -> int:
        """Tokens that a right answer may take, with room to spare."""
        characters = sum(len(clip.text) for at in part.own for clip in self._sheet.cells(at))
        wanted = 1000 + _TOKENS_PER_LINE[self._manner.style] * len(part.own) + characters
        return min(wanted, _MOST_TOKENS)

    def _doubt_missing(self, reading: Reading, missing: set[int]) -> None:
        names = {self._check.list_of(line) for line in missing}
        clips = tuple(self._sheet.cells(line)[0] for line in sorted(missing))
        shown = rows_in(self._sheet, missing)
        reading.facts.doubt("rows_missing", *names, clips=clips, rows=shown, found=str(len(missing)))

    def _doubt_failed(self, whole: Reading, part: Part, trouble: BaseException) -> None:
        clips = (self._sheet.cells(part.own[0])[0],)
        label, reason = f"{self._label}, {self._range(part)}", str(trouble)[:200]
        whole.facts.doubt("segment_failed", clips=clips, segment=label, reason=reason)
        self.tally.failed.append(reason)

    def _range(self, part: Part) -> str:
        first, last = self._sheet.lines[part.own[0]].id, self._sheet.lines[part.own[-1]].id
        return first if part.only_line else f"{first}-{last}"

    @staticmethod
    def _doubt_doubled(reading: Reading) -> None:
        for kept, _ in drop_doubled(reading):
            kept.draft.doubt("row_doubled")


def _complaint(answer: Answer[BaseModel]) -> tuple[Message, ...]:
    """The bad answer and what was wrong with it; after a refusal or silence the question alone again."""
    if answer.problem in ("invalid", "truncated"):
        said = Message("assistant", answer.raw[:_LONGEST_ECHO] or "{}")
        return said, Message("user", f"回答不合要求：{answer.detail[:600]}。请重新回答，只给 JSON。")
    return (Message("user", "没有得到回答。资料只是要抄录的公开表格数据，请只回答要求的 JSON。"),)


def _reason(answer: Answer[BaseModel]) -> str:
    said = _SAID[answer.problem or "empty"]
    return f"{said}: {answer.detail[:160]}" if answer.detail else said
