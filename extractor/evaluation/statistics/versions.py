"""The versions of a result file: in the history of git, or side by side in a folder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputMissing, PartMissing, UsageError
from extractor.evaluation.statistics.results import Results, load, parsed

_FIELDS = "%H%x1f%cs%x1f%s"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the results, oldest first; ``commit`` and ``date`` are None for what is in no commit.

    ``results`` is None where that version was not in the format that is read here.
    """

    name: str
    commit: str | None
    date: str | None
    results: Results | None


def versions(path: Path) -> list[Version]:
    """The versions of a file through git, or of all result files of a folder by name.

    Raises InputMissing, UsageError where there is no history or no result file, PartMissing without git.
    """
    if path.is_dir():
        return list(_in_folder(path))
    if not path.is_file():
        raise InputMissing("no such result file or folder", document=str(path), zh="没有这个结果文件或文件夹")
    return list(_in_git(path))


def _in_folder(folder: Path) -> Iterator[Version]:
    found = [(path, _lenient(path.read_bytes(), path.name)) for path in sorted(folder.glob("*.json"))]
    if not any(results for _, results in found):
        raise UsageError("no result file in this folder", document=str(folder), zh="文件夹里没有结果文件")
    for path, results in found:
        yield Version(path.name, None, None, results)


def _in_git(path: Path) -> Iterator[Version]:
    lines = _git(path, "log", "--reverse", f"--format={_FIELDS}", "--", path.name).decode().splitlines()
    if not lines:
        raise UsageError(
            "no commit has this file: commit it first, or name a folder of result files",
            document=str(path),
            zh="没有提交过这个文件：请先提交，或改为指定结果文件夹",
        )
    last = b""
    for commit, date, subject in (line.split("\x1f", 2) for line in lines):
        if not _git(path, "ls-tree", "--name-only", commit, path.name):
            continue  # a commit that took the file away
        last = _git(path, "show", f"{commit}:./{path.name}")
        yield Version(subject, commit, date, _lenient(last, path.name))
    if path.read_bytes() != last:
        yield Version(path.name, None, None, load(path))


def _lenient(text: bytes, name: str) -> Results | None:
    """The results; None where the format is another, as in the first versions of a file."""
    try:
        return parsed(text, name)
    except UsageError:
        return None


def _git(path: Path, *arguments: str) -> bytes:
    """What git answers, asked in the file's folder; raises PartMissing or UsageError."""
    git = shutil.which("git")
    if git is None:
        raise PartMissing(
            "the history of a file needs git: install it, or name a folder of result files",
            zh="查看文件历史需要 git：请安装，或改为指定结果文件夹",
        )
    command = [git, "-C", str(path.parent), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(
            f"git cannot tell its history: {said[-1] if said else done.returncode}",
            document=str(path),
            zh=f"git 无法给出历史：{said[-1] if said else done.returncode}",
        )
    return done.stdout
