"""Whose turn it is to be asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from extractor.model.turns import Turns


def test_what_is_urgent_goes_first_and_what_was_let_go_holds_nobody_up() -> None:
    came: list[str] = []

    async def ask(turns: Turns, name: str, *, urgent: bool = False) -> None:
        async with turns.turn(urgent=urgent):
            came.append(name)
            await asyncio.sleep(0)

    async def all_ask() -> None:
        turns = Turns(1)
        async with turns.turn():
            tasks = [asyncio.create_task(ask(turns, name, urgent=name.isupper())) for name in "abCdE"]
            await asyncio.sleep(0)
            tasks[1].cancel()
            await asyncio.sleep(0)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
        await asyncio.gather(*tasks, return_exceptions=True)
        await ask(turns, "free again")

    asyncio.run(all_ask())
    assert came == ["C", "E", "a", "d", "free again"]


def test_a_turn_that_comes_to_one_who_leaves_goes_to_the_next() -> None:
    async def all_ask() -> bool:
        turns = Turns(1)
        first = turns.turn()
        await first.__aenter__()
        leaving = asyncio.create_task(turns.turn().__aenter__())
        await asyncio.sleep(0)
        await first.__aexit__(None, None, None)
        leaving.cancel()
        with suppress(asyncio.CancelledError):
            await leaving
        async with asyncio.timeout(1), turns.turn():
            return True

    assert asyncio.run(all_ask())
