"""How a client is come by: one for each document, or one that all documents of a run share, wherever it lives."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from extractor.model.settings import ModelSettings
from extractor.model.types import ModelClient

Connect = Callable[[ModelSettings], AbstractAsyncContextManager[ModelClient]]
_instead: list[Connect] = []


def connect(settings: ModelSettings) -> AbstractAsyncContextManager[ModelClient]:
    """A client for these settings: one of its own, but where `connect_by` says otherwise."""
    if _instead:
        return _instead[-1](settings)
    from extractor.model.client import build_client

    return build_client(settings)


def connect_by(other: Connect) -> None:
    """Have all clients of this process come from there."""
    _instead.append(other)
