"""What the commands about gold print, in Chinese and English."""

from __future__ import annotations

from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "files": ("标注文件", "Gold files"),
    "findings": ("待核对", "To look at"),
    "file": ("标注", "Gold"),
    "document": ("原文", "Document"),
    "leaves": ("项", "Leaves"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
    "state": ("结论", "State"),
    "good": ("通过", "passed"),
    "draft": ("草稿", "draft"),
    "bad": ("有错误", "has errors"),
    "severity": ("级别", "Level"),
    "pointer": ("位置", "Pointer"),
    "message": ("说明", "What"),
    "agreement": ("两份标注的一致程度", "Agreement of two annotators"),
    "disagreements": ("不一致", "Disagreements"),
    "content": ("内容", "Content"),
    "agreed": ("一致", "Agreed"),
    "a": ("甲", "A"),
    "b": ("乙", "B"),
    "f1": ("F1", "F1"),
    "all": ("合计", "All"),
    "kind": ("差别", "Kind"),
    "differ": ("不同", "differ"),
    "only_a": ("仅甲", "only A"),
    "only_b": ("仅乙", "only B"),
    "row": ("整行（{leaves} 项）{name}", "whole row ({leaves} leaves) {name}"),
    "mean": ("各文件 F1 平均：{mean}（{count} 个文件）", "Mean F1 of the files: {mean} ({count} files)"),
    "alone": ("只有一方标注，未比较：{names}", "Only one of the two has it, not compared: {names}"),
    "other_document": ("{file}：两份标注的原文不同", "{file}: the two were labelled from different documents"),
    "same_draft": (
        "{file}：两份标注都由同一引擎的草稿改成，一致程度会偏高",
        "{file}: both began as a draft by the same engine, which makes them agree more",
    ),
    "migrated": ("{file}：已转换为 gold.v1", "{file}: now gold.v1"),
    "to_migrate": ("{file}：还不是 gold.v1", "{file}: not gold.v1 yet"),
    "already": ("{count} 个文件已是 gold.v1", "{count} files are gold.v1 already"),
    "drafted": (
        "草稿已写入 {file}。请逐项对照原文核对，再用 extractor eval accept 确认",
        "The draft is in {file}. Check every value against the document, then run `extractor eval accept`",
    ),
    "doubts": ("引擎对 {count} 处有疑问，请先看这些地方：", "The engine doubts {count} places; look at them first:"),
    "accepted": ("{file}：已确认为标注", "{file}: accepted as gold"),
    "no_draft": ("{file}：不是草稿，没有改动", "{file}: no draft, left as it is"),
    "not_accepted": ("{file}：有错误，仍是草稿", "{file}: has errors and stays a draft"),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in."""
    zh, en = _WORDS[key]
    return (zh if lang == "zh" else en).format(**values)
