"""What a batch says of itself, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from extractor.batch.standing import Standing
from extractor.batch.store import Planned
from extractor.cli.terminal import Lang

STATES: Mapping[str, tuple[str, str]] = {
    "ok": ("完成", "done"),
    "partial": ("不完整", "partial"),
    "failed": ("失败", "failed"),
    "duplicate": ("重复", "duplicates"),
    "unchanged": ("未变", "unchanged"),
    "pending": ("待处理", "pending"),
    "running": ("处理中", "under way"),
}
_REASONS: Mapping[str, tuple[str, str]] = {
    "new": ("新文件", "new"),
    "changed": ("有改动", "changed"),
    "resettled": ("设置不同", "other settings"),
    "unfinished": ("上次未完成", "left over"),
    "retried": ("重试", "tried again"),
    "forced": ("强制重做", "forced"),
}


def counted(counts: Mapping[str, int], lang: Lang, names: Mapping[str, tuple[str, str]] = STATES) -> str:
    """Counts by name in one line, without those that are 0."""
    said = ((pair, counts.get(name, 0)) for name, pair in names.items())
    if lang == "zh":
        return "，".join(f"{zh} {count}" for (zh, _), count in said if count)
    return ", ".join(f"{count} {en}" for (_, en), count in said if count)


def of_plan(planned: Planned, lang: Lang) -> str:
    """What was found, and what of it is to be done."""
    why = counted(vars(planned), lang, _REASONS)
    if lang == "zh":
        return f"共 {planned.named} 份文件，需处理 {planned.to_do} 份" + (f"（{why}）" if why else "")
    return f"{_number(planned.named, 'document')}, {planned.to_do} to do" + (f" ({why})" if why else "")


def of_standing(standing: Standing, lang: Lang) -> str:
    """How the run stands, in one line."""
    parts = [f"{standing.finished}/{standing.total}", counted(standing.done, lang)]
    parts += [*_taken(standing, lang), _pace(standing, lang)]
    return ("，" if lang == "zh" else ", ").join(filter(None, parts))


def _taken(standing: Standing, lang: Lang) -> list[str]:
    zh = lang == "zh"
    parts = []
    if standing.pages:
        parts.append(f"读取 {standing.pages} 页" if zh else f"{_number(standing.pages, 'page')} read")
    if standing.calls:
        tokens = standing.taken.prompt_tokens + standing.taken.completion_tokens
        parts.append(
            f"调用 {standing.calls} 次，{tokens} token"
            if zh
            else f"{_number(standing.calls, 'call')}, {tokens} tokens"
        )
        if standing.taken.cost:
            parts.append(f"${standing.taken.cost:.4f}")
    return parts


def _pace(standing: Standing, lang: Lang) -> str:
    rate, left = standing.rate, standing.left
    if not rate or left is None:
        return ""
    zh = lang == "zh"
    pace = f"{rate:.1f} 份/秒" if zh else f"{rate:.1f}/s"
    if not left:
        return pace
    time = str(timedelta(seconds=round(left)))
    return pace + (f"，约剩 {time}" if zh else f", {time} left")


def _number(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"
