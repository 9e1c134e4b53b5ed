"""Counts what the audit says of consistent reports, and of the same with one mistake in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from audit.clean import clean
from audit.mistakes_of_choice import CHOICE
from audit.mistakes_of_figures import FIGURES
from audit.mistakes_of_words import WORDS
from audit.planting import Plant, Planted
from audit.prose import document_of, text_of
from extractor.audit import Subject, audit
from extractor.report import Report
from extractor.result import Finding

KINDS: tuple[Plant, ...] = (*FIGURES, *WORDS, *CHOICE)
_FOLLOWED = ("error", "warning")
_MOST_SEEDS = 40  # seeds that may be tried for each mistake planted


@dataclass
class Tally:
    """Of ``planted`` mistakes of one kind: ``found`` by an error or warning, ``noted`` by an info alone.

    ``suspected`` counts those whose finding names the cell, ``first`` those whose finding names it first;
    ``rules`` are those that told, ``missed`` the seeds of those that nobody did.
    """

    planted: int = 0
    found: int = 0
    noted: int = 0
    suspected: int = 0
    first: int = 0
    more: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    missed: list[int] = field(default_factory=list)


def of_clean(seeds: Sequence[int]) -> dict[str, Counter[str]]:
    """The findings on consistent reports, by severity and rule."""
    counts: dict[str, Counter[str]] = {"error": Counter(), "warning": Counter(), "info": Counter()}
    for seed in seeds:
        report = clean(seed)
        for one in _findings(report, text_of(report, seed)):
            counts[one.severity][one.rule] += 1
    return counts


def of_seeded(kind: Plant, many: int) -> Tally:
    """What becomes of so many mistakes of one kind."""
    tally = Tally()
    for seed, planted in _planted(kind, many):
        report = clean(seed)
        text = text_of(report, seed)
        before = {_key(one) for one in _findings(report, text)}
        if planted.text and planted.text[0] not in text:
            raise ValueError(f"{kind.__name__}, seed {seed}: the text does not say {planted.text[0]}")
        after = _findings(planted.report, text.replace(*planted.text) if planted.text else text)
        _count(tally, seed, planted, [one for one in after if _key(one) not in before])
    return tally


def _planted(kind: Plant, many: int) -> Iterator[tuple[int, Planted]]:
    made = 0
    for seed in range(many * _MOST_SEEDS):
        planted = kind(clean(seed), Random(f"{kind.__name__}-{seed}"))  # noqa: S311
        if planted is not None:
            yield seed, planted
            made += 1
        if made == many:
            return


def _count(tally: Tally, seed: int, planted: Planted, new: list[Finding]) -> None:
    tally.planted += 1
    loud = [one for one in new if one.severity in _FOLLOWED]
    telling = loud or new
    if not telling:
        tally.missed.append(seed)
        return
    tally.found += bool(loud)
    tally.noted += not loud
    tally.more += len(loud) > 1
    tally.rules.update({one.rule for one in telling})
    if not planted.cells:
        tally.suspected += any(one.places for one in telling)
        tally.first += any(one.places for one in telling)
        return
    tally.suspected += any(set(planted.cells) & set(one.pointers) for one in telling)
    tally.first += any(one.pointers and one.pointers[0] in planted.cells for one in telling)


def _findings(report: Report, text: str) -> list[Finding]:
    return audit(Subject(report, document=document_of(text)))


def _key(one: Finding) -> tuple[str, tuple[str, ...], str]:
    return one.rule, tuple(one.pointers), one.message
