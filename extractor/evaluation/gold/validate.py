"""Validation: what of a gold file a labeller has to mend, or should look at once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from extractor.errors import ExtractorError, InputError, PartMissing, UsageError
from extractor.evaluation.figures import Closed
from extractor.evaluation.gold.file import Gold, read, unchecked
from extractor.evaluation.gold.occurrence import Printed
from extractor.evaluation.gold.pairing import digest, document_of
from extractor.evaluation.gold.rows import row_findings
from extractor.evaluation.gold.rules import finding, severity
from extractor.evaluation.gold.shape import accept_findings, shape_findings
from extractor.evaluation.gold.sums import sum_findings
from extractor.evaluation.gold.values import occurrence_findings, value_findings
from extractor.evaluation.nodes import tree
from extractor.readers import read_document
from extractor.result import Finding
from extractor.settings import Settings


class Validated(Closed):
    """One gold file: its document (None where none was found), its leaves, what was found.

    ``leaves`` is None for a file that is not gold at all.
    """

    file: str
    document: str | None = None
    draft: bool = False
    leaves: int | None = None
    findings: list[Finding]

    @property
    def passed(self) -> bool:
        """Whether nothing has to be mended."""
        return severity(self.findings) != "error"


class Validation(Closed):
    """Several gold files; ``ok`` where none has an error."""

    schema_version: Literal["gold-validation.v1"] = "gold-validation.v1"
    ok: bool
    files: list[Validated]


def validate(paths: Iterable[Path], settings: Settings, documents: Path | None = None) -> Validation:
    """Validate gold files; ``documents`` is the folder of their documents, None to look near them."""
    files = [validated(path, settings, documents) for path in paths]
    by_document = defaultdict(list)
    for file in files:
        by_document[file.document].append(file)
    for document, several in by_document.items():
        for file in several if document and len(several) > 1 else ():
            other = next(one.file for one in several if one is not file)
            file.findings.append(finding("labelled_twice", other=other))
    return Validation(ok=all(file.passed for file in files), files=files)


def validated(path: Path, settings: Settings, documents: Path | None = None) -> Validated:
    """Validate one gold file."""
    try:
        text = read(path)
        gold = unchecked(text, path)
    except UsageError as error:
        return Validated(file=str(path), findings=[_said("not_gold", error)])
    found = document_of(path, gold, documents)
    findings = [
        *shape_findings(text),
        *accept_findings(gold.report, gold.accept),
        *_about_origin(path, gold, found),
        *row_findings(gold.report),
        *value_findings(gold.report),
        *(_in_document(gold, found, settings) if found else ()),
    ]
    return Validated(
        file=str(path),
        document=str(found) if found else None,
        draft=gold.draft,
        leaves=tree(gold.report).size,
        findings=findings,
    )


def _about_origin(path: Path, gold: Gold, document: Path | None) -> Iterator[Finding]:
    if gold.draft:
        yield finding("draft", engine=gold.drafted_by or "–")
    if document is None:
        name = gold.document.file if gold.document else f"{path.stem}.*"
        yield finding("document_missing", document=name)
    elif gold.document is None:
        yield finding("no_envelope")
    elif (now := digest(document)) != gold.document.sha256:
        yield finding("document_changed", document=document.name, expected=gold.document.sha256, found=now)


def _in_document(gold: Gold, path: Path, settings: Settings) -> Iterator[Finding]:
    try:
        document = read_document(path, settings)
    except (InputError, PartMissing) as error:
        yield _said("document_unreadable", error)
        return
    yield from occurrence_findings(gold.report, Printed(document))
    yield from sum_findings(gold.report, document)


def _said(rule: str, error: ExtractorError) -> Finding:
    return finding(rule, reason=error.message, reason_zh=error.zh or error.message)
