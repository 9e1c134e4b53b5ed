"""``schemas/report.v1.schema.json`` is what the models say, and every field has its titles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.evaluation.gold import schema as gold
from extractor.schema import NAME, render

COMMITTED = Path(__file__).parents[2] / "schemas" / f"{NAME}.schema.json"
SCHEMA = json.loads(render())
OBJECTS = {"Report": SCHEMA} | {
    name: part for name, part in SCHEMA["$defs"].items() if part["type"] == "object"
}


def test_the_committed_schema_is_the_generated_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == render(), "run `make schema`"


@pytest.mark.parametrize("name", OBJECTS)
def test_every_field_is_titled_in_both_languages_and_described(name: str) -> None:
    for field, said in OBJECTS[name]["properties"].items():
        assert said["title"], field
        assert said["title_en"].isascii(), field
        assert said["description"], field


@pytest.mark.parametrize("name", OBJECTS)
def test_every_key_is_present_and_no_other(name: str) -> None:
    assert OBJECTS[name]["required"] == list(OBJECTS[name]["properties"])
    assert OBJECTS[name]["additionalProperties"] is False


def test_the_committed_schema_of_gold_is_the_generated_one() -> None:
    committed = COMMITTED.with_name(f"{gold.NAME}.schema.json")
    assert committed.read_text(encoding="utf-8") == gold.render(), "run `make schema`"


def test_the_report_of_a_gold_file_is_the_report() -> None:
    parts = json.loads(gold.render())["$defs"]
    assert {name: parts[name] for name in SCHEMA["$defs"]} == SCHEMA["$defs"]
    assert parts["Report"]["required"] == SCHEMA["required"]
