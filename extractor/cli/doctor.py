"""``extractor doctor``: what is installed, what is set, and whether the language model answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import model_options as of_model
from extractor.cli import terminal
from extractor.cli.terminal import Lang
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.model.probe import Tried
    from extractor.model.settings import ModelSettings
    from extractor.model.types import Technique
    from extractor.settings import Settings

HELP = """检查安装、设置和语言模型是否可用 / Check what is installed, set and reachable.

配置了模型时，会向它发几个极短的问题（几百个 token）。

Where a model is configured it is asked a few tiny questions (some hundred tokens).
"""

Language = Annotated[Lang | None, typer.Option(help="语言，默认 zh / language")]
Offline = Annotated[bool, typer.Option("--offline", help="不联系模型 / do not contact the model")]
Vision = Annotated[
    bool | None,
    typer.Option("--vision/--no-vision", help="也试模型能否看图 / also try whether the model sees a picture"),
]
_PACKAGES = ("indicator-extractor", "pydantic", "pymupdf", "openai", "instructor", "diskcache")


def doctor(  # noqa: PLR0913 - typer makes one option of each parameter
    *,
    model: of_model.Model = None,
    base_url: of_model.BaseUrl = None,
    key_file: of_model.KeyFile = None,
    timeout: of_model.Timeout = None,
    vision: Vision = None,
    offline: Offline = False,
    lang: Language = None,
) -> None:
    """Say it line by line; an error of the endpoint ends with its exit code."""
    from extractor.settings import Settings

    terminal.speak(lang)
    if offline and vision:
        raise UsageError(
            "--vision asks the model, --offline does not: leave one out",
            zh="--vision 要询问模型，--offline 不询问：请去掉其中一个",
        )
    chosen = of_model.given(model=model, base_url=base_url, key_file=key_file, timeout=timeout, vision=vision)
    settings = Settings.load(lang=lang, **chosen)
    terminal.speak(settings.lang)
    _installed()
    _parts()
    _set(settings)
    if not settings.model:
        _no_model()
        return
    from extractor.model.configured import model_settings

    of_settings = model_settings(settings)
    _model(settings, of_settings)
    if not offline:
        _asked(of_settings, vision=settings.vision)


def _say(zh: str, en: str, *, good: bool | None = None) -> None:
    """One line; a tick or a cross where it is about something that works or does not."""
    mark = {True: "✓ ", False: "✗ ", None: "  "}[good]
    typer.echo(mark + (zh if terminal.language() == "zh" else en))


def _installed() -> None:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    _say(f"Python {platform.python_version()}", f"Python {platform.python_version()}", good=True)
    for name in _PACKAGES:
        try:
            _say(f"{name} {version(name)}", f"{name} {version(name)}", good=True)
        except PackageNotFoundError:
            _say(
                f"{name} 没有安装，请重新安装本程序",
                f"{name} is missing: install this program again",
                good=False,
            )


def _parts() -> None:
    """What may be left out: without it something cannot be done, but nothing is wrong."""
    from extractor.cli.doctor_parts import parts

    for part in parts():
        _say(part.said("zh"), part.said("en"), good=part.installed or None)


def _set(settings: Settings) -> None:
    from extractor.model.configured import cache_dir
    from extractor.settings import FILE

    path = Path(FILE).resolve()
    if path.is_file():
        _say(f"设置文件：{path}", f"settings file: {path}")
    else:
        _say(f"没有设置文件（{path}），用默认值", f"no settings file ({path}): defaults are used")
    _say("rules 引擎（离线）可用", "the rules engine (offline) works", good=True)
    _say(f"默认引擎：{settings.engine}", f"default engine: {settings.engine}")
    _say(f"模型回答的缓存：{cache_dir(settings)}", f"cache of model answers: {cache_dir(settings)}")


def _no_model() -> None:
    _say(
        "没有配置语言模型（不配置也能用 rules 引擎）。要用模型，例如本机的 Ollama：",
        "no language model is configured (the rules engine needs none). To use one, such as a local Ollama:",
    )
    command = "extractor doctor --model qwen3:14b --base-url http://127.0.0.1:11434/v1"
    _say(f"  {command}", f"  {command}")


def _model(settings: Settings, of_settings: ModelSettings) -> None:
    from extractor.model.configured import PUBLIC, is_exposed, key_source
    from extractor.model.redaction import redacted

    address = redacted(of_settings.base_url or PUBLIC, of_settings.key)
    _say(f"模型：{of_settings.model}", f"model: {of_settings.model}")
    _say(f"地址：{address}", f"endpoint: {address}")
    source = key_source(settings)
    _say(
        f"密钥来自：{source or '没有（本地服务多不需要）'}",
        f"key from: {source or 'none (local servers seldom need one)'}",
    )
    if settings.key_file and is_exposed(settings.key_file):
        _say(
            "其他用户可以读取密钥文件：请 chmod 600",
            "other users can read the key file: chmod 600 it",
            good=False,
        )
    if of_settings.mask:
        _say(
            "发送前遮盖电话、证件号、账号、邮箱和填报人姓名",
            "phones, ID and account numbers, e-mail and names are masked",
        )
    else:
        _say(
            "不遮盖个人信息（服务在本机，或设置如此）",
            "personal data is not masked (local endpoint, or set so)",
        )


def _asked(settings: ModelSettings, *, vision: bool) -> None:
    import asyncio

    from extractor.model.probe import models_of, try_techniques

    listed = asyncio.run(models_of(settings))
    tried = asyncio.run(try_techniques(settings))
    _say("模型服务有应答", "the endpoint answers", good=True)
    _listed(settings.model, listed)
    for one in tried:
        _technique(one)
    working = next((one.technique for one in tried if one.works), None)
    if working is None:
        _say(
            "模型能应答，但没有一种方式得到可用的回答",
            "the model answers, but by no technique usefully",
            good=False,
        )
        raise typer.Exit(1)
    if vision and not _sees(settings, working):
        raise typer.Exit(1)


def _sees(settings: ModelSettings, technique: Technique) -> bool:
    """Whether the model sees a picture; said in words."""
    import asyncio

    from extractor.model.probe import SQUARES, try_picture

    tried = asyncio.run(try_picture(settings, technique))
    if tried.works:
        took = f"({_tokens(tried)} tokens, {tried.usage.seconds:.1f} s)"
        _say(
            f"图片可用：模型数对了图中的 {SQUARES} 个方块 {took}",
            f"pictures work: the model counts the {SQUARES} squares in one {took}",
            good=True,
        )
    elif tried.refused:
        said = tried.refused.said(terminal.language())
        _say(f"图片不可用：{said}", f"pictures do not work: {said}", good=False)
    else:
        _say(
            f"图片发得出去，但模型没有数对图中的 {SQUARES} 个方块（回答：{tried.detail}）：它可能看不到图片",
            f"a picture is accepted, but the model does not count the {SQUARES} squares in it "
            f"(it says {tried.detail}): it may not see pictures",
            good=False,
        )
    return tried.works


def _listed(model: str, listed: list[str] | None) -> None:
    if listed is None:
        _say("服务不列出它的模型", "the endpoint does not list its models")
    elif model in listed:
        _say(f"服务列出了 {model}", f"the endpoint lists {model}", good=True)
    else:
        some = ", ".join(listed[:8])
        _say(
            f"服务没有列出 {model}，列出的有：{some}",
            f"the endpoint does not list {model}; it lists {some}",
            good=False,
        )


def _technique(one: Tried) -> None:
    detail = one.refused.said(terminal.language()) if one.refused else one.detail
    took = f"{one.detail} ({_tokens(one)} tokens, {one.usage.seconds:.1f} s)" if one.works else detail
    works = ("可用", "works") if one.works else ("不可用", "does not work")
    _say(f"{one.technique} {works[0]}：{took}", f"{one.technique} {works[1]}: {took}", good=one.works)


def _tokens(one: Tried) -> int:
    return one.usage.prompt_tokens + one.usage.completion_tokens
