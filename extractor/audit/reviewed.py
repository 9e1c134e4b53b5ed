"""The second pass of the audit, by a language model: what has to be understood to be seen.

The model must copy both passages. What it quotes is looked for in the document; a remark of which a quote
stands nowhere, or only one does, is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.audit.catalogue import rules
from extractor.document import Clip, Document
from extractor.engines.model.own.evidence import Grounds
from extractor.engines.model.own.parts import lines_of, shown
from extractor.engines.model.own.prompt import Prompt
from extractor.engines.model.own.running import ask_about, usage_of
from extractor.errors import EndpointUnreachable
from extractor.findings import finding
from extractor.layout.segments import find_segments
from extractor.model.configured import model_settings
from extractor.result import Evidence, Finding, Usage
from extractor.settings import Settings
from extractor.text import fold

_PROMPT = Prompt("audit.v1")
_LEAST = 4  # characters: a shorter quote stands everywhere
_KINDS = {"other_project": "told_of_another", "contradiction": "claims_apart"}


class Remark(BaseModel):
    """Two passages that cannot both be right."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["other_project", "contradiction"] = Field(description="张冠李戴，或自相矛盾")
    first: str = Field(description="有问题的原文，逐字照抄，不超过80字")
    second: str = Field(description="与之不能同时成立的另一处原文，逐字照抄，不超过80字")
    reason: str = Field(description="一句话说明为什么，不超过60字")


class Remarks(BaseModel):
    """All that was found."""

    model_config = ConfigDict(extra="forbid")

    remarks: list[Remark] = Field(default_factory=list, description="没有就是空的列表")


@dataclass(frozen=True)
class Review:
    """Findings, what they took, and how many remarks were dropped for quotes that stand nowhere."""

    findings: list[Finding]
    usage: Usage
    dropped: int = 0


def review(document: Document, settings: Settings) -> Review:
    """What the model of the settings finds in a document.

    A part of the document that gets no answer, or an endpoint that cannot be reached, is a finding
    `review_failed`: what the rules have found by then is not lost.

    Raises:
        ConfigurationError: no model is named, or the key is missing or unreadable.
        EndpointRefused: the endpoint says no for good.
    """
    start = time.perf_counter()
    of_model = model_settings(settings)
    lines = lines_of(find_segments(document))
    try:
        reading = ask_about([shown(line) for line in lines], Remarks, of_model, settings.reasks, _PROMPT)
    except EndpointUnreachable as error:
        return Review(
            [finding("review_failed", segment=document.name, reason=error.message)],
            Usage(engine="model", model=of_model.model),
        )
    remarks = reading.data.remarks if reading.data else []
    grounds = Grounds(lines)
    found = [one for remark in remarks for one in _checked(remark, grounds, document)]
    failed = [finding("review_failed", segment=label, reason=reason) for label, reason in reading.failures]
    usage = usage_of([reading], of_model.model, round(time.perf_counter() - start, 3))
    return Review([*found, *failed], usage, len(remarks) - len(found))


def _checked(remark: Remark, grounds: Grounds, document: Document) -> Iterator[Finding]:
    """The finding of a remark; none where its quotes are not two passages of the document."""
    if min(len(fold(remark.first)), len(fold(remark.second))) < _LEAST or fold(remark.first) == fold(
        remark.second
    ):
        return
    places = {
        pointer: _places(clips, document)
        for pointer, _, clips in grounds.locate({"first": remark.first, "second": remark.second})
    }
    if not all(places.values()):
        return
    rule = _KINDS[remark.kind]
    words = rules()[rule].words
    values = {"first": remark.first, "second": remark.second, "reason": remark.reason}
    yield Finding(
        rule=rule,
        severity=words.severity,
        message=words.says.zh.format_map(values),
        message_en=words.says.en.format_map(values),
        found=remark.first,
        expected=remark.second,
        places=[place for one in places.values() for place in one],
        cause="document",
    )


def _places(clips: tuple[Clip, ...], document: Document) -> list[Evidence]:
    return [Evidence.at(place, document, "normalised") for clip in clips for place in clip.places()]
