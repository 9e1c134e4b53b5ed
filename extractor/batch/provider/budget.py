"""The run's limits, held against the worst case of all questions before any is handed in."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.batch.provider.state import Part
from extractor.errors import BudgetReached
from extractor.model.budget import Amount
from extractor.model.settings import ModelSettings
from extractor.model.types import CallUsage


def check_budget(parts: Sequence[Part], tried: CallUsage, settings: ModelSettings) -> None:
    """See that the worst case fits. What an earlier run has handed in counts too, but is waited for anyway.

    Raises:
        BudgetReached: it does not; the message says what the worst case is.
    """
    if not any(part.state == "written" for part in parts):
        return
    worst = Amount(tried.prompt_tokens + tried.completion_tokens, tried.cost)
    for part in parts:
        if part.state != "taken":
            worst += Amount(part.tokens, part.cost)
    if settings.max_tokens is not None and worst.tokens > settings.max_tokens:
        raise _reached("--max-tokens", f"{worst.tokens} > {settings.max_tokens}", "token")
    if settings.max_cost is not None and (worst.cost is None or worst.cost > settings.max_cost):
        raise _reached("--max-cost", f"{worst.cost or 0:.4f} > {settings.max_cost} USD", "费用")


def _reached(option: str, need: str, kind: str) -> BudgetReached:
    return BudgetReached(
        f"provider batch: the worst case of all its questions is over the limit ({need}); nothing was handed in. "
        f"Raise {option}: what is not used is not paid",
        zh=f"批量接口：全部问题的最坏{kind}用量超出上限（{need}），尚未提交；请提高 {option}，未用部分不收费",
    )
