"""The funds block: rows under money columns, label and amount in pairs, and loose “label: amount”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.pairs import apart, with_pairs
from extractor.engines.rules.values import put_number, row_label, says_nothing
from extractor.layout.alignment import Column, align
from extractor.layout.headers import Row, columns_of, distinct, names_source
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.quantity import number
from extractor.text import bare, clean

FUND_FIELDS = (
    "initial_budget", "annual_budget", "received", "executed", "max_score", "execution_rate", "score",
)  # fmt: skip
_MONEY = FUND_FIELDS[:4]
_UNIT = re.compile(r"\s*[(（](?:万元|亿元|元)[)）]\s*")
_TOTAL = "总额"
_SUM = "合计"
_FEWEST_LABELLED = 2
_ITEM = re.compile(
    r"^(?P<label>[^\d:：]+?)\s*[:：]?\s*(?P<amount>-?\d[\d,]*(?:\.\d+)?)\s*(?:万元|元)?\s*[:：]?\s*$"
)


class FundTable:
    """Reads rows under a header of money columns, ``below`` its second row where it has two."""

    def __init__(self, header: Row, below: Row | None = None) -> None:
        columns = list(columns_of(_without_block_title(header), lexicon().fund, below))
        first = next((at for at, column in enumerate(columns) if column.field in FUND_FIELDS), 0)
        named = [at + 1 for at, column in enumerate(columns[:first]) if column.field == "_source"]
        first = named[-1] if named else first
        if first:
            columns[first - 1] = Column("source", columns[first - 1].label)
        columns = with_pairs(_before_adjustment(columns), lexicon().fund)
        self.columns = tuple(columns) if first else (Column("source"), *columns)
        self._first = max(first, 1)
        titles = [clip.strip() for clip in header if lexicon().fund.field(clip.text) in _MONEY]
        sums = [clip for clip in titles if bare(clip.text) == _SUM]
        self._titles = tuple(sums or titles)

    def read(self, row: Row, form: Draft) -> None:
        """Add the fund line that a row states, and its “label: amount” items that fit no column."""
        if any(shape_of(clip.text) in ("number", "percent") for clip in row) and (line := self._line(row)):
            form.add("funds", line)
        for item in _items(row):
            form.add("fund_breakdown", item)

    def _line(self, row: Row) -> Draft | None:
        while len(row) > len(self.columns) and (
            row[0].text in lexicon().section or _UNIT.fullmatch(row[0].text)
        ):
            row = row[1:]
        alignment = align(self.columns, row)
        cells = apart(alignment.by_field(self.columns), self.columns)
        draft = Draft()
        for field in FUND_FIELDS:
            put_number(draft, field, cells.get(field))
        if not set(draft.leaves) & set(FUND_FIELDS):
            return None
        label = self._label([alignment.cells.get(index, Clip()) for index in range(self._first)])
        if label and (source := row_label(label)):
            draft.put("source", clean(source.text), source)
        else:
            named = clean(self._titles[0].text) if len(self._titles) == 1 else _TOTAL
            draft.put("source", named if named == _SUM else _TOTAL, *self._titles)
        return draft

    @staticmethod
    def _label(leading: Sequence[Clip]) -> Clip | None:
        """The row's label: the last of the cells before the figures that is no block's name."""
        labels = [clip for clip in leading if clip and clip.text not in lexicon().section]
        return labels[-1] if labels else None


def _before_adjustment(columns: Sequence[Column]) -> list[Column]:
    """Of two columns of the year's budget (预算数, 调整预算数) the first is the budget at its beginning."""
    budgets = [at for at, column in enumerate(columns) if column.field == "annual_budget"]
    is_adjusted = len(budgets) == 2 and "调整" in columns[budgets[1]].label
    if not is_adjusted or any(column.field == "initial_budget" for column in columns):
        return list(columns)
    return [
        Column("initial_budget", column.label) if at == budgets[0] else column
        for at, column in enumerate(columns)
    ]


def _without_block_title(header: Row) -> Row:
    """The header with the names of blocks in its first cells (年度预算数 over the row labels) blanked."""
    words, first = lexicon(), 0
    while header[first].text in words.section and any(
        words.fund.field(clip.text) in _MONEY[:2] for clip in header[first + 1 :]
    ):
        first += 1
    return (*[Clip()] * first, *header[first:])


class FundPairs:
    """Reads rows of label and amount in pairs, one pair for each titled block of the header."""

    def __init__(self, header: Row) -> None:
        words = lexicon().fund_block
        self._repeats = len(distinct(header)) < len([clip for clip in header if clip])
        blocks = [field for clip in distinct(header) if (field := words.field(clip.text))]
        self._blocks = [field for field in blocks if field in _MONEY]

    def read(self, row: Row, form: Draft) -> None:
        """Add the fund line that a row states; a row without a number states none."""
        if (line := self._line(row)) is not None:
            form.add("funds", line)

    def _line(self, row: Row) -> Draft | None:
        draft, labels, rest = Draft(), [], list[Clip]()
        for clip in distinct(row) if self._repeats else row:
            if clip.text in lexicon().section:
                continue
            if shape_of(clip.text) in ("text", "long", "level", "level1", "level2"):
                labels.append(clip)
                rest = []
            elif clip and labels and not rest:
                rest.append(clip)
                put_number(draft, self._field(labels), clip)
            elif clip:
                put_number(draft, "execution_rate", clip)
        if not draft or not labels:
            return None
        self._put_source(draft, labels)
        return draft

    def _field(self, labels: Sequence[Clip]) -> str:
        own = lexicon().fund.field(labels[-1].text)
        if own in _MONEY:
            return own
        return self._blocks[min(len(labels), len(self._blocks)) - 1]

    def _put_source(self, draft: Draft, labels: Sequence[Clip]) -> None:
        if lexicon().fund.field(labels[0].text) in _MONEY:
            draft.put("source", _TOTAL, *(label.strip() for label in labels))
        else:
            source = row_label(labels[0])
            draft.put("source", clean(source.text), source)


def is_pair_row(row: Row) -> bool:
    """Whether the row holds money labels, each before its amount."""
    words = lexicon().fund
    filled = [clip for clip in row if clip]
    pairs = zip(filled, filled[1:], strict=False)
    return any(
        words.field(label.text) in _MONEY and shape_of(amount.text) == "number" for label, amount in pairs
    )


def is_pair_header(row: Row, below: Row) -> bool:
    """Whether the row titles blocks of label and amount, as the row below shows."""
    return _blocks(row) >= 2 and _blocks(distinct(row)) >= 2 and is_pair_row(below)


def _blocks(row: Row) -> int:
    """How many cells title a block."""
    words = lexicon().fund_block
    return sum([words.field(clip.text) in _MONEY for clip in row])


def read_labelled_funds(row: Row, form: Draft) -> None:
    """Add the fund lines of a row without a header: each source before its amount (年度资金总额 · 79)."""
    cells = distinct(row)
    if (line := _labelled_line(cells)) is not None:
        form.add("funds", line)
        return
    for label, amount in zip(cells, cells[1:], strict=False):
        is_source = names_source(label.text) and label.text not in lexicon().head
        if shape_of(amount.text) != "number" or not is_source:
            continue
        draft, source = Draft(), row_label(label)
        draft.put("source", clean(source.text), source)
        put_number(draft, "annual_budget", amount)
        form.add("funds", draft)


def _labelled_line(cells: Row) -> Draft | None:
    """The one fund line of a row of column titles with their figures (预算数 · 17 · 执行数 · 16 · 执行率 · 94%)."""
    draft, labels = Draft(), list[Clip]()
    for label, figure in zip(cells, cells[1:], strict=False):
        field = lexicon().fund.field(label.text)
        if field in FUND_FIELDS and shape_of(figure.text) in ("number", "percent"):
            put_number(draft, field, figure)
            labels.append(label)
    if len(set(draft.leaves) & set(_MONEY)) < _FEWEST_LABELLED:
        return None
    draft.put("source", _TOTAL, *labels)
    return draft


def _items(row: Row) -> Iterator[Draft]:
    for clip in distinct(row):
        if not says_nothing(clip) and clip.text not in lexicon().section:
            item = _item(clip)
            if item is not None:
                yield item


def _item(clip: Clip) -> Draft | None:
    source = row_label(clip)
    match = _ITEM.match(source.text)
    if not match or not any(char.isalpha() for char in match["label"]):
        return None
    label, amount = source[match.start("label") : match.end("label")], match["amount"]
    draft = Draft()
    draft.put("label", clean(label.text), label)
    draft.put("amount", number(amount), source[match.start("amount") : match.end("amount")])
    return draft
