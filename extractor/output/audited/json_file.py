"""What an audit found as one JSON object, ``audit.v1``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.audit import SEVERITIES
from extractor.output.audited import Audited
from extractor.output.json_file import dumped
from extractor.result import Finding, Severity, Source


class AuditFile(BaseModel):
    """The object. ``counts`` are of mistakes, without what follows from each; ``rules`` were applied."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal["audit.v1"] = "audit.v1"
    source: Source
    counts: dict[Severity, int]
    rules: list[str]
    findings: list[Finding]


def as_json(audited: Audited) -> str:
    """The object, Chinese left readable."""
    counts = {severity: sum(one.severity == severity for one in audited.findings) for severity in SEVERITIES}
    file = AuditFile(
        source=audited.result.source,
        counts=counts,
        rules=[rule.id for rule in audited.rules],
        findings=audited.findings,
    )
    return dumped(file)
