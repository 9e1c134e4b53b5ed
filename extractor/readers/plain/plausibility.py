"""Whether decoded text is text: everyday Chinese, and not the noise that a wrong decoder makes.

A wrong decoder seldom fails on Chinese bytes; it gives rare characters. The everyday ones
are those that the makers of GB 2312 and Big5 put into their first level by how often
they are used (3,755 and 5,401 characters): a report consists of them almost alone.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_SAMPLE = 16_384
_EVERYDAY_SHARE = 0.85
_CONTROL_SHARE = 0.01
# Word's text dumps use BEL and the group of four before the space as cell and field marks.
_CONTROLS = re.compile(r"[\x00-\x06\x08\x0e-\x19\x1b\x7f-\x84\x86-\x9f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x06\x08\x0e-\x19\x1b]")
_NEUTRAL = re.compile(r"[\x00-\x7f\s]+")
_SIGNS = re.compile("[\u00a0-\u00ff\u2010-\u203f\u2100-\u27bf\u3000-\u303f\uff00-\uffef]")
_DAMAGE = "\ufffd"


def fits(text: str, *, sure: bool) -> bool:
    """Whether what a decoder gave is plausible as the text of a file.

    Where the encoding is ``sure`` (it has a mark, or is UTF-8, which proves itself by not
    failing) only control characters speak against it. Otherwise it must be everyday
    Chinese.
    """
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample):
        return False
    return sure or _everyday_share(sample) >= _EVERYDAY_SHARE


def is_binary(sample: bytes) -> bool:
    """Whether the bytes hold more control characters than any text would."""
    return len(_CONTROL_BYTES.findall(sample)) > _CONTROL_SHARE * len(sample)


def is_damaged_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8 text but for a few: GB18030 would read them, as nonsense."""
    text = sample.decode("utf-8", "replace")
    sound = len(re.sub(r"[\x00-\x7f\ufffd]+", "", text))
    return sound > 10 * text.count(_DAMAGE)


def _everyday_share(sample: str) -> float:
    """The share of everyday characters and signs in all that is not ASCII (1.0 without any)."""
    telling = _NEUTRAL.sub("", sample)
    if not telling:
        return 1.0
    known = _everyday()
    fit = (times for char, times in Counter(telling).items() if char in known or _SIGNS.match(char))
    return sum(fit) / len(telling)


@cache
def _everyday() -> frozenset[str]:
    simplified = bytes(b for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for b in (high, low))
    lows = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(b for high in range(0xA4, 0xC7) for low in lows for b in (high, low))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))
