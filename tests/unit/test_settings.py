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
    assert Settings.load().model_dump() == {"max_input_mb": 16, "lang": "zh", "engine": "rules"}


def test_option_before_environment_before_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "extractor.toml").write_text('max_input_mb = 2\nlang = "en"\n', encoding="utf-8")
    assert Settings.load().max_input_mb == 2
    monkeypatch.setenv("EXTRACTOR_MAX_INPUT_MB", "3")
    assert (Settings.load().max_input_mb, Settings.load().lang) == (3, "en")
    assert Settings.load(max_input_mb=4, lang=None).model_dump() == {
        "max_input_mb": 4,
        "lang": "en",
        "engine": "rules",
    }


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings.load().lang = "en"


def test_a_wrong_option_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="--engine abacus: known are 'rules'"):
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
