"""How alike two texts are."""

from __future__ import annotations


def one_apart(one: str, other: str) -> bool:
    """Whether one character changed, left out or added makes one text the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[same + 1 :] == short[same + (len(short) == len(long)) :]
