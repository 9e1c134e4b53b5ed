"""Everything that can go wrong, and what the command line makes of it.

    ExtractorError
    ├── InputError            the document cannot be read           exit 1
    │   ├── EmptyInput        no character in it
    │   ├── BinaryInput       not text, nor any format known here
    │   ├── UnknownEncoding   text, but in no encoding tried
    │   ├── InputTooLarge     over a limit in settings
    │   ├── DamagedInput      of a known format, but broken
    │   ├── EncryptedInput    needs a password, or another one
    │   └── NothingFound      read, but nothing of the contract is in it
    ├── UsageError            the command was given wrongly         exit 2
    │   ├── InputMissing      no such file, or not a file
    │   ├── OutputUnwritable  the result cannot be written there
    │   └── UnknownFormat     no output format of that name
    ├── ConfigurationError    a setting or packaged file is wrong   exit 3
    │   ├── PartMissing       a program or package that is needed is not installed
    │   └── EndpointRefused   the model endpoint says no for good: key, model, address
    ├── EndpointUnreachable   no answer from the model endpoint     exit 4
    ├── StorageUnreachable    none from where files are kept        exit 4
    ├── ClusterUnreachable    none from the scheduler or a worker   exit 4
    └── BudgetReached         the run's limit of tokens or money    exit 1

Each carries the document it concerns, the stage it happened in, and its cause
(``__cause__``). The message says what to do.
"""

from __future__ import annotations

from typing import Literal


class ExtractorError(Exception):
    """Base of all errors raised on purpose; ``str()`` is one line for the user.

    ``zh`` is the message in Chinese, None where nobody has put it into Chinese yet.
    """

    stage = "run"
    exit_code = 1

    def __init__(self, message: str, *, document: str | None = None, zh: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh
        self.document = document

    def __str__(self) -> str:
        """The message, led by the document it concerns."""
        return self.said("en")

    def said(self, lang: Literal["zh", "en"]) -> str:
        """The same in the language asked for."""
        if lang == "zh" and self.zh:
            return f"{self.document}：{self.zh}" if self.document else self.zh
        return f"{self.document}: {self.message}" if self.document else self.message


class InputError(ExtractorError):
    """The document cannot be read."""

    stage = "read"


class EmptyInput(InputError):
    """There is no character in the file."""


class BinaryInput(InputError):
    """The file is not text and not of a format known here."""


class UnknownEncoding(InputError):
    """The file looks like text but fits no encoding tried."""


class InputTooLarge(InputError):
    """The file, or what is in it, is over a limit of `settings.Settings`; the message names it."""


class DamagedInput(InputError):
    """The file is of a known format, but broken."""


class EncryptedInput(InputError):
    """The file needs a password, or another than the one given."""


class NothingFound(InputError):
    """The document was read, but holds nothing of the contract."""

    stage = "find"


class UsageError(ExtractorError):
    """The command or call was given wrongly."""

    stage = "arguments"
    exit_code = 2


class InputMissing(UsageError):
    """There is no such file, or it is not a file."""


class OutputUnwritable(UsageError):
    """The result cannot be written where it was asked for."""

    stage = "write"


class UnknownFormat(UsageError):
    """The output name ends in no format known here."""


class ConfigurationError(ExtractorError):
    """A setting or a packaged file is wrong."""

    stage = "configuration"
    exit_code = 3


class PartMissing(ConfigurationError):
    """A program or package that this needs is not installed; the message names what to install."""

    stage = "read"


class EndpointRefused(ConfigurationError):
    """The model endpoint refused for good (401, 403, 404, unknown model): what to check is in the message."""

    stage = "model"


class EndpointUnreachable(ExtractorError):
    """The model endpoint could not be reached, or failed on every try."""

    stage = "model"
    exit_code = 4


class StorageUnreachable(ExtractorError):
    """A storage on another machine could not be reached, or failed on every try."""

    stage = "read"
    exit_code = 4


class ClusterUnreachable(ExtractorError):
    """The scheduler of a cluster, or any worker of it, could not be reached."""

    exit_code = 4


class BudgetReached(ExtractorError):
    """The worst case of the next call no longer fits the run's limit of tokens or money."""

    stage = "model"
