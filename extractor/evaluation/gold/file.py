"""A gold file, and how it is read: ``gold.v1``, or a bare report as gold was before it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import InputMissing, UsageError
from extractor.evaluation.gold.cells import fits
from extractor.report import Report

Accept = dict[str, list[Any]]

_REFUSED = ("this gold is not a report", "标注不符合报告格式")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DocumentName(_Closed):
    """The document that the gold was labelled from: its file name, and the SHA-256 of its bytes."""

    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class GoldFile(_Closed):
    """The file. ``accept`` gives further right answers by JSON Pointer into ``report``.

    ``draft`` is true until a person has accepted what an engine drafted; ``drafted_by`` names
    the engine and stays, for its habits may show in the labels. None: labelled without one.
    """

    schema_version: Literal["gold.v1"] = "gold.v1"
    document: DocumentName
    draft: bool = False
    drafted_by: str | None = None
    report: Report
    accept: Accept = Field(default_factory=dict)


@dataclass(frozen=True)
class Gold:
    """What is right for one document.

    ``accept`` maps a JSON Pointer of a leaf or a quantity to further right values, where None
    says that nothing need be stated. ``document`` is None for a bare report.
    """

    report: Report
    accept: Accept = field(default_factory=dict)
    document: DocumentName | None = None
    draft: bool = False
    drafted_by: str | None = None


def load(path: Path) -> Gold:
    """Read a gold file: ``gold.v1``, or a bare report.

    Raises:
        InputMissing: there is no such file.
        UsageError: it is neither; the message names the first thing that is wrong.
    """
    gold = unchecked(read(path), path)
    for pointer, values in gold.accept.items():
        for value in values:
            if not fits(gold.report, pointer, value):
                raise _refusal(path, f"accept {pointer}", f"{value!r} does not fit there")
    return gold


def unchecked(text: str, path: Path) -> Gold:
    """The gold of a file's text, its accepted values not looked at; raises UsageError as `load` does."""
    data = parsed(text, path)
    return _bare(data, path) if is_bare(data) else _enveloped(data, path)


def is_bare(data: Any) -> bool:
    """Whether the content of a gold file is a report without the envelope."""
    return not (isinstance(data, dict) and ("report" in data or "schema_version" in data))


def is_draft(path: Path) -> bool:
    """Whether a file is gold that nobody has accepted yet; False also where it is no gold at all."""
    try:
        data = parsed(read(path), path)
    except UsageError:
        return False
    return isinstance(data, dict) and data.get("draft") is True


def read(path: Path) -> str:
    """The text of a gold file; a byte order mark, as Windows editors write it, is left out."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputMissing("no such file", document=str(path), zh="没有这个文件") from error
    except UnicodeDecodeError as error:
        raise UsageError("gold has to be UTF-8", document=str(path), zh="标注文件应为 UTF-8 编码") from error


def parsed(text: str, path: Path) -> Any:
    """The content of a gold file; raises UsageError where it is not JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"this gold is not a report: no JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            document=str(path),
            zh=f"标注不符合报告格式：第{error.lineno}行第{error.colno}列不是 JSON（{error.msg}）",
        ) from error


def _bare(data: Any, path: Path) -> Gold:
    try:
        return Gold(Report.model_validate(data))
    except ValidationError as error:
        raise _invalid(path, error) from error


def _enveloped(data: dict[str, Any], path: Path) -> Gold:
    if data.get("schema_version") == "report.v1":
        raise UsageError(
            "this is a result of `extractor extract`, not gold: `extractor eval init` makes a draft",
            document=str(path),
            zh="这是 extract 的结果，不是标注；请用 extractor eval init 生成草稿",
        )
    try:
        file = GoldFile.model_validate(data)
    except ValidationError as error:
        raise _invalid(path, error) from error
    return Gold(file.report, file.accept, file.document, file.draft, file.drafted_by)


def _invalid(path: Path, error: ValidationError) -> UsageError:
    first = error.errors()[0]
    return _refusal(path, "/" + "/".join(map(str, first["loc"])), first["msg"])


def _refusal(path: Path, where: str, what: str) -> UsageError:
    en, zh = _REFUSED
    return UsageError(f"{en}: {where} {what}", document=str(path), zh=f"{zh}：{where} {what}")
