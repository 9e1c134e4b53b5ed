"""A few tiny questions that tell what an endpoint can do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from pydantic import BaseModel, Field

from extractor.errors import EndpointRefused
from extractor.model.building import build_sdk
from extractor.model.client import build_client
from extractor.model.refusals import RequestRefused
from extractor.model.settings import ModelSettings
from extractor.model.types import Ask, CallUsage, Message, Technique

_SUM = 7
_QUESTION = f'三加四等于几？只回答 JSON，例如 {{"number": {_SUM}}}。'
_LONGEST_ANSWER = 1024


class Number(BaseModel):
    """What the tiny question asks for."""

    number: int = Field(description="结果")


@dataclass(frozen=True)
class Tried:
    """What one technique gave: ``works``, or why it does not (``refused`` where the endpoint said no)."""

    technique: Technique
    works: bool
    detail: str
    usage: CallUsage = CallUsage()
    refused: EndpointRefused | None = None


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


async def _try(settings: ModelSettings, technique: Technique) -> Tried:
    tiny = replace(
        settings,
        technique=technique,
        use_cache=False,
        tries=min(settings.tries, 2),
        max_tokens=None,
        max_cost=None,
    )
    async with build_client(tiny) as client:
        answer = await client.ask(
            Ask(f"doctor, {technique}", (Message("user", _QUESTION),), Number, _LONGEST_ANSWER)
        )
    if answer.data is None:
        return Tried(technique, False, answer.detail, answer.usage)
    return Tried(technique, True, f"3 + 4 = {answer.data.number}", answer.usage)
