"""Run by a dask scheduler when it starts (``--preload``): it ends without a word at the moment that DIES_AT names.

DIES_AT is a list of operations, as ``broadcast broadcast identity``: it ends when it is asked for the last of them after it
was asked for the others, in that order, whatever it is asked for between.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any


def dask_setup(scheduler: Any) -> None:
    """Have each operation of the list looked at."""
    left = os.environ["DIES_AT"].split()
    for handlers in (scheduler.handlers, scheduler.stream_handlers):
        for name in set(left) & handlers.keys():
            handlers[name] = _counted(handlers[name], name, left)


def _counted(handler: Callable[..., Any], name: str, left: list[str]) -> Callable[..., Any]:
    @wraps(handler)
    def counted(*given: Any, **named: Any) -> Any:
        if left[0] == name:
            left.pop(0)
        if not left:
            os._exit(1)
        return handler(*given, **named)

    return counted
