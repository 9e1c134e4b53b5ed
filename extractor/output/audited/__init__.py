"""What an audit found, by itself: JSON, SARIF, CSV, a workbook, a page for the browser, a table on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.audit import SEVERITIES
from extractor.audit.catalogue import Rule
from extractor.output.files import known_suffix, probe, put_parts
from extractor.result import Finding, Lang, Result, Severity

if TYPE_CHECKING:
    from extractor.output.view import View
    from extractor.output.writer import Part

FORMATS = (".json", ".sarif", ".csv", ".xlsx", ".html")

__all__ = ["FORMATS", "Audited", "check_writable", "is_least", "write"]


@dataclass(frozen=True)
class Audited:
    """A result whose findings are those of the audit alone, and the rules that were applied."""

    result: Result
    rules: tuple[Rule, ...]

    @property
    def findings(self) -> list[Finding]:
        """One for each mistake."""
        return self.result.findings

    def at_least(self, severity: Severity) -> Audited:
        """Without what is milder."""
        kept = [one for one in self.findings if is_least(one, severity)]
        result = self.result.model_copy(update={"findings": kept})
        return replace(self, result=result)

    def view(self, lang: Lang) -> View:
        """The result as the outputs look at it; where its values stand is no question here."""
        from extractor.output.view import View

        return View(self.result, lang, located=False)


def is_least(finding: Finding, severity: Severity) -> bool:
    """Whether a finding is of this severity or a worse one."""
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(severity)


def write(audited: Audited, path: Path, lang: Lang = "zh") -> list[Path]:
    """Write what was found in the format that the path ends in; gives the files written.

    Raises:
        UnknownFormat: the path ends in none of `FORMATS`.
        OutputUnwritable: the file cannot be put there.
    """
    return put_parts([_WRITERS[known_suffix(path, FORMATS)](audited, lang)], path)


def check_writable(path: Path) -> None:
    """Find out before the work starts whether `write` can put its file there; raises as it does."""
    known_suffix(path, FORMATS)
    probe(path)


# Each imports what it needs only when it is called, as the other outputs do.
def _json(audited: Audited, lang: Lang) -> Part:
    del lang
    from extractor.output.audited.json_file import as_json
    from extractor.output.writer import Part

    return Part(".json", as_json(audited).encode("utf-8") + b"\n")


def _sarif(audited: Audited, lang: Lang) -> Part:
    from extractor.output.audited.sarif import as_sarif
    from extractor.output.writer import Part

    return Part(".sarif", as_sarif(audited, lang).encode("utf-8") + b"\n")


def _csv(audited: Audited, lang: Lang) -> Part:
    from extractor.output.csv_files import content
    from extractor.output.writer import Part

    return Part(".csv", content(audited.view(lang).findings))


def _xlsx(audited: Audited, lang: Lang) -> Part:
    from extractor.output.workbook import workbook

    return workbook(audited.view(lang))


def _html(audited: Audited, lang: Lang) -> Part:
    from extractor.output.page import page

    return page(audited.view(lang))


_WRITERS: dict[str, Callable[[Audited, Lang], Part]] = {
    ".json": _json,
    ".sarif": _sarif,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".html": _html,
}
