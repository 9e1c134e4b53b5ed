"""A few tiny questions that tell what an endpoint can do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from pydantic import BaseModel, Field

from extractor.document import Box, Page
from extractor.errors import EndpointRefused, EndpointUnreachable, ExtractorError, PartMissing
from extractor.model.building import build_sdk
from extractor.model.client import build_client
from extractor.model.pictures import Picture, pictured
from extractor.model.refusals import RequestRefused
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer, Ask, CallUsage, Message, Technique

_SUM = 7
_QUESTION = f'三加四等于几？只回答 JSON，例如 {{"number": {_SUM}}}。'
SQUARES = 5
_COUNT = '图中有几个黑色方块？只回答 JSON，例如 {"number": 2}。'
# Pixels. No smaller: some image readers refuse a side of less than 28.
_SIDE, _GAP = 40, 20
_LONGEST_ANSWER = 1024


class Number(BaseModel):
    """What the tiny question asks for."""

    number: int = Field(description="结果")


@dataclass(frozen=True)
class Tried:
    """What one question gave: ``works``, or why it does not (``refused`` where there was no answer to it)."""

    technique: Technique
    works: bool
    detail: str
    usage: CallUsage = CallUsage()
    refused: ExtractorError | None = None


async def models_of(settings: ModelSettings) -> list[str] | None:
    """The models that the endpoint lists, None where it lists none."""
    import openai

    async with build_sdk(settings) as sdk:
        try:
            return sorted([model.id async for model in sdk.models.list()])
        except (openai.OpenAIError, ValueError, TypeError, AttributeError):
            return None


async def try_techniques(settings: ModelSettings) -> list[Tried]:
    """Ask the same tiny question by each technique, past the cache.

    Raises:
        EndpointUnreachable: there is no answer at all.
        EndpointRefused: it says no to the key, the model or the address, or to every technique.
    """
    tried: list[Tried] = []
    for technique in get_args(Technique):
        try:
            tried.append(await _try(settings, technique))
        except RequestRefused as refused:
            tried.append(Tried(technique, False, refused.message, refused=refused))
    refusals = [one.refused for one in tried if one.refused]
    if len(refusals) == len(tried):
        raise refusals[0]
    return tried


async def try_picture(settings: ModelSettings, technique: Technique) -> Tried:
    """Have the squares in a tiny picture counted, by a technique that works: who cannot see it is wrong.

    Raises:
        PartMissing: what draws it is not installed.
    """
    question = Message("user", _COUNT, (_drawn(),))
    try:
        answer = await _asked(settings, technique, question)
    except (EndpointRefused, EndpointUnreachable) as refused:
        return Tried(technique, False, refused.message, refused=refused)
    said = answer.detail if answer.data is None else str(answer.data.number)
    return Tried(technique, said == str(SQUARES), said, answer.usage)


async def _try(settings: ModelSettings, technique: Technique) -> Tried:
    answer = await _asked(settings, technique, Message("user", _QUESTION))
    if answer.data is None:
        return Tried(technique, False, answer.detail, answer.usage)
    return Tried(technique, True, f"3 + 4 = {answer.data.number}", answer.usage)


async def _asked(settings: ModelSettings, technique: Technique, question: Message) -> Answer[Number]:
    tiny = replace(
        settings,
        technique=technique,
        use_cache=False,
        tries=min(settings.tries, 2),
        max_tokens=None,
        max_cost=None,
    )
    async with build_client(tiny) as client:
        return await client.ask(Ask(f"doctor, {technique}", (question,), Number, _LONGEST_ANSWER))


def _drawn() -> Picture:
    """Black squares in a row, on a page without text."""
    try:
        from PIL import Image
    except ImportError as error:
        raise PartMissing(
            "--vision needs Pillow: pip install 'indicator-extractor[ocr]', or leave --vision out",
            zh="--vision 需要 Pillow，请运行：pip install 'indicator-extractor[ocr]'，或去掉 --vision",
        ) from error
    width, height = _GAP + SQUARES * (_SIDE + _GAP), _SIDE + 2 * _GAP
    image = Image.new("RGB", (width, height), "white")
    for left in range(_GAP, width, _SIDE + _GAP):
        image.paste("black", (left, _GAP, left + _SIDE, _GAP + _SIDE))
    return pictured(image, Page(1, "", "drawn", width, height), Box(0, 0, width, height))
