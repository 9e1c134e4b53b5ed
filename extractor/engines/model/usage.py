"""What the calls of one document took, for its result."""

from __future__ import annotations

from extractor.engines.model.question import Tally
from extractor.errors import EndpointUnreachable
from extractor.model.types import CallUsage
from extractor.result import SegmentUsage, Usage


class Spent:
    """Adds up calls by segment."""

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        self._calls: list[CallUsage] = []
        self._segments: list[SegmentUsage] = []
        self._prompts: dict[str, str] = {}
        self._unreachable: list[EndpointUnreachable] = []
        self._answered = 0

    def prompt(self, name: str, sha256: str) -> None:
        """Note a prompt that was used."""
        self._prompts[name] = sha256

    def add(self, label: str, tally: Tally, *, failed: BaseException | None = None) -> None:
        """Note what a segment took, and why it failed where it did."""
        self._calls += tally.calls
        self._answered += tally.answered
        if isinstance(failed, EndpointUnreachable):
            self._unreachable.append(failed)
        self._segments.append(
            SegmentUsage(
                segment=label,
                calls=_asked(tally.calls),
                attempts=sum(call.attempts for call in tally.calls),
                reasks=tally.reasks,
                input_tokens=sum(call.prompt_tokens for call in tally.calls),
                output_tokens=sum(call.completion_tokens for call in tally.calls),
                cost=_money(tally.calls),
                cache_hits=sum(call.cache_hit for call in tally.calls),
                failed=str(failed) if failed else next(iter(tally.failed), None),
            )
        )

    def raise_if_unreachable(self) -> None:
        """Raise the endpoint's error where no call was answered at all."""
        if self._unreachable and not self._answered:
            raise self._unreachable[0]

    def usage(self, engine: str) -> Usage:
        """All of it."""
        calls = self._calls
        return Usage(
            engine=engine,
            model=self._model,
            calls=_asked(calls),
            attempts=sum(call.attempts for call in calls),
            reasks=sum(segment.reasks for segment in self._segments),
            input_tokens=sum(call.prompt_tokens for call in calls),
            cached_input_tokens=sum(call.cached_prompt_tokens for call in calls),
            output_tokens=sum(call.completion_tokens for call in calls),
            cost=_money(calls),
            cache_hits=sum(call.cache_hit for call in calls),
            prompts=dict(sorted(self._prompts.items())),
            segments=sorted(self._segments, key=lambda one: int(one.segment.rpartition(" ")[2])),
        )


def _asked(calls: list[CallUsage]) -> int:
    """How many were put to the model: neither answered from the cache, nor stopped by a limit before."""
    return sum(call.attempts > 0 for call in calls)


def _money(calls: list[CallUsage]) -> float | None:
    """The sum, None where one price is not known: no guess."""
    costs = [call.cost for call in calls]
    known = [cost for cost in costs if cost is not None]
    return round(sum(known), 6) if len(known) == len(costs) else None
