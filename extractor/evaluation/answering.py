"""What an engine answers for one document, or why it gave no answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.errors import ConfigurationError, EndpointUnreachable, ExtractorError, PartMissing
from extractor.evaluation.figures import Failure
from extractor.pipeline import extract
from extractor.result import Result
from extractor.settings import Settings


@dataclass(frozen=True)
class Answered:
    """The result, or the failure in its place."""

    result: Result | None
    failure: Failure | None


def answer(path: Path, settings: Settings) -> Answered:
    """Read one document; whatever is wrong with it is its failure.

    Raises:
        ConfigurationError, EndpointUnreachable: no document would fare better.
    """
    result, failure = None, None
    try:
        result = extract(path, engine=settings.engine, settings=settings)
    except ExtractorError as error:
        if isinstance(error, ConfigurationError | EndpointUnreachable) and not isinstance(error, PartMissing):
            raise
        failure = Failure(message=error.zh or error.message, message_en=error.message)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        failure = Failure(message=said, message_en=said)
    return Answered(result, failure)
