"""Prompts: ``prompts/*.vN.md`` rendered with the contract's own field descriptions."""

from __future__ import annotations

import hashlib
from functools import cache

from extractor import report as contract
from extractor.engines.model.answers import KEYS, SEVERAL, Style, kind_of
from extractor.engines.model.render import fenced
from extractor.layout.segments import SegmentKind
from extractor.lexicon import data_file
from extractor.model.pictures import Picture
from extractor.model.types import Message

VERSION = "v1"
_FILES: dict[SegmentKind, str] = {
    "form": "form",
    "unknown_table": "form",
    "project_list": "project_list",
    "data_table": "key_figures",
    "prose": "prose",
}


@cache
def instructions(kind: SegmentKind, style: Style, *, vision: bool = False) -> str:
    """What the model is told before it sees a segment of that kind, with pictures or without."""
    names = ("system", _FILES[kind], *(("vision",) if vision else ()))
    return "\n".join(_rendered(name, style).strip() for name in names) + "\n"


def digest(kind: SegmentKind, style: Style, *, vision: bool = False) -> tuple[str, str]:
    """Name with version, and SHA-256 of the instructions as sent."""
    name = f"{_FILES[kind]}.{VERSION}.{style}" + (f"+vision.{VERSION}" if vision else "")
    return name, hashlib.sha256(instructions(kind, style, vision=vision).encode()).hexdigest()


def messages(
    kind: SegmentKind,
    style: Style,
    context: str,
    own: str,
    count: int,
    pictures: tuple[Picture, ...] = (),
) -> tuple[Message, ...]:
    """The question about some lines of a segment.

    Args:
        kind: of the segment.
        style: how to answer.
        context: header lines shown again above a part of a table; may be empty.
        own: the lines to read.
        count: how many they are.
        pictures: what the pages show that they stand on.
    """
    shown = f"【仅供参照，不录】\n{context}\n【以下录入】\n{own}" if context else own
    what = "句" if kind == "prose" else "行"
    told = f"资料共{count}{what}要看，逐{what}核对，不漏不重。"
    if pictures:
        told += f"附图{len(pictures)}张。"
    system = Message("system", instructions(kind, style, vision=bool(pictures)))
    return system, Message("user", f"{told}\n{fenced(shown)}", pictures)


@cache
def _rendered(name: str, style: Style) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(  # noqa: S701 - Markdown for a model, no HTML
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    template = environment.from_string(data_file(f"prompts/{name}.{VERSION}.md"))
    return template.render(style=style, fields=lambda part: _fields(part, style))


def _fields(part: str, style: Style) -> str:
    lines = []
    for name, field in getattr(contract, part).model_fields.items():
        key = KEYS[part].get(name) if style == "point" else name
        if key:
            several = style == "point" and name in SEVERAL and kind_of(field)[0] in ("text", "quantity")
            lines.append(
                f"- `{key}` {field.title}：{field.description}{'（可填多个编号）' if several else ''}"
            )
    return "\n".join(lines)
