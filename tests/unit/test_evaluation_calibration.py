"""Reliability, risk against coverage and review of flags, computed by hand."""

import pytest

from extractor.evaluation.calibration import calibrate
from extractor.evaluation.judged import Judged


def cell(confidence, right, *, flagged=False, answered=True):
    return Judged("/title", "title", answered, right, confidence, flagged)


CELLS = [cell(0.9, True), cell(0.9, False), cell(0.5, True), cell(0.2, False, flagged=True)]


def test_expected_calibration_error_over_bins_of_equal_mass():
    found = calibrate(CELLS, bins=2)
    assert [(one.cells, one.least, one.most, one.right) for one in found.bins] == [
        (2, 0.2, 0.5, 0.5),
        (2, 0.9, 0.9, 0.5),
    ]
    # half of |0.5 - 0.35| and half of |0.5 - 0.9|
    assert found.ece == pytest.approx(0.275)


def test_cells_of_one_confidence_are_never_parted_between_bins():
    found = calibrate([cell(0.8, True)] * 3 + [cell(0.8, False)] * 2 + [cell(0.9, True)], bins=3)
    assert [one.cells for one in found.bins] == [5, 1]
    assert found.bins[0].right == pytest.approx(0.6)


def test_risk_and_residual_error_after_review():
    points = {point.share: point for point in calibrate(CELLS).curve}
    assert (points[0].risk, points[0].residual) == (0.5, 0.5)
    # 1.2 of four reviewed: the flagged one, then a fifth of the one with 0.5, which was right
    assert points[0.3].risk == pytest.approx(1 / 2.8)
    assert points[0.3].residual == pytest.approx(0.25)
    # the two with 0.9 are left, and one of them is wrong
    assert (points[0.5].risk, points[0.5].residual) == (0.5, 0.25)


def test_area_under_the_curve_with_its_best_and_its_chance():
    found = calibrate(CELLS)
    # risks at 1 to 4 cells covered: 1/2, 1/2 (in no order among the two), 1/3, 2/4
    assert found.aurc == pytest.approx((0.5 + 0.5 + 1 / 3 + 0.5) / 4)
    assert found.aurc_best == pytest.approx((0 + 0 + 1 / 3 + 0.5) / 4)
    assert found.error == 0.5


def test_a_clerk_who_follows_every_finding_and_no_more():
    lost = [cell(None, False, answered=False, flagged=flagged) for flagged in (True, False)]
    found = calibrate([*CELLS, *lost]).flagged
    assert (found.share, found.wrong, found.found) == (0.25, 2, 1)
    assert (found.missing, found.pointed_out) == (2, 1)
    # one wrong and one missing of six
    assert found.residual == pytest.approx(1 / 3)


def test_findings_come_before_confidence_and_the_files_own_text_last():
    cells = [cell(None, False, flagged=True), cell(0.1, True), cell(None, True)]
    assert calibrate(cells).curve[-2].share == 0.3
    # of the three the flagged one is reviewed first: 0.9 of it at 30 %
    assert calibrate(cells).curve[-2].residual == pytest.approx(0.1 / 3)
    assert calibrate(cells).sure == 1


def test_nothing_to_judge_has_no_rates():
    found = calibrate([])
    assert (found.cells, found.error, found.ece, found.aurc, found.curve) == (0, None, None, None, [])
    assert (found.flagged.share, found.flagged.residual) == (None, None)
