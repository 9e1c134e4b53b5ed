"""Which mistakes carry a finding, and which findings are false alarms."""

from extractor.evaluation.carried import flags
from extractor.report import Form, FundLine, Goal, Indicator, Quantity, Report
from extractor.result import Evidence, Finding, PageSource, Result, Source, Usage

TARGET = "/forms/0/indicators/0/target"


def report(text="≥95%", value=95, score=10, rows=1, executed=16.94):
    rows = [
        Indicator(
            level3=f"指标{at}",
            target=Quantity(text=text, operator=">=", value=value, unit="%"),
            score=score,
        )
        for at in range(rows)
    ]
    funds = [FundLine(source="总额", annual_budget=17, executed=executed)]
    goals = [Goal(expected="安全")]
    return Report(forms=[Form(kind="project", title="自评表", indicators=rows, funds=funds, goals=goals)])


def place(start, end, text):
    return Evidence(page=1, start=start, end=end, text=text, match="exact")


def finding(*pointers, severity="warning", places=(), found=None):
    return Finding(
        rule="low_confidence",
        severity=severity,
        pointers=list(pointers),
        message="存疑",
        message_en="doubtful",
        found=found,
        places=list(places),
    )


def answer(read, *findings, evidence=None, status="ok"):
    return Result(
        status=status,
        report=read,
        source=Source(file="a.pdf", sha256="0", media_type="application/pdf", pages=[]),
        evidence=evidence or {},
        findings=list(findings),
        usage=Usage(engine="rules"),
    )


def test_a_finding_at_the_cell_covers_all_leaves_of_its_quantity():
    marks = flags(report(), answer(report("≥55%", 55), finding(TARGET)))
    assert (marks.wrong, marks.carried, marks.share) == (2, 2, 1.0)
    assert marks.false_alarms == {}


def test_a_finding_at_the_row_or_the_form_covers_nothing():
    for pointer in ("/forms/0/indicators/0", "/forms/0", ""):
        marks = flags(report(), answer(report("≥55%", 55), finding(pointer)))
        assert (marks.wrong, marks.carried) == (2, 0)
        assert marks.false_alarms == {}


def test_a_finding_at_the_row_that_stands_in_the_very_cell_covers_it():
    evidence = {TARGET: [place(40, 44, "≥55%")]}
    inside = finding("/forms/0/indicators/0", places=[place(41, 43, "55")])
    whole_row = finding("/forms/0/indicators/0", places=[place(30, 60, "指标0 | ≥55% | 10")])
    beside = finding("/forms/0/indicators/0", places=[place(50, 52, "10")])
    read = report("≥55%", 55)
    assert flags(report(), answer(read, inside, evidence=evidence)).carried == 2
    assert flags(report(), answer(read, whole_row, evidence=evidence)).carried == 0
    assert flags(report(), answer(read, beside, evidence=evidence)).carried == 0


def test_information_is_no_finding_that_a_clerk_follows():
    marks = flags(report(), answer(report("≥55%", 55), finding(TARGET, severity="info")))
    assert (marks.carried, marks.pointing) == (0, 0)


def test_a_value_not_read_is_covered_where_its_empty_cell_is_pointed_at():
    marks = flags(report(), answer(report(score=None), finding("/forms/0/indicators/0/score")))
    assert (marks.wrong, marks.carried) == (1, 1)


def test_a_value_not_read_is_covered_by_a_finding_at_the_row_that_quotes_it():
    read = report(executed=None)
    quoting = finding("/forms/0/funds/0", places=[place(9, 14, "16.94")])
    other = finding("/forms/0/funds/0", places=[place(9, 14, "16.49")])
    assert flags(report(), answer(read, quoting)).carried == 1
    assert flags(report(), answer(read, other)).carried == 0


def test_a_missing_row_is_covered_only_as_far_as_its_cells_are_quoted():
    gold, read = report(rows=2), report(rows=1)
    marks = flags(gold, answer(read, finding("/forms/0", places=[place(9, 12, "指标1")])))
    assert (marks.wrong, marks.carried) == (6, 1)
    short = flags(gold, answer(read, finding("/forms/0", found="%")))
    assert short.carried == 0


def test_a_missing_row_is_covered_by_a_finding_in_whose_place_most_of_it_stands():
    gold, read = report(rows=2), report(rows=1)
    region = "指标1 ≥95% 96% 10 10"
    assert flags(gold, answer(read, finding("/forms/0", places=[place(0, 20, region)]))).carried == 6
    assert flags(gold, answer(read, finding("", places=[place(0, 20, region)]))).carried == 6
    for pointer, text in (("/forms/0", "指标7 ≥95% 10"), ("/forms/1", region)):
        assert flags(gold, answer(read, finding(pointer, places=[place(0, 20, text)]))).carried == 0


def test_a_value_not_read_is_covered_by_a_finding_at_its_object_in_whose_place_it_stands():
    read = report(executed=None)
    for pointer, carried in (("/forms/0/funds/0", 1), ("/forms/0", 0)):
        told = finding(pointer, places=[place(0, 20, "总额 17 16.94")])
        assert flags(report(), answer(read, told)).carried == carried


def test_an_invented_row_is_covered_cell_by_cell():
    marks = flags(report(rows=1), answer(report(rows=2), finding("/forms/0/indicators/1/score")))
    assert (marks.wrong, marks.carried) == (6, 1)


def test_a_finding_that_points_at_what_is_right_is_a_false_alarm():
    alarms = [finding(TARGET), finding("/forms/0/funds/0"), finding()]
    marks = flags(report(), answer(report(score=9), *alarms, finding("/forms/0/indicators/0")))
    assert marks.pointing == 3
    assert marks.false_alarms == {"low_confidence": 2}


def test_a_pointer_covers_no_row_whose_number_only_begins_alike():
    gold = report(rows=11)
    read = report(rows=11)
    read.forms[0].indicators[10].score = 1
    marks = flags(
        gold, answer(read, finding("/forms/0/indicators/1"), finding("/forms/0/indicators/1/score"))
    )
    assert (marks.carried, marks.false_alarms) == (0, {"low_confidence": 2})


def test_an_answer_that_failed_counts_nothing():
    marks = flags(report(), None)
    assert (marks.wrong, marks.share) == (0, None)
    assert flags(report(), answer(Report(), status="failed")).wrong == 0


def test_what_is_wrong_in_a_text_itself_leads_nobody_to_the_reading_but_does_on_a_scan():
    wrong = finding(TARGET).model_copy(update={"cause": "document"})
    of_text = answer(report(), wrong)
    scan = PageSource(number=1, read_by="ocr rapid", characters=9, confidence=0.97)
    of_scan = answer(report(), wrong)
    of_scan.source.pages.append(scan)
    assert (flags(report(), of_text).false_alarms, flags(report(), of_text).pointing) == ({}, 0)
    assert flags(report(), of_scan).false_alarms == {"low_confidence": 1}
