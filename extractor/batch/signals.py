"""Signals that ask a run to end, and who hears them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


def listen(told: Callable[..., Any]) -> None:
    """Have a function called, in the main thread, for each signal that asks to end; those ignored so far stay so."""
    for number in _heard():
        signal.signal(number, told)


@contextmanager
def given_back() -> Iterator[None]:
    """Whoever hears the signals before hears them again afterwards."""
    before = {number: signal.getsignal(number) for number in _heard()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _heard() -> list[signal.Signals]:
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    # None: heard by what is not Python's.
    return [number for number in numbers if signal.getsignal(number) not in (signal.SIG_IGN, None)]
