"""What an audit found, and what its rules are, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from extractor.audit.catalogue import Rule
from extractor.output.audited import Audited
from extractor.output.terminal import findings
from extractor.output.words import say
from extractor.result import Lang

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = ("severity", "item", "message", "cause", "place", "rule")


def show(audited: Audited, console: Console, lang: Lang) -> None:
    """Print the findings, worst first, and one line that counts them."""
    view = audited.view(lang)
    if audited.findings:
        console.print(findings(view, _SHOWN))
    console.print(Text(summary(audited, lang), style="bold" if audited.findings else "green"))


def summary(audited: Audited, lang: Lang) -> str:
    """How many mistakes of each severity, by how many rules."""
    checks = audited.view(lang).checks
    return say(
        "audit_summary",
        lang,
        errors=checks.count("error"),
        warnings=checks.count("warning"),
        infos=checks.count("info"),
        rules=len(audited.rules),
    )


def show_rules(rules: Iterable[Rule], console: Console, lang: Lang) -> None:
    """List the rules by family: id, severity, what they find."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for title in ("family", "rule", "severity", "message"):
        table.add_column(say(title, lang), overflow="fold")
    for family, group in groupby(rules, key=lambda rule: rule.family):
        for at, rule in enumerate(group):
            name = f"{family} {rule.family_title.said(lang)}" if at == 0 else ""
            table.add_row(name, rule.id, say(rule.words.severity, lang), rule.words.title.said(lang))
    console.print(table)


def show_rule(rule: Rule, console: Console, lang: Lang) -> None:
    """Print what a rule checks, why, and an example."""
    words = rule.words
    head = f"{rule.id} · {words.title.said(lang)} · {say(words.severity, lang)} · {rule.family}"
    console.print(Text(head, style="bold"))
    for title, text in (("checks", words.checks), ("why", words.why), ("example", words.example)):
        console.print(Text.assemble((f"{say(title, lang)}  ", "dim"), text.said(lang)))
