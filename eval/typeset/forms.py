"""A form as a grid: its head, funds, goals, indicators and closing rows."""

from __future__ import annotations

from typeset.content import Entry, First, FormContent, Money, Second
from typeset.expected import item_score, second_name
from typeset.grid import Grid, GridBuilder, GridCell, spread
from typeset.model import Column, FundBlock, GoalBlock, IndicatorBlock, Layout, Row, Total

_MONEY = {
    "initial_budget": "initial",
    "annual_budget": "annual",
    "received": "received",
    "executed": "executed",
    "execution_rate": "rate",
}


def typeset(layout: Layout, content: FormContent) -> Grid:
    """Set the table of one form."""
    builder = GridBuilder(_width(layout))
    if layout.title_in_table:
        for line in filter(None, (layout.title, layout.year_line)):
            builder.row([line.format(**content.facts)])
    _rows(builder, layout.head, content)
    if layout.funds:
        _set_funds(builder, layout.funds, content)
    _rows(builder, layout.middle, content)
    if layout.goals:
        _set_goals(builder, layout.goals, content)
    _set_indicators(builder, layout.indicators, content)
    _rows(builder, layout.closing, content)
    return builder.build()


def _width(layout: Layout) -> int:
    needs = [len(layout.indicators.columns) + bool(layout.indicators.label), *map(len, layout.head)]
    if layout.funds:
        pairs = sum(bool(column.group) for column in layout.funds.columns)
        needs.append(len(layout.funds.columns) + (1 + pairs if layout.funds.shape == "paired" else 2))
        needs.append(5 if layout.funds.shape == "amounts" else 0)
    if layout.goals:
        needs.append(len(layout.goals.columns) + 1)
    return max(needs) + layout.extra_columns


def _rows(builder: GridBuilder, rows: tuple[Row, ...], content: FormContent) -> None:
    for row in rows:
        texts = [cell.format(**content.facts) for cell in row]
        builder.row(texts, [1.0 if index % 2 == 0 else 2.0 for index in range(len(texts))])


def _set_funds(builder: GridBuilder, block: FundBlock, content: FormContent) -> None:
    top = builder.height
    {"table": _fund_table, "paired": _fund_pairs, "amounts": _fund_amounts}[block.shape](
        builder, block, content
    )
    for index, (left, right) in enumerate(block.breakdown):
        texts = [label + content.loose.get(label, "") if index else label for label in (left, right)]
        builder.row(texts, start=1)
    builder.side(block.label, top)


def _fund_table(builder: GridBuilder, block: FundBlock, content: FormContent) -> None:
    weights = [1.6, *(column.weight for column in block.columns)]
    builder.row(["", *(column.title for column in block.columns)], weights, start=1)
    for index, row in enumerate(block.rows):
        money = content.money[row.part]
        figures = [_figure(column, money, block, index == 0) for column in block.columns]
        builder.row([row.label, *figures], weights, start=1)


def _figure(column: Column, money: Money, block: FundBlock, first: bool) -> str:
    if column.field in _MONEY:
        return str(getattr(money, _MONEY[column.field]))
    if column.field in ("max_score", "score"):
        if money.points is not None:
            return money.points if column.field == "max_score" else money.score
        if not first:
            return block.sub_score
        return "10" if column.field == "max_score" else money.score
    return ""


def _fund_pairs(builder: GridBuilder, block: FundBlock, content: FormContent) -> None:
    weights = [weight for column in block.columns for weight in ((1.2, 1.0) if column.group else (1.0,))]
    spans = spread(weights, builder.width - 1)
    numbered = iter(spans)
    titles = [sum(next(numbered) for _ in range(2 if column.group else 1)) for column in block.columns]
    builder.place([column.title for column in block.columns], titles, start=1)
    for index, row in enumerate(block.rows):
        texts: list[str] = []
        for column in block.columns:
            figure = _figure(column, content.money[row.part], block, index == 0)
            single = [figure if index == 0 else ""]
            texts += [row.label or column.group, figure] if column.group else single
        builder.place(texts, spans, start=1)


def _fund_amounts(builder: GridBuilder, block: FundBlock, content: FormContent) -> None:
    cells = [text for row in block.rows for text in (row.label, content.money[row.part].annual)]
    for at in range(0, len(cells), 4):
        texts = cells[at : at + 4]
        builder.row(texts, [1.5, 1.0] * (len(texts) // 2), start=1)


def _set_goals(builder: GridBuilder, block: GoalBlock, content: FormContent) -> None:
    top = builder.height
    texts = dict(zip(("expected", "actual", "completion_rate"), content.goal, strict=True))
    weights = [column.weight for column in block.columns]
    if any(column.title for column in block.columns):
        builder.row([column.title for column in block.columns], weights, start=1)
    builder.row([texts.get(column.field, "") for column in block.columns], weights, start=1)
    builder.side(block.label, top)


def _set_indicators(builder: GridBuilder, block: IndicatorBlock, content: FormContent) -> None:
    top, start = builder.height, 1 if block.label else 0
    spans = spread([column.weight for column in block.columns], builder.width - start)
    _header(builder, block, spans, start)
    for first in content.firsts:
        _set_first(builder, block, first, spans)
    if block.total and block.total.inside:
        _total(builder, block, block.total, content)
    if block.label:
        builder.side(block.label, top)
    if block.total and not block.total.inside:
        _total(builder, block, block.total, content)


def _header(builder: GridBuilder, block: IndicatorBlock, spans: list[int], start: int) -> None:
    grouped = any(column.group for column in block.columns)
    at, previous = start, ""
    for index, (column, span) in enumerate(zip(block.columns, spans, strict=True)):
        if column.group and column.group != previous:
            members = [other for other, one in enumerate(block.columns) if one.group == column.group]
            width = sum(spans[other] for other in members)
            builder.cells.append(GridCell(builder.height, at, column.group, 1, width))
        below = 1 if column.group else 0
        tall = 2 if grouped and not column.group else 1
        builder.cells.append(GridCell(builder.height + below, at, column.title, tall, spans[index]))
        at, previous = at + span, column.group
    builder.height += 2 if grouped else 1


def _set_first(builder: GridBuilder, block: IndicatorBlock, first: First, spans: list[int]) -> None:
    label = first.name + (block.points.format(first.points) if block.points else "")
    top = builder.height
    for second in first.seconds:
        beginning = builder.height
        for index, entry in enumerate(second.entries):
            texts = [_text(column, label, second, entry, (block, index)) for column in block.columns]
            builder.place(texts, spans, builder.width - sum(spans))
        if block.merge_levels:
            _merge(builder, block, spans, "level2", beginning)
    if block.merge_levels:
        _merge(builder, block, spans, "level1", top)


def _merge(builder: GridBuilder, block: IndicatorBlock, spans: list[int], level: str, top: int) -> None:
    """Let the level's cell at row ``top`` span down to the last row set."""
    fields = [column.field for column in block.columns]
    if level not in fields:
        return
    column = builder.width - sum(spans) + sum(spans[: fields.index(level)])
    covered = [cell for cell in builder.cells if cell.column == column and cell.row >= top]
    builder.cells = [cell for cell in builder.cells if cell not in covered]
    first = min(covered, key=lambda cell: cell.row)
    builder.cells.append(GridCell(top, column, first.text, builder.height - top, first.column_span))


def _text(column: Column, label: str, second: Second, entry: Entry, place: tuple[IndicatorBlock, int]) -> str:
    block, index = place
    numbered = block.numbering and entry.name != "……"
    name = block.numbering.format(index + 1) + entry.name if numbered else entry.name
    texts = {
        "level1": label,
        "level2": second_name(block, second) if block.second_points else second.name,
        "level3": name,
        "description": entry.description,
        "target": entry.target.text,
        "sign": entry.target.sign,
        "value": entry.target.value,
        "unit": entry.target.unit,
        "actual": entry.actual.text,
        "max_score": "" if entry.points is None else f"{entry.points:.10g}",
        "score": entry.score,
        "item_score": item_score(entry),
        "completion": entry.completion,
        "deviation_reason": entry.reason,
    }
    return texts.get(column.field, "")


def _total(builder: GridBuilder, block: IndicatorBlock, total: Total, content: FormContent) -> None:
    cells = {name: wording.format(**content.facts) for name, wording in total.cells}
    start = 1 if total.inside and block.label else 0
    if "" in cells:
        builder.row([total.label, cells[""]], [1.0, 2.0], start)
        return
    offset = 1 if block.label else 0
    spans = spread([column.weight for column in block.columns], builder.width - offset)
    first = next(index for index, column in enumerate(block.columns) if column.field in cells)
    texts = [total.label, *(cells.get(column.field, "") for column in block.columns[first:])]
    builder.place(texts, [offset - start + sum(spans[:first]), *spans[first:]], start)
