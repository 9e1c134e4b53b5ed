"""What may be audited: a report in any format, a result of ``extract``, gold, or a bare report."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import InputMissing, UsageError

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.evaluation.gold import Gold
    from extractor.readers import Progress
    from extractor.result import Result
    from extractor.settings import Settings

_STDIN = Path("-")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Given:
    """A result to be audited. ``document`` is None where only the report is there."""

    result: Result
    document: Document | None


def given(file: Path, source: Path | None, settings: Settings, progress: Progress | None) -> Given:
    """Read what is to be audited; a report in any other format is extracted first.

    ``source`` is the document of a report given as JSON; by default it is looked for under the name and
    hash that the JSON records.

    Raises:
        ExtractorError: as `pipeline.extract` does; UsageError also where the JSON is no report.
    """
    text = _json_text(file)
    if text is None:
        return _extracted(file, source, settings, progress)
    data = _parsed(text, file)
    if isinstance(data, dict) and data.get("schema_version") == "report.v1":
        return _of_result(data, file, source, settings)
    return _of_gold(text, file, source, settings)


def _json_text(file: Path) -> str | None:
    """The text of a JSON file or of JSON on standard input; None where it is something else."""
    if file == _STDIN:
        data = sys.stdin.buffer.read() if _begins_json() else None
    elif file.suffix.lower() == ".json":
        data = _read(file)
    else:
        return None
    try:
        return None if data is None else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("JSON has to be UTF-8", document=str(file), zh="JSON 应为 UTF-8 编码") from error


def _begins_json() -> bool:
    """Whether standard input begins as JSON does; nothing of it is taken."""
    stream = sys.stdin.buffer
    start = stream.peek(8) if isinstance(stream, BufferedReader) else b""
    return start.removeprefix(_BOM).lstrip().startswith(b"{")


def _read(file: Path) -> bytes:
    if not file.exists():
        raise InputMissing("no such file", document=str(file), zh="没有这个文件")
    if file.is_dir():
        raise InputMissing("is a folder, not a file", document=str(file), zh="这是文件夹，不是文件")
    return file.read_bytes()


def _parsed(text: str, file: Path) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _no_report(file, str(error)) from error


def _no_report(file: Path, reason: str) -> UsageError:
    return UsageError(
        f"is JSON, but neither a result of `extractor extract --json` nor a report: {reason}",
        document=str(file),
        zh=f"这个 JSON 既不是 extractor extract --json 的结果，也不是报告：{reason}",
    )


def _extracted(file: Path, source: Path | None, settings: Settings, progress: Progress | None) -> Given:
    from extractor.pipeline import extract

    if source:
        raise UsageError(
            "--source names the document of a report given as JSON; leave it out here",
            zh="--source 只用于 JSON，这里不需要",
        )
    plain = settings.model_copy(update={"audit": "off"})
    result = extract(file, engine=settings.engine, settings=plain, progress=progress)
    return Given(result, result.document)


def _of_result(data: dict[str, Any], file: Path, source: Path | None, settings: Settings) -> Given:
    from pydantic import ValidationError

    from extractor.result import Result

    try:
        result = Result.model_validate(data)
    except ValidationError as error:
        raise _no_report(file, _first(error.errors())) from error
    near = [Path(result.source.file), file.parent / Path(result.source.file).name]
    found = source or next((one for one in near if _is_recorded(one, result.source.sha256)), None)
    document = _document(found, settings)
    return Given(result.with_document(document) if document else result, document)


def _first(errors: Any) -> str:
    return "/" + "/".join(map(str, errors[0]["loc"])) + f" {errors[0]['msg']}"


def _is_recorded(file: Path, sha256: str) -> bool:
    return file != _STDIN and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def _document(path: Path | None, settings: Settings) -> Document | None:
    from extractor.readers import read_document

    return read_document(path, settings) if path else None


def _of_gold(text: str, file: Path, source: Path | None, settings: Settings) -> Given:
    from extractor.evaluation.gold.file import unchecked
    from extractor.evaluation.gold.pairing import document_of
    from extractor.result import Result, Source, Usage

    try:
        gold: Gold = unchecked(text, file)
    except UsageError as error:
        raise _no_report(file, error.message) from error
    found = source or (document_of(file, gold) if file != _STDIN else None)
    document = _document(found, settings)
    of_json = Source(
        file=str(file),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="application/json",
        pages=[],
    )
    result = Result(
        report=gold.report,
        source=Source.of(document) if document else of_json,
        evidence={},
        findings=[],
        usage=Usage(engine="json"),
    )
    return Given(result.with_document(document) if document else result, document)
