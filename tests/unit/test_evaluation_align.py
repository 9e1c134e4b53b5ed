from extractor.evaluation.align import align
from extractor.evaluation.nodes import NAMES, tree
from extractor.report import Form, Indicator, ProjectLine, Report


def rows(*items):
    (form,) = tree(Report(forms=[Form(kind="project", indicators=list(items))])).lists["forms"]
    return form.lists.get("indicators", ())


def matched(gold, answer):
    return [(one and one.index, other and other.index) for one, other in align(gold, answer)]


def row(name, score, max_score=10, **others):
    return Indicator(
        level1="产出指标", level2="数量指标", level3=name, score=score, max_score=max_score, **others
    )


def test_rows_are_matched_by_name_not_by_place_or_values():
    gold = rows(row("培训人数", 8), row("开课次数", 9))
    answer = rows(row("开课次数", 8), row("培训人数", 9))
    assert matched(gold, answer) == [(0, 1), (1, 0)]


def test_of_two_rows_with_one_name_the_values_decide():
    gold = rows(row("合格率", 5), row("合格率", 7))
    answer = rows(row("合格率", 7), row("合格率", 6))
    assert matched(gold, answer) == [(0, 1), (1, 0)]


def test_a_doubled_row_leaves_one_invented():
    assert matched(rows(row("合格率", 5)), rows(row("合格率", 5), row("合格率", 5))) == [(0, 0), (None, 1)]


def test_a_missing_row_in_the_middle_does_not_move_the_others():
    gold = rows(row("甲数", 1), row("乙数", 2), row("丙数", 3))
    assert matched(gold, rows(row("甲数", 1), row("丙数", 3))) == [(0, 0), (1, None), (2, 1)]


def test_a_row_with_only_its_name_misread_is_still_that_row():
    assert matched(rows(row("培训人数", 8)), rows(row("指标1：培训人数", 8))) == [(0, 0)]


def test_a_row_with_name_and_values_wrong_is_one_missing_and_one_invented():
    gold = rows(row("培训人数", 8, 10, completion="优"))
    answer = rows(row("投诉件数", 3, 5, completion="差"))
    assert matched(gold, answer) == [(0, None), (None, 0)]


def test_a_row_with_its_name_right_and_all_values_wrong_is_that_row():
    gold = rows(Indicator(level3="培训人数", score=8, max_score=10))
    answer = rows(Indicator(level3="培训人数", score=1, max_score=2))
    assert matched(gold, answer) == [(0, 0)]


def test_a_template_without_third_level_is_named_by_the_second():
    gold = rows(Indicator(level2="数量指标", score=1), Indicator(level2="质量指标", score=2))
    answer = rows(Indicator(level2="质量指标", score=1), Indicator(level2="数量指标", score=2))
    assert matched(gold, answer) == [(0, 1), (1, 0)]


def test_names_are_compared_like_any_text():
    assert matched(rows(row("“雪亮” 工程", 1)), rows(row('"雪亮"工程', 2))) == [(0, 0)]


def test_forms_without_their_name_are_told_apart_by_their_rows():
    def forms(*items):
        made = [Form(kind="project", title="自评表", project_name=name, indicators=[r]) for name, r in items]
        return tree(Report(forms=made)).lists["forms"]

    gold = forms(("甲项目", row("培训人数", 8)), ("乙项目", row("维修次数", 4)))
    answer = forms((None, row("维修次数", 4)), (None, row("培训人数", 8)))
    assert matched(gold, answer) == [(0, 1), (1, 0)]


def test_every_list_of_the_contract_has_a_name_to_align_by():
    report = Report.model_validate(_one_of_everything())
    kinds: set[str] = set()
    todo = [tree(report)]
    while todo:
        node = todo.pop()
        todo += [below for items in node.lists.values() for below in items]
        kinds.add(node.kind)
    assert kinds - {""} == set(NAMES)
    lists = {name for name, field in Report.model_fields.items() if str(field.annotation).startswith("list")}
    assert {kind for kind in kinds if kind and "." not in kind} == lists


def _one_of_everything():
    form = {
        "kind": "project",
        "funds": [{}],
        "fund_breakdown": [{"label": "其他"}],
        "goals": [{}],
        "indicators": [{}],
    }
    line = ProjectLine().model_dump()
    return {
        "project_list": [line],
        "narrative_projects": [line],
        "forms": [form],
        "narrative_indicators": [{}],
        "data_table": [{"column": "", "text": "1"}],
        "conclusions": [{"quote": "好"}],
    }
