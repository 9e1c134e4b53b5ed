"""The key, kept out of every message: endpoints like to repeat it in their errors."""

from __future__ import annotations

import logging
import re

_USERINFO = re.compile(r"(?<=://)[^/\s@]+@")
_KEYLIKE = re.compile(r"\b(?:sk|pk)-[A-Za-z0-9*_-]{4,}")
_SHORTEST = 4


def redacted(text: str, key: str) -> str:
    """The text without the key, without what looks like one, and without user names in addresses."""
    if len(key) >= _SHORTEST:
        text = text.replace(key, "[key]")
    return _KEYLIKE.sub("[key]", _USERINFO.sub("", text))


def scrub(error: BaseException | None, key: str) -> None:
    """Take the key out of an error and its causes, which a traceback would print."""
    while error is not None:
        error.args = tuple(redacted(each, key) if isinstance(each, str) else each for each in error.args)
        if isinstance(message := getattr(error, "message", None), str):
            vars(error)["message"] = redacted(message, key)
        error = error.__cause__ or error.__context__


def quiet_instructor() -> None:
    """Drop instructor's own lines on failed attempts: they quote the endpoint and the document."""
    logger = logging.getLogger("instructor.v2.retry")
    if _nothing not in logger.filters:
        logger.addFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False
