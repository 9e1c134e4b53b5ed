r"""Document text made harmless for files and screens that cannot hold all of Unicode.

Control characters are shown by their pictures (ESC as ␛), so that nothing of a
document reaches a terminal as a command or an XML file as an illegal character. What
has no picture, and code points that stand for no character, become U+FFFD.
"""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n?|\u2028|\u2029")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PICTURES, _DELETE = 0x2400, "\u2421"


def visible(text: str) -> str:
    """The text with every break as a line feed and no control character but tab and line feed."""
    # Nearly every text is visible as it is: one look is half of what replacing twice would cost.
    return _ILLEGAL.sub(_picture, _BREAK.sub("\n", text)) if _ODD.search(text) else text


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return _DELETE if code == 0x7F else "\ufffd"


def encodable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return _SURROGATE.sub("\ufffd", text)


def shortened(text: str, longest: int) -> str:
    """The text, cut to ``longest`` characters with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
