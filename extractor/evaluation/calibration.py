"""Whether the tool is as right as it is sure, and how much error is left when clerks review what it doubts.

Everything here is computed from a list of `Judged` cells, of one document or of many.

- Reliability and the expected calibration error: the cells that carry a confidence, in bins of equally
  many (cells of one confidence are never parted), each with its mean confidence and its share of right
  cells; the error is the mean distance of the two (Naeini, Cooper and Hauskrecht 2015, with equal mass).
- Risk and coverage: cells are reviewed in the order in which the tool doubts them: those that carry a
  finding first, then the least sure, text of the file's own last; a reviewed cell is right thereafter.
  Cells that are equal in this stand in no order, and share their errors evenly. ``aurc`` is the mean of
  the risk over all coverages (Geifman, Uziel and El-Yaniv 2019).
- Review of what is flagged: what a clerk does who follows every finding, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extractor.evaluation.figures import Closed
from extractor.evaluation.judged import Judged

BINS = 10
_STEPS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)


class Bin(Closed):
    """Cells of like confidence, from ``least`` to ``most``; ``right`` is the share of them that is right."""

    cells: int
    least: float
    most: float
    confidence: float
    right: float


class Reviewed(Closed):
    """What is left after the most doubted share of the cells was reviewed.

    ``risk`` is the share of wrong cells among those not reviewed (None where all were),
    ``residual`` their share of all cells.
    """

    share: float
    risk: float | None
    residual: float


class FollowedFlags(Closed):
    """What is left when every cell that carries a finding is reviewed.

    ``share`` of the cells are reviewed. Of the ``wrong`` cells ``found`` are mended, of the ``missing``
    (in gold, not answered) ``pointed_out`` are filled in; ``residual`` is the share of cells still
    not as in gold, among all that either side states. A share of nothing is None.
    """

    share: float | None
    wrong: int
    found: int
    missing: int
    pointed_out: int
    residual: float | None


class Calibration(Closed):
    """How far the tool's own doubts can be relied on; rates are None where there is nothing to count.

    ``cells`` were answered, ``sure`` of them carry a confidence. ``aurc_best`` is that of the best
    order there is, ``error`` (the share of wrong cells) that of any order by chance.
    """

    cells: int
    sure: int
    error: float | None
    ece: float | None
    bins: list[Bin]
    curve: list[Reviewed]
    aurc: float | None
    aurc_best: float | None
    flagged: FollowedFlags


def calibrate(judged: Sequence[Judged], bins: int = BINS) -> Calibration:
    """The calibration of these cells."""
    answered = [cell for cell in judged if cell.answered]
    reliability = list(_bins(answered, bins))
    sure = sum(one.cells for one in reliability)
    gap = sum(one.cells * abs(one.right - one.confidence) for one in reliability)
    wrong = sum(not cell.right for cell in answered)
    return Calibration(
        cells=len(answered),
        sure=sure,
        error=wrong / len(answered) if answered else None,
        ece=gap / sure if sure else None,
        bins=reliability,
        curve=[_reviewed(answered, share) for share in _STEPS] if answered else [],
        aurc=_aurc(answered, doubt),
        aurc_best=_aurc(answered, lambda cell: float(not cell.right)),
        flagged=_followed(judged),
    )


def doubt(cell: Judged) -> float:
    """How far in front a cell comes for review, from 2 (flagged, not sure at all) to 0 (the file's own text)."""
    unsure = 0.0 if cell.confidence is None else 1 - cell.confidence
    return cell.flagged + unsure


def _bins(answered: Sequence[Judged], bins: int) -> Iterator[Bin]:
    sure = sorted((cell.confidence, cell.right) for cell in answered if cell.confidence is not None)
    begin, closed = 0, 0
    for end in range(1, len(sure) + 1):
        due = end * bins >= (closed + 1) * len(sure)
        if due and (end == len(sure) or sure[end][0] != sure[end - 1][0]):
            members = sure[begin:end]
            yield Bin(
                cells=len(members),
                least=members[0][0],
                most=members[-1][0],
                confidence=sum(confidence for confidence, _ in members) / len(members),
                right=sum(right for _, right in members) / len(members),
            )
            begin, closed = end, end * bins // len(sure)


def _groups(answered: Sequence[Judged], key: Callable[[Judged], float]) -> Iterator[tuple[int, int]]:
    """Cells and wrong ones among them, for each value of ``key``, from the least."""
    for _, group in groupby(sorted(answered, key=key), key):
        members = list(group)
        yield len(members), sum(not cell.right for cell in members)


def _reviewed(answered: Sequence[Judged], share: float) -> Reviewed:
    left = len(answered) * (1 - share)
    wrong, kept = 0.0, 0.0
    for cells, faulty in _groups(answered, doubt):
        taken = min(float(cells), left - kept)
        wrong += faulty * taken / cells
        kept += taken
    return Reviewed(share=share, risk=wrong / left if left else None, residual=wrong / len(answered))


def _aurc(answered: Sequence[Judged], key: Callable[[Judged], float]) -> float | None:
    """The mean risk over coverages of 1, 2, … all cells, the least doubted covered first."""
    total, wrong, covered = 0.0, 0.0, 0
    for cells, faulty in _groups(answered, key):
        for _ in range(cells):
            covered += 1
            wrong += faulty / cells
            total += wrong / covered
    return total / covered if covered else None


def _followed(judged: Sequence[Judged]) -> FollowedFlags:
    answered = [cell for cell in judged if cell.answered]
    wrong = [cell for cell in answered if not cell.right]
    missing = [cell for cell in judged if not cell.answered]
    found, pointed_out = (sum(cell.flagged for cell in cells) for cells in (wrong, missing))
    left = len(wrong) - found + len(missing) - pointed_out
    return FollowedFlags(
        share=sum(cell.flagged for cell in answered) / len(answered) if answered else None,
        wrong=len(wrong),
        found=found,
        missing=len(missing),
        pointed_out=pointed_out,
        residual=left / len(judged) if judged else None,
    )
