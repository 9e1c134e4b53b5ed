"""The result file of a run, written and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractor.errors import InputMissing, UsageError
from extractor.evaluation.outcome import EvalRun, RenditionRun
from extractor.evaluation.run import load_as, write

_VERSION = "eval-run.v2"
_TIME: dict[str, Any] = {"spent": {"seconds"}}
_REFUSAL, _REFUSAL_ZH = (
    "this is no result file of “extractor eval run -o”",
    "不是 extractor eval run -o 的结果文件",
)


def save(outcome: EvalRun, path: Path) -> None:
    """Write the run as JSON; raises OutputUnwritable.

    The seconds it took are left out, the documents' figures by field, and of renditions, which are many,
    each file's mistakes.
    """
    part: dict[str, Any] = {**_TIME, "fields": True}
    each = {**part, "mistakes": True} if isinstance(outcome, RenditionRun) else part
    kindred = {"__all__": part}
    left_out = {**_TIME, "documents": {"__all__": each}, "by_format": kindred, "by_layout": kindred}
    write(outcome.model_dump_json(indent=1, exclude=left_out), path)


def load_run(path: Path) -> EvalRun:
    """The run in a result file, a `RenditionRun` where it is one.

    Raises InputMissing where there is no file, UsageError where it is none of this version.
    """
    if not path.is_file():
        raise InputMissing("no such result file", document=str(path), zh="没有这个结果文件")
    try:
        data = json.loads(path.read_bytes())
    except ValueError:
        data = None
    found = data.get("schema_version") if isinstance(data, dict) else None
    if isinstance(found, str) and found != _VERSION:
        raise UsageError(
            f"a result file of version {found}, {_VERSION} is read here: run `extractor eval run -o` again",
            document=str(path),
            zh=f"结果文件的版本是 {found}，这里需要 {_VERSION}：请用 extractor eval run -o 重新生成",
        )
    kind = RenditionRun if isinstance(data, dict) and "by_format" in data else EvalRun
    return load_as(kind, path, _REFUSAL, _REFUSAL_ZH)
