"""What an audit found as SARIF 2.1.0, which code review and CI tools show beside the file.

A finding is a result at the first cell that it names: its place in the text where that is known, and its
JSON Pointer as logical location. Further cells and consequences are related locations. Places on the pages
of a PDF or a scan have no region, which SARIF counts in characters of the file; the page stands in their properties.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from extractor.audit.catalogue import Rule
from extractor.output.audited import Audited
from extractor.output.columns import spoken
from extractor.output.safe import encodable
from extractor.output.view import View
from extractor.result import Evidence, Finding, Lang, Severity

Json = dict[str, Any]
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
_MOST_RELATED = 20


def as_sarif(audited: Audited, lang: Lang) -> str:
    """The log of one run."""
    view = audited.view(lang)
    source = audited.result.source
    run = {
        "tool": {"driver": _driver(audited, lang)},
        "language": _LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(source.file)},
                "roles": ["analysisTarget"],
                "mimeType": source.media_type,
                "hashes": {"sha-256": source.sha256},
            }
        ],
        "results": [_result(one, audited, view) for one in audited.findings],
    }
    return encodable(json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2))


def _driver(audited: Audited, lang: Lang) -> Json:
    from importlib.metadata import version

    return {
        "name": "extractor audit",
        "semanticVersion": version("indicator-extractor"),
        "rules": [_rule(rule, lang) for rule in audited.rules],
    }


def _rule(rule: Rule, lang: Lang) -> Json:
    words = rule.words
    return {
        "id": rule.id,
        "shortDescription": {"text": words.title.said(lang)},
        "fullDescription": {"text": words.checks.said(lang)},
        "help": {"text": f"{words.why.said(lang)}\n{words.example.said(lang)}"},
        "defaultConfiguration": {"level": _LEVELS[words.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(one: Finding, audited: Audited, view: View) -> Json:
    ids = [rule.id for rule in audited.rules]
    first = next(iter(one.pointers), "")
    places = one.places or audited.result.evidence.get(first, [])
    related = [*_consequences(one, view), *_cells(one, view)][:_MOST_RELATED]
    return {
        "ruleId": one.rule,
        **({"ruleIndex": ids.index(one.rule)} if one.rule in ids else {}),
        "level": _LEVELS[one.severity],
        "message": {"text": one.said(view.lang)},
        "locations": [_location(first, places[0] if places else None, view)],
        "relatedLocations": [{"id": at, **location} for at, location in enumerate(related)],
        "partialFingerprints": {"rulePointersFound/v1": _fingerprint(one)},
        "properties": {"cause": one.cause, "expected": one.expected, "found": one.found},
    }


def _cells(one: Finding, view: View) -> Iterator[Json]:
    """The further cells that a finding names, and its further places in the text."""
    for pointer in one.pointers[1:]:
        places = view.result.evidence.get(pointer, [])
        text = {"text": spoken(pointer, view.lang)}
        yield {"message": text, **_location(pointer, places[0] if places else None, view)}
    for place in one.places[1:]:
        yield {"message": {"text": view.places.said(place)}, **_location("", place, view)}


def _consequences(one: Finding, view: View) -> Iterator[Json]:
    for consequence in one.consequences:
        first = next(iter(consequence.pointers), "")
        places = consequence.places or view.result.evidence.get(first, [])
        where = _location(first, places[0] if places else None, view)
        text = f"{consequence.rule}: {consequence.said(view.lang)}"
        yield {"message": {"text": text}, **where}


def _location(pointer: str, place: Evidence | None, view: View) -> Json:
    source = view.result.source
    physical: Json = {"artifactLocation": {"uri": _uri(source.file), "index": 0}}
    if place and len(source.pages) == 1 and source.media_type.startswith("text/"):
        physical["region"] = _region(place, view)
    elif place:
        physical["properties"] = {"page": place.page, "box": place.box, "text": place.text}
    location: Json = {"physicalLocation": physical}
    if pointer:
        name = {"name": spoken(pointer, view.lang), "fullyQualifiedName": pointer, "kind": "value"}
        location["logicalLocations"] = [name]
    return location


def _region(place: Evidence, view: View) -> Json:
    """Where in the text; lines only where the text is at hand to count them."""
    counted = {"charOffset": place.start, "charLength": place.end - place.start}
    at = view.places.line_and_character(place)
    lines = {"startLine": at[0], "startColumn": at[1]} if at else {}
    return {**lines, **counted, "snippet": {"text": place.text}}


def _fingerprint(one: Finding) -> str:
    """Stays the same while the same is wrong at the same place, whatever the sentence says."""
    said = "\n".join((one.rule, *one.pointers, one.found or ""))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
