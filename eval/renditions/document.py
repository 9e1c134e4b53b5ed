"""A rendition: blocks in reading order, the Report expected of them, and what of gold is not in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from typeset import expected
from typeset.forms import typeset
from typeset.grid import Block, Line
from typeset.reports import specimen

from extractor.evaluation.run import load_gold
from renditions.adapt import form_sheet
from renditions.lists import data_table, project_list
from renditions.outline import EVAL, Extent, Outline, prose
from renditions.style import STYLES, Style

Json = dict[str, Any]
_PROSE_LISTS = ("narrative_projects", "narrative_indicators", "conclusions", "data_table")
_TITLE = re.compile(r".{8,40}(表|报告)")
_HEADING = re.compile(r"([一二三四五六七八九十\d]+、|（[一二三四五六七八九十\d]+）|\d\.\s?).{0,25}")


@dataclass(frozen=True)
class Rendition:
    """A report set in one layout.

    ``cut`` is gold of the parts that were set, ``report`` what is expected of the layout.
    """

    name: str
    sample: str
    layout: str
    extent: Extent
    blocks: tuple[Block, ...]
    cut: Json
    report: Json
    style: Style

    @property
    def dropped(self) -> dict[str, int]:
        """Fields that gold states and the layout does not print, and how many leaves of each."""
        return dict(sorted((Counter(_leaves(self.cut)) - Counter(_leaves(self.report))).items()))


def rendition(outline: Outline, layout: str) -> Rendition:
    """Set an outline in the layout of this name."""
    gold = load_gold(EVAL / "gold" / f"{outline.sample}.json").model_dump()
    blocks: list[Block] = []
    forms: list[Json] = []
    for part in outline.parts:
        if part == "list":
            blocks += project_list(gold)
        elif part == "data":
            blocks.append(data_table(gold["data_table"]))
        elif part.startswith("form "):
            set_form, read = _form(gold["forms"][int(part.removeprefix("form "))], layout)
            blocks += set_form
            forms.append(read)
        else:
            blocks += [_line(text) for text in prose(outline.sample, part)]
    cut = _kept(gold, outline)
    name = f"{outline.name}-{layout}"
    report = cut | {"forms": forms}
    style = STYLES[layout]
    return Rendition(name, outline.sample, layout, outline.extent, tuple(blocks), cut, report, style)


def invented(number: int, seed: int) -> Rendition:
    """A report of invented content in a variant of template ``number``, in any of the styles.

    Nobody tunes a reader on these: they tell what to expect of a layout not seen before.
    """
    made = specimen(number, seed, varied=True)
    blocks = tuple(_line(block.text) if isinstance(block, Line) else block for block in made.blocks)
    name, styles = f"invented-{number:02}-{seed}", list(STYLES.values())
    style = styles[(number + seed) % len(styles)]
    return Rendition(name, "invented", f"template {number}", "whole", blocks, made.report, made.report, style)


def _form(gold: Json, name: str) -> tuple[list[Block], Json]:
    sheet = form_sheet(name, gold)
    layout, facts = sheet.layout, sheet.content.facts
    titles = () if layout.title_in_table else (layout.title, layout.year_line)
    lines = [text.format(**facts) for text in (*layout.before, *titles, *layout.above) if text]
    below = [Line(text.format(**facts)) for text in layout.after]
    above = [Line(text, "title" if at == 0 else "body") for at, text in enumerate(lines)]
    read = _nothing_for_blank(expected.form(layout, sheet.content, sheet.setting))
    return [*above, typeset(layout, sheet.content), *below], read


def _line(text: str) -> Line:
    if _TITLE.fullmatch(text):
        return Line(text, "title")
    return Line(text, "heading" if _HEADING.fullmatch(text) else "body")


def _kept(gold: Json, outline: Outline) -> Json:
    """Gold of the parts that are set; a single form gives the report its title."""
    kept = dict(gold)
    kept["forms"] = [gold["forms"][at] for at in outline.forms]
    if "list" not in outline.parts:
        kept |= {"project_list": [], "project_list_totals": None}
    if outline.extent == "form":
        kept["title"] = kept["forms"][0]["title"]
    for name in _PROSE_LISTS if outline.keeps is not None else ():
        which = (outline.keeps or {}).get(name, [])
        kept[name] = gold[name] if which == "all" else [gold[name][at] for at in which]
    return kept


def _nothing_for_blank(value: Any) -> Any:
    """Blank cells state nothing."""
    if isinstance(value, dict):
        return {name: _nothing_for_blank(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_nothing_for_blank(one) for one in value]
    return None if value == "" else value


def _leaves(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, path)
    elif value is not None and value != "":
        yield path
