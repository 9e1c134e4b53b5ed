"""Tables as a reader sees them: titles and words in one language, no column that says the same in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from extractor.batch.tables import Field, Row, Table, Value, tables
from extractor.batch.tables.words import table_title, title
from extractor.output.columns import Value as Plain
from extractor.output.words import say
from extractor.result import Lang

_SAID = frozenset({"status", "severity", "cause", "kind", "form_kind"})
_OTHERS: dict[Lang, frozenset[str]] = {
    "zh": frozenset({"message_en", "problem_en"}),
    "en": frozenset({"message", "problem"}),
}
Say = Callable[[Value], Plain]


class Spoken:
    """A table in one language: which of its columns are shown, their titles, and what is shown of a row."""

    def __init__(self, table: Table, lang: Lang) -> None:
        self.table = table
        bilingual = {
            name for name in _OTHERS[lang] if _twin(name) in (column.name for column in table.columns)
        }
        shown = [at for at, column in enumerate(table.columns) if column.name not in bilingual]
        self.columns = tuple(table.columns[at] for at in shown)
        self.titles = tuple(title(column, lang) for column in self.columns)
        self._shown = tuple((at, _way(table.columns[at], table, lang)) for at in shown)

    def __call__(self, row: Row) -> list[Plain]:
        """The values of a row, in the order of the columns."""
        return [row[at] if way is None else way(row[at]) for at, way in self._shown]  # type: ignore[misc]


def _twin(name: str) -> str:
    """The column that says the same in the other language."""
    return name.removesuffix("_en") if name.endswith("_en") else f"{name}_en"


def _way(column: Field, table: Table, lang: Lang) -> Say | None:
    """How values of a column are said; None where they are as they stand.

    Names of tables and columns that only another version knew are said as they are.
    """
    if column.name in _SAID:
        return lambda value: say(str(value), lang) if value else None
    if column.name == "table_name":
        names = {table.name: table_title(table, lang) for table in tables().values()}
        return lambda value: names.get(str(value), str(value)) if value else None
    if column.name == "field":
        anywhere = _titles(tables().values(), lang)
        return lambda value: anywhere.get(str(value), str(value)) if value else None
    if column.name == "doubtful_fields":
        own = _titles([table], lang)
        return lambda value: _joined([own.get(name, name) for name in _texts(value)], lang)
    ways: dict[str, Say] = {
        "boolean": lambda value: None if value is None else say("yes" if value else "no", lang),
        "texts": lambda value: " ".join(_texts(value)) or None,
        "time": _local,
    }
    return ways.get(column.kind)


def _titles(among: Iterable[Table], lang: Lang) -> dict[str, str]:
    """What the fields of the contract are called that some tables hold."""
    return {each.name: title(each, lang) for table in among for each in table.columns if each.model}


def _texts(value: Value) -> Sequence[str]:
    return value if isinstance(value, list) else ()


def _joined(words: Sequence[str], lang: Lang) -> str | None:
    return ("、" if lang == "zh" else ", ").join(words) or None


def _local(value: Value) -> str | None:
    """A time as the clock on the wall said it."""
    if not isinstance(value, int | float):
        return None
    return datetime.fromtimestamp(value, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
