"""Masking: what names a person or an account never leaves the house.

Phone numbers, identity and bank numbers, e-mail addresses and the names after
填报人/联系人/负责人 are replaced by placeholders of the same kind before a message is sent,
and put back into what the model answers. A placeholder is a phone, card or name that
nobody can have (no area code is 000, no mobile number begins with 12), so that the model still
sees a phone where a phone was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import product

from extractor.model.personal import Kind, Private, Span, personal

# Fixed length, and 某 is in neither alphabet: wherever one begins there is no doubt where it ends.
_SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_NAMES = tuple(f"某{first}{second}" for first, second in product(_SIGNS, repeat=2))
_NUMBERS: dict[Kind, str] = {
    "mobile": "1203456{:04d}",
    "landline": "000-3456{:04d}",
    "identity": "99120319560712{:04d}",
    "account": "990120345678{:04d}",
    "email": "user{}@masked.invalid",
}
# Not inside a longer number; shorter numbers than this may be anything.
_BEFORE, _AFTER, _DISTINCT = "(?<![0-9０-９.])", r"(?![0-9０-９]|[.][0-9０-９])", 7
_ESCAPED_NAME = r"\\u67d0(?:\\u[0-9a-f]{4}){2}"
_PLACEHOLDER = re.compile(
    r"user[0-9]+@masked\.invalid"
    r"|(?<![0-9０-９])(?:1203456|000-3456|99120319560712|990120345678)[0-9]{4,}(?![0-9０-９])"
    rf"|某[{_SIGNS}]{{2}}|(?i:{_ESCAPED_NAME})"
)


class Masker:
    """Masks the messages of one ask with one table, and unmasks its answer.

    The same value has the same placeholder in all of them, and the same messages always
    give the same masked ones: answers are cached by them. ``known`` is what is known to be
    personal already.
    """

    def __init__(self, known: Iterable[Private] = ()) -> None:
        self._placeholders: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._counts: dict[Kind, int] = {}
        self._kinds: dict[str, Kind] = {private.value: private.kind for private in known}

    def __len__(self) -> int:
        """How many different values have been masked."""
        return len(self._values)

    def mask(self, text: str) -> str:
        """The text with a placeholder for everything personal in it."""
        found = [*personal(text)]
        for span in found:
            self._kinds.setdefault(text[span.start : span.end], span.kind)
        found += [*self._known(text), *_placeholders_of_its_own(text)]
        parts, at = [], 0
        for span in _merged(found):
            parts += [text[at : span.start], self._placeholder(text[span.start : span.end], span.kind)]
            at = span.end
        return "".join([*parts, text[at:]])

    def unmask(self, text: str) -> str:
        r"""The text with the values back in place of their placeholders (``\uXXXX`` spellings too)."""
        return _PLACEHOLDER.sub(lambda match: self._value(match[0]), text)

    def places(self, page: str) -> Iterator[tuple[int, int]]:
        """Where a page's text says what is masked, also across the ends of its lines.

        Rather too much than too little: it is for a picture of the page, beside which the
        text goes along.
        """
        kept = [at for at, char in enumerate(page) if char != "\n"]
        for text in (page, page.replace("\n", " ")):
            yield from ((span.start, span.end) for span in personal(text))
        for span in personal(page.replace("\n", "")):
            yield kept[span.start], kept[span.end - 1] + 1
        for value in {**self._kinds, **self._placeholders}:
            if self._kinds.get(value) == "name" or len(value) >= _DISTINCT:
                spread = r"\s*".join(map(re.escape, "".join(value.split())))
                yield from (match.span() for match in re.finditer(spread, page))

    def _known(self, text: str) -> Iterator[Span]:
        """Where values known by a label stand without one, as in a model's own answer shown to it again."""
        for value, kind in self._kinds.items():
            if kind != "name" and len(value) < _DISTINCT:
                continue
            for match in re.finditer(rf"{_BEFORE}{re.escape(value)}{_AFTER}", text):
                yield Span(*match.span(), kind)

    def _placeholder(self, value: str, kind: Kind) -> str:
        if value not in self._placeholders:
            count = self._counts[kind] = self._counts.get(kind, 0) + 1
            if kind == "name" and count > len(_NAMES):
                kind = "email"
                count = self._counts[kind] = self._counts.get(kind, 0) + 1
            made = _NAMES[count - 1] if kind == "name" else _NUMBERS[kind].format(count)
            self._placeholders[value] = made
            self._values[made] = value
        return self._placeholders[value]

    def _value(self, placeholder: str) -> str:
        if placeholder.startswith("\\"):
            plain = json.loads(f'"{placeholder}"')
            return json.dumps(self._values[plain])[1:-1] if plain in self._values else placeholder
        return self._values.get(placeholder, placeholder)


def _placeholders_of_its_own(text: str) -> Iterator[Span]:
    # A document that says what a placeholder says must get it back, not somebody's phone.
    for match in _PLACEHOLDER.finditer(text):
        yield Span(*match.span(), _kind_of(match[0]))


def _kind_of(placeholder: str) -> Kind:
    if placeholder.startswith(("某", "\\")):
        return "name"
    return next(kind for kind, form in _NUMBERS.items() if placeholder.startswith(form.split("{")[0]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; those that overlap as one, of the longest one's kind."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            continue
        kind = last.kind if last.end - last.start >= span.end - span.start else span.kind
        merged[-1] = Span(last.start, max(last.end, span.end), kind)
    return merged
