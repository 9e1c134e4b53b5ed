"""Drafts: gold begun by an engine, and marked so until a person has checked and accepted it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputError, UsageError
from extractor.evaluation.gold.file import DocumentName, GoldFile, load, parsed, read
from extractor.evaluation.gold.migrate import indent_of
from extractor.evaluation.gold.validate import Validated, validated
from extractor.pipeline import extract
from extractor.readers.loading import load as load_document
from extractor.report import Form, FundLine, Goal, Indicator, Report
from extractor.result import Finding
from extractor.settings import Settings


@dataclass(frozen=True)
class Draft:
    """A draft, and what its engine itself doubted: the places to look at first."""

    file: GoldFile
    doubts: tuple[Finding, ...]


def draft(document: Path, settings: Settings) -> Draft:
    """Have the engine of the settings read the document.

    Raises ExtractorError as `extract` does, InputError where the engine failed on every part.
    """
    # What the document itself has wrong is to be labelled as it stands: nobody should be led to mend it.
    result = extract(document, settings=settings.model_copy(update={"audit": "off"}))
    if result.status == "failed":
        raise InputError(
            "the engine read nothing of it: take another, or begin with --blank",
            document=str(document),
            zh="引擎什么也没有读出，请换一种引擎，或用 --blank 从空白开始",
        )
    source, usage = result.source, result.usage
    file = GoldFile(
        document=DocumentName(file=Path(source.file).name, sha256=source.sha256),
        draft=True,
        drafted_by=f"{usage.engine} {usage.model}" if usage.model else usage.engine,
        report=result.report,
    )
    doubts = tuple(finding for finding in result.findings if finding.severity != "info")
    return Draft(file, doubts)


def blank(document: Path, settings: Settings) -> Draft:
    """A draft in which nothing is stated: one form with one row of each kind, to be copied and filled.

    Raises InputMissing or InputError where the file cannot be read.
    """
    source = load_document(document, settings)
    form = Form(kind="project", funds=[FundLine()], goals=[Goal()], indicators=[Indicator()])
    name = DocumentName(file=Path(source.name).name, sha256=source.sha256)
    return Draft(GoldFile(document=name, draft=True, report=Report(forms=[form])), ())


def written(file: GoldFile, indent: str = " ") -> str:
    """A gold file as text; marks that do not apply are left out."""
    unused = {name for name in ("draft", "drafted_by") if not getattr(file, name)}
    return json.dumps(file.model_dump(exclude=unused), ensure_ascii=False, indent=indent) + "\n"


def accepted(path: Path, settings: Settings, documents: Path | None = None) -> tuple[Validated, str | None]:
    """What validation finds in a draft, and its text as gold; None where it has errors or is no draft.

    Raises UsageError for a file that is not gold, or gold without the envelope.
    """
    gold = load(path)
    if gold.document is None:
        raise UsageError(
            "a bare report is no draft; `extractor eval migrate` puts it into the envelope",
            document=str(path),
            zh="没有信封的标注不是草稿，可用 extractor eval migrate 转换",
        )
    found = validated(path, settings, documents)
    if not gold.draft or not found.passed:
        return found, None
    text = read(path)
    file = GoldFile.model_validate(parsed(text, path) | {"draft": False})
    return found, written(file, indent_of(text))
