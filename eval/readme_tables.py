"""`make readme`: the tables of both READMEs, made from the committed results.

Usage: python eval/readme_tables.py [--check]

They stand between the marks ``<!-- results:begin -->`` and ``<!-- results:end -->``. ``--check`` changes
nothing and fails where a table is not that of the results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from extractor.evaluation.kept import load_run
from extractor.evaluation.outcome import Kindred, RenditionRun
from extractor.evaluation.statistics.headline import headlines
from extractor.evaluation.statistics.intervals import Interval
from extractor.evaluation.words import rate
from extractor.result import Lang

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "eval" / "results"
BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"
READMES: dict[str, Lang] = {"README.md": "en", "README.zh-CN.md": "zh"}
SETS = {
    "rules-samples": ("`eval/samples`: published reports", "`eval/samples`：公开的报告"),
    "rules-specimens": (
        "`eval/specimens`: hard layouts, invented content",
        "`eval/specimens`：难读的版式，内容虚构",
    ),
    "rules-field": ("`eval/field`: messy texts, invented content", "`eval/field`：凌乱的文本，内容虚构"),
}
HEADS = {
    "en": (
        ("documents", "number", "leaf F1", "95 % interval", "indicator rows entirely right", "edits to make all right"),
        ("format", "files", "leaf F1", "indicator rows entirely right", "wrong leaves that carry a finding", "false alarms per file"),
    ),
    "zh": (
        ("文件", "份数", "F1", "95% 区间", "指标行全对", "改到全对需几处"),
        ("格式", "文件", "F1", "指标行全对", "差错已提示", "每个文件误报"),
    ),
}  # fmt: skip
FORMATS = {
    "docx": (".docx",) * 2, "doc": (".doc",) * 2, "xlsx": (".xlsx",) * 2, "html": (".html",) * 2,
    "html-office": (".html (LibreOffice)",) * 2, "pdf": ("PDF",) * 2,
    "tiff copier": ("TIFF, 3 pages", "TIFF，3 页"), "png clean": ("PNG",) * 2,
    "jpeg photo": ("JPEG, photographed", "JPEG，拍照"), "scan clean": ("scan, clean, 300 dpi", "扫描，清晰，300 dpi"),
    "scan copier": ("scan, office copier, 200 dpi", "扫描，复印机，200 dpi"),
    "scan bad": ("scan, blurred, stained, stamped, 150 dpi", "扫描，模糊、有污渍和印章，150 dpi"),
}  # fmt: skip


def tables(lang: Lang) -> str:
    """Both tables: of the sets of texts, and of the renditions by format."""
    by_set, by_format = HEADS[lang]
    return "\n\n".join(["\n".join(_lines(by_set, _sets(lang))), "\n".join(_lines(by_format, _formats(lang)))])


def _lines(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _sets(lang: Lang) -> Iterator[tuple[str, ...]]:
    for name, words in SETS.items():
        run = load_run(RESULTS / f"{name}.json")
        rows = run.rows["forms.indicators"]
        found = next((one.interval for one in headlines(run) if one.figure == "f1"), None)
        interval = f"{rate(found.low)}–{rate(found.high)}" if isinstance(found, Interval) else "–"
        counts = f"{rows.right}/{rows.gold}"
        yield (
            words[lang == "zh"],
            str(len(run.documents)),
            rate(run.figures.f1),
            interval,
            counts,
            str(run.edits),
        )


def _formats(lang: Lang) -> Iterator[tuple[str, ...]]:
    run = load_run(RESULTS / "renditions.json")
    if not isinstance(run, RenditionRun):
        raise SystemExit("renditions.json is no run over renditions: make eval-renditions")
    for name in sorted(run.by_format, key=list(FORMATS).index):
        yield _format(FORMATS[name][lang == "zh"], run.by_format[name])


def _format(name: str, one: Kindred) -> tuple[str, ...]:
    rows = one.rows["forms.indicators"]
    flagged = f"{one.flags.carried}/{one.flags.wrong}" if one.flags.wrong else "–"
    alarms = f"{one.flags.alarms / one.files:.1f}"
    return name, str(one.files), rate(one.figures.f1), f"{rows.right}/{rows.gold}", flagged, alarms


def renewed(text: str, table: str) -> str:
    """The text with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="fail where a table is not that of the results")
    check = parser.parse_args().check
    stale = False
    for name, lang in READMES.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        new = renewed(text, tables(lang))
        if new != text and check:
            stale = True
            print(f"{name}: its tables are not those of eval/results; make readme", file=sys.stderr)
        elif new != text:
            path.write_text(new, encoding="utf-8")
    sys.exit(stale)


if __name__ == "__main__":
    main()
