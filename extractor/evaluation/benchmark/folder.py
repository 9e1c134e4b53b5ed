"""The folder of a run: what it was pinned to, and every answer with its score.

    OUT/pinned.json                        versions, code, the benchmark as written
    OUT/<cell>/cell.json                   set, way of reading, settings
    OUT/<cell>/documents/<document>.json   a `Kept`: score, answer, the text it was read from
    OUT/<cell>/result.json                 an `EvalRun`, as `extractor eval run -o` writes it
    OUT/summary.json                       the headlines of all cells, and each way against the first

A document's file is written as soon as it is read, beside its place and then renamed: a run that is
cut off goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.errors import InputMissing, OutputUnwritable
from extractor.evaluation.benchmark.cells import Cell
from extractor.evaluation.benchmark.pinned import Pinned
from extractor.evaluation.benchmark.plan import Benchmark
from extractor.evaluation.figures import Closed
from extractor.evaluation.judged import Judged
from extractor.evaluation.kept import save
from extractor.evaluation.outcome import DocumentScore, EvalRun, RenditionScore
from extractor.evaluation.run import load_as, write
from extractor.result import Result


class Kept(Closed):
    """One document as read and scored.

    ``key`` is the hash of all that it depends on; ``judged`` are its cells for a calibration; ``result``
    is None where there is no answer; ``pages`` are the texts that its evidence counts in.
    """

    key: str
    score: RenditionScore | DocumentScore
    judged: list[Judged]
    result: Result | None
    pages: list[str]


class CellFile(Closed):
    """What a cell is: the set, the way of reading, and the settings that results depend on."""

    set: str
    way: str
    settings: dict[str, Any]


class PinnedFile(Closed):
    """What a run is pinned to."""

    schema_version: str = "benchmark-run.v1"
    benchmark: Benchmark
    pinned: Pinned
    cells: list[str]


@dataclass(frozen=True)
class RunFolder:
    """The folder of a run."""

    path: Path

    def begin(self, benchmark: Benchmark, cells: list[Cell], pinned: Pinned) -> None:
        """Make the folders and write what the run is pinned to; raises OutputUnwritable.

        An earlier summary goes: should this run be cut off, it would not be of these documents.
        """
        try:
            (self.path / "summary.json").unlink(missing_ok=True)
            for cell in cells:
                (self.path / cell.name / "documents").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputUnwritable(
                f"cannot be made: {error.strerror}", document=str(self.path), zh=f"不能建立：{error.strerror}"
            ) from error
        names = [cell.name for cell in cells]
        self.put(PinnedFile(benchmark=benchmark, pinned=pinned, cells=names), "pinned.json")
        for cell in cells:
            file = CellFile(set=cell.of.name, way=cell.way.name, settings=cell.way.pinned)
            self.put(file, f"{cell.name}/cell.json")

    def kept(self, cell: str, document: str, key: str) -> Kept | None:
        """The document as an earlier run left it; None where it had no answer, or to another question."""
        try:
            found = Kept.model_validate_json(self._document(cell, document).read_bytes())
        except (OSError, ValidationError):
            return None
        return found if found.key == key and found.result else None

    def document(self, cell: str, document: str) -> Kept:
        """A document's file; raises InputMissing where it is not there, UsageError where it is none."""
        path = self._document(cell, document)
        _must_be(path)
        return load_as(Kept, path, "this is no document of a run", "不是评测结果中的文件")

    def pinned(self) -> PinnedFile:
        """What the run is pinned to; raises InputMissing where the folder is none of a run."""
        path = self.path / "pinned.json"
        if not path.is_file():
            raise InputMissing(
                "no run of a benchmark is here: give the folder that `extractor eval run BENCHMARK.toml -o` wrote",
                document=str(self.path),
                zh="这里没有评测结果：请给出 extractor eval run BENCHMARK.toml -o 写出的文件夹",
            )
        return load_as(PinnedFile, path, "this is no run of a benchmark", "不是评测结果")

    def cell(self, name: str) -> CellFile:
        """What a cell is; raises InputMissing where its file is not there, UsageError where it is none."""
        path = self.path / name / "cell.json"
        _must_be(path)
        return load_as(CellFile, path, "this is no cell of a run", "不是评测结果的一项")

    def put_result(self, cell: str, run: EvalRun) -> None:
        """Write a cell's result file; raises OutputUnwritable."""
        save(run, self.path / cell / "result.json")

    def put(self, what: Closed, name: str) -> None:
        """Write a file of the run; raises OutputUnwritable."""
        write(what.model_dump_json(indent=1), self.path / name)

    def keep(self, cell: str, kept: Kept) -> None:
        """Write a document's file; raises OutputUnwritable."""
        write(kept.model_dump_json(indent=1), self._document(cell, kept.score.document))

    def _document(self, cell: str, document: str) -> Path:
        return self.path / cell / "documents" / f"{document.replace('/', '~')}.json"


def _must_be(path: Path) -> None:
    if not path.is_file():
        raise InputMissing(
            "a file of the run is gone: run the benchmark again with the same -o, it reads what is missing",
            document=str(path),
            zh="评测结果中缺少这个文件：请用同一个 -o 再次运行评测，只补读缺少的部分",
        )
