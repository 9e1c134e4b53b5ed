"""Two runs, document by document: the same file with the same gold on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import UsageError
from extractor.evaluation.statistics.results import Measured, Results


@dataclass(frozen=True, slots=True)
class Pairing:
    """The documents of two runs.

    ``pairs`` are those of one name whose file and gold are the same to the byte, ``changed`` the names
    of those whose file or gold is not. The others stand in one run only.
    """

    pairs: tuple[tuple[Measured, Measured], ...]
    changed_documents: tuple[str, ...]
    changed_gold: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether both runs were over the same documents and gold."""
        return not (self.changed_documents or self.changed_gold or self.only_before or self.only_after)


def pair(before: Results, after: Results) -> Pairing:
    """Pair the documents by name."""
    olds = {one.document: one for one in before.documents}
    news = {one.document: one for one in after.documents}
    both = [(olds[name], news[name]) for name in sorted(olds.keys() & news.keys())]
    return Pairing(
        pairs=tuple(
            (old, new) for old, new in both if old.sha256 == new.sha256 and old.gold_sha256 == new.gold_sha256
        ),
        changed_documents=tuple(old.document for old, new in both if old.sha256 != new.sha256),
        changed_gold=tuple(old.document for old, new in both if old.gold_sha256 != new.gold_sha256),
        only_before=tuple(sorted(olds.keys() - news.keys())),
        only_after=tuple(sorted(news.keys() - olds.keys())),
    )


def pair_strictly(before: Results, after: Results) -> Pairing:
    """Pair them; raises UsageError where a document or its gold changed between the runs, or none is in both."""
    pairing = pair(before, after)
    _refuse(
        pairing.changed_documents, "the document is not the same file in both runs", "两次运行的文件内容不同"
    )
    _refuse(pairing.changed_gold, "the gold is not the same in both runs", "两次运行的标注不同")
    if not pairing.pairs:
        raise UsageError(
            "the two runs have no document in common: nothing can be compared",
            zh="两次运行没有相同的文件，无法比较",
        )
    return pairing


def _refuse(names: tuple[str, ...], why: str, zh: str) -> None:
    if names:
        raise UsageError(
            f"{why}: {', '.join(names)}; run the older engine again on what is there now",
            zh=f"{zh}：{'、'.join(names)}；请用旧引擎对现在的文件重新运行",
        )
