"""The password of a document, from the file that the settings name: never from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import ConfigurationError

if TYPE_CHECKING:
    from extractor.settings import Settings


def password_of(settings: Settings) -> str | None:
    """The first line of ``settings.password_file``; None where none is named.

    Raises:
        ConfigurationError: the file cannot be read as text.
    """
    path = settings.password_file
    if path is None:
        return None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"password_file: {path} cannot be read", zh=f"password_file：{path} 无法读取"
        ) from error
    return lines[0] if lines else ""
