"""Points and lengths of time as they are written on the command line."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from extractor.errors import UsageError

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw]?)", re.IGNORECASE)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def seconds_of(text: str, option: str) -> float:
    """The seconds in a length of time such as ``2s``, ``10m``, ``12h`` or ``3d``; a bare number is seconds.

    Raises:
        UsageError: it is none; the message names the option.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise UsageError(
            f"{option} {text}: should be a time such as 2s, 10m, 12h or 3d",
            zh=f"{option} {text}：应为时长，如 2s、10m、12h 或 3d",
        )
    return float(found[1]) * _UNITS[found[2].lower()]


def since_of(text: str, now: datetime, option: str = "--since") -> datetime:
    """The moment that ``2026-11-01``, ``2026-11-01T08:00`` or ``3d`` (before now) names, in this machine's time.

    Raises:
        UsageError: it names none; the message names the option.
    """
    text = text.strip()
    if _LENGTH.fullmatch(text) and not text.isdigit():
        return _before(now, seconds_of(text, option)).astimezone()
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{option} {text}: should be a day, a time or an age: 2026-11-01, 2026-11-01T08:00, 3d, 12h",
            zh=f"{option} {text}：应为日期、时间或时长，如 2026-11-01、2026-11-01T08:00、3d、12h",
        ) from error


def _before(now: datetime, seconds: float) -> datetime:
    """The moment so long before; one before any file where no calendar goes that far."""
    try:
        return now - timedelta(seconds=seconds)
    except OverflowError:
        return datetime(1970, 1, 2)
