"""Masking: what is personal goes, what is not stays, and everything comes back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.masking import Masker

# No real person's: the check digits are right, the numbers made up.
IDENTITY, CARD = "13082419900307393X", "6222021234567890128"


def masked(text: str) -> str:
    masker = Masker()
    result = masker.mask(text)
    assert masker.unmask(result) == text
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系电话：13812345678。", "联系电话：12034560001。"),
        ("13812345678 13912345678 13812345678", "12034560001 12034560002 12034560001"),
        ("电话：138 1234 5678", "电话：12034560001"),
        ("+86-138-1234-5678", "12034560001"),
        ("电话 0311-8765432 传真", "电话 000-34560001 传真"),
        ("（0311）87654321", "000-34560001"),
        ("0311-87654321-8001", "000-34560001"),
        ("400-123-4567", "000-34560001"),
        ("联系电话：7623456", "联系电话：000-34560001"),
        ("| 联系电话 | 7623456 |", "| 联系电话 | 000-34560001 |"),
        ("联系电话：１３８１２３４５６７８", "联系电话：12034560001"),
        (f"身份证号{IDENTITY}", "身份证号991203195607120001"),
        (IDENTITY.lower(), "991203195607120001"),
        ("身份证号：130824900307391", "身份证号：991203195607120001"),
        (f"卡号 {CARD}", "卡号 9901203456780001"),
        ("6222 0212 3456 7890 128", "9901203456780001"),
        ("账号：50112345678901", "账号：9901203456780001"),
        ("邮箱 zhang.san@example.com；", "邮箱 user1@masked.invalid；"),
        ("邮箱13812345678@example.com", "邮箱user1@masked.invalid"),
        ("填报人：张三", "填报人：某甲甲"),
        ("填表人:李小明　联系电话：13812345678", "填表人:某甲甲　联系电话：12034560001"),
        ("联系人 王 芳", "联系人 某甲甲"),
        ("单位负责人（签字）：欧阳明月", "单位负责人（签字）：某甲甲"),
        ("审核人：张三填报人：李四", "审核人：某甲甲填报人：某甲乙"),
        ("填报人：张三联系电话：7623456", "填报人：某甲甲联系电话：000-34560001"),
        ("| 填报人 | 张三 | 2023年 |", "| 填报人 | 某甲甲 | 2023年 |"),
        ("经办人：阿卜杜拉·买买提", "经办人：某甲甲"),
        (
            "c5 填报人 | c6 张三 | c7 联系电话 | c8 7623456",
            "c5 填报人 | c6 某甲甲 | c7 联系电话 | c8 000-34560001",
        ),
        ("负责人及电话张某某主管部门水务局", "负责人及电话某甲甲主管部门水务局"),
        (
            "填表人：刘芳  填报日期：2023.6.15  联系电话： 284",
            "填表人：某甲甲  填报日期：2023.6.15  联系电话： 000-34560001",
        ),
        ("负责人（签字）张三", "负责人（签字）某甲甲"),
        ("填报人张三联系电话13812345678", "填报人某甲甲联系电话12034560001"),
        ("填报人：张三、李小四/王五", "填报人：某甲甲、某甲乙/某甲丙"),
        ("负责人：张三主任科员", "负责人：某甲甲主任科员"),
        ("联系电话：8822149、8822150", "联系电话：000-34560001、000-34560002"),
        ("填报人：张三。本年张三牵头", "填报人：某甲甲。本年某甲甲牵头"),
    ],
)
def test_personal_values_get_a_placeholder_of_their_kind(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "预算13812345678元，执行13812345678.00",
        "13,812,345,678.50 元；1381234万元；99.6%",
        "≥90% 2022-2023 2023年12月31日 0.00 100",
        "项目编码 130824198001010011 与 13082422P000000012345",
        "项目编码 410000230000000012345",
        "13812345678万元",
        "资金 0311.87654321",
        "评价得分96.5分，服务群众12345678人次",
        "填报人：　　联系电话：　　填报日期：",
        "负责人对本项目实施全过程监督",
        "填报单位：县财政局",
        "填报人员名单，联系人方式，联系人员",
        "电话费12345678元、电话：2023年",
        "c2 项目负责人 | c3 数量指标 | c4 项目负责人",
        "负责人 \nr3: c4 产出 | c5 99.6%",
        "联系电话：2023.6",
        "6222021234567890127",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text) == text


def test_one_table_for_all_messages() -> None:
    masker = Masker()
    assert masker.mask("填报人：张三 13812345678") == "填报人：某甲甲 12034560001"
    assert masker.mask("张三的电话13812345678和13912345678") == "某甲甲的电话12034560001和12034560002"
    assert len(masker) == 3


def test_an_answer_that_is_shown_to_the_model_again_is_masked_too() -> None:
    masker = Masker()
    masker.mask("填报人：张三 联系电话：7623456 座机：284 电话：284")
    again = masker.mask('{"filled_by": "张三", "phone": "7623456", "score": 284, "other": "张三"}')
    assert "张三" not in again
    assert "7623456" not in again
    assert json.loads(again)["score"] == 284
    assert "284" not in masker.mask('{"phone": "284"}')


def test_an_answer_gets_its_values_back() -> None:
    masker = Masker()
    masker.mask("填报人：张三 联系电话：138 1234 5678")
    answer = {"filled_by": "某甲甲", "phone": "12034560001", "score": 96.5, "other": "某乙丙"}
    restored = answer | {"filled_by": "张三", "phone": "138 1234 5678"}
    for ascii_only in (True, False):
        raw = json.dumps(answer, ensure_ascii=ascii_only)
        assert json.loads(masker.unmask(raw)) == restored
    assert masker.unmask('{"ids": ["c12", 3]}') == '{"ids": ["c12", 3]}'


def test_placeholders_that_the_document_holds_itself_come_back() -> None:
    text = "12034560001 13812345678 000-34560001 某甲甲 填报人：张三 某某甲甲乙 user1@masked.invalid a@b.cn"
    assert "13812345678" not in masked(text)


def test_more_people_than_names() -> None:
    han = [chr(code) for code in range(0x5300, 0x5300 + 600)]
    text = "\n".join(f"填报人：张{one}" for one in han)
    assert not any(f"张{one}" in masked(text) for one in han[:3])


PIECES = st.one_of(
    st.sampled_from(
        [
            "13812345678",
            IDENTITY,
            CARD,
            "0311-8765432",
            "a@b.cn",
            "填报人：",
            "张三",
            "联系电话",
            "user1",
            "\\u67d0",
        ]
        + [
            "某甲甲",
            "某",
            "甲",
            "12034560001",
            "000-",
            "34560001",
            "9901203456780001",
            "@masked.invalid",
            "电话：",
        ]
        + ["７", " ", "　", "-", ".", "元", "|", "\n", "\\u7532", "张 三", "（", "）", "x", "+86", "0"]
    ),
    st.text(alphabet="0123456789-.,a@某甲乙 张：", max_size=6),
    st.text(max_size=4),
)


@given(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=6).map("".join))
def test_everything_comes_back(first: str, second: str) -> None:
    masker = Masker()
    messages = [masker.mask(first), masker.mask(second)]
    assert [masker.unmask(message) for message in messages] == [first, second]


@given(st.decimals(0, 10**13, places=2), st.sampled_from(["元", "万元", "%", "亿元"]))
def test_amounts_are_never_touched(amount: object, unit: str) -> None:
    for text in (f"{amount}{unit}", f"{amount:,}{unit}", f"预算数 {amount} {unit}", f"|{amount}|"):
        assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "a" * 100_000, "a." * 50_000, "a@" * 50_000, "填报人：" + " " * 100_000, "(0" * 50_000],
)
def test_a_long_text_of_one_thing_comes_to_an_end(text: str) -> None:
    assert len(masked(text)) > 0
