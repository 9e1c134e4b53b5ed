"""What is told while a provider works on a batch, and what it came to in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractor.model.types import CallUsage
from extractor.result import Lang, Usage
from extractor.settings import Settings

Stage = Literal[
    "read", "tried", "written", "found", "submitted", "working", "silent", "later", "taken", "kept"
]
_WORDS: dict[Stage, tuple[str, str]] = {
    "read": ("{done} documents read, {questions} questions", "已读取 {done} 份文件，收集 {questions} 个问题"),
    "tried": (
        "one question asked by an ordinary call: the endpoint takes them as they are",
        "已用普通调用试问一题：接口可以接受",
    ),
    "written": ("file {part}: {questions} questions", "第 {part} 个文件：{questions} 个问题"),
    "found": ("file {part}: goes on with batch {batch} of an earlier run", "第 {part} 个文件：接着等待上次提交的批次 {batch}"),
    "submitted": ("file {part}: handed in as batch {batch}", "第 {part} 个文件：已提交，批次 {batch}"),
    "working": (
        "file {part}: {status}, {done} of {questions} done, {bad} failed",
        "第 {part} 个文件：{status}，已完成 {done}/{questions}，失败 {bad}",
    ),
    "silent": ("file {part}: no answer from the provider, asked again later", "第 {part} 个文件：批量接口暂无应答，稍后再问"),
    "later": (
        "file {part}: over the provider's limit of queued tokens, handed in again when others are done",
        "第 {part} 个文件：超出排队 token 上限，等其他批次完成后再提交",
    ),
    "taken": (
        "file {part}: {done} answers taken, {bad} to be asked again by ordinary calls",
        "第 {part} 个文件：取回 {done} 个回答，{bad} 个将改用普通调用重问",
    ),
    "kept": (
        "file {part}: the provider still has its files {batch}",
        "第 {part} 个文件：批量接口上的文件未能删除：{batch}",
    ),
}  # fmt: skip

STATUSES = {
    "validating": "校验中",
    "in_progress": "处理中",
    "finalizing": "收尾中",
    "completed": "已完成",
    "expired": "已过期",
    "cancelling": "取消中",
    "cancelled": "已取消",
}
"""The provider's words for how far a batch is, in Chinese."""


@dataclass(frozen=True)
class Told:
    """One thing that happened; ``done`` and ``bad`` count questions of the file ``part``."""

    stage: Stage
    part: int = 0
    questions: int = 0
    done: int = 0
    bad: int = 0
    batch: str = ""
    status: str = ""

    def said(self, lang: Lang) -> str:
        """In one line."""
        english, chinese = _WORDS[self.stage]
        words = {name: getattr(self, name) for name in self.__dataclass_fields__}
        if lang == "en":
            return english.format_map(words)
        return chinese.format_map(words | {"status": STATUSES.get(self.status, self.status)})


Listener = Callable[[Told], None]


@dataclass(frozen=True)
class ProviderUsage:
    """What asking ahead came to.

    ``asked`` questions went by batch, ``good`` of them have answers in the cache now, ``bad`` counts the others
    by what was wrong: these are asked by ordinary calls. ``stray`` are items that nobody had asked for, or came twice.
    Tokens and ``cost`` (US dollars by the batch's price, None where no price is known) are those of the batches;
    ``tried`` is what the ordinary calls before them took.
    """

    asked: int = 0
    good: int = 0
    bad: Mapping[str, int] = field(default_factory=dict)
    stray: int = 0
    prompt_tokens: int = 0
    cached_prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = 0.0
    tried: CallUsage = field(default_factory=CallUsage)

    @property
    def tokens(self) -> int:
        """All tokens, those of ordinary calls too."""
        tried = self.tried.prompt_tokens + self.tried.completion_tokens
        return self.prompt_tokens + self.completion_tokens + tried

    def left_of(self, settings: Settings) -> Settings:
        """The settings with what of their limits is left for the calls that follow."""
        left: dict[str, float] = {}
        if settings.max_tokens is not None:
            left["max_tokens"] = max(settings.max_tokens - self.tokens, 0)
        if settings.max_cost is not None:
            left["max_cost"] = max(settings.max_cost - (self.cost or 0.0) - (self.tried.cost or 0.0), 0.0)
        return settings.model_copy(update=left)

    def usage(self, model: str) -> Usage:
        """All of it, to be added to what the documents took."""
        tried = self.tried
        known = self.cost is not None and tried.cost is not None
        return Usage(
            engine="model",
            model=model,
            calls=self.asked + bool(tried.attempts),
            attempts=tried.attempts,
            input_tokens=self.prompt_tokens + tried.prompt_tokens,
            cached_input_tokens=self.cached_prompt_tokens + tried.cached_prompt_tokens,
            output_tokens=self.completion_tokens + tried.completion_tokens,
            cost=round((self.cost or 0.0) + (tried.cost or 0.0), 6) if known else None,
        )
