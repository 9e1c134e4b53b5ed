"""``extractor cache``: the answers of language models that are kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.model.cache import AnswerCache

app = typer.Typer(help="语言模型回答的缓存 / Kept answers of language models.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Language = Annotated[Lang | None, typer.Option(help="语言，默认 zh / language")]


@app.command("info", help="缓存在哪里、有多少回答 / Where the cache is and what it holds.")
def info(*, as_json: AsJson = False, lang: Language = None) -> None:
    """Say folder, number of answers and size; an absent cache is not made."""
    folder = _folder(lang)
    cache = _opened(folder)
    held = cache.info() if cache else None
    entries, size = (held.entries, held.size) if held else (0, 0)
    if cache:
        cache.close()
    if as_json:
        import json

        typer.echo(json.dumps({"folder": str(folder), "entries": entries, "bytes": size}, ensure_ascii=False))
    elif terminal.language() == "zh":
        typer.echo(f"文件夹：{folder}\n回答数：{entries}\n大小：{_megabytes(size)}")
    else:
        typer.echo(f"folder:  {folder}\nanswers: {entries}\nsize:    {_megabytes(size)}")


@app.command("clear", help="删除缓存的回答；再读同一文件要重新付费 / Forget all kept answers.")
def clear(*, lang: Language = None) -> None:
    """Forget all answers and say how many there were."""
    cache = _opened(_folder(lang))
    gone = cache.clear() if cache else 0
    if cache:
        cache.close()
    typer.echo(f"已删除 {gone} 个回答" if terminal.language() == "zh" else f"{gone} answers forgotten")


def _folder(lang: Lang | None) -> Path:
    from extractor.model.configured import cache_dir
    from extractor.settings import Settings

    terminal.speak(lang)
    settings = Settings.load(lang=lang)
    terminal.speak(settings.lang)
    return cache_dir(settings)


def _opened(folder: Path) -> AnswerCache | None:
    """The cache, None where none has been made yet."""
    from extractor.model.cache import AnswerCache

    return AnswerCache(folder) if folder.is_dir() else None


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
