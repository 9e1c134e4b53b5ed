"""``extract --schema module:Model``: a document by a pydantic model of the user's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from extractor.cli import terminal
from extractor.cli.model_options import spelled
from extractor.errors import OutputUnwritable, UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from extractor.settings import Settings

_OF_CONTRACT = ("style", "fallback", "strict", "vision")


def by_own_schema(
    file: Path, name: str, targets: list[Path], settings: Settings, chosen: dict[str, Any]
) -> None:
    """Extract by the model called ``module:Model``; JSON to the files named, else to stdout."""
    _check(targets, settings, chosen)
    schema = load_schema(name)
    from extractor.pipeline import extract

    result = extract(file, schema=schema, settings=settings)
    text = result.model_dump_json(indent=1) + "\n"
    for target in targets:
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            reason = error.strerror
            raise OutputUnwritable(
                f"cannot be written: {reason}", document=str(target), zh=f"不能写入：{reason}"
            ) from error
    if not targets:
        sys.stdout.write(text)
    for finding in result.findings:
        terminal.note(finding.said(terminal.language()))
    if result.status != "ok":
        raise typer.Exit(1)


def load_schema(name: str) -> type[BaseModel]:
    """The pydantic model ``module:Model``; modules of the current folder are found too.

    Raises:
        UsageError: there is no such module or model, or it is none of pydantic.
    """
    from importlib import import_module

    from pydantic import BaseModel

    module, _, model = name.partition(":")
    if not module or not model.isidentifier():
        raise UsageError(f"--schema {name}: should be module:Model", zh=f"--schema {name}：应写作 模块:模型")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(import_module(module), model, None)
    except (ImportError, SyntaxError) as error:
        raise UsageError(f"--schema {name}: {error}", zh=f"--schema {name}：无法导入（{error}）") from error
    finally:
        sys.path.remove(str(Path.cwd()))
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise UsageError(
            f"--schema {name}: {module} has no pydantic model of that name",
            zh=f"--schema {name}：{module} 中没有这个 pydantic 模型",
        )
    return found


def _check(targets: list[Path], settings: Settings, chosen: dict[str, Any]) -> None:
    if settings.engine != "model":
        raise UsageError(
            "--schema needs a language model: add --model NAME",
            zh="--schema 需要语言模型：请加 --model 名称",
        )
    for name in _OF_CONTRACT:
        if name in chosen:
            option = spelled(name, chosen)
            raise UsageError(
                f"{option} is for the report contract and does not go with --schema",
                zh=f"{option} 只用于报告格式，不能与 --schema 同用",
            )
    for target in targets:
        if target.suffix.lower() != ".json":
            raise UsageError(
                f"-o {target}: with --schema the result is JSON, name it .json",
                zh=f"-o {target}：用 --schema 时结果为 JSON，后缀应为 .json",
            )
