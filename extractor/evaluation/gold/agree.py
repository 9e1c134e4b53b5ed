"""Agreement of two annotators, by the scorer that marks engines: neither of them is held to be right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from extractor.errors import UsageError
from extractor.evaluation.figures import Closed, Figures, Mistake
from extractor.evaluation.gold.file import Gold, load
from extractor.evaluation.gold.pairing import gold_files
from extractor.evaluation.score import Sheet, score

_KINDS: dict[str, Literal["differ", "only_a", "only_b"]] = {
    "wrong": "differ",
    "missing": "only_a",
    "invented": "only_b",
}


class Rate(Closed):
    """Leaves that both state alike, that each states, and what follows.

    ``f1`` = 2 agreed / (a + b) is the same whichever comes first; None where neither states anything.
    """

    agreed: int
    a: int
    b: int
    f1: float | None

    @classmethod
    def of(cls, figures: Figures) -> Rate:
        """The rate of a scoring of B against A."""
        return cls(
            agreed=figures.right,
            a=figures.right + figures.wrong + figures.missing,
            b=figures.right + figures.wrong + figures.invented,
            f1=figures.f1,
        )


class Disagreement(Closed):
    """A leaf on which the two differ, or that one of them alone states.

    The pointers lead into each one's own report, None where it has no such leaf. For a
    ``whole_row`` that only one of them has, the value is the row's name, and ``leaves`` how many it has.
    """

    kind: Literal["differ", "only_a", "only_b"]
    field: str
    pointer_a: str | None
    pointer_b: str | None
    a: Any
    b: Any
    whole_row: bool = False
    leaves: int = 1

    @classmethod
    def of(cls, mistake: Mistake) -> Disagreement:
        """What the scorer calls a mistake of B, if A were gold."""
        return cls(
            kind=_KINDS[mistake.kind],
            field=mistake.field,
            pointer_a=mistake.pointer,
            pointer_b=mistake.answer_pointer,
            a=mistake.gold,
            b=mistake.answer,
            whole_row=mistake.whole_row,
            leaves=mistake.leaves,
        )


class AgreedFile(Closed):
    """Two gold files of one document. ``other_document`` where they record different ones."""

    file: str
    all: Rate
    groups: dict[str, Rate]
    disagreements: list[Disagreement]
    other_document: bool = False
    same_draft: bool = False


class Agreement(Closed):
    """Two annotators over all files that both have; ``alone`` are the files of one only.

    ``mean_f1`` is that of the files. ``same_draft`` of a file says that both began from a draft of
    the same engine, which makes them agree more than they would have.
    """

    schema_version: Literal["gold-agreement.v1"] = "gold-agreement.v1"
    a: str
    b: str
    all: Rate
    mean_f1: float | None
    groups: dict[str, Rate]
    files: list[AgreedFile]
    alone: list[str] = Field(default_factory=list)


def agree(a: Path, b: Path) -> Agreement:
    """Compare two gold files, or two folders of them paired by name. Accepted values are left aside.

    Raises:
        InputMissing: a path has no gold.
        UsageError: a file is not gold, or no name is in both folders.
    """
    ours, theirs = _by_name(a), _by_name(b)
    if a.is_file() and b.is_file():
        theirs = {next(iter(ours)): b}
    if not ours.keys() & theirs.keys():
        raise UsageError(
            f"no gold file has the same name in {a} and {b}", zh=f"{a} 和 {b} 中没有同名的标注文件"
        )
    total = Sheet()
    files = [_pair(ours[name], theirs[name], total) for name in ours if name in theirs]
    rates = [file.all.f1 for file in files if file.all.f1 is not None]
    return Agreement(
        a=str(a),
        b=str(b),
        all=Rate.of(total.figures()),
        mean_f1=sum(rates) / len(rates) if rates else None,
        groups={group: Rate.of(figures) for group, figures in total.by_group().items()},
        files=files,
        alone=sorted(str(path) for path in _alone(ours, theirs)),
    )


def _by_name(path: Path) -> dict[str, Path]:
    return {file.stem: file for file in gold_files(path)}


def _alone(ours: dict[str, Path], theirs: dict[str, Path]) -> Iterator[Path]:
    for name in ours.keys() ^ theirs.keys():
        yield ours.get(name) or theirs[name]


def _pair(one: Path, other: Path, total: Sheet) -> AgreedFile:
    ours, theirs = load(one), load(other)
    sheet = score(ours.report, theirs.report)
    total.add(sheet)
    return AgreedFile(
        file=one.name,
        all=Rate.of(sheet.figures()),
        groups={group: Rate.of(figures) for group, figures in sheet.by_group().items()},
        disagreements=[Disagreement.of(mistake) for mistake in sheet.mistakes],
        other_document=_is_other(ours, theirs),
        same_draft=ours.drafted_by is not None and ours.drafted_by == theirs.drafted_by,
    )


def _is_other(ours: Gold, theirs: Gold) -> bool:
    if ours.document is None or theirs.document is None:
        return False
    return ours.document.sha256 != theirs.document.sha256
