"""Damage to whole rows, columns and forms."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from extractor.text import fold
from tests.support.mutations import QUANTITIES, Row, Said, Site, leaves

AMOUNTS = ("initial_budget", "budget_adjustment", "annual_budget", "received", "executed")
COLUMNS = (*QUANTITIES, "max_score", "score", "completion")


def missing_row(data: Row, _: Said) -> Iterator[Site]:
    for rows in _lists(data):
        for row in rows:
            yield Site(_without(rows, row), {"missing": leaves(row)}, {"missing_row": 1})


def invented_row(data: Row, _: Said) -> Iterator[Site]:
    for at, rows in enumerate(_tables(data)):
        row = {**dict.fromkeys(rows[0]), "level3": f"杜撰指标{at}", "level1": "杜撰", "score": 88_000 + at}
        yield Site(_insert(rows, row, at), {"invented": 3}, {"invented_row": 1})


def doubled_row(data: Row, _: Said) -> Iterator[Site]:
    for rows in _lists(data):
        for row in rows:
            yield Site(_doubled(rows, row, {}), {"invented": leaves(row)}, {"doubled_row": 1})


def nearly_doubled_row(data: Row, said: Said) -> Iterator[Site]:
    """A row given again with another score."""
    for at, rows in enumerate(_tables(data)):
        for row in rows[:1]:
            if leaves(row) > 4 and said.new(99_000 + at):
                again = {"score": 99_000 + at}
                found = {"invented": leaves({**row, **again})}
                yield Site(_doubled(rows, row, again), found, {"doubled_row": 1})


def misplaced_row(data: Row, _: Said) -> Iterator[Site]:
    """A row moved from one form to the next."""
    tables = list(_tables(data))
    for rows, others in zip(tables, [*tables[1:], *tables[:1]], strict=True):
        taken = {row["level3"] for row in others}
        for row in rows:
            if rows is not others and row["level3"] not in taken:
                found = {"missing": leaves(row), "invented": leaves(row)}
                yield Site(_moved(rows, others, row), found, {"misplaced_row": 1})
                break


def missing_form(data: Row, _: Said) -> Iterator[Site]:
    for form in data["forms"]:
        yield Site(_without(data["forms"], form), {"missing": leaves(form)}, {"missing_row": 1})


def invented_form(data: Row, _: Said) -> Iterator[Site]:
    forms = data["forms"]
    row = {**dict.fromkeys(forms[0]["indicators"][0]), "level3": "杜撰指标", "score": 88_000}
    empty = {name: [] if isinstance(value, list) else None for name, value in forms[0].items()}
    form = {**empty, "kind": forms[0]["kind"], "project_name": "杜撰项目", "indicators": [row]}
    yield Site(_insert(forms, form, 0), {"invented": 4}, {"invented_row": 1})


def doubled_form(data: Row, _: Said) -> Iterator[Site]:
    for form in data["forms"]:
        yield Site(_doubled(data["forms"], form, {}), {"invented": leaves(form)}, {"doubled_row": 1})


def reordered(data: Row, _: Said) -> Iterator[Site]:
    """The first two rows of a list exchanged."""
    for rows in _lists(data):
        if len(rows) > 1 and rows[0] != rows[1]:
            yield Site(_swapped(rows, 0), {}, order=1)


def shifted_column(data: Row, _: Said) -> Iterator[Site]:
    """A column of a form moved up by one row, the last one left empty."""
    for rows in _tables(data):
        for column in COLUMNS:
            said = [_shown(row[column]) for row in rows]
            if _usual(said) is None and len(set(said)) > 2:
                moved = [row[column] for row in rows[1:]] + [None]
                pairs = zip([row[column] for row in rows], moved, strict=True)
                found = sum((_differences(one, other) for one, other in pairs), Counter())
                yield Site(_filled(rows, column, moved), found)
                break


def swapped_columns(data: Row, _: Said) -> Iterator[Site]:
    """Target and actual value of a row exchanged."""
    for rows in _tables(data):
        for row in rows:
            if row["target"] and row["actual"] and _shown(row["target"]) != _shown(row["actual"]):
                found = _differences(row["target"], row["actual"]) + _differences(
                    row["actual"], row["target"]
                )
                yield Site(_exchanged(row, "target", "actual"), found)


def shifted_amounts(data: Row, _: Said) -> Iterator[Site]:
    """The amounts of a row moved one column to the right, where all of them differ."""
    for rows in _lists(data):
        for row in rows:
            stated = [name for name in AMOUNTS if row.get(name) is not None]
            values = [row[name] for name in stated]
            if len(values) > 1 and len(set(values)) == len(values) and not set(values) & set(_others(row)):
                moved = dict(zip(stated, [None, *values[:-1]], strict=True))
                yield Site(_update(row, moved), {"missing": 1, "neighbour": len(values) - 1})


def swapped_names(data: Row, _: Said) -> Iterator[Site]:
    """The names of two rows exchanged, where what differs between them is not what the column usually says."""
    for rows in _tables(data):
        names = Counter(row["level3"] for row in rows)
        for at, (one, other) in enumerate(zip(rows[::2], rows[1::2], strict=False)):
            differ = [name for name in one if name != "level3" and _shown(one[name]) != _shown(other[name])]
            usual = {name: _usual([_shown(row[name]) for row in rows]) for name in differ}
            tells = all(usual[name] not in (_shown(one[name]), _shown(other[name])) for name in differ)
            both = all(one[name] is not None and other[name] is not None for name in differ)
            if differ and tells and both and names[one["level3"]] == names[other["level3"]] == 1:
                kinds = (_differences(one[name], other[name]) for name in differ)
                there = sum(kinds, Counter())
                back = sum((_differences(other[name], one[name]) for name in differ), Counter())
                # By their names the rows stand in the other order.
                yield Site(_names_exchanged(rows, 2 * at), there + back, order=1)


def _differences(said: object, read: object) -> Counter[str]:
    """The kinds of the leaves of a cell that has got a neighbour's value."""
    ours, theirs = (_parts(cell) for cell in (said, read))
    found: Counter[str] = Counter()
    for part in ours.keys() | theirs.keys():
        one, other = ours.get(part), theirs.get(part)
        if one != other:
            found["missing" if other is None else "invented" if one is None else "neighbour"] += 1
    return found


def _parts(cell: object) -> dict[str, object]:
    parts = cell if isinstance(cell, dict) else {"": cell}
    return {
        name: fold(value) if isinstance(value, str) else value
        for name, value in parts.items()
        if value is not None
    }


def _shown(cell: Any) -> object:
    shown = cell["text"] if isinstance(cell, dict) else cell
    return fold(shown) if isinstance(shown, str) else shown


def _usual(values: Sequence[object]) -> object:
    """The value of more than half of the cells, None if there is none."""
    stated = [value for value in values if value is not None]
    return next((value for value, count in Counter(stated).items() if 2 * count > len(stated)), None)


def _others(row: Row) -> list[object]:
    return [value for name, value in row.items() if name not in AMOUNTS and isinstance(value, int | float)]


def _tables(data: Row) -> Iterator[list[Row]]:
    yield from (form["indicators"] for form in data["forms"])


def _lists(data: Row) -> Iterator[list[Row]]:
    """The lists of forms and of the report that hold rows, the list of forms not among them."""
    owners = [data, *data["forms"]]
    for owner in owners:
        yield from (
            rows for name, rows in owner.items() if name != "forms" and isinstance(rows, list) and rows
        )


def _insert(rows: list[Row], row: Row, at: int) -> Callable[[], None]:
    return lambda: rows.insert(at % (len(rows) + 1), row)


def _doubled(rows: list[Row], row: Row, other: Row) -> Callable[[], None]:
    """The change that gives a row again, after it, with other values."""

    def change() -> None:
        at = next(at for at, one in enumerate(rows) if one is row)
        rows.insert(at + 1, {**copy.deepcopy(row), **other})

    return change


def _without(rows: list[Row], row: Row) -> Callable[[], None]:
    def change() -> None:
        rows[:] = [one for one in rows if one is not row]

    return change


def _moved(rows: list[Row], others: list[Row], row: Row) -> Callable[[], None]:
    def change() -> None:
        rows.remove(row)
        others.append(row)

    return change


def _swapped(rows: list[Row], at: int) -> Callable[[], None]:
    def change() -> None:
        rows[at], rows[at + 1] = rows[at + 1], rows[at]

    return change


def _filled(rows: list[Row], column: str, values: list[Any]) -> Callable[[], None]:
    def change() -> None:
        for row, value in zip(rows, values, strict=True):
            row[column] = value

    return change


def _exchanged(row: Row, one: str, other: str) -> Callable[[], None]:
    return lambda: row.update({one: row[other], other: row[one]})


def _update(row: Row, values: Row) -> Callable[[], None]:
    return lambda: row.update(values)


def _names_exchanged(rows: list[Row], at: int) -> Callable[[], None]:
    one, other = rows[at], rows[at + 1]

    def change() -> None:
        one["level3"], other["level3"] = other["level3"], one["level3"]

    return change
