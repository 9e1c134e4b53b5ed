"""Prompts: ``prompts/*.vN.md`` rendered with the contract's own field descriptions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor import report as contract
from extractor.engines.model.answers import KEYS, SEVERAL, Style, kind_of
from extractor.engines.model.render import fenced
from extractor.errors import ConfigurationError
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


@dataclass(frozen=True)
class Prompts:
    """The prompts in one answer style.

    A file ``name.vN.md`` in ``folder`` goes before the one that ships, the highest version first.
    """

    style: Style = "point"
    folder: Path | None = None

    def instructions(self, kind: SegmentKind, *, vision: bool = False) -> str:
        """What the model is told before it sees a segment of that kind, with pictures or without.

        Raises:
            ConfigurationError: a file in the folder is no text, or no template.
        """
        names = ("system", _FILES[kind], *(("vision",) if vision else ()))
        return "\n".join(_rendered(name, self).strip() for name in names) + "\n"

    def digest(self, kind: SegmentKind, *, vision: bool = False) -> tuple[str, str]:
        """Name with version, and SHA-256 of the instructions as sent."""
        name = f"{_FILES[kind]}.{_version(_FILES[kind], self.folder)}.{self.style}"
        if vision:
            name += f"+vision.{_version('vision', self.folder)}"
        return name, hashlib.sha256(self.instructions(kind, vision=vision).encode()).hexdigest()

    def messages(
        self, kind: SegmentKind, context: str, own: str, count: int, pictures: tuple[Picture, ...] = ()
    ) -> tuple[Message, ...]:
        """The question about some lines of a segment.

        Args:
            kind: of the segment.
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
        system = Message("system", self.instructions(kind, vision=bool(pictures)))
        return system, Message("user", f"{told}\n{fenced(shown)}", pictures)


def check_folder(folder: Path) -> None:
    """Refuse a folder that would change nothing.

    Raises:
        ConfigurationError: it holds no file named as a prompt.
    """
    names = tuple(dict.fromkeys(("system", *_FILES.values(), "vision")))
    if not any(_own_versions(name, folder) for name in names):
        known = ", ".join(f"{name}.vN.md" for name in names)
        raise ConfigurationError(f"{folder} holds none of {known}", zh=f"{folder} 中没有 {known} 之一")


def _own_versions(name: str, folder: Path) -> list[int]:
    versions = [
        path.name.removeprefix(f"{name}.v").removesuffix(".md") for path in folder.glob(f"{name}.v*.md")
    ]
    return [int(version) for version in versions if version.isdecimal()]


@cache
def _version(name: str, folder: Path | None) -> str:
    """The version of a prompt that is used: the folder's highest, else the one that ships."""
    own = _own_versions(name, folder) if folder else []
    return f"v{max(own)}" if own else VERSION


@cache
def _rendered(name: str, prompts: Prompts) -> str:
    from jinja2 import Environment, StrictUndefined, TemplateError

    environment = Environment(  # noqa: S701 - Markdown for a model, no HTML
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    file = f"{name}.{_version(name, prompts.folder)}.md"
    own = prompts.folder / file if prompts.folder else None
    try:
        text = own.read_text(encoding="utf-8") if own and own.is_file() else data_file(f"prompts/{file}")
        template = environment.from_string(text)
        return template.render(style=prompts.style, fields=lambda part: _fields(part, prompts.style))
    except (TemplateError, OSError, UnicodeDecodeError, AttributeError) as error:
        raise ConfigurationError(
            f"the prompt {own or file} cannot be used: {error}", zh=f"提示词 {own or file} 不能使用：{error}"
        ) from error


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
