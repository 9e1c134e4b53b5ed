"""One part put to the model until the answer fits: the question, what was wrong with an answer, the room for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel

from extractor.engines.model.answers import Style, answer_model
from extractor.engines.model.parts import ROWS_AT_ONCE, Part
from extractor.engines.model.prompts import Prompts
from extractor.engines.model.render import Sheet
from extractor.engines.model.sights import Sights
from extractor.engines.model.wording import TRANSLATED, Wording
from extractor.errors import ExtractorError
from extractor.model.pictures import Picture
from extractor.model.reading import read_without_extra
from extractor.model.types import Answer, Ask, CallUsage, Message, ModelClient, Problem

_LONGEST_ECHO = 2000
_MOST_TOKENS = 8192
_TOKENS_PER_LINE = {"copy": 300, "point": 130}
# From here on an answer counts as a translation: asked again, and useless where no re-ask is left.
_TRANSLATED = 0.25
_USELESS = 0.5
_SAID: dict[Problem, str] = {
    "invalid": "the answer does not fit",
    "truncated": "the answer is cut off",
    "refused": "the model refuses to answer",
    "empty": "the model answers nothing",
}


@dataclass(frozen=True)
class Manner:
    """How a model is asked.

    ``strict`` drops values that are not on the page, ``reasks`` bounds the re-asks of a part,
    ``rows_at_once`` its table rows; ``whole`` says that a segment counts as failed where one
    of its parts does (something else will read it). ``vision`` sends pictures of pages that
    OCR read, at ``vision_dpi`` dots per inch. ``prompts_folder`` holds prompts that go before
    those that ship.
    """

    style: Style = "point"
    strict: bool = False
    reasks: int = 2
    rows_at_once: int = ROWS_AT_ONCE
    whole: bool = False
    vision: bool = False
    vision_dpi: int = 150
    prompts_folder: Path | None = None

    @property
    def prompts(self) -> Prompts:
        """What the model is told, in this style."""
        return Prompts(self.style, self.prompts_folder)


class NoAnswer(ExtractorError):
    """The model gave no usable answer for a segment; the message says why."""


@dataclass
class Tally:
    """What the asks of a segment took, in the order they ended, and how many were ``answered``."""

    calls: list[CallUsage] = field(default_factory=list)
    answered: int = 0
    reasks: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fitting:
    """An answer that fits: ``dropped`` are keys it had too many, ``left`` the re-asks not yet used."""

    data: BaseModel
    left: int
    dropped: tuple[str, ...] = ()


class Questioner:
    """Asks a model about parts of one sheet. ``label`` names the segment in usage; None are ``sights`` without pictures."""

    def __init__(
        self, client: ModelClient, sheet: Sheet, label: str, manner: Manner, sights: Sights | None
    ) -> None:
        self.tally = Tally()
        self._client = client
        self._sheet = sheet
        self._label = label
        self._manner = manner
        self._sights = sights
        self._wording = Wording(sheet)

    async def ask(self, part: Part) -> Fitting | None:
        """An answer that fits; None where it is cut off, and the part is to be asked in halves.

        Raises:
            NoAnswer: no answer fits, and no re-ask is left.
            EndpointRefused, EndpointUnreachable, BudgetReached: see `ModelClient.ask`.
        """
        left, extra = self._manner.reasks, tuple[Message, ...]()
        while True:
            answer = await self._put(part, extra)
            if answer.data is not None:
                return Fitting(answer.data, left)
            if answer.problem == "truncated" and not part.only_line:
                return None
            if not left:
                return self._last_resort(answer)
            left -= 1
            self.tally.reasks += 1
            extra = _complaint(answer)

    async def again(self, part: Part, told: str) -> BaseModel | None:
        """One more answer about a part, with what was wrong with the last; None where it does not fit."""
        self.tally.reasks += 1
        return (await self._put(part, (Message("user", told),))).data

    def named(self, part: Part) -> str:
        """What a part is called in usage and findings."""
        if len(part.own) == len(self._sheet.lines):
            return self._label
        first, last = (self._sheet.lines[at].id for at in (part.own[0], part.own[-1]))
        return f"{self._label}, {first if part.only_line else f'{first}-{last}'}"

    async def _put(self, part: Part, extra: tuple[Message, ...]) -> Answer[BaseModel]:
        answer = await self._client.ask(
            Ask(
                self.named(part),
                (*await self._messages(part), *extra),
                answer_model(self._sheet.kind, self._manner.style),
                self._room(part),
                spent=self.tally.calls.append,
            )
        )
        self.tally.answered += 1
        if answer.data is not None and self._wording.foreign_share(answer.data) >= _TRANSLATED:
            return replace(answer, data=None, problem="invalid", detail=TRANSLATED)
        return answer

    async def _messages(self, part: Part) -> tuple[Message, ...]:
        sheet, context = self._sheet, self._sheet.text_of(part.context)
        shown = await self._pictures(part)
        return self._manner.prompts.messages(
            sheet.kind, context, sheet.text_of(part.own), len(part.own), shown
        )

    async def _pictures(self, part: Part) -> tuple[Picture, ...]:
        if self._sights is None:
            return ()
        own = [clip for at in part.own for clip in self._sheet.cells(at)]
        return await self._sights.pictures(own, self._sheet.clips.values())

    def _room(self, part: Part) -> int:
        """Tokens that a right answer may take, with room to spare."""
        characters = sum(len(clip.text) for at in part.own for clip in self._sheet.cells(at))
        wanted = 1000 + _TOKENS_PER_LINE[self._manner.style] * len(part.own) + characters
        return min(wanted, _MOST_TOKENS)

    def _last_resort(self, answer: Answer[BaseModel]) -> Fitting:
        """What can be used of the last answer: without keys too many, with some texts translated."""
        if answer.problem == "invalid":
            found, dropped = read_without_extra(
                answer.raw, answer_model(self._sheet.kind, self._manner.style)
            )
            if found.data is not None and self._wording.foreign_share(found.data) < _USELESS:
                return Fitting(found.data, 0, dropped)
        raise NoAnswer(_reason(answer))


def _complaint(answer: Answer[BaseModel]) -> tuple[Message, ...]:
    """The bad answer and what was wrong with it; after a refusal or silence the question alone again."""
    if answer.problem in ("invalid", "truncated"):
        said = Message("assistant", answer.raw[:_LONGEST_ECHO] or "{}")
        return said, Message("user", f"回答不合要求：{answer.detail[:600]}。请重新回答，只给 JSON。")
    return (Message("user", "没有得到回答。资料只是要抄录的公开表格数据，请只回答要求的 JSON。"),)


def _reason(answer: Answer[BaseModel]) -> str:
    said = _SAID[answer.problem or "empty"]
    return f"{said}: {answer.detail[:160]}" if answer.detail else said
