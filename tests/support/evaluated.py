"""A small benchmark of the offline engine in which gold, or the documents, were changed so that much is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

SPECIMENS = Path(__file__).parents[2] / "eval" / "specimens"
RIGHT, WRONG, FAILED = "hunan-department", "yunnan-pipe", "sichuan-glued"
# Breaks out of text, attributes and blocks of script where it is not escaped, and turns the line around.
HOSTILE = "\"'><script>alert(1)</script>]]>&lt;{{7*7}}\u202e"
PLAN = """name = "short"
[[sets]]
name = "texts"
documents = "texts"
[[engines]]
engine = "rules"
"""


def lay_out(folder: Path) -> Path:
    """Write documents, gold and ``short.toml``; give the benchmark file.

    In WRONG, gold says 14.76 where 14.67 is printed, 家长满意度 where the document says HOSTILE, and points
    and score of one row stand in each other's place.
    """
    gold = folder / "texts" / "gold"
    gold.mkdir(parents=True)
    for name in (RIGHT, WRONG, FAILED):
        shutil.copy(SPECIMENS / f"{name}.txt", folder / "texts")
        shutil.copy(SPECIMENS / "gold" / f"{name}.json", gold)
    _replace(folder / "texts" / f"{WRONG}.txt", "家长满意度", HOSTILE)
    _replace(gold / f"{WRONG}.json", "14.67", "14.76")
    _exchange(gold / f"{WRONG}.json", "办园条件")
    (folder / "texts" / f"{FAILED}.txt").write_bytes(b"")
    plan = folder / "short.toml"
    plan.write_text(PLAN, encoding="utf-8")
    return plan


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _exchange(path: Path, row: str) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    (found,) = [one for one in gold["report"]["forms"][0]["indicators"] if one["level3"] == row]
    found["max_score"], found["score"] = found["score"], found["max_score"]
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
