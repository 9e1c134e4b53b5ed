"""``extractor cache``: the answers of language models and the scanned pages that are kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.cache import CacheInfo

app = typer.Typer(
    help="缓存：语言模型的回答、识别过的扫描页 / Kept answers of language models and scanned pages.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Language = Annotated[Lang | None, typer.Option(help="语言，默认 zh / language")]


@app.command("info", help="缓存在哪里、有多少回答和页 / Where the cache is and what it holds.")
def info(*, as_json: AsJson = False, lang: Language = None) -> None:
    """Say folder, number of answers and of pages, and their size; an absent cache is not made."""
    folder = _folder(lang)
    answers, pages = _held(folder)
    if as_json:
        import json

        held = {"folder": str(folder), "entries": answers.entries, "bytes": answers.size}
        held |= {"pages": pages.entries, "page_bytes": pages.size}
        typer.echo(json.dumps(held, ensure_ascii=False))
    elif terminal.language() == "zh":
        typer.echo(f"文件夹：{folder}\n回答数：{answers.entries}\n页数：{pages.entries}")
        typer.echo(f"大小：{_megabytes(answers.size + pages.size)}")
    else:
        typer.echo(f"folder:  {folder}\nanswers: {answers.entries}\npages:   {pages.entries}")
        typer.echo(f"size:    {_megabytes(answers.size + pages.size)}")


@app.command(
    "clear", help="删除缓存；再读同一文件要重新付费、重新识别 / Forget all kept answers and scanned pages."
)
def clear(*, lang: Language = None) -> None:
    """Forget all that is kept and say how much it was."""
    from extractor.cache import PlainCache

    gone = []
    for place in _places(_folder(lang)):
        cache = PlainCache(place) if place.is_dir() else None
        gone.append(cache.clear() if cache else 0)
        if cache:
            cache.close()
    answers, pages = gone
    zh = terminal.language() == "zh"
    typer.echo(
        f"已删除 {answers} 个回答、{pages} 页" if zh else f"{answers} answers and {pages} pages forgotten"
    )


def _folder(lang: Lang | None) -> Path:
    from extractor.model.configured import cache_dir
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(lang=lang)
    terminal.speak(settings.lang)
    return cache_dir(settings)


def _places(folder: Path) -> tuple[Path, Path]:
    """Where the answers are kept, and where the pages."""
    from extractor.model.cache import ANSWERS
    from extractor.ocr.kept import PAGES

    return folder / ANSWERS, folder / PAGES


def _held(folder: Path) -> tuple[CacheInfo, CacheInfo]:
    """What is kept of answers and of pages; nothing where none has been kept yet."""
    answers, pages = (_info(place) for place in _places(folder))
    return answers, pages


def _info(place: Path) -> CacheInfo:
    from extractor.cache import CacheInfo, PlainCache

    if not place.is_dir():
        return CacheInfo(place, 0, 0)
    cache = PlainCache(place)
    held = cache.info()
    cache.close()
    return held


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
