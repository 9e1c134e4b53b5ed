"""The budget: parallel calls cannot overshoot it, and what is given back can be used."""

from __future__ import annotations

import asyncio
import random

import pytest

from extractor.errors import BudgetReached
from extractor.model.budget import Amount, Budget


async def call(budget: Budget, worst: Amount, taken: Amount | None) -> bool:
    """One call of so much; False where the budget does not let it go."""
    try:
        reservation = await budget.reserve(worst, "form 1")
    except BudgetReached:
        return False
    with budget.closing(reservation):
        reservation.sent = True
        await asyncio.sleep(0)
        if taken is not None:
            reservation.settle(taken)
    return True


@pytest.mark.parametrize("seed", range(5))
def test_parallel_calls_never_take_more_than_the_limit(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    budget = Budget(max_tokens=1000, max_cost=0.5)

    async def run() -> list[bool]:
        calls = []
        for _ in range(100):
            worst = chance.randint(20, 200)
            taken = None if chance.random() < 0.1 else chance.randint(0, worst)
            amount = None if taken is None else Amount(taken, taken / 2000)
            calls.append(call(budget, Amount(worst, worst / 2000), amount))
        return await asyncio.gather(*calls)

    done = asyncio.run(run())
    assert 5 < sum(done) < 100
    assert budget.spent.tokens <= 1000
    assert (budget.spent.cost or 0) <= 0.5


def test_a_call_waits_for_what_others_give_back() -> None:
    budget = Budget(max_tokens=100, max_cost=None)

    async def run(times: int, worst: int) -> int:
        calls = (call(budget, Amount(worst, None), Amount(10, None)) for _ in range(times))
        return sum(await asyncio.gather(*calls))

    async def both() -> tuple[int, int]:
        return await run(20, 60), await run(20, 10)

    # One at a time while 60 still fit, then the rest in tens.
    assert asyncio.run(both()) == (5, 5)
    assert budget.spent == Amount(100, None)


def test_a_call_whose_fate_is_unknown_counts_as_its_worst_case() -> None:
    budget = Budget(max_tokens=100, max_cost=None)
    assert asyncio.run(call(budget, Amount(60), None))
    assert budget.spent.tokens == 60


def test_a_call_that_was_never_sent_counts_nothing() -> None:
    budget = Budget(max_tokens=100, max_cost=None)

    async def given_up() -> None:
        with budget.closing(await budget.reserve(Amount(60), "form 1")):
            pass

    asyncio.run(given_up())
    assert budget.spent.tokens == 0


def test_the_error_says_what_is_used_and_what_the_next_call_may_take() -> None:
    budget = Budget(max_tokens=None, max_cost=0.01)
    with pytest.raises(
        BudgetReached, match=r"form 9: .*0\.0000 \+ 0\.0500 > 0\.01 USD.*--max-cost"
    ) as raised:
        asyncio.run(budget.reserve(Amount(10, 0.05), "form 9"))
    assert "费用上限" in raised.value.said("zh")
    assert raised.value.exit_code == 1


def test_money_of_unknown_amount_does_not_fit_a_limit_of_money() -> None:
    budget = Budget(max_tokens=None, max_cost=1.0)
    with pytest.raises(BudgetReached):
        asyncio.run(budget.reserve(Amount(1, None), "form 1"))
