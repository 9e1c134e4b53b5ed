"""What a search for inputs comes to: those to be read, those that could not be taken, and what was left out."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

from extractor.batch.inputs.lanes import lane_of
from extractor.batch.task import Lane, Problem
from extractor.errors import ExtractorError
from extractor.result import Lang

_REASONS: dict[str, tuple[str, str]] = {
    "hidden": ("隐藏或临时文件", "hidden or temporary"),
    "older": ("早于 --since", "older than --since"),
    "twice": ("重复的文件", "the same file by another name"),
    "output": ("结果文件夹", "results of a batch"),
    "": ("无后缀", "without suffix"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """A document to be read.

    ``path`` is what `extract` takes: the absolute path of a file, ``archive.zip/member``, or a URL. ``size`` is in
    bytes (unpacked, where it is in an archive) and ``mtime_ns`` in nanoseconds (the archive's own). ``root`` is the
    folder that its `name` begins below.
    """

    path: str
    size: int
    mtime_ns: int
    root: str

    @property
    def name(self) -> str:
        """The path below the root, with forward slashes."""
        prefix = self.root.rstrip("/" + os.sep) + "/"
        whole = self.path.replace(os.sep, "/")
        return whole.removeprefix(prefix.replace(os.sep, "/"))

    @property
    def lane(self) -> Lane:
        """How long it is likely to take; looks into the file each time."""
        return lane_of(self.path)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was named or met, and could not be taken, and why."""

    path: str
    problem: Problem


@dataclass
class Told:
    """What a search has to say beside the inputs that it found.

    ``left_out`` counts files that are no inputs: by suffix (``.exe``; empty where there is none), or by one of
    ``hidden`` (and temporary), ``older`` (than was asked for), ``twice`` (known by another name), ``output`` (a
    folder of results, or what is in one).
    """

    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def refuse(self, error: ExtractorError, path: str) -> None:
        """Keep that this could not be taken."""
        self.refused.append(Refused(path, Problem.of(error)))

    def summary(self, lang: Lang) -> str:
        """What was left out, in one line; empty where nothing was."""
        if not self.left_out:
            return ""
        parts = [f"{_reason(why, lang)} {count}" for why, count in self.left_out.most_common()]
        total = self.left_out.total()
        if lang == "zh":
            return f"未列入 {total} 个：" + "，".join(parts)
        return f"{total} left out: " + ", ".join(parts)


def _reason(why: str, lang: Lang) -> str:
    zh, en = _REASONS.get(why, (why, why))
    return zh if lang == "zh" else en
