"""Many small reports, no two alike, and the endpoint's answers to questions about them (simulated, from gold)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from itertools import count
from pathlib import Path

from extractor.evaluation.run import load_gold
from extractor.model.cache import unpack
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers

SPECIMENS = Path(__file__).parents[2] / "eval" / "specimens"
NAME = "sichuan-cell-per-line"


def small_reports(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """So many files, each of a project of its own; those from another ``first`` number on are others."""
    folder.mkdir(parents=True)
    text = (SPECIMENS / f"{NAME}.txt").read_text(encoding="utf-8")
    paths = [folder / f"{first + number:04}.txt" for number in range(count)]
    for path in paths:
        path.write_text(text.replace("99001", f"{int(path.stem):05}"), encoding="utf-8")
    return paths


def slow_report(path: Path, forms: int) -> None:
    """A report of so many forms, all different: some hundred take a second."""
    text = (SPECIMENS / f"{NAME}.txt").read_text(encoding="utf-8")
    path.write_text("\n".join(f"第{number}号\n{text}" for number in range(forms)), encoding="utf-8")


class Recorded:
    """Answers from gold, each told apart by blanks at its end.

    ``twice`` counts questions that were put although an answer to the same one was in the folder ``answers`` by then,
    ``again`` all that were put more than once: a call that was under way when its worker died has to be.
    """

    def __init__(self, answers: Path) -> None:
        self.twice = 0
        self.again = 0
        self._answers = answers
        self._gold = GoldAnswers(load_gold(SPECIMENS / "gold" / f"{NAME}.json"), "point")
        self._given: dict[str, list[int]] = defaultdict(list)
        self._serial = count()

    def __call__(self, request: Received) -> str:
        """The answer to one request."""
        asked = hashlib.sha256(request.raw).hexdigest()
        earlier = self._given[asked]
        if earlier:
            self.again += 1
            self.twice += bool(set(earlier) & self._recorded())
        serial = next(self._serial)
        earlier.append(serial)
        # JSON may end in blanks: a number written in spaces and line breaks tells one answer from all others.
        mark = f"{serial:024b}".replace("0", " ").replace("1", "\n")
        return json.dumps(self._gold(request), ensure_ascii=False) + mark

    @property
    def different(self) -> int:
        """How many questions were put."""
        return len(self._given)

    def _recorded(self) -> set[int]:
        """The answers that are in the folder."""
        packed = [path.read_bytes() for path in self._answers.glob("*/*.json.z")]
        return {serial_of(raw) for raw in map(unpack, packed) if raw is not None}


def serial_of(raw: str) -> int:
    """Which of all answers it is."""
    mark = raw[len(raw.rstrip()) :]
    return int(mark.replace(" ", "0").replace("\n", "1") or "0", 2)
