"""`make demo`: extract the sample reports with the offline engine and show what was found.

Without arguments those are the five reports in ``samples``, and one form as Word file and as
scan of an office copier.

Usage: python eval/demo.py [FOLDER_OF_REPORTS [OUTPUT_FOLDER]]
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor import extract
from extractor.output import FORMATS, counts, write
from extractor.result import Result

HERE = Path(__file__).parent
FORMATS_SHOWN = ("*-national.docx", "*-national-copier.pdf")
READ = (".txt", ".pdf", ".docx", ".xlsx", ".html")
COLUMNS = ("document", "forms", "indicators", "fund lines", "projects", "to check", "notes", "s")


def figures(result: Result) -> tuple[int, ...]:
    found = counts(result)
    to_check = found.errors + found.warnings
    return found.forms, found.indicators, found.funds, found.projects, to_check, found.infos


def main(reports: list[Path], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    table = Table(title="What the offline engine found", padding=0)
    for column in COLUMNS:
        if column == "document":
            table.add_column(column, overflow="fold")
        else:
            table.add_column(column, justify="right", no_wrap=True)
    for path in reports:
        result = extract(path)
        for suffix in FORMATS:
            write(result, out / f"{path.stem}{suffix}")
        table.add_row(path.name, *map(str, figures(result)), f"{result.usage.seconds:.2f}")
    console = Console(highlight=False)
    console.print(table)
    console.print(
        f"For each report there is a workbook (.xlsx), a page (.html), JSON and CSV in {out}/", soft_wrap=True
    )
    console.print(
        f"Look at {out}/*.html in a browser: click a value and its place in the source lights up.",
        soft_wrap=True,
    )
    console.print("One report from the command line: .venv/bin/extractor extract FILE", soft_wrap=True)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:3]]
    folder = given[0] if given else HERE / "samples"
    found = sorted(path for path in folder.iterdir() if path.suffix in READ)
    if not given:
        found += [path for shape in FORMATS_SHOWN for path in (HERE / "renditions" / "small").glob(shape)]
    main(found, given[1] if len(given) > 1 else Path("out"))
