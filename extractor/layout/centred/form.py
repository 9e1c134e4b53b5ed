"""A form on a printed page as one table: its blocks one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Clip
from extractor.layout.centred.block import (
    fund_rows,
    goal_rows,
    indicator_rows,
    project_rows,
    total_row,
)
from extractor.layout.centred.grid import Block, by_page
from extractor.layout.centred.levels import is_source
from extractor.layout.centred.pairs import pair_rows
from extractor.layout.centred.titles import Titles
from extractor.layout.centred.words import Word, clusters, joined
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.text import bare

_FEWEST_PAIRS = 2
_SHORTEST_NAME = 4


def form_rows(
    lines: Sequence[Sequence[Word]], bounds: tuple[int, int], titles: Sequence[Titles], pages: Sequence[int]
) -> Iterator[list[Clip]]:
    """The rows of the form on lines ``bounds`` (first, end), which has the rows of ``titles``."""
    first, end = bounds
    ends = [*(each.first for each in titles[1:]), end]
    yield from pair_rows([word for line in lines[first : titles[0].first] for word in line])
    for each, below in zip(titles, ends, strict=True):
        foot = foot_of(lines, each, below)
        block = block_of(each, [word for line in lines[each.first : foot] for word in line], pages)
        yield from _rows(block, pages)
        if each.kind == "fund":
            yield from ([word.clip for word in line] for line in lines[foot:below] if line)
        elif each.kind == "project":
            yield from _totals(block, lines, (foot, below), pages)
        elif foot < below:
            yield total_row(block, lines[foot], pages)
            yield from pair_rows([word for line in lines[foot + 1 : below] for word in line])


def foot_of(lines: Sequence[Sequence[Word]], titles: Titles, below: int) -> int:
    """The line behind the rows under titles: a total, or what parts funds another way."""
    ends = {"indicator": _is_total, "fund": _parts_funds, "goal": lambda _: False, "project": _is_of_totals}
    foot = next((at for at in range(titles.end, below) if ends[titles.kind](lines[at])), below)
    if (
        titles.kind == "project"
        and titles.end < foot < below - 1
        and _wraps(lines[foot - 1], lines[foot + 1])
    ):
        foot -= 1
    return foot


def _wraps(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether all words of a line go on two lines further down."""
    return bool(above) and all(
        any(word.over(other) > 0 and shape_of(other.text) != "number" for other in below)
        and shape_of(word.text) not in ("number", "percent")
        for word in above
    )


def _totals(
    block: Block, lines: Sequence[Sequence[Word]], bounds: tuple[int, int], pages: Sequence[int]
) -> Iterator[list[Clip]]:
    """The rows of totals below a list of projects: figures under the titles of the list, or beside labels of their own."""
    words = [word for line in lines[slice(*bounds)] for word in line]
    totals = {word.line for word in words if lexicon().project_total.field(word.text) == "_total"}
    for at in sorted(totals):
        yield total_row(block, lines[at], pages)[1:]
    yield from pair_rows(
        [word for word in words if word.line not in totals],
        lambda text: text in lexicon().project_total,
    )


def _is_of_totals(line: Sequence[Word]) -> bool:
    return any(word.text in lexicon().project_total for word in line[:1])


def _parts_funds(line: Sequence[Word]) -> bool:
    return any(lexicon().section.field(word.text) == "fund_split" for word in line)


def _is_total(line: Sequence[Word]) -> bool:
    return any(word.text in lexicon().total for word in line[:2])


def _rows(block: Block, pages: Sequence[int]) -> Iterator[list[Clip]]:
    if block.titles.kind == "goal":
        return goal_rows(block, pages)
    if block.titles.kind == "indicator":
        return indicator_rows(block, pages)
    if block.titles.kind == "project":
        return project_rows(block, pages)
    if _is_of_pairs(block):
        return _pairs_of_funds(block)
    return fund_rows(block, pages)


def _pairs_of_funds(block: Block) -> Iterator[list[Clip]]:
    yield [block.name, *(title.clip for title in block.titles.columns)]
    yield from ([Clip(), *row] for row in pair_rows(block.words, is_source))


def _is_of_pairs(block: Block) -> bool:
    """Whether funds stand in groups of a label and an amount each."""
    words = lexicon()
    groups = sum(title.clip.text in words.fund_block for title in block.titles.columns)
    return groups >= _FEWEST_PAIRS and sum(word.text in words.fund for word in block.words) >= _FEWEST_PAIRS


def block_of(titles: Titles, words: Sequence[Word], pages: Sequence[int]) -> Block:
    """A block's words without its titles and without its name, which is printed down the left side."""
    own = {id(word) for title in titles.columns for word in title.words}
    body = [word for word in words if word.line >= titles.end or id(word) in own]
    side = [word for page in by_page(body, titles.first, pages) for word in _side(page)]
    left = {id(word) for word in side}
    columns = tuple(title for title in titles.columns if not left & {id(word) for word in title.words})
    kept = replace(titles, columns=columns) if columns else titles
    rest = tuple(word for word in body if id(word) not in left and id(word) not in own)
    return Block(kept, rest, joined(side))


def _side(words: Sequence[Word]) -> list[Word]:
    """The words at the left end of a page where they name a block."""
    side = next(iter(clusters(words)), [])
    return side if _is_name(joined(side).text) and not any(_is_title(word.text) for word in side) else []


def _is_title(text: str) -> bool:
    """Whether a text is the title of a column of levels."""
    return lexicon().indicator.field(text) in ("level1", "level2", "level3")


def _is_name(text: str) -> bool:
    """Whether a text names a block, or holds such a name beside the lines of the next one's."""
    plain = bare(text)
    names = (name for name in lexicon().section.exact if len(name) >= _SHORTEST_NAME)
    return text in lexicon().section or (
        len(plain) >= _SHORTEST_NAME and any(name in plain or plain in name for name in names)
    )
