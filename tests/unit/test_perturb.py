"""What each kind of perturbation does to a text, and that it does nothing else."""

import pytest

from extractor.errors import UsageError
from extractor.evaluation.perturb.dump import paragraphs_of, tables_of
from extractor.evaluation.perturb.kinds import KINDS, named, perturb

TIKA = (
    "自评报告\n\n"
    "\t一级指标\n\t二级指标\n\t三级指标\n\t年度指标值\n\t实际完成值\n\t得分\n\n"
    "\t产出指标\n\t数量指标\n\t培训人次\n\t≥95.5%\n\t96%\n\t10\n\n"
    "\t\n\t质量\n指标\n\t合格率\n\t≤3%\n\t2%\n\t9.5\n\n"
    "\t总分\n\t19.5\n\n\n"
    "填报日期：2023.6.15\n"
)
LINES = "序号\t项目名称\t全年预算数\t全年执行数\n1\t道路\t10.5\t9\n2\t桥梁\t20\t18\n"


def cells(text):
    return [[slot.text(text) for slot in row] for table in tables_of(text) for row in table]


def at_most(name, text):
    """The text with every place struck that the kind has."""
    kind = KINDS[name]
    return perturb(text, kind, 1 / kind.most, "seed").text


def test_rows_of_a_cell_per_line():
    assert cells(TIKA)[1:] == [
        ["产出指标", "数量指标", "培训人次", "≥95.5%", "96%", "10"],
        ["", "质量\n指标", "合格率", "≤3%", "2%", "9.5"],
        ["总分", "19.5"],
    ]
    assert [line.text for line in paragraphs_of(TIKA)] == ["自评报告", "填报日期：2023.6.15"]


def test_rows_of_a_line_each():
    assert cells(LINES)[1] == ["1", "道路", "10.5", "9"]
    assert cells(LINES.replace("\t", "|"))[1] == ["1", "道路", "10.5", "9"]


@pytest.mark.parametrize("name", KINDS)
def test_strength_nothing_changes_nothing(name):
    assert perturb(TIKA, KINDS[name], 0, "seed").text == TIKA


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_strikes_and_can_be_repeated(name):
    done = perturb(TIKA, KINDS[name], 1, "seed")
    assert done == perturb(TIKA, KINDS[name], 1, "seed")
    assert at_most(name, TIKA) != TIKA


def test_what_is_struck_at_less_is_struck_at_more():
    kind = KINDS["lost-point"]
    counts = [perturb(TIKA, kind, strength, "seed").struck for strength in (0, 0.2, 0.6, 1)]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_points_of_a_date_stay():
    assert "≥955%" in at_most("lost-point", TIKA)
    assert "2023.6.15" in at_most("lost-point", TIKA)


def test_misread_characters_keep_their_number():
    for name in ("signs", "digits", "forms"):
        assert len(at_most(name, TIKA)) == len(TIKA)


def test_dropped_cells_leave_the_first_of_each_row():
    assert cells(at_most("dropped-cells", LINES)) == []
    assert at_most("dropped-cells", LINES) == "序号\n1\n2\n"


def test_glued_cells_lose_their_separator():
    assert "培训人次≥95.5%96%10" in at_most("glued-cells", TIKA)


def test_slipped_rows_lose_no_value():
    told = [[text for text in row if text] for row in cells(TIKA)]
    slipped = at_most("slipped-rows", TIKA)
    assert [[text for text in row if text] for row in cells(slipped)] == told
    assert {len(row) for row in cells(slipped)[:3]} <= {5, 7}


def test_permuted_columns_keep_values_below_their_titles():
    before, after = cells(TIKA), cells(at_most("permuted-columns", TIKA))
    assert [row[:3] for row in after] == [row[:3] for row in before]
    for was, now in zip(before[:3], after[:3], strict=True):
        assert dict(zip(before[0], was, strict=True)) == dict(zip(after[0], now, strict=True))
    assert after[3] == before[3]


def test_columns_are_not_permuted_where_rows_are_longer_than_their_header():
    text = TIKA.replace("\t96%\n", "\t96%\n\t优\n")
    assert at_most("permuted-columns", text) == text


def test_synonyms_are_titles_of_the_same_field():
    from extractor.lexicon import lexicon

    titles = lexicon().indicator
    before, after = cells(TIKA)[0], cells(at_most("synonyms", TIKA))[0]
    assert before != after
    assert [titles.field(title) for title in before] == [titles.field(title) for title in after]


def test_full_width_says_the_same():
    import unicodedata

    wide = at_most("other-width", TIKA)
    assert "≥９５．５％" in wide
    assert unicodedata.normalize("NFKC", wide) == unicodedata.normalize("NFKC", TIKA)


def test_page_breaks_stand_between_rows():
    assert "— " in at_most("page-breaks", LINES)
    assert [row for row in cells(at_most("page-breaks", LINES)) if row[0].isdigit()] == cells(LINES)[1:]


def test_the_header_repeated_behind_a_page_break_is_the_one_above():
    other = "资金\t全年预算数\t全年执行数\t执行率\n年度资金总额\t20\t18\t90%\n其中：财政拨款\t20\t18\t90%\n"
    text = LINES + other
    for seed in range(8):
        kind = KINDS["page-breaks"]
        rows = cells(perturb(text, kind, 1 / kind.most, str(seed)).text)
        above = [[row[0] for row in rows[:at] if row[0] in ("序号", "资金")] for at in range(len(rows))]
        for at, row in enumerate(rows):
            if row[0].isdigit() or "财政" in row[0]:
                assert above[at][-1] == ("序号" if row[0].isdigit() else "资金")


def test_instructions_are_planted_outside_of_tables():
    assert cells(at_most("planted", TIKA)) == cells(TIKA)


def test_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="known are signs"):
        named(["noise"])
