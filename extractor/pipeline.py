"""The way of one document: read, find, extract, locate."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

from extractor.document import Document
from extractor.draft import Draft
from extractor.engines import Engine, get_engine
from extractor.errors import NothingFound
from extractor.evidence import Settled, settle
from extractor.layout.segments import Segment, find_segments
from extractor.readers import load
from extractor.readers.text import read_text
from extractor.result import PageSource, Result, Source, Usage
from extractor.settings import Settings


def extract(path: str | Path, *, engine: str = "rules", settings: Settings | None = None) -> Result:
    """Extract the indicator tables of one report.

    Args:
        path: the report as a text file; ``-`` is standard input.
        engine: what reads the tables, one of `engines.ENGINES`.
        settings: limits and language; by default what the environment says.

    Raises:
        ExtractorError: see `extractor.errors`; the message says what to do.
    """
    start = time.perf_counter()
    reader = get_engine(engine)
    data, text = load(Path(path), settings or Settings.load())
    document = read_text(text, name=Path(path).name, sha256=hashlib.sha256(data).hexdigest())
    draft = read_report(document, reader)
    settled = settle(draft, document)
    usage = Usage(engine=reader.name, seconds=round(time.perf_counter() - start, 3))
    return _result(document, settled, usage)


def read_report(document: Document, engine: Engine) -> Draft:
    """The whole report as a draft: each segment as the engine reads it, in document order.

    Raises:
        NothingFound: no segment states anything of the contract.
    """
    report = Draft()
    segments = find_segments(document)
    for segment in segments:
        report.absorb(engine.read(segment))
    if not report:
        raise _nothing_found(document, segments)
    if not any(segment.rows for segment in segments):
        report.doubt("no_table")
    engine.finish(document, report)
    return report


def _nothing_found(document: Document, segments: Sequence[Segment]) -> NothingFound:
    if not any(segment.rows for segment in segments):
        return NothingFound(
            "holds no self-evaluation form, project list or indicator: "
            "check that it is a 绩效自评 report and that its tables survived the conversion to text",
            document=document.name,
            zh="没有找到自评表、项目汇总表或指标：请确认是绩效自评报告，并且表格在转成文本时没有丢失",
        )
    return NothingFound(
        "has tables, but no column title in them is known: "
        "check that it is a 绩效自评 report; titles of a new template are added in schemas/lexicon.toml",
        document=document.name,
        zh="有表格，但没有认识的列名：请确认是绩效自评报告；新模板的列名可加入 schemas/lexicon.toml",
    )


def _result(document: Document, settled: Settled, usage: Usage) -> Result:
    source = Source(
        file=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=[
            PageSource(number=page.number, read_by=page.read_by, characters=len(page.text))
            for page in document.pages
        ],
    )
    result = Result(
        report=settled.report,
        source=source,
        evidence=settled.evidence,
        findings=settled.findings,
        usage=usage,
    )
    return result.with_document(document)
