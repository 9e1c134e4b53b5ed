"""``extractor eval accept``: a draft that a person has checked becomes gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli import terminal
from extractor.cli.evaluate.gold_options import GoldPath, Originals
from extractor.cli.evaluate.options import Language

if TYPE_CHECKING:
    from extractor.settings import Settings

HELP = """确认核对过的草稿，去掉草稿标记 / Accept drafts that a person has checked: the mark is taken off.

先检查一遍；有错误的仍是草稿，退出码为 1。

They are validated first; one with errors stays a draft, and the exit code is 1.
"""


def accept(path: GoldPath, *, documents: Originals = None, lang: Language = None) -> None:
    """Accept each draft in place; leave with 1 where one has errors."""
    from extractor.evaluation.gold.pairing import gold_files
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(lang=lang)
    terminal.speak(settings.lang)
    done = [_accepted(file, settings, documents) for one in path for file in gold_files(one)]
    if not all(done):
        raise typer.Exit(1)


def _accepted(file: Path, settings: Settings, documents: Path | None) -> bool:
    """Whether the file is gold now."""
    from extractor.evaluation.gold import tables
    from extractor.evaluation.gold.draft import accepted
    from extractor.evaluation.gold.words import say
    from extractor.evaluation.run import write

    lang = terminal.language()
    checked, text = accepted(file, settings, documents)
    if text is not None:
        write(text.removesuffix("\n"), file)
        terminal.note(say("accepted", lang, file=file))
    elif checked.passed:
        terminal.note(say("no_draft", lang, file=file))
    else:
        terminal.note(say("not_accepted", lang, file=file))
        if found := tables.findings([checked], lang):
            terminal.console().print(found)
    return checked.passed
