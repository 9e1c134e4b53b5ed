"""Printed labels, and the fields they stand for."""

import pytest

from extractor.lexicon import lexicon


@pytest.mark.parametrize("label", ["全年预算数（A）", "全年预算数(A", "全年预算数A)", "2.全年预算数（万元"])
def test_a_remark_after_a_label_does_not_count_nor_what_a_scan_left_of_it(label: str) -> None:
    assert lexicon().fund.field(label) == "annual_budget"


@pytest.mark.parametrize("text", ["(A", "A)", ")", "(", "全年预算数 由县财政局（含上级转移支付资金在内"])
def test_half_a_bracket_makes_no_label(text: str) -> None:
    assert lexicon().indicator.field(text) is None
