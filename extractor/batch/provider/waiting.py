"""What is waited for at the provider, by what is on disk: a process that waits, or has ended, need not be asked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from extractor.batch.provider.state import Part, state_of
from extractor.batch.provider.terms import FILE
from extractor.batch.provider.told import STATUSES
from extractor.result import Lang

_HOME = ("taken", "done", "failed")
_STATES = {
    "written": ("not sent yet", "尚未提交"),
    "uploading": ("being handed in", "正在提交"),
    "uploaded": ("being handed in", "正在提交"),
    "creating": ("being handed in", "正在提交"),
    "created": ("handed in", "已提交"),
    "ended": ("ended, its answers are not fetched yet", "已结束，回答尚未取回"),
}


def waiting_in(folder: Path) -> list[Part]:
    """The files of questions whose answers have not come home; while a run is at it as well.

    Raises:
        UsageError: another version has made the state file.
    """
    if not (folder / FILE).exists():
        return []
    with state_of(folder, held=False) as state:
        return [part for part in state.open_parts() if part.state not in _HOME]


def said_of(part: Part, lang: Lang) -> str:
    """One file of questions in one line: its batch, how many they are, since when, how far."""
    english, chinese = _STATES[part.state]
    since = datetime.fromtimestamp(part.made).isoformat(" ", "seconds")
    if lang == "zh":
        name = f"批次 {part.batch}" if part.batch else f"第 {part.number} 个文件"
        how = f"，{STATUSES.get(part.status, part.status)}" if part.status else ""
        return f"等待{name}：{part.questions} 个问题，始于 {since}，{chinese}{how}"
    name = f"batch {part.batch}" if part.batch else f"file {part.number}"
    how = f", {part.status}" if part.status else ""
    return f"waiting for {name}: {part.questions} questions, since {since}, {english}{how}"
