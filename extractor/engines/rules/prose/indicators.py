"""Indicators told in running text (narrative_indicators)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from extractor.draft import Draft
from extractor.engines.rules.prose.figure import FIGURE, SIGN, Masked, comparable, operator, unit_of
from extractor.engines.rules.prose.heading import is_level, is_section, names_targets
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.phrase import phrases
from extractor.engines.rules.prose.section import Entry
from extractor.engines.rules.prose.target import Setting, is_done, is_told, targets_in
from extractor.engines.rules.prose.told import Told, name_of
from extractor.engines.rules.prose.words import any_of, words

_LONGEST = 120
_FIGURE = re.compile(r"\d")
_PUNCTUATION = re.compile(r"[，。；;、:]|,(?!\d{3})")
_LONGEST_LEAD = 12


def indicators_in(entries: Iterable[Entry], goals: Iterable[Span]) -> Iterator[Draft]:
    """The indicators of a report; figures within ``goals`` of projects are none."""
    taken: dict[Line, list[Span]] = {}
    for goal in goals:
        taken.setdefault(goal.line, []).append(goal)
    for entry in entries:
        name = _heading_name(entry)
        for told in _told_in(entry, name):
            at = told.target.start
            if not any(goal.start <= at < goal.end for goal in taken.get(entry.line, ())):
                over = entry.outline.goal(own=name if told.name is name else None)
                by_level = told.level is not None and (over is None or is_level(over.plain))
                yield told.draft(told.level if by_level else over)


def _heading_name(entry: Entry) -> Span | None:
    """The indicator that the line's heading names (``培训人数：目标50人，实际56人``)."""
    if entry.heading is None or entry.heading.alone:
        return None
    span = entry.heading.span
    fits = not is_level(span.plain) and not is_section(span.plain) and not names_targets(span.plain)
    return name_of(span) and span if fits else None


def _told_in(entry: Entry, name: Span | None) -> Iterator[Told]:
    outline, listed = entry.outline, entry.outline.lists_targets
    if outline.aside or not _is_sentence(entry) or not (listed or _FIGURE.search(entry.line.plain)):
        return
    level: Span | None = None
    for sentence in entry.line.parts(entry.body):
        if not (listed or _FIGURE.search(sentence.plain) or "指标" in sentence.plain):
            continue
        reader = _Reader(Setting(listed, outline.on_indicators, outline.on_deadlines, name), level)
        for phrase in phrases(sentence):
            reader.read(phrase)
        listed, level = reader.setting.listed, reader.level
        yield from (told for told in reader.told if told.counts)


def _is_sentence(entry: Entry) -> bool:
    """Whether the line is running text: what a table leaves behind has no number and no stops."""
    return entry.body > 0 or bool(_PUNCTUATION.search(entry.line.plain))


class _Reader:
    """Reads the phrases of one sentence, joining a target and what became of it."""

    def __init__(self, setting: Setting, level: Span | None) -> None:
        self.setting = setting
        self.level = level
        self.told: list[Told] = []
        self.awaiting = False
        self.before: Span | None = None

    def read(self, phrase: Span) -> None:
        """Take the next phrase of the sentence."""
        if self.awaiting and (actual := _actual(phrase, self.told[-1])):
            self.told[-1] = replace(self.told[-1], actual=actual)
            self.awaiting, self.before = False, None
        elif (found := _against_target(self.before, phrase)) and is_told(found, self.setting):
            if self.told and found.actual and self.told[-1].target.start == found.actual.start:
                self.told.pop()
            self.told.append(replace(found, level=self.level))
            self.awaiting, self.before = False, None
        else:
            self._read_target(phrase)

    def _read_target(self, phrase: Span) -> None:
        found = targets_in(phrase, self._setting_here())
        bare = bool(found) and found[0].bare
        if bare and self.awaiting and not self.told[-1].bare:
            found = []
        listed = self.setting.listed and len(found) == 1 and not found[0].marked
        self.before = phrase if not found or bare or listed else None
        if found:
            self.told += [replace(told, level=self.level) for told in found]
            self.awaiting = found[-1].actual is None or found[-1].marked
        else:
            self._read_label(phrase)

    def _read_label(self, phrase: Span) -> None:
        if names_targets(phrase.plain) and _announces(phrase):
            self.setting = replace(self.setting, listed=True)
        label = name_of(phrase)
        if label and is_level(label.plain):
            self.level = label
            self.setting = replace(self.setting, loose=True)

    def _setting_here(self) -> Setting:
        named = name_of(self.before) if self.before and not _FIGURE.search(self.before.plain) else None
        if named and is_level(named.plain):
            named = None
        return replace(self.setting, name=named) if named else self.setting


def _announces(phrase: Span) -> bool:
    """Whether a list follows: after a colon, or after 指标为 without one."""
    return phrase.line.plain[phrase.end : phrase.end + 1] == ":" or not phrase.plain.endswith("指标")


@cache
def _actual_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>[^{FIGURE}]{{0,24}}?)(?P<actual>(?:{operator()})?{FIGURE})(?P<rest>\D{{0,4}})"
    )


def _actual(phrase: Span, told: Told) -> Span | None:
    """What became of a target, if the phrase after it says that."""
    if told.by_words is not None:
        return phrase if any(word in phrase.plain for word in told.by_words) else None
    if is_done(phrase.plain) and told.actual is None:
        return phrase
    masked = Masked(phrase)
    match = _actual_pattern().fullmatch(masked.plain) if len(masked.plain) <= _LONGEST else None
    if not match:
        return None
    actual = masked.group(match, "actual")
    if match["rest"] and not unit_of(actual.plain):
        actual = phrase.line.span(actual.start, phrase.end)
    return actual if _is_actual(match["lead"], actual.plain, told) else None


def _is_actual(lead: str, actual: str, told: Told) -> bool:
    indicator = words().indicator
    if any(mark in lead for mark in indicator.marks):
        return False
    if lead.endswith(indicator.rates) and not told.name.plain.endswith(indicator.rates):
        return False
    said = any(mark in lead for mark in indicator.actual_marks)
    only_said = said and not _fillers().sub("", lead)
    same_unit = unit_of(actual) == unit_of(told.target.plain)
    if told.bare:
        return same_unit and "实际" in lead
    if only_said:
        return same_unit or "%" not in actual + told.target.plain
    if not same_unit or re.search(SIGN, actual) or len(lead) > _LONGEST_LEAD:
        return False
    return "实际" in lead or (told.marked and (said or not lead.endswith(indicator.measure_ends)))


@cache
def _fillers() -> re.Pattern[str]:
    indicator = words().indicator
    return re.compile(any_of((*indicator.actual_marks, *indicator.done_adverbs, *indicator.actual_fillers)))


@cache
def _against_patterns() -> tuple[re.Pattern[str], ...]:
    indicator = words().indicator
    reached, kinds = any_of(indicator.reached), any_of(indicator.reached_of)
    modifiers = f"{any_of(indicator.modifiers)}*"
    target = rf"(?P<target>(?:{operator()})?{FIGURE})"
    return (
        re.compile(rf"{reached}了?{modifiers}{target}的?[^{FIGURE}]{{0,6}}?{kinds}.{{0,12}}"),
        re.compile(rf"{reached}了?{modifiers}{kinds}(?:的|为|是|值)?\(?{target}\)?.{{0,12}}"),
        re.compile(rf"{modifiers}{any_of(indicator.marks)}(?:为|是)?{target}"),
        re.compile(rf"[比较与]{modifiers}{kinds}的?{target}{any_of(indicator.measured)}.{{0,12}}"),
        re.compile(rf"[控保][制持]在(?P<target>{FIGURE})"),
    )


@cache
def _stated() -> re.Pattern[str]:
    change = rf"[由从]{FIGURE}{any_of(words().indicator.changed)}[到至为]"
    return re.compile(rf"(?P<name>.{{2,40}}?)(?:{change})?(?P<actual>{FIGURE})")


def _against_target(before: Span | None, phrase: Span) -> Told | None:
    """满意度92.9%,高于90%的目标值: the quantity before is measured against the target."""
    if before is None or max(len(before.plain), len(phrase.plain)) > _LONGEST:
        return None
    masked = Masked(phrase)
    match = next((found for form in _against_patterns() if (found := form.fullmatch(masked.plain))), None)
    told = Masked(before) if match else None
    stated = _stated().fullmatch(told.plain) if told else None
    if not match or not told or not stated:
        return None
    name = name_of(told.group(stated, "name"), told=True)
    target, actual = masked.group(match, "target"), told.group(stated, "actual")
    return Told(name, target, actual) if name and comparable(target, actual) else None
