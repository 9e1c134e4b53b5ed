"""A list of paths that another program wrote."""

from __future__ import annotations

import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE


def paths_in(data: bytes) -> list[str]:
    """The paths in a list: one a line, or with NUL bytes between them where there are any.

    What is not of the system's encoding stays as it is in the bytes (``surrogateescape``).
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(BOM_UTF8)
    parts = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(part) for part in parts if part]
