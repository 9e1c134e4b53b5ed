"""What a scoring counts, and the rates that follow; what is the matter with a leaf or a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.evaluation.compare import Scalar
from extractor.result import Lang, Usage

Kind = Literal["wrong", "missing", "invented"]
Verdict = Literal["right"] | Kind
# What is the matter with a leaf, and with a row that found no partner: see docs/scoring.md.
ErrorKind = Literal[
    "missing", "invented", "digit", "magnitude", "operator", "unit", "neighbour", "text", "format"
]
RowError = Literal["missing_row", "invented_row", "doubled_row", "misplaced_row"]


class Closed(BaseModel):
    """A part of a result file: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Figures(Closed):
    """Counts of leaves, and the rates that follow.

    A wrong leaf is counted once here and twice in the rates: as an answer that is not
    right and as gold that was not found. A rate is None where nothing was to be counted.
    """

    right: int
    wrong: int
    missing: int
    invented: int
    precision: float | None
    recall: float | None
    f1: float | None

    @classmethod
    def of(cls, right: int, wrong: int, missing: int, invented: int) -> Figures:
        """The figures of these counts."""
        answered, gold = right + wrong + invented, right + wrong + missing
        return cls(
            right=right,
            wrong=wrong,
            missing=missing,
            invented=invented,
            precision=right / answered if answered else None,
            recall=right / gold if gold else None,
            f1=2 * right / (answered + gold) if answered + gold else None,
        )

    @classmethod
    def sum(cls, several: Iterable[Figures]) -> Figures:
        """The figures of several parts together."""
        counts = [(one.right, one.wrong, one.missing, one.invented) for one in several]
        return cls.of(*map(sum, zip(*counts, strict=True))) if counts else cls.of(0, 0, 0, 0)


class Rows(Closed):
    """Rows of one list: in gold, answered, aligned with one another, and right in every leaf."""

    gold: int
    answered: int
    found: int
    right: int

    @classmethod
    def sum(cls, several: Sequence[Rows]) -> Rows:
        """The rows of several documents together."""
        return cls(**{name: sum(getattr(one, name) for one in several) for name in cls.model_fields})


class Mistake(Closed):
    """A leaf that is not as in gold, or a whole row that is missing or invented.

    ``error`` says what is the matter with it. ``pointer`` is a JSON Pointer into gold,
    ``answer_pointer`` into the answer; None where there is no such leaf. ``belongs`` points to
    the leaf or row of gold whose value was given here, None where that is not known. For a
    ``whole_row``, ``gold`` or ``answer`` is its name, and ``leaves`` the number of leaves it
    stands for; the whole document (``field`` empty) is ``missing`` as such.
    """

    kind: Kind
    error: ErrorKind | RowError
    field: str
    pointer: str | None = None
    answer_pointer: str | None = None
    gold: Scalar | None = None
    answer: Scalar | None = None
    belongs: str | None = None
    whole_row: bool = False
    leaves: int = 1


class Failure(Closed):
    """Why a document could not be read."""

    message: str
    message_en: str

    def said(self, lang: Lang) -> str:
        """The message in the language asked for."""
        return self.message if lang == "zh" else self.message_en


class Flags(Closed):
    """What the tool's own findings (errors and warnings) say of its mistakes.

    ``wrong`` counts the leaves that are not as in gold, ``carried`` those of them that carry a
    finding, ``share`` is the one over the other (None where nothing is wrong). ``pointing`` counts the
    findings that point into the answer, ``false_alarms`` those of them, by rule, that point only at
    what is right. See `evaluation.carried` for when a leaf carries a finding.
    """

    wrong: int
    carried: int
    share: float | None
    pointing: int
    false_alarms: dict[str, int]

    @property
    def alarms(self) -> int:
        """The false alarms of all rules."""
        return sum(self.false_alarms.values())

    @classmethod
    def of(cls, wrong: int, carried: int, pointing: int, false_alarms: dict[str, int]) -> Flags:
        """The flags of these counts."""
        share = carried / wrong if wrong else None
        return cls(wrong=wrong, carried=carried, share=share, pointing=pointing, false_alarms=false_alarms)

    @classmethod
    def sum(cls, flags: Sequence[Flags]) -> Flags:
        """The flags of several documents together."""
        alarms: Counter[str] = Counter()
        for one in flags:
            alarms.update(one.false_alarms)
        wrong, carried = sum(one.wrong for one in flags), sum(one.carried for one in flags)
        return cls.of(wrong, carried, sum(one.pointing for one in flags), dict(sorted(alarms.items())))


class Whereabouts(Closed):
    """Where the evidence of the cells that were read right leads.

    ``place`` counts those led to where the value stands, ``page_only`` those led to its page only,
    ``elsewhere`` those led to another page. ``unchecked`` have evidence, but the document does not tell
    where it should lead; ``without`` have none. The rates are over those that could be checked, None
    where there are none. See `evaluation.whereabouts`.
    """

    place: int
    page_only: int
    elsewhere: int
    unchecked: int
    without: int
    page_accuracy: float | None
    place_accuracy: float | None

    @classmethod
    def of(cls, *, place: int, page_only: int, elsewhere: int, unchecked: int, without: int) -> Whereabouts:
        """The figures of these counts."""
        checked = place + page_only + elsewhere
        return cls(
            place=place,
            page_only=page_only,
            elsewhere=elsewhere,
            unchecked=unchecked,
            without=without,
            page_accuracy=(place + page_only) / checked if checked else None,
            place_accuracy=place / checked if checked else None,
        )

    @classmethod
    def sum(cls, several: Sequence[Whereabouts]) -> Whereabouts:
        """The figures of several documents together."""
        names = ("place", "page_only", "elsewhere", "unchecked", "without")
        return cls.of(**{name: sum(getattr(one, name) for one in several) for name in names})


class Spent(Closed):
    """What the reading took: calls to a model, tokens, and US dollars (None where a price is not known).

    ``seconds`` of wall time are None in a file that is kept, which is to be the same every time.
    """

    calls: int
    cache_hits: int
    input_tokens: int
    output_tokens: int
    cost: float | None
    seconds: float | None = None

    @classmethod
    def of(cls, usage: Usage | None) -> Spent:
        """What a result says that it took; nothing for a document that gave none."""
        taken = usage or Usage(engine="")
        return cls(**{name: getattr(taken, name) for name in cls.model_fields})

    @classmethod
    def sum(cls, several: Sequence[Spent]) -> Spent:
        """What several documents took; a sum with an unknown part is unknown."""
        return cls(
            calls=sum(one.calls for one in several),
            cache_hits=sum(one.cache_hits for one in several),
            input_tokens=sum(one.input_tokens for one in several),
            output_tokens=sum(one.output_tokens for one in several),
            cost=_sum([one.cost for one in several]),
            seconds=_sum([one.seconds for one in several]),
        )


def _sum(parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None
