"""What a run and those who work for it say to each other: the task of one document, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractor.errors import ExtractorError
from extractor.result import Lang, Usage
from extractor.settings import Settings

Status = Literal["ok", "partial", "failed"]
Lane = Literal["light", "heavy"]
"""What a document is likely to take: text, Word and sheets milliseconds, PDF, scans and LibreOffice seconds."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be read.

    ``path`` is what `extract` takes (a file, ``archive.zip/member``) or a URL that fsspec knows; ``out`` the
    folder or URL of the run's results, in which the document's files are ``documents/<name>.json`` and
    ``documents/<name>.html`` (the latter only with ``page``). ``id`` is the document's own in this run's tables.
    """

    id: str
    path: str
    name: str
    out: str
    page: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document could not be read: the error's class, its message in both languages, its exit code."""

    kind: str
    message: str
    message_en: str
    exit_code: int = 1

    @classmethod
    def of(cls, error: ExtractorError) -> Problem:
        """What is to be kept of an error."""
        zh = error.zh or error.message
        return cls(type(error).__name__, zh, error.message, error.exit_code)

    def as_error(self) -> ExtractorError:
        """The error that it was, with the same exit code."""
        error = ExtractorError(self.message_en, zh=self.message)
        error.exit_code = self.exit_code
        return error

    def said(self, lang: Lang) -> str:
        """The message in the language asked for."""
        return self.message if lang == "zh" else self.message_en


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document.

    ``interrupted`` says what kept it from being read whole though nothing is wrong with it (a limit, a silent
    endpoint): the next run reads it again. ``rows`` are its rows in the run's tables, as `tables.packed` gives them (empty where it failed); ``sha256``
    is that of the content that was read, None where nothing could be. ``doubt`` sorts the review queue, the
    most doubtful first. ``seconds`` is the time from its beginning to its end, ``pages`` counts what was read.
    """

    id: str
    status: Status
    sha256: str | None
    seconds: float
    pages: int = 0
    findings: int = 0
    doubt: float = 0.0
    usage: Usage | None = None
    problem: Problem | None = None
    interrupted: Problem | None = None
    rows: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """How all documents of a run are read.

    With ``asks_only`` they are read as far as the first questions to the model, and nothing is written.
    """

    settings: Settings
    lang: Lang
    asks_only: bool = False
