"""ANLS*, a secondary figure: likeness of texts instead of equality, as other benchmarks report it.

It is computed by its authors' library (Peer et al. 2024, arXiv 2402.03848) over the rows
of each list, flat: rows below a row stand beside it, in a list of their own.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec

from extractor.errors import PartMissing
from extractor.evaluation.pairs import Leaves, Pair

Flat = dict[str, list[dict[str, str]]]


def check_anls() -> None:
    """Raise PartMissing where the library is not installed."""
    if not _installed():
        raise PartMissing(
            "ANLS* is not installed: pip install 'indicator-extractor[eval]', or leave out --anls",
            zh="没有安装 ANLS*：请运行 pip install 'indicator-extractor[eval]'，或去掉 --anls",
        )


def _installed() -> bool:
    return find_spec("anls_star") is not None


def anls(walked: list[Pair]) -> float | None:
    """ANLS* of an answer (0 to 1), None where the library is not installed.

    Takes seconds for a hundred rows, as every row is compared with every other.
    """
    if not _installed():
        return None
    from anls_star import anls_score

    gold, answer = _flat(walked, answer=False), _flat(walked, answer=True)
    return anls_score(gold, answer, return_gt=False, return_key_scores=False)


def _flat(walked: list[Pair], *, answer: bool) -> Flat:
    lists: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for pair in walked:
        row = pair.answer if answer else pair.gold
        if row and row.leaves:
            lists[row.kind or "report"].append(_texts(row.leaves))
    return dict(lists)


def _texts(leaves: Leaves) -> dict[str, str]:
    return {
        name: f"{value:.10g}" if isinstance(value, float) else str(value) for name, value in leaves.items()
    }
