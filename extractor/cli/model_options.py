"""The options of a language model: what each is called and says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli import terminal
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.settings import Settings

_PANEL = "语言模型 / language model"


def _option(*names: str, metavar: str | None = None, text: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=text, rich_help_panel=_PANEL)


Model = Annotated[
    str | None,
    _option(metavar="NAME", text="模型名称；给出时默认用 model 引擎 / model; makes model the engine"),
]
BaseUrl = Annotated[
    str | None,
    _option("--base-url", metavar="URL", text="OpenAI 兼容服务的地址 / an OpenAI-compatible endpoint"),
]
KeyFile = Annotated[
    Path | None,
    _option(
        "--key-file",
        metavar="FILE",
        text="密钥文件；否则用 EXTRACTOR_API_KEY 或 OPENAI_API_KEY / file with the key; else from these variables",
    ),
]
Audit = Annotated[
    Literal["off", "rules", "model"] | None,
    typer.Option(
        "--audit",
        help="审核报告自身的矛盾：rules（默认）、model（另由语言模型审读）、off / "
        "look for contradictions: by rules (default), by a language model too, or not at all",
    ),
]
Technique = Annotated[
    Literal["auto", "tools", "json_schema", "json", "md_json"] | None,
    _option(text="约束回答格式的方式，默认 auto / how the answer is held to its schema"),
]
Style = Annotated[
    Literal["copy", "point"] | None,
    _option(text="模型抄写数值，或只指出位置（默认） / copy values, or point at them (default)"),
]
Prompts = Annotated[
    Path | None,
    _option(metavar="DIR", text="自己的提示词文件夹 / folder of prompts that go before those that ship"),
]
Fallback = Annotated[
    Literal["rules"] | None, _option(text="模型失败的部分改由它读取 / reads what the model failed on")
]
Strict = Annotated[
    bool | None, _option("--strict", text="原文中没有的值置空 / null what is not in the source")
]
Vision = Annotated[
    bool | None,
    _option(
        "--vision/--no-vision",
        text="识别出的页面连同图像一起发送 / send pictures of scanned pages with their text",
    ),
]
Reasks = Annotated[
    int | None, _option(metavar="N", text="回答不合格式时重问几次，默认 2 / times to re-ask, default 2")
]
MaxCost = Annotated[
    float | None,
    _option("--max-cost", metavar="USD", text="本次花费上限（美元） / limit of the run in dollars"),
]
MaxTokens = Annotated[
    int | None,
    _option("--max-tokens", metavar="N", text="本次用量上限（token） / limit of the run in tokens"),
]
Concurrency = Annotated[int | None, _option(metavar="N", text="同时进行的调用数，默认 8 / calls at once")]
Rpm = Annotated[int | None, _option(metavar="N", text="每分钟请求数上限 / requests per minute")]
Tpm = Annotated[int | None, _option(metavar="N", text="每分钟 token 数上限 / tokens per minute")]
Timeout = Annotated[
    float | None, _option(metavar="SECONDS", text="一次请求的时限，默认 120 / limit of one request")
]
NoCache = Annotated[
    bool, _option("--no-cache", text="不使用以前的回答 / neither use nor keep answers of other runs")
]
Mask = Annotated[
    bool | None,
    _option(
        "--mask/--no-mask",
        text="发送前遮盖电话、证件号、姓名；服务在本机时默认不遮盖 / mask personal data; default: on unless local",
    ),
]


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, by setting; ``no_cache`` becomes ``cache``."""
    no_cache = options.pop("no_cache", False)
    chosen = {name: value for name, value in options.items() if value is not None}
    return chosen | ({"cache": False} if no_cache else {})


def check_engine(settings: Settings, chosen: dict[str, Any]) -> None:
    """Refuse options of a model that no model would see, and a model engine without a model.

    Raises:
        UsageError: an option that only the model engine obeys, with another engine.
        ConfigurationError: the model engine, and no model or no key.
    """
    if settings.engine != "model" and settings.audit != "model":
        if chosen:
            option = spelled(next(iter(chosen)), chosen)
            raise UsageError(
                f"{option} is for a language model, but the engine is {settings.engine}: "
                "add --engine model, or leave it out",
                zh=f"{option} 只用于语言模型，而引擎是 {settings.engine}：请加 --engine model，或去掉它",
            )
        return
    from extractor.model.configured import is_exposed, model_settings

    model_settings(settings)
    if settings.key_file and is_exposed(settings.key_file):
        terminal.note(
            f"注意：其他用户可以读取密钥文件 {settings.key_file}（chmod 600）"
            if terminal.language() == "zh"
            else f"warning: other users can read the key file {settings.key_file} (chmod 600 it)"
        )


def spelled(name: str, chosen: dict[str, Any]) -> str:
    """An option as the user wrote it."""
    option = name.replace("_", "-")
    return f"--no-{option}" if chosen[name] is False else f"--{option}"
