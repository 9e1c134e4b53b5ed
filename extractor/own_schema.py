"""``extract(path, schema=MyModel)``: a document by a pydantic model of the user's own, by a language model."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from extractor.document import Clip, Document
from extractor.engines.model.own.evidence import Grounds
from extractor.engines.model.own.parts import Line, lines_of, shown
from extractor.engines.model.own.reader import OwnReading
from extractor.engines.model.own.running import ask_about, usage_of
from extractor.findings import finding
from extractor.layout.segments import find_segments
from extractor.model.configured import model_settings
from extractor.readers import read_document
from extractor.result import Evidence, Finding, Source, Usage
from extractor.settings import Settings

Own = TypeVar("Own", bound=BaseModel)
Status = Literal["ok", "partial", "failed"]


class OwnResult(BaseModel, Generic[Own]):
    """The result of an extraction by a schema of the user's own.

    ``data`` is None where the model gave no answer that fits (``failed``); ``partial`` means that
    some part of a long document is missing. ``evidence`` is keyed by the JSON Pointer of a
    text or number in ``data``.
    """

    model_config = ConfigDict(extra="forbid")

    status: Status = "ok"
    data: Own | None
    source: Source
    evidence: dict[str, list[Evidence]]
    findings: list[Finding]
    usage: Usage


def extract_own(path: str | Path, schema: type[Own], settings: Settings | None = None) -> OwnResult[Own]:
    """Extract what a pydantic model describes from one document.

    Args:
        path: the document as a text file; ``-`` is standard input.
        schema: any pydantic model; its field descriptions tell the model what is wanted.
        settings: model, endpoint and limits; by default what the environment says.

    Raises:
        ExtractorError: see `extractor.errors`; the message says what to do.
    """
    start = time.perf_counter()
    chosen = settings or Settings.load()
    of_model = model_settings(chosen)
    document = read_document(Path(path), chosen)
    lines = lines_of(find_segments(document))
    reading = ask_about([shown(line) for line in lines], schema, of_model, chosen.reasks)
    seconds = round(time.perf_counter() - start, 3)
    return _result(document, lines, reading, schema, usage_of([reading], of_model.model, seconds))


def _result(
    document: Document, lines: list[Line], reading: OwnReading[Own], schema: type[Own], usage: Usage
) -> OwnResult[Own]:
    evidence: dict[str, list[Evidence]] = {}
    findings = [_failed(label, reason) for label, reason in reading.failures]
    if reading.data is not None:
        for pointer, value, clips in Grounds(lines).locate(reading.data.model_dump(mode="json")):
            if clips:
                evidence[pointer] = [*_places(value, clips, document)]
            else:
                findings.append(_not_found(pointer, value))
    status: Status = "failed" if reading.data is None else "partial" if reading.failures else "ok"
    return OwnResult[schema](  # type: ignore[valid-type]
        status=status,
        data=reading.data,
        source=Source.of(document),
        evidence=evidence,
        findings=findings,
        usage=usage,
    )


def _places(value: Any, clips: tuple[Clip, ...], document: Document) -> Iterator[Evidence]:
    exact = "".join(clip.text for clip in clips) == str(value)
    for clip in clips:
        for place in clip.places():
            yield Evidence.at(place, document, "exact" if exact else "normalised")


def _failed(label: str, reason: str) -> Finding:
    return finding("segment_failed", segment=label, reason=reason)


def _not_found(pointer: str, value: Any) -> Finding:
    # Less than an error: a schema of one's own may ask for what is nowhere said in these words.
    found = finding("not_in_source", said=str(value)[:60])
    return found.model_copy(update={"severity": "warning", "pointers": [pointer], "found": str(value)[:60]})
