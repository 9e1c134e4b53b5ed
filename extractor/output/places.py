"""Where evidence stands, in words that a reader of the source can follow: page and line."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractor.document import Document
from extractor.output.safe import shortened, visible
from extractor.output.words import say
from extractor.result import Evidence, Lang, Result

LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_QUOTE = 200
_LONG_LINE = 100


def document_of(result: Result) -> Document | None:
    """The document behind a result; None where the result was loaded from a file."""
    try:
        return result.document
    except ValueError:
        return None


class Places:
    """Says places of one result in its reader's language."""

    def __init__(self, result: Result, lang: Lang) -> None:
        document = document_of(result)
        self._lang = lang
        self._single = len(result.source.pages) <= 1
        self._starts = {page.number: _line_starts(page.text) for page in document.pages} if document else {}

    def said(self, evidence: Evidence) -> str:
        """``第3页第12行``; without the page where there is but one; by character where lines are not known.

        In a long line the character is named as well: a form glued to one line is all line 1.
        """
        starts, at = self._starts.get(evidence.page), self.line_and_character(evidence)
        if starts is None or at is None:
            return say("page_offset", self._lang, page=evidence.page, offset=evidence.start + 1)
        line, character = at
        said = say("line" if self._single else "page_line", self._lang, page=evidence.page, line=line)
        if starts[line] - starts[line - 1] <= _LONG_LINE:
            return said
        return said + say("in_line", self._lang, at=character)

    def line_and_character(self, evidence: Evidence) -> tuple[int, int] | None:
        """Line of the page and character of the line, from 1 on; None where the page's text is not known."""
        starts = self._starts.get(evidence.page)
        if starts is None:
            return None
        line = bisect_right(starts, evidence.start, hi=len(starts) - 1)
        return line, evidence.start - starts[line - 1] + 1

    def quoted(self, evidence: Evidence) -> str:
        """The place, and what stands there."""
        text = shortened(visible(evidence.text), _LONGEST_QUOTE)
        return say("stands", self._lang, where=self.said(evidence), text=text)


def _line_starts(text: str) -> list[int]:
    """Where each line begins, and the end of the text."""
    return [0, *(match.end() for match in LINE_BREAK.finditer(text)), len(text)]
