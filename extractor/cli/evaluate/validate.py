"""``extractor eval validate``: check gold files against the schema and their documents."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.gold_options import GoldPath, Originals
from extractor.cli.evaluate.options import AsJson, Language

HELP = """检查标注：格式、原文哈希、每个值是否见于原文 / Check gold: schema, hash, and every value against the document.

还列出合计不符之处，供标注人核对（标注照抄原文，不算错误）。有错误时退出码为 1。

Sums that do not hold are listed for the labeller, and are no errors: gold says what the document says.
Exit code 1 when a file has errors.
"""


def validate(
    path: GoldPath,
    *,
    documents: Originals = None,
    as_json: AsJson = False,
    lang: Language = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="不列提示，只列错误和警告 / leave out information")
    ] = False,
) -> None:
    """Validate, print tables or JSON, and leave with 1 where there are errors."""
    from extractor.evaluation.gold.pairing import gold_files
    from extractor.evaluation.gold.validate import validate as check
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(lang=lang)
    terminal.speak(settings.lang)
    outcome = check([file for one in path for file in gold_files(one)], settings, documents)
    if quiet:
        for file in outcome.files:
            file.findings = [finding for finding in file.findings if finding.severity != "info"]
    if as_json:
        sys.stdout.write(outcome.model_dump_json(indent=1) + "\n")
    else:
        from extractor.evaluation.gold import tables

        console = terminal.console()
        console.print(tables.validated_files(outcome.files, terminal.language()))
        if found := tables.findings(outcome.files, terminal.language()):
            console.print(found)
    if not outcome.ok:
        raise typer.Exit(1)
