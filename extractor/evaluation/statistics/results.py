"""Committed result files, read for their figures: of every version, so that old ones can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import InputMissing, UsageError
from extractor.evaluation.outcome import EvalRun
from extractor.evaluation.statistics.spread import Share

HEADLINES = ("f1", "macro_f1", "rows")
_INDICATORS = "forms.indicators"


class _Part(BaseModel):
    # Result files of other versions have more or less beside what is read here.
    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)


class Counts(_Part):
    """The marks of some leaves."""

    right: int = Field(ge=0)
    wrong: int = Field(ge=0)
    missing: int = Field(ge=0)
    invented: int = Field(ge=0)

    @property
    def share(self) -> Share:
        """F1 as part of a whole: a wrong leaf counts against the answer and against gold."""
        return Share(2 * self.right, 2 * (self.right + self.wrong) + self.missing + self.invented)


class RowCounts(_Part):
    """Rows of one list: in gold, and right in every leaf."""

    gold: int = Field(ge=0)
    right: int = Field(ge=0)


class Measured(_Part):
    """One document of a run.

    ``sample`` is what it was set from, None where it stands for itself.

    ``groups`` and ``rows`` are empty in the file of a run over renditions, which leaves them out.
    """

    document: str
    sha256: str
    gold_sha256: str
    status: str
    figures: Counts
    groups: dict[str, Counts] = Field(default_factory=dict)
    rows: dict[str, RowCounts] = Field(default_factory=dict)
    sample: str | None = None

    @property
    def cluster(self) -> str:
        """What is drawn at random when documents are: renditions of one sample only together."""
        return self.document if self.sample is None else self.sample


class Results(_Part):
    """One run."""

    schema_version: str = Field(pattern=r"^eval-run\.")
    engine: str
    versions: dict[str, str] = Field(default_factory=dict)
    documents: tuple[Measured, ...]

    @property
    def failed(self) -> frozenset[str]:
        """The documents that could not be read."""
        return frozenset(one.document for one in self.documents if one.status == "failed")


def results_of(run: EvalRun) -> Results:
    """The same of a run that has just been made."""
    return Results.model_validate(run)


def parsed(text: str | bytes, name: str) -> Results:
    """A result file that was read; raises UsageError when it is none, or names a document twice."""
    try:
        results = Results.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(map(str, first["loc"]))
        raise UsageError(
            f"no result file of “extractor eval run -o”: /{where} {first['msg']}",
            document=name,
            zh=f"不是 extractor eval run -o 写出的结果文件：/{where} {first['msg']}",
        ) from error
    twice = sorted(
        key for key, count in Counter(one.document for one in results.documents).items() if count > 1
    )
    if twice:
        raise UsageError(
            f"several documents of one name: {', '.join(twice)}",
            document=name,
            zh=f"有同名文件：{'、'.join(twice)}",
        )
    return results


def load(path: Path) -> Results:
    """The results in a file; raises InputMissing or UsageError."""
    if not path.is_file():
        raise InputMissing("no such result file", document=str(path), zh="没有这个结果文件")
    return parsed(path.read_bytes(), str(path))


def shares(documents: Iterable[Measured], figure: str) -> dict[str, Share]:
    """What each cluster brings to a headline or to the F1 of a group, by the cluster's name, in order."""
    take = _TAKEN.get(figure) or (
        lambda one: one.groups[figure].share if figure in one.groups else Share(0, 0)
    )
    parts: dict[str, Share] = {}
    for one in sorted(documents, key=lambda one: (one.cluster, one.document)):
        part, whole = take(one)
        before = parts.get(one.cluster, Share(0, 0))
        parts[one.cluster] = Share(before.part + part, before.whole + whole)
    return parts


def _macro(one: Measured) -> Share:
    part, whole = one.figures.share
    return Share(part / whole, 1) if whole else Share(0, 0)


def _rows(one: Measured) -> Share:
    rows = one.rows.get(_INDICATORS)
    return Share(rows.right, rows.gold) if rows else Share(0, 0)


_TAKEN: dict[str, Callable[[Measured], Share]] = {
    "f1": lambda one: one.figures.share,
    "macro_f1": _macro,
    "rows": _rows,
}
