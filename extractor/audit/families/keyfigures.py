"""Tables of key figures (基础数据表): rates of staff, parts and wholes, what was spent against the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.audit.hits import Hit, hit
from extractor.audit.subject import Subject
from extractor.audit.tolerance import adds_up, decimals, is_rate, same
from extractor.report import DataCell, Number
from extractor.result import Severity
from extractor.text import fold

_FULL = 100
_CONTROL = re.compile(r"控制率|在职率")
_POSTS = re.compile(r"编制")
_STAFF = re.compile(r"在职|实有|实际")
_BUDGET = re.compile(r"预算")
_SPENT = re.compile(r"决算|执行|支出数|实际")
_YEAR = re.compile(r"20\d\d")
_CAPPED = re.compile(r"三公|公务接待|公务用车|公车|出国|会议费|培训费")
_TOTAL = re.compile(r"合计|小计|总计|总额")
_VEHICLES = re.compile(r"(公务用?车|公车).*购置.*(维护|运行)")
_VEHICLE = re.compile(r"(公务用?车|公车).*(购置|维护|运行)")


@dataclass(frozen=True)
class _Row:
    """One row of a table: its section, its name, its figures by column, each with its index in the table."""

    section: str
    item: str
    cells: Mapping[str, tuple[int, Number]]

    def only(self, kind: re.Pattern[str]) -> tuple[int, Number] | None:
        """The one figure whose column is of a kind; None where there are none or several."""
        found = [cell for column, cell in self.cells.items() if kind.search(column)]
        return found[0] if len(found) == 1 else None


def control_rate(subject: Subject) -> Iterator[Hit]:
    """A rate of staff to posts (控制率) that is not the quotient."""
    for row in _rows(subject):
        rate, posts, staff = (row.only(kind) for kind in (_CONTROL, _POSTS, _STAFF))
        if rate is None or posts is None or staff is None or not posts[1]:
            continue
        if not is_rate(rate[1], staff[1], posts[1]):
            leaf, right = _leaf(rate), round(_FULL * staff[1] / posts[1], max(decimals(rate[1]), 1))
            yield hit(
                leaf,
                _leaf(staff),
                _leaf(posts),
                fixes={leaf: right},
                staff=staff[1],
                posts=posts[1],
                expected=right,
                found=rate[1],
            )


def key_figure_over_budget(subject: Subject) -> Iterator[Hit]:
    """A key figure that came to more than its budget of the same year."""
    for row in _rows(subject):
        for column, budget in row.cells.items():
            year = _YEAR.search(column)
            if not _BUDGET.search(column) or _SPENT.search(column):
                continue
            spent = [
                cell
                for name, cell in row.cells.items()
                if _SPENT.search(name) and (year is None or year[0] in name) and not _BUDGET.search(name)
            ]
            if len(spent) == 1 and spent[0][1] > budget[1] and not same(spent[0][1], budget[1]):
                capped = _CAPPED.search(row.section) or _CAPPED.search(row.item)
                severity: Severity | None = "warning" if capped else None
                yield hit(
                    _leaf(spent[0]),
                    _leaf(budget),
                    severity=severity,
                    item=row.item or row.section,
                    expected=budget[1],
                    found=spent[0][1],
                )


def key_figure_parts(subject: Subject) -> Iterator[Hit]:
    """Key figures of a section that do not come to its total, or vehicles bought and kept to the line of both."""
    for section in _sections(subject):
        both = next((row for row in section if _VEHICLES.search(row.item)), None)
        parts = [row for row in section if _VEHICLE.search(row.item) and row is not both]
        if both is not None and len(parts) == 2:
            yield from _unequal(both, parts)
        whole = next((row for row in section if _TOTAL.search(row.item) or row.item == row.section), None)
        rest = [row for row in section if row is not whole and not (both and row in parts)]
        if whole is not None and len(rest) > 1:
            yield from _unequal(whole, rest)


def _unequal(whole: _Row, parts: list[_Row]) -> Iterator[Hit]:
    for column, total in whole.cells.items():
        cells = [row.cells[column] for row in parts if column in row.cells]
        values = [value for _, value in cells]
        if _CONTROL.search(column) or len(values) < len(parts) or adds_up(values, total[1]):
            continue
        made = sum(values)
        fixes = {_leaf(cell): cell[1] + total[1] - made for cell in cells if cell[1] + total[1] >= made}
        yield hit(
            _leaf(total),
            *map(_leaf, cells),
            fixes=fixes | {_leaf(total): made},
            item=whole.item or whole.section,
            column=column,
            expected=made,
            found=total[1],
        )


def _rows(subject: Subject) -> list[_Row]:
    """The rows of the table in order; a row is what shares section and item."""
    found: dict[tuple[str, str], dict[str, tuple[int, Number]]] = {}
    for at, cell in enumerate(subject.report.data_table):
        if cell.value is not None:
            found.setdefault(_key(cell), {}).setdefault(fold(cell.column), (at, cell.value))
    return [_Row(section, item, cells) for (section, item), cells in found.items()]


def _sections(subject: Subject) -> list[list[_Row]]:
    sections: dict[str, list[_Row]] = {}
    for row in _rows(subject):
        sections.setdefault(row.section, []).append(row)
    return list(sections.values())


def _key(cell: DataCell) -> tuple[str, str]:
    return fold(cell.section or ""), fold(cell.item or "")


def _leaf(cell: tuple[int, Number]) -> str:
    return f"/data_table/{cell[0]}/value"


RULES = (control_rate, key_figure_parts, key_figure_over_budget)
