"""The files of a report, each made from the same figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from extractor.errors import UnknownFormat
from extractor.evaluation.report.markdown import markdown
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.page import page
from extractor.evaluation.run import write
from extractor.result import Lang

_ENDINGS = (".json", ".md", ".html")  # what needs no further library first


def beside(run: Path) -> list[Path]:
    """The names of a report where none is given: in the folder of a run, or beside a result file."""
    stem = run.with_name(f"{run.stem}.report") if run.is_file() else run / "report"
    return [stem.with_name(stem.name + ending) for ending in _ENDINGS]


def _json(report: EvalReport, lang: Lang) -> str:
    return report.model_dump_json(indent=1)


_MAKERS: dict[str, Callable[[EvalReport, Lang], str]] = {".json": _json, ".md": markdown, ".html": page}


def check_format(path: Path) -> None:
    """Raise UnknownFormat where the name tells no format of a report."""
    if path.suffix.lower() not in _MAKERS:
        raise UnknownFormat(
            "a report ends in .html, .md or .json",
            document=str(path),
            zh="报告的文件名应以 .html、.md 或 .json 结尾",
        )


def write_report(report: EvalReport, paths: Sequence[Path], lang: Lang) -> None:
    """Write the report under each of the names, in order.

    Raises:
        UnknownFormat: a name tells no format of a report.
        PartMissing: what draws the page's charts is not installed.
        OutputUnwritable: the file cannot be written.
    """
    for path in paths:
        check_format(path)
        write(_MAKERS[path.suffix.lower()](report, lang).rstrip("\n"), path)
