"""Answers in other words than the document's: translated, or null spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args

from pydantic import BaseModel

from extractor.engines.model.render import Sheet
from extractor.report import FormKind
from extractor.text import fold

Unfounded = Literal["not_in_source", "wrong_language", "null_in_words"]
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ID = re.compile(r"[a-z]\d+(?:-[a-z]\d+)?")
_BEFORE_FRAGMENT = re.compile(r"[a-z]\d+=")
# A text of the source's that is mostly Han, with a few units and names in Latin letters.
_LEAST_HAN = 0.5
_NULLS = frozenset(
    [
        "null",
        "none",
        "nil",
        "nan",
        "na",
        "n/a",
        "undefined",
        "unknown",
        "empty",
        "blank",
        "missing",
        "notstated",
        "notavailable",
        "notapplicable",
        "notspecified",
        "notprovided",
        "notmentioned",
        "notgiven",
        "notfound",
        "nodata",
        "nottold",
        "空",
        "空值",
        "空白",
        "未提及",
        "未说明",
        "未提供",
        "未注明",
        "未标明",
        "未找到",
        "不详",
        "资料未提及",
        "资料中没有",
    ]
)
FAULTS: dict[Unfounded, str] = {
    "not_in_source": "{said}",
    "wrong_language": "“{said}”不是资料原文，请照抄中文，不要翻译",
    "null_in_words": "没有就填 null，不要写“{said}”",
}
TRANSLATED = "资料是中文，回答却用了别的语言；请照抄资料原文，不要翻译 / the answer is in another language than the source"


class Wording:
    """What the text of one sheet tells about the words of an answer."""

    def __init__(self, sheet: Sheet) -> None:
        text = "".join(clip.text for clip in sheet.clips.values())
        self._plain = _plain(text)
        han = len(_HAN.findall(text))
        self._is_chinese = han > _LEAST_HAN * (han + sum(map(len, _WORD.findall(_HAN.sub(" ", text)))))

    def kind_of(self, said: str) -> Unfounded:
        """What a text that is not where it should be is: a null in words, a translation, or just not there."""
        plain = _plain(said)
        if plain in _NULLS and plain not in self._plain:
            return "null_in_words"
        return "wrong_language" if self._is_foreign(said) else "not_in_source"

    def foreign_share(self, answer: BaseModel) -> float:
        """The share of an answer's texts that are in another language; ids and figures alone are in none."""
        texts = [text for text in _texts(answer.model_dump()) if _ID.fullmatch(text) or _WORD.search(text)]
        # An id stands for words of the source.
        foreign = sum(self._is_foreign(_BEFORE_FRAGMENT.sub("", text)) for text in texts)
        return foreign / len(texts) if texts else 0.0

    def _is_foreign(self, said: str) -> bool:
        plain = _plain(said)
        written = bool(_WORD.search(said)) and not _HAN.search(said)
        return self._is_chinese and written and plain not in _NULLS and plain not in self._plain


def _plain(text: str) -> str:
    return fold(text).casefold().strip("()[]<>\"'.。“”")


def _texts(value: Any) -> Iterator[str]:
    """All texts of an answer, but for those of closed sets."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and value not in get_args(FormKind):
        yield value
