"""Rows that name columns: which they are, and what their columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise

from extractor.document import Clip
from extractor.layout.alignment import Column
from extractor.layout.labels import is_title
from extractor.layout.shape import shape_of
from extractor.layout.spelling import near_labels
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import fold

Row = tuple[Clip, ...]

_INDICATOR_VALUES = frozenset({"target", "actual", "value", "score", "max_score"})
_INDICATOR_NAMES = frozenset({"level1", "level2", "level3"})
_TARGET_PARTS = frozenset({"sign", "target", "value", "unit"})
_SHORTEST_GUESS = 4
_FEWEST_KNOWN = 2
_MONEY = frozenset({"initial_budget", "annual_budget", "received", "executed"})


def fields(row: Iterable[Clip], vocabulary: Vocabulary) -> set[str]:
    """The fields that the row's cells are labels of."""
    return {field for clip in row if (field := vocabulary.field(clip.text)) is not None}


def is_indicator_header(row: Row) -> bool:
    """Whether the row names the columns of an indicator table (at least three, a name among them)."""
    found = fields(row, lexicon().indicator)
    return bool(
        found & _INDICATOR_NAMES
        and found & _INDICATOR_VALUES
        and len(found) >= 3
        and not any(shape_of(clip.text) in ("number", "percent") for clip in row)
    )


def is_fund_header(row: Row) -> bool:
    """Whether the row names money columns and holds no number."""
    if any(shape_of(clip.text) in ("number", "percent", "quantity") for clip in row):
        return False
    found = fields(row, lexicon().fund)
    return bool(len(found & _MONEY) >= 2 or (found & _MONEY and len(found) >= 3))


def fund_header_rows(rows: Sequence[Row], at: int) -> int:
    """How many rows the header of money columns has that begins at ``rows[at]``: 0 where none begins."""
    if not is_fund_header(rows[at]):
        return 0
    below = rows[at + 1] if at + 1 < len(rows) else ()
    words = lexicon().fund
    return 1 + (bool(fields(below, words) & _MONEY) and divides(rows[at], below, words))


def is_project_header(row: Row) -> bool:
    """Whether the row names the columns of a summary table of projects."""
    found = fields(row, lexicon().project)
    return "project_name" in found and len(found) >= 4 and bool(found & (_MONEY | {"score"}))


def is_goal_header(row: Row) -> bool:
    """Whether the row names goals and what became of them, or goals alone beside a block's name."""
    words = lexicon()
    found = fields(row, words.goal)
    if "expected" not in found:
        return False
    filled = [clip for clip in row if clip]
    names_only = len(filled) > 1 and all(
        clip.text in words.goal or clip.text in words.section for clip in filled
    )
    return "actual" in found or names_only


def names_source(text: str) -> bool:
    """Whether a label names a source of funds."""
    return shape_of(text) in ("text", "long") and any(word in text for word in lexicon().fund_words)


def distinct(row: Row) -> Row:
    """The filled cells of a row, a text repeated over merged cells only once."""
    filled = [clip for clip in row if clip]
    return tuple(clip for at, clip in enumerate(filled) if not at or clip.text != filled[at - 1].text)


def label_of(row: Row) -> Clip | None:
    """The first filled cell of a row that is no block's name."""
    return next((clip for clip in row if clip and clip.text not in lexicon().section), None)


def is_title_row(row: Row) -> bool:
    """Whether the row holds nothing but the title of a table."""
    filled = {fold(clip.text) for clip in row if clip}
    return len(filled) == 1 and is_title(next(iter(filled)))


def indicator_columns(rows: Sequence[Row], at: int) -> tuple[tuple[Column, ...], int] | None:
    """Columns of the indicator table whose header begins at ``rows[at]``, and how many rows it has.

    None where no such header begins there. The level titles may stand in the second row,
    under a spanning 绩效指标.
    """
    vocabulary, row = lexicon().indicator, rows[at]
    if len(fields(row, vocabulary)) < 2:
        return None
    below = rows[at + 1] if at + 1 < len(rows) else ()
    two = divides(row, below, vocabulary)
    if is_indicator_header(row):
        return _guessed(columns_of(row, vocabulary, below if two else None), vocabulary), 1 + two
    if two and _names_indicators(columns := columns_of(row, vocabulary, below)):
        return _guessed(columns, vocabulary), 2
    return None


def _names_indicators(columns: Iterable[Column]) -> bool:
    """Whether the two rows of a header together name indicators and what was reached."""
    found = {column.field for column in columns}
    return bool(found & _INDICATOR_NAMES and found & _INDICATOR_VALUES)


def columns_of(header: Row, vocabulary: Vocabulary, below: Row | None = None) -> tuple[Column, ...]:
    """The columns that a header names, and the row below it where that divides some of them.

    In a text dump a spanning title is one cell over several below; a blank below stands
    under a title of its own. Markdown has a blank for each column that a title spans, and only
    below these a second row.
    """
    if below is None:
        return tuple(_column(clip, vocabulary) for clip in header)
    if _fills_spans(header, below):
        return tuple(_column(clip, vocabulary) for clip in _below_spans(header, below))
    if parts := _parts_of_target(header, below, vocabulary):
        return tuple(_column(clip, vocabulary) for clip in _below_titles(header, parts, vocabulary))
    if len(header) == len(below):
        return tuple(
            _column(low if low.text in vocabulary else high, vocabulary)
            for high, low in zip(header, below, strict=True)
        )
    return tuple(_column(clip, vocabulary) for clip in _leaves(header, below))


def _leaves(header: Row, below: Row) -> Iterable[Clip]:
    titles = iter(header)
    spare = len(header) - sum(1 for _ in _runs(below))
    for filled, members in _runs(below):
        own = next(titles)
        if not filled:
            yield own
            continue
        for _ in range(spare):
            next(titles)
        spare = 0
        yield from members


def _below_spans(header: Row, below: Row) -> Iterator[Clip]:
    rest = iter(below)
    for title, width in _spans(header):
        yield from islice(rest, width) if width > 1 else (title,)


def _fills_spans(header: Row, below: Row) -> bool:
    """Whether the row below has a word for each of the columns that the titles span which have blanks behind them."""
    spanned = sum(width for _, width in _spans(header) if width > 1)
    return 0 < len(below) == spanned < len(header) and all(map(_is_word, below))


def _spans(header: Row) -> Iterator[tuple[Clip, int]]:
    """The titles, and how many columns each has with the blank ones behind it."""
    starts = [at for at, clip in enumerate(header) if clip or not at]
    for start, end in pairwise((*starts, len(header))):
        yield header[start], end - start


def _parts_of_target(header: Row, below: Row, vocabulary: Vocabulary) -> tuple[Row, Row] | None:
    """The names of levels and the parts of a target (符号, 值, 单位) in a row below titles whose spans nothing shows.

    None where the row is no such, or where it is not clear which titles it divides.
    """
    found = [vocabulary.field(clip.text) for clip in header]
    count = sum(vocabulary.field(clip.text) in _INDICATOR_NAMES for clip in below)
    names, parts = below[:count], below[count:]
    if not all(header) or found.count("target") != 1 or len(parts) < _FEWEST_KNOWN:
        return None
    if not {vocabulary.field(clip.text) for clip in parts} <= _TARGET_PARTS:
        return None
    blocks = [clip for clip in header if clip.text in lexicon().section]
    is_named = bool(_INDICATOR_NAMES & set(found))
    return (names, parts) if is_named != bool(names) and (is_named or len(blocks) == 1) else None


def _below_titles(header: Row, parts: tuple[Row, Row], vocabulary: Vocabulary) -> Iterator[Clip]:
    names, of_target = parts
    for title in header:
        if vocabulary.field(title.text) == "target":
            yield from of_target
        elif names and title.text in lexicon().section:
            yield from names
        else:
            yield title


def divides(header: Row, below: Row, vocabulary: Vocabulary) -> bool:
    """Whether the row below a header divides some of its columns."""
    filled = [clip for clip in below if clip]
    known = [clip for clip in filled if clip.text in vocabulary]
    if len(known) >= _FEWEST_KNOWN and _fills_spans(header, below):
        return True
    if _parts_of_target(header, below, vocabulary):
        return True
    if len(known) < len(filled):
        return len(known) >= _FEWEST_KNOWN and _hangs_under(header, below)
    if not filled:
        return False
    if len(below) == len(header):
        return len(filled) >= 2
    blanks = len(below) - len(filled)
    runs = sum(1 for _ in _runs(below))
    return runs <= len(header) < blanks + len(filled)


def _hangs_under(header: Row, below: Row) -> bool:
    """Whether each title of a header has a blank, or several words that are no figures, below it.

    Two titles side by side that are both divided have their words in one run.
    """
    runs = list(_runs(below))
    divided = [members for filled, members in runs if filled]
    spare = len(header) - len(runs)
    if not all(header[1:]) or spare < 0 or len(below) <= len(header) or (spare and len(divided) > 1):
        return False
    return all(
        len(members) >= 2 * (1 + spare) and all(_is_word(member) for member in members) for members in divided
    )


def _is_word(clip: Clip) -> bool:
    return shape_of(clip.text) in ("text", "unit")


def _runs(row: Row) -> Iterable[tuple[bool, Sequence[Clip]]]:
    for filled, group in groupby(row, key=bool):
        members = list(group)
        if filled:
            yield True, members
        else:
            yield from ((False, [clip]) for clip in members)


def _column(clip: Clip, vocabulary: Vocabulary) -> Column:
    return Column(vocabulary.field(clip.text), clip.text.strip())


def _guessed(columns: tuple[Column, ...], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns, those with a title misread or misspelt by one character as what it can only mean."""
    known = {column.field for column in columns}
    guesses = [column.field or _meant(column, vocabulary) for column in columns]
    return tuple(
        Column(guess, column.label) if guess not in known and guesses.count(guess) == 1 else column
        for column, guess in zip(columns, guesses, strict=True)
    )


def _meant(column: Column, vocabulary: Vocabulary) -> str | None:
    """The one field that an unknown title can mean."""
    if column.field is not None or len(column.label) < _SHORTEST_GUESS:
        return None
    near = set(near_labels(column.label, vocabulary).values())
    return near.pop() if len(near) == 1 else None
