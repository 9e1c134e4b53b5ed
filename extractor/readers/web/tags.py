"""Tags of a web page that the parser would take minutes for."""

from __future__ import annotations

import re

# A quote opens a value only after a sign of equality. What has been taken is never tried again in another way.
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')?+""")
_TAG = re.compile(rf"<[a-zA-Z](?:[^>=]++|{_VALUE.pattern})*+")
_NAMES = re.compile(r"[^\s/]+")
# Each attribute is compared with all before it: two thousand take no time, two hundred thousand a minute.
_MOST_ATTRIBUTES = 5000


def is_overloaded(text: str) -> bool:
    """Whether a tag has thousands of attributes."""
    long = (tag[0] for tag in _TAG.finditer(text) if len(tag[0]) > 2 * _MOST_ATTRIBUTES)
    return any(_names(tag) > _MOST_ATTRIBUTES for tag in long)


def _names(tag: str) -> int:
    return sum(1 for _ in _NAMES.finditer(_VALUE.sub(" ", tag)))
