"""How alike two texts are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def one_apart(one: str, other: str) -> bool:
    """Whether one character changed, left out or added makes one text the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[same + 1 :] == short[same + (len(short) == len(long)) :]


def likely(said: str, known: Iterable[str]) -> Iterator[str]:
    """The known words that are one character away; a word shares its first or its last with those."""
    ends = {said[:1], said[-1:], said[1:2], said[-2:-1]}
    for word in known:
        if (
            abs(len(word) - len(said)) <= 1
            and (word[0] in ends or word[-1] in ends)
            and one_apart(said, word)
        ):
            yield word
