from typing import get_args

from extractor.evaluation.figures import (
    ErrorKind,
    Figures,
    Flags,
    Mistake,
    RowError,
    Rows,
    Spent,
    Whereabouts,
)
from extractor.evaluation.nodes import NAMES
from extractor.evaluation.outcome import DocumentScore, EvalRun
from extractor.evaluation.score import GROUPS, Sheet
from extractor.evaluation.tables import by_document, by_error, by_group, by_list, by_work, mistakes, summary
from extractor.evaluation.words import rate, say


def cells(table):
    return [list(map(str, column.cells)) for column in table.columns]


def a_run(rows=None, groups=None, found=(), **more):
    figures = Figures.of(3, 1, 0, 1)
    measured = {
        "figures": figures,
        "lenient": Figures.of(4, 0, 0, 1),
        "groups": groups or {},
        "rows": rows or {},
        "errors": {"digit": 1, "invented": 1},
        "row_errors": {"invented_row": 1},
        "order": 2,
        "edits": 2,
        "abstained": 1,
        "flags": Flags.of(2, 1, 3, {"low_confidence": 1}),
        "whereabouts": Whereabouts.of(place=6, page_only=1, elsewhere=1, unchecked=4, without=2),
        "spent": Spent(calls=5, cache_hits=0, input_tokens=900, output_tokens=100, cost=None, seconds=1.25),
        **more,
    }
    document = DocumentScore(
        **measured,
        document="[bold]a.txt",
        sha256="0",
        gold_sha256="0",
        status="partial",
        failure=None,
        mistakes=list(found),
    )
    return EvalRun(
        **measured,
        engine="hand",
        versions={},
        documents_folder="docs",
        gold_folder="gold",
        macro_f1=figures.f1,
        documents_right=0,
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


def test_what_is_left_to_a_clerk_and_what_the_reading_took():
    assert [column[0] for column in cells(by_work(a_run(), "en"))] == [
        "[bold]a.txt",
        "partly",
        "2",
        "1",
        "1/2",
        "1",
        "7/8",
        "6/8",
        "5",
        "1000",
        "–",
        "1.2",
    ]


def test_errors_by_kind_have_their_words_in_both_languages():
    assert cells(by_error(a_run(), "zh")) == [["数字错", "多读", "多行"], ["1", "1", ""], ["", "", "1"]]
    kinds = dict.fromkeys(get_args(ErrorKind), 1), dict.fromkeys(get_args(RowError), 1)
    run = a_run(errors=kinds[0], row_errors=kinds[1])
    for lang in ("zh", "en"):
        assert len(set(cells(by_error(run, lang))[0])) == len(kinds[0]) + len(kinds[1])


def test_the_figures_of_the_whole_run():
    assert list(summary(a_run(anls=0.5), "en")) == [
        "Mean F1 of the documents: 0.6666 (1 documents)",
        "Documents entirely right: 0/1; F1 but for format 0.8888; edits to make all right: 2; failed: 0",
        "2 rows stand in another order than in gold (no error)",
        "ANLS* (mean of the documents, secondary): 0.5000",
    ]
