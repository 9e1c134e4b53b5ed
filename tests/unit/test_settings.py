"""Settings: where a value comes from, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from extractor.errors import ConfigurationError, UsageError
from extractor.settings import Settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults() -> None:
    settings = Settings.load()
    assert (settings.max_input_mb, settings.lang, settings.engine) == (256, "zh", "rules")
    assert (settings.model, settings.style, settings.reasks, settings.mask) == (None, "point", 2, None)


def test_option_before_environment_before_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "extractor.toml").write_text('max_input_mb = 2\nlang = "en"\n', encoding="utf-8")
    assert Settings.load().max_input_mb == 2
    monkeypatch.setenv("EXTRACTOR_MAX_INPUT_MB", "3")
    assert (Settings.load().max_input_mb, Settings.load().lang) == (3, "en")
    settings = Settings.load(max_input_mb=4, lang=None)
    assert (settings.max_input_mb, settings.lang) == (4, "en")


def test_the_engine_is_the_model_where_one_is_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.load(model="qwen3").engine == "model"
    assert Settings.load(model="qwen3", engine="rules").engine == "rules"
    monkeypatch.setenv("EXTRACTOR_MODEL", "qwen3")
    assert Settings.load().engine == "model"
    monkeypatch.delenv("EXTRACTOR_MODEL")
    (folder / "extractor.toml").write_text('model = "qwen3"\n', encoding="utf-8")
    assert (Settings.load().engine, Settings.load().model) == ("model", "qwen3")


@pytest.mark.parametrize("name", ["EXTRACTOR_API_KEY", "OPENAI_API_KEY"])
def test_a_key_is_no_setting(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "secret-of-a-test")
    assert "secret" not in repr(Settings.load())
    (folder / "extractor.toml").write_text('api_key = "secret-of-a-test"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no such setting"):
        Settings.load()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"base_url": "localhost:11434"}, "--base-url localhost:11434: should be an address"),
        ({"base_url": "http://me:pass@host/v1"}, r"--base-url http://\*\*\*@host/v1: should not hold a key"),
        ({"style": "guess"}, "--style guess: known are 'copy' or 'point'"),
        ({"reasks": -1}, "--reasks -1"),
        ({"max_cost": 0}, "--max-cost 0"),
    ],
)
def test_a_wrong_option_of_the_model(option: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Settings.load(**option)


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings.load().lang = "en"


def test_a_wrong_option_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="--engine abacus: known are 'rules' or 'model'"):
        Settings.load(engine="abacus")


@pytest.mark.parametrize("content", ["lnag = 'zh'", "lang = 'fr'", "lang = ", "[lang]\nzh = 1"])
def test_a_wrong_file_names_the_key(folder: Path, content: str) -> None:
    (folder / "extractor.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="extractor.toml"):
        Settings.load()


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "extractor.toml").write_bytes("# 设置\nlang = 'zh'".encode("gbk"))
    with pytest.raises(ConfigurationError, match="extractor.toml"):
        Settings.load()


@pytest.mark.parametrize(("name", "value"), [("EXTRACTOR_LANG", "fr"), ("EXTRACTOR_LNAG", "zh")])
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name):
        Settings.load()
