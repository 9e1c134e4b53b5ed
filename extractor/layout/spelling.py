"""How alike two texts are, and which known label one may be meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.lexicon import Vocabulary
from extractor.text import bare

_OPEN_BRACKET = re.compile(r"\([^()]*$|(?<!\()[A-Za-z]?\)$")
_REMARK = re.compile(r"\([^()]*\)$")


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


def near_labels(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """The known labels that a label of no known one is but a character or half a bracket away from, with their fields.

    A remark in brackets after it does not count. Empty where it is known, or holds a digit.
    """
    said = bare(text)
    if not said or text in vocabulary or any(char.isdigit() for char in said):
        return {}
    whole = bare(_OPEN_BRACKET.sub("", said))
    forms = dict.fromkeys((said, _REMARK.sub("", said)))
    near = (
        [whole]
        if whole in vocabulary.exact
        else [label for form in forms for label in likely(form, vocabulary.exact)]
    )
    return {label: vocabulary.exact[label] for label in near}
