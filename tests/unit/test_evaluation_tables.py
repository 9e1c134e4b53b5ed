from extractor.evaluation.figures import Figures, Mistake, Rows
from extractor.evaluation.nodes import NAMES
from extractor.evaluation.outcome import DocumentScore, EvalRun
from extractor.evaluation.score import GROUPS, Sheet
from extractor.evaluation.tables import by_document, by_group, by_list, mistakes
from extractor.evaluation.words import rate, say


def cells(table):
    return [list(map(str, column.cells)) for column in table.columns]


def a_run(rows=None, groups=None, found=()):
    figures = Figures.of(3, 1, 0, 1)
    document = DocumentScore(
        document="[bold]a.txt",
        sha256="0",
        gold_sha256="0",
        status="ok",
        failure=None,
        figures=figures,
        groups=groups or {},
        rows=rows or {},
        mistakes=list(found),
    )
    return EvalRun(
        engine="hand",
        versions={},
        documents_folder="docs",
        gold_folder="gold",
        figures=figures,
        macro_f1=figures.f1,
        groups=groups or {},
        rows=rows or {},
        fields={},
        documents=[document],
    )


def test_rates_are_cut_off_so_that_only_one_prints_as_one():
    assert [rate(value) for value in (1.0, 0.99999, 0.29, 0.98765, 0.0, None)] == [
        "1.0000",
        "0.9999",
        "0.2900",
        "0.9876",
        "0.0000",
        "–",
    ]


def test_a_document_and_the_total():
    run = a_run(rows={"forms.indicators": Rows(gold=9, answered=9, found=8, right=7)})
    assert cells(by_document(run, "zh")) == [
        ["[bold]a.txt", "合计"],
        ["0.6000", "0.6000"],
        ["0.7500", "0.7500"],
        ["0.6666", "0.6666"],
        ["3", "3"],
        ["1", "1"],
        ["0", "0"],
        ["1", "1"],
        ["7/9", "7/9"],
    ]


def test_every_group_and_list_has_its_words_in_both_languages():
    rows = dict.fromkeys(NAMES, Rows(gold=1, answered=1, found=1, right=1))
    run = a_run(rows=rows, groups=dict.fromkeys(GROUPS, Figures.of(1, 0, 0, 0)))
    for lang in ("zh", "en"):
        assert len(set(cells(by_group(run, lang))[0])) == len(GROUPS)
        assert len(set(cells(by_list(run, lang))[0])) == len(NAMES)


def test_a_wrong_leaf_a_lost_row_and_a_lost_document():
    found = [
        Mistake(
            kind="wrong",
            error="text",
            field="title",
            pointer="/title",
            answer_pointer="/title",
            gold="[甲]",
            answer="乙",
        ),
        Mistake(
            kind="invented",
            error="invented_row",
            field="forms",
            answer_pointer="/forms/1",
            answer="",
            whole_row=True,
            leaves=3,
        ),
        Mistake(kind="missing", error="missing", field="", pointer="", gold="", whole_row=True, leaves=9),
    ]
    run = a_run(found=found)
    _, kinds, pointers, _, gold, answer = cells(mistakes([(run.documents[0], m) for m in found], "zh"))
    assert kinds == ["错", "多", "漏"]
    assert pointers == ["/title", "/forms/1", ""]
    assert gold == ["[甲]", "", "整份文件（9 项）"]
    assert answer == ["乙", "整行（3 项）", ""]


def test_an_empty_sheet_has_empty_tables():
    sheet = Sheet()
    assert (sheet.by_group(), sheet.by_list(), sheet.by_field()) == ({}, {}, {})
    assert say("no_mistakes", "en") == "No mistakes"
