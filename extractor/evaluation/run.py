"""Run an engine over a folder of documents with gold, and keep the outcome as one file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from extractor.errors import InputError, InputMissing, OutputUnwritable, UsageError
from extractor.evaluation.figures import Failure
from extractor.evaluation.gold import Gold, is_draft, load, resolved
from extractor.evaluation.measure import mean_f1, measure, together
from extractor.evaluation.outcome import DocumentScore, EvalRun
from extractor.report import Report
from extractor.result import Result

Read = Callable[[Path], Result]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Case:
    """A document and the file that holds its gold."""

    document: Path
    gold: Path


@dataclass(frozen=True)
class Bench:
    """The cases of two folders, paired by stem, and the names of the files without a partner, or whose gold is a draft."""

    documents: Path
    gold: Path
    cases: tuple[Case, ...]
    unscored: tuple[str, ...]


def bench(documents: Path, gold: Path, *, drafts: bool = False) -> Bench:
    """Pair the files of ``documents`` with ``<stem>.json`` in ``gold``.

    Gold that is a draft is left out, unless ``drafts``: nobody has said yet that it is right.
    Raises InputMissing when a folder does not exist or nothing can be paired.
    """
    for folder in (documents, gold):
        if not folder.is_dir():
            raise InputMissing(
                "no such folder; name the folders with --documents and --gold",
                document=str(folder),
                zh="没有这个文件夹，请用 --documents 和 --gold 指定",
            )
    files = sorted(path for path in documents.iterdir() if path.is_file() and not path.name.startswith("."))
    labels = {path.stem: path for path in sorted(gold.glob("*.json"))}
    left_out = [] if drafts else [stem for stem, path in labels.items() if is_draft(path)]
    scored = labels.keys() - left_out
    cases = tuple(Case(path, labels[path.stem]) for path in files if path.stem in scored)
    if not cases and left_out:
        raise InputMissing(
            "all gold there is a draft: check it and run `extractor eval accept`, or add --drafts",
            document=str(gold),
            zh="标注都是草稿：请核对后用 extractor eval accept 确认，或加 --drafts",
        )
    if not cases:
        raise InputMissing(
            f"no file has its gold (<stem>.json) in {gold}",
            document=str(documents),
            zh=f"没有一个文件在 {gold} 里有同名的 .json 标注",
        )
    paired = {case.document.stem for case in cases}
    alone = [path.name for path in [*files, *labels.values()] if path.stem not in paired]
    return Bench(documents, gold, cases, tuple(sorted(alone)))


def gold_beside(documents: Path) -> Path:
    """The folder ``gold`` in the documents' folder, else beside it."""
    inside = documents / "gold"
    return inside if inside.is_dir() else documents.parent / "gold"


def run(
    engine: str, read: Read, over: Bench, cases: Iterable[Case] | None = None, *, with_anls: bool = False
) -> EvalRun:
    """Read every case and score it; a document that cannot be read counts as all missing.

    ``cases`` are those of the bench, for a caller that wraps them to show progress.
    Raises UsageError for gold that is not a report.
    """
    scored = [_one(case, read, with_anls) for case in (over.cases if cases is None else cases)]
    return outcome(engine, over, scored)


def outcome(engine: str, over: Bench, scored: list[DocumentScore]) -> EvalRun:
    """The run of an engine whose answers have been scored."""
    return EvalRun(
        **dict(together(scored)),
        engine=engine,
        versions=versions(),
        documents_folder=over.documents.as_posix(),
        gold_folder=over.gold.as_posix(),
        macro_f1=mean_f1(scored),
        documents_right=sum(document.right for document in scored),
        documents=scored,
        unscored=list(over.unscored),
    )


def versions() -> dict[str, str]:
    """What a result depends on beside the engine's settings."""
    return {"indicator-extractor": version("indicator-extractor"), "schema": "report.v1"}


def _one(case: Case, read: Read, with_anls: bool) -> DocumentScore:
    gold = load(case.gold)
    answer, failure = None, None
    try:
        answer = read(case.document)
    except InputError as error:
        failure = Failure(message=error.zh or error.message, message_en=error.message)
    return marked(case, gold, answer, failure, with_anls=with_anls)


def marked(
    case: Case, gold: Gold, answer: Result | None, failure: Failure | None, *, with_anls: bool = False
) -> DocumentScore:
    """The score of one case; an answer of None is all missing."""
    status = answer.status if answer else "failed"
    resolution = resolved(gold, answer.report if answer and status != "failed" else None)
    marks = measure(resolution, answer, with_anls=with_anls)
    return DocumentScore(
        **dict(marks.measured),
        document=case.document.name,
        sha256=_sha256(case.document),
        gold_sha256=_sha256(case.gold),
        status=status,
        failure=failure,
        mistakes=marks.mistakes,
        judged=marks.judged,
    )


def load_gold(path: Path) -> Report:
    """The report of a gold file, without the further values that it accepts; raises as `load` does."""
    return load(path).report


def load_as(kind: type[Model], path: Path, refusal: str, zh: str) -> Model:
    """A JSON file as a model; raises UsageError with the refusal and the first thing that is wrong."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(map(str, first["loc"]))
        raise UsageError(
            f"{refusal}: /{where} {first['msg']}",
            document=str(path),
            zh=f"{zh}：/{where} {first['msg']}",
        ) from error


def write(text: str, path: Path) -> None:
    """Write a file beside its place first, then rename it; raises OutputUnwritable."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise OutputUnwritable(
            f"cannot be written: {error.strerror}", document=str(path), zh=f"不能写入：{error.strerror}"
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
