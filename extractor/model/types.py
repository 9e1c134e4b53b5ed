"""What the model side and the engines that use it say to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from extractor.model.personal import Private
from extractor.model.pictures import Picture

Answered = TypeVar("Answered", bound=BaseModel)
Role = Literal["system", "user", "assistant"]
Technique = Literal["tools", "json_schema", "json", "md_json"]
Problem = Literal["invalid", "truncated", "refused", "empty"]


@dataclass(frozen=True)
class Message:
    """One chat message, and the pictures that go along with it."""

    role: Role
    content: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class CallUsage:
    """What one ask took: HTTP attempts (retries included), tokens, US dollars, seconds.

    ``cost`` is None where the price of the model is not known. A cache hit has no
    attempts and no tokens.
    """

    attempts: int = 0
    prompt_tokens: int = 0
    cached_prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = 0.0
    seconds: float = 0.0
    cache_hit: bool = False


@dataclass(frozen=True)
class Ask(Generic[Answered]):
    """One question: messages, and the model that the answer has to fit.

    ``label`` names it in usage and errors (``form 3, rows 1-20``); ``max_tokens`` bounds
    the completion. ``private`` is what the rest of the document shows to be personal: it is
    masked here too, where asks are masked at all. ``spent`` is told once what the ask took,
    however it ends: an error that is raised has cost attempts and tokens too. What is ``urgent`` goes before others
    that wait.
    """

    label: str
    messages: tuple[Message, ...]
    answer: type[Answered]
    max_tokens: int = 4096
    private: tuple[Private, ...] = ()
    spent: Callable[[CallUsage], None] | None = field(default=None, compare=False)
    urgent: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Answer(Generic[Answered]):
    """What came back: the validated ``data``, or the ``problem`` that stood in its way.

    ``raw`` is the model's own text; ``detail`` says what was wrong in one line, fit to be
    told to the model in a re-ask.
    """

    raw: str
    data: Answered | None = None
    problem: Problem | None = None
    detail: str = ""
    usage: CallUsage = field(default_factory=CallUsage)


class ModelClient(Protocol):
    """Asks a language model. Implementations keep to their limits and count every attempt."""

    model: str

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """One answer.

        Never raises for what the model says; that is in the answer.

        Raises:
            EndpointRefused: the endpoint says no and will again (key, model, address).
            EndpointUnreachable: it could not be reached, or failed on every try.
            BudgetReached: the worst case of the call no longer fits the run's limits.
        """
        ...
