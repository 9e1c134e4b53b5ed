"""The summary table of projects and the key-figure table, set from gold."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from typeset.grid import Block, Grid, GridBuilder, GridCell, Line

from renditions.adapt import printed

Json = dict[str, Any]


def project_list(report: Json) -> list[Block]:
    """The summary table in the wording whose columns gold fills."""
    lines, totals = report["project_list"], report["project_list_totals"]
    by_county = any(line["unit"] for line in lines)
    title = "部门预算项目绩效自评情况汇总表" if by_county else report["title"]
    label = "主管部门" if by_county else "预算部门（盖章）"
    under = Line(f"{label}：{report['organization']}　　　　　　单位：万元")
    grid = _county(report, lines, totals) if by_county else _graded(lines, totals)
    return [Line(title, "title"), under, grid]


def _county(report: Json, lines: list[Json], totals: Json) -> Grid:
    """Initial, added and summed budget; total rows of labels and values."""
    builder = GridBuilder(8)
    titles = ("序号", "预算单位", "项目名称", "", "", "", "全年执行数", "项目资金绩效自评得分")
    builder.cells += [GridCell(0, at, text, 2) for at, text in enumerate(titles) if text]
    builder.cells.append(GridCell(0, 3, "全年预算数", 1, 3))
    parts = ("年初\n预算数", "年中追加数/追减数", "小计")
    builder.cells += [GridCell(1, 3 + at, text) for at, text in enumerate(parts)]
    builder.height = 2
    for line in lines:
        amounts = [
            printed(line[name])
            for name in ("initial_budget", "budget_adjustment", "annual_budget", "executed")
        ]
        score = printed(line["score"]) or "-"
        builder.row((printed(line["sequence"]), line["unit"] or "", line["project_name"], *amounts, score))
    spans = (3, 1, 1, 1, 1, 1)
    count, mean = printed(totals["project_count"]), printed(totals["average_score"])
    builder.place(("开展绩效自评项目合计", count, "", "", "自评价\n平均分", mean), spans)
    year, spent = report["fiscal_year"], printed(totals["executed"])
    builder.place((f"{year}年部门预算项目支出总额", spent, "", "", "部门预算项目总个数", count), spans)
    share = "开展绩效自评项目支出总额占本部门预算项目支出总额的比例"
    builder.place((share, _percent(totals["evaluation_rate"])), (7, 1))
    return builder.build()


def _graded(lines: list[Json], totals: Json) -> Grid:
    """Fund type, grade and rate; one total row."""
    rate = "自评率\n（应评项目数/已自评项目数）"
    builder = GridBuilder(8)
    builder.row(("序号", "项目名称", "全年预算数", "全年执行数", "资金类型", "自评得分", "自评等级", rate))
    for line in lines:
        amounts = (printed(line["annual_budget"]), printed(line["executed"]), line["fund_type"] or "")
        marks = (printed(line["score"]), line["grade"] or "", "")
        builder.row((printed(line["sequence"]), line["project_name"], *amounts, *marks))
    sums = (printed(totals["annual_budget"]), printed(totals["executed"]))
    builder.row(("合计", "", *sums, "", "", "", _percent(totals["evaluation_rate"])))
    return builder.build()


def _percent(value: float | None) -> str:
    return "" if value is None else f"{printed(value)}%"


def data_table(cells: list[Json]) -> Grid:
    """Key figures: blocks with column titles of their own, sections inside a block, single labels."""
    sections = [(name, list(rows)) for name, rows in groupby(cells, key=lambda cell: cell["section"])]
    width = 1 + max(len({row["column"] for row in rows}) for _, rows in sections)
    builder = GridBuilder(width)
    block: list[tuple[str, list[Json]]] = []
    for at, (name, rows) in enumerate(sections):
        if name != rows[0]["item"]:
            block.append((name, rows))
            following = sections[at + 1] if at + 1 < len(sections) else None
            if following is None or following[0] == following[1][0]["item"]:
                _figures(builder, block)
                block = []
        elif rows[0]["column"]:
            builder.row(["", *(row["column"] for row in rows)])
            builder.row([row["text"] for row in rows], start=1)
            builder.cells = [
                cell for cell in builder.cells if (cell.row, cell.column) != (builder.height - 2, 0)
            ]
            builder.cells.append(GridCell(builder.height - 2, 0, name, 2))
        else:
            builder.row([name, rows[0]["text"]], [1.0, width - 1.0])
    return builder.build()


def _figures(builder: GridBuilder, sections: list[tuple[str, list[Json]]]) -> None:
    """Sections under one row of column titles; the last section's name heads the block."""
    columns = list(dict.fromkeys(row["column"] for _, rows in sections for row in rows))
    builder.row([sections[-1][0], *columns])
    for name, rows in sections:
        inside = name != sections[-1][0]
        if inside:
            builder.row([name, *[""] * len(columns)])
        for number, (item, below) in enumerate(groupby(rows, key=lambda row: row["item"]), 1):
            texts = {row["column"]: row["text"] for row in below}
            label = f"{number}、{item}" if inside else item
            builder.row([label, *(texts.get(column, "——") for column in columns)])
