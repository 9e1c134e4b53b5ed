"""A page in one file that asks nothing of any network: its template, and the policy that seals it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def asset(package: str, name: str) -> str:
    """A file out of the folder ``assets`` of a package."""
    return files(package).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def template(package: str, name: str) -> Template:
    """The template ``assets/NAME`` of a package; whatever is put into it is escaped."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    environment = Environment(
        loader=DictLoader({name: asset(package, name)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def policy(style: str, script: str, *, pictures: bool = False) -> str:
    """Nothing is allowed but the page's own style and script, to the letter, and pictures within it where there are any."""
    images = "img-src data:; " if pictures else ""
    return (
        f"default-src 'none'; {images}style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
