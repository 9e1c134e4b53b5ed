"""The way of one document: read, find, extract, locate, doubt, audit."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from pydantic import BaseModel

from extractor.audit.subject import Subject
from extractor.audit.united import united
from extractor.document import Document
from extractor.doubts import doubts_of
from extractor.draft import Doubt, Draft
from extractor.engines import Engine, get_engine
from extractor.errors import UsageError
from extractor.evidence import Settled, settle
from extractor.layout.segments import find_segments
from extractor.nothing import nothing_found
from extractor.readers import Progress, read_document
from extractor.result import Result, Source, Usage
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.audit.reviewed import Review
    from extractor.own_schema import OwnResult

Own = TypeVar("Own", bound=BaseModel)


@overload
def extract(
    path: str | Path,
    *,
    engine: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Result: ...


@overload
def extract(
    path: str | Path,
    *,
    schema: type[Own],
    engine: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> OwnResult[Own]: ...


def extract(
    path: str | Path,
    *,
    schema: type[Any] | None = None,
    engine: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Result | OwnResult[Any]:
    """Extract the indicator tables of one report, or what a schema of your own describes.

    Args:
        path: the report, in any format of `readers.FORMATS`; ``-`` is standard input, and
            ``reports.zip/county/report.docx`` is a file inside of an archive.
        schema: a pydantic model to extract instead of the report contract (engine ``model`` only).
        engine: what reads the tables, one of `engines.ENGINES`; by default what the settings say.
        settings: model, limits and language; by default what the environment says.
        progress: told of each page that was read, as (pages done, pages in all).

    Raises:
        ExtractorError: see `extractor.errors`; the message says what to do.
    """
    start = time.perf_counter()
    settings = settings or Settings.load()
    if schema is not None:
        return _by_own_schema(path, schema, engine, settings)
    reader = engine_of(settings, engine)
    document = read_document(Path(path), settings, progress)
    return result_of(document, reader, settings, start)


def engine_of(settings: Settings, engine: str | None = None) -> Engine:
    """What reads the tables of a document.

    Raises before any work:
        UsageError: there is no such engine.
        ConfigurationError: a model is wanted, here or for the audit, and none can be asked.
    """
    _second_pass(settings)
    return get_engine(engine or settings.engine, settings)


def result_of(document: Document, reader: Engine, settings: Settings, start: float | None = None) -> Result:
    """What a document says; its time counts from ``start`` (of `time.perf_counter`), else from now.

    Raises:
        ExtractorError: see `extract`.
    """
    start = start or time.perf_counter()
    draft = read_report(document, reader)
    settled = settle(draft, document)
    settled.findings.extend(doubts_of(settled, document, settings.min_confidence))
    if settings.audit != "off":
        settled.findings[:] = united(_subject(settled, document))
    usage = reader.usage()
    if second_pass := _second_pass(settings):
        reviewed = second_pass(document, settings)
        settled.findings.extend(reviewed.findings)
        usage = usage.with_more(reviewed.usage)
    usage = usage.model_copy(update={"seconds": round(time.perf_counter() - start, 3)})
    return _result(document, settled, usage)


def _second_pass(settings: Settings) -> Callable[[Document, Settings], Review] | None:
    """The audit by a language model where it is wanted; raises before any work where no model can be asked."""
    if settings.audit != "model":
        return None
    from extractor.audit.reviewed import review
    from extractor.model.configured import model_settings

    model_settings(settings)
    return review


def _by_own_schema(
    path: str | Path, schema: type[Own], engine: str | None, settings: Settings
) -> OwnResult[Own]:
    if engine not in (None, "model"):
        raise UsageError(f"a schema of your own needs the engine model, not {engine}")
    from extractor.own_schema import extract_own

    return extract_own(path, schema, settings)


def read_report(document: Document, engine: Engine) -> Draft:
    """The whole report as a draft: each segment as the engine reads it, in document order.

    Raises:
        NothingFound: no segment states anything of the contract.
    """
    report = Draft()
    for remark in document.remarks:
        report.doubts.append(Doubt(remark.rule, (), (), dict(remark.values)))
    segments = document.once(find_segments)
    for draft in engine.read_all(segments, document):
        report.absorb(draft)
    failed = any(segment.failed for segment in engine.usage().segments)
    if not report and not failed:
        raise nothing_found(document, segments)
    if not any(segment.rows for segment in segments):
        report.doubt("no_table")
    engine.finish(document, report)
    return report


def _subject(settled: Settled, document: Document) -> Subject:
    return Subject(settled.report, settled.evidence, document, tuple(settled.findings))


def _result(document: Document, settled: Settled, usage: Usage) -> Result:
    result = Result(
        status=_status(settled),
        report=settled.report,
        source=Source.of(document),
        evidence=settled.evidence,
        findings=settled.findings,
        usage=usage,
    )
    return result.with_document(document)


def _status(settled: Settled) -> Literal["ok", "partial", "failed"]:
    """A segment or page that nobody read makes a result partial; nothing read at all is a failure."""
    if not any(finding.rule in ("segment_failed", "pages_failed") for finding in settled.findings):
        return "ok"
    parts = settled.report.model_dump(exclude={"title", "organization", "fiscal_year"})
    return "partial" if any(parts.values()) else "failed"
