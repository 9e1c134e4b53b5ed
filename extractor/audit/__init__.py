"""The audit: what contradicts itself in a report, whoever extracted it. No value is changed.

Needs no gold and no model: points that do not add up, a list that disagrees with its forms, rates that are
no quotient, goals copied from another project. Each rule is a function of one family (`families.points`,
`families.funds`, …) and is described in the TOML file beside it; `catalogue` holds them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.audit.catalogue import Rule, rules
from extractor.audit.causes import Found, Mistake, mistakes_in
from extractor.audit.money import money_of
from extractor.audit.origin import cause_of
from extractor.audit.subject import Subject
from extractor.result import Cause, Finding, Severity

__all__ = ["Subject", "audit"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_ALL_FIT = {
    "zh": "（所指之处改为{right}则各处吻合）",
    "en": " (all would hold if the cell named said {right})",
}
_WITHIN = str.maketrans("“”", "‘’")


def audit(subject: Subject, chosen: Sequence[Rule] | None = None) -> list[Finding]:
    """What the rules find, one finding for each mistake, in the order of the rules.

    ``chosen`` are the rules to apply, by default all. Contradictions that one wrong value explains are told
    as one finding with ``consequences``.
    """
    found = [
        Found(rule, hit)
        for rule in (rules().values() if chosen is None else chosen)
        for hit in rule.find(subject)
    ]
    return [_finding(mistake, subject) for mistake in mistakes_in(found, subject.report)]


def _finding(mistake: Mistake, subject: Subject) -> Finding:
    main = _told(mistake.main, subject)
    if not mistake.consequences:
        return main
    right = mistake.right
    consequences = [_told(one, subject) for one in mistake.consequences]
    # Whoever looks for one of the contradictions finds the mistake at its cell.
    others = (pointer for one in consequences for pointer in one.pointers[:1] if pointer.count("/") > 1)
    pointers = list(dict.fromkeys((*mistake.suspects, *main.pointers, *others)))
    return main.model_copy(
        update={
            "pointers": pointers,
            "message": main.message + (_ALL_FIT["zh"].format(right=right) if right else ""),
            "message_en": main.message_en + (_ALL_FIT["en"].format(right=right) if right else ""),
            "cause": "reading" if main.cause == "reading" else _cause(mistake, subject),
            "severity": min((main, *consequences), key=lambda one: SEVERITIES.index(one.severity)).severity,
            "consequences": consequences,
        }
    )


def _cause(mistake: Mistake, subject: Subject) -> Cause:
    return cause_of(mistake.suspects, {}, (), subject)


def _told(one: Found, subject: Subject) -> Finding:
    rule, hit = one.rule, one.hit
    words = rule.words
    # A sentence quotes what it names; quotes within quotes are single ones.
    said = {name: value.translate(_WITHIN) for name, value in hit.values.items()}
    said["money"] = money_of(subject, hit.pointers)
    return Finding(
        rule=rule.id,
        severity=hit.severity or words.severity,
        pointers=list(hit.pointers),
        message=words.says.zh.format_map(said),
        message_en=words.says.en.format_map(said),
        expected=hit.values.get("expected"),
        found=hit.values.get("found"),
        places=list(hit.places),
        cause=cause_of(hit.pointers, hit.fixes, hit.places, subject),
    )
