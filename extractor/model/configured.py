"""From the settings of a run to what the client of a model has to know: address, key, limits."""

from __future__ import annotations

import ipaddress
import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from extractor.cache import default_cache_dir
from extractor.errors import ConfigurationError
from extractor.model.settings import ModelSettings
from extractor.settings import FILE, KEYS, Settings

# The SDK's own; what it asks when no address is set.
PUBLIC = "https://api.openai.com/v1"


def model_settings(settings: Settings) -> ModelSettings:
    """What the client needs, from settings, environment and key file.

    Raises:
        ConfigurationError: no model is named, or the key is missing or unreadable.
    """
    url = base_url(settings)
    return ModelSettings(
        model=_model(settings),
        base_url=url,
        key=key(settings) or _without_key(url),
        technique=settings.technique,
        temperature=settings.temperature,
        seed=settings.seed,
        timeout=settings.timeout,
        tries=settings.tries,
        concurrency=settings.concurrency,
        requests_per_minute=settings.rpm,
        tokens_per_minute=settings.tpm,
        max_cost=settings.max_cost,
        max_tokens=settings.max_tokens,
        prompt_price=settings.prompt_price,
        completion_price=settings.completion_price,
        cache_dir=cache_dir(settings),
        use_cache=settings.cache,
        mask=masks(settings),
    )


def base_url(settings: Settings) -> str | None:
    """The address set, here or for the SDK; None for the SDK's own endpoint."""
    return settings.base_url or os.environ.get("OPENAI_BASE_URL") or None


def masks(settings: Settings) -> bool:
    """Whether personal data is masked: as set, else wherever the endpoint is not this machine."""
    return settings.mask if settings.mask is not None else not is_loopback(base_url(settings))


def cache_dir(settings: Settings) -> Path:
    """The folder of the answers."""
    return settings.cache_dir.expanduser() if settings.cache_dir else default_cache_dir()


def is_loopback(url: str | None) -> bool:
    """Whether an address is on this machine (by its name: nothing is looked up)."""
    host = (urlsplit(url).hostname or "") if url else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def key(settings: Settings) -> str:
    """The key from the key file, else from the environment; empty where there is none."""
    if settings.key_file:
        return _key_of(settings.key_file.expanduser())
    return next((os.environ[name].strip() for name in KEYS if os.environ.get(name, "").strip()), "")


def key_source(settings: Settings) -> str | None:
    """Where the key comes from, in the words of a setting; None where there is none."""
    if settings.key_file:
        return str(settings.key_file)
    return next((name for name in KEYS if os.environ.get(name, "").strip()), None)


def is_exposed(path: Path) -> bool:
    """Whether other users of the machine can read a key file."""
    return bool(path.expanduser().stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _model(settings: Settings) -> str:
    if settings.model:
        return settings.model
    raise ConfigurationError(
        "no model is configured: give --model NAME (and --base-url URL for a local server), "
        f'set EXTRACTOR_MODEL, or write model = "NAME" in {FILE}',
        zh=f"没有配置模型：请用 --model 名称（本地服务再加 --base-url 地址），或设置环境变量 EXTRACTOR_MODEL，"
        f'或在 {FILE} 里写 model = "名称"',
    )


def _key_of(path: Path) -> str:
    try:
        content = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise ConfigurationError(
            f"key file {path} cannot be read: {reason}", zh=f"密钥文件 {path} 无法读取：{reason}"
        ) from error
    if not content or not content.isascii() or len(content.split()) != 1:
        raise ConfigurationError(
            f"key file {path} should hold the key on one line and nothing else",
            zh=f"密钥文件 {path} 应只有一行密钥",
        )
    return content


def _without_key(url: str | None) -> str:
    if url and urlsplit(url).hostname != urlsplit(PUBLIC).hostname:
        return ""
    raise ConfigurationError(
        f"no key for {PUBLIC}: set {' or '.join(KEYS)}, or give --key-file; "
        "for a local server give --base-url",
        zh=f"没有 {PUBLIC} 的密钥：请设置环境变量 {' 或 '.join(KEYS)}，或用 --key-file；本地服务请用 --base-url",
    )
