"""What is read out of the text of an answer, and what is not."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, field_validator

from extractor.model.reading import holds_object, read, told


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    value: float


class Rows(BaseModel):
    rows: list[Row] = []


GOOD = '{"rows": [{"name": "培训人次", "value": 98.5}]}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"好的，以下是结果：\n{GOOD}\n请核对。",
        f"见{{附件}}：{GOOD}",
        f'<think>先看 {{表头}}，再 {{"看"}} 数据</think>\n{GOOD}',
        f"\ufeff{GOOD}",
    ],
)
def test_the_one_object_is_read_and_is_of_the_very_class(text: str) -> None:
    found = read(text, Rows)
    assert type(found.data) is Rows
    assert found.data == Rows(rows=[Row(name="培训人次", value=98.5)])


@pytest.mark.parametrize("end", range(1, len(GOOD)))
def test_an_answer_cut_anywhere_is_truncated_and_never_read_in_part(end: int) -> None:
    found = read(GOOD[:end], Rows)
    assert (found.data, found.problem) == (None, "truncated")


def test_a_line_break_left_bare_in_a_string_is_let_pass() -> None:
    broken = GOOD.replace("培训", "培训\n")
    found = read(f"```json\n{broken}\n```", Rows)
    assert found.data == Rows(rows=[Row(name="培训\n人次", value=98.5)])
    assert [read(broken[:end], Rows).problem for end in range(1, len(broken))] == ["truncated"] * (
        len(broken) - 1
    )


@pytest.mark.parametrize(
    ("text", "problem", "detail"),
    [
        ("", "empty", "empty"),
        ("<think>想了很久</think>", "empty", "empty"),
        ("<think>想了很久", "empty", "empty"),
        ("抱歉，我无法处理这份文件。", "refused", "抱歉"),
        ("I'm sorry, but I can't help with that.", "refused", "sorry"),
        ("表中没有数据", "invalid", "no JSON object"),
        ('{"rows": [{"name": "a", "value": 1},]}', "invalid", "not well-formed"),
        ("[" + GOOD + "]", "invalid", "not an array"),
        (GOOD + GOOD, "invalid", "2 JSON objects"),
        ('{"rows": [{"name": "a"}]}', "invalid", "rows.0.value: 缺少 / missing"),
        ('{"rows": [{"name": "a", "value": 1, "x": 2}]}', "invalid", "rows.0.x: 多余的字段"),
        ('{"rows": [{"name": "a", "value": "九十八"}]}', "invalid", '得到 / got "九十八"'),
        ('{"a":' * 5000, "invalid", "nested too deeply"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, problem: str, detail: str) -> None:
    found = read(text, Rows)
    assert (found.data, found.problem) == (None, problem)
    assert detail in found.detail
    assert "\n" not in found.detail


def test_of_many_errors_the_first_are_told() -> None:
    found = read('{"rows": [' + ",".join(['{"name": "a"}'] * 30) + "]}", Rows)
    assert found.detail.count("missing") == 8
    assert found.detail.endswith("22 more")
    assert len(found.detail) < 500


def test_an_error_at_the_root_is_told() -> None:
    with pytest.raises(ValueError, match="Input") as raised:
        Rows.model_validate_json("3")
    assert told(raised.value).startswith("(root): ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "holds"), [(GOOD, True), ('{"rows": [', True), ("没有", False), ("{附件}", False)]
)
def test_whether_an_answer_kept_to_json_at_all(text: str, holds: bool) -> None:
    assert holds_object(text) is holds


class Exact(BaseModel):
    value: str

    @field_validator("value")
    @classmethod
    def _number(cls, value: str) -> str:
        return str(Decimal(value))


@pytest.mark.parametrize("value", ["九十八", "\ud800", ""])
def test_a_validator_that_fails_in_its_own_way_makes_an_invalid_answer(value: str) -> None:
    found = read(json.dumps({"value": value}, ensure_ascii=False), Exact)
    assert (found.data, found.problem) == (None, "invalid")
    assert found.detail


@pytest.mark.parametrize("text", ["{}" * 100_000, '{"' * 100_000, "{ " * 100_000, "[{}," * 50_000])
def test_a_hostile_answer_is_no_answer(text: str) -> None:
    assert read(text, Rows).data is None
