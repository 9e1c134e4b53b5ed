"""The answer object out of what a model wrote: plain, fenced, or with prose around it.

What comes from the network and what comes from the cache is read here, by the same lines,
so that both give an object of exactly the class asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from extractor.model.types import Problem

_THOUGHTS = re.compile(r"^\s*<think>(.*?)(</think>|\Z)", re.DOTALL)
_REFUSING = re.compile(
    r"^\W*(?:很抱歉|抱歉|对不起|我无法|我不能|无法(?:提供|完成|协助)|I(?:'|’)?m sorry|I am sorry|Sorry|I can(?:no|'|’)t|I am unable)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\{\s*(?:[\"}]|\Z)")
_CONTROL = re.compile(r"[\x00-\x1f]")
_STRICT, _LENIENT = json.JSONDecoder(), json.JSONDecoder(strict=False)
_LOOKED_AT = 50
_TOLD = 8
_QUOTED = 40
# What a schema's own validators let slip on a value they did not expect: Decimal("九") is an ArithmeticError.
_VALIDATORS_RAISE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
NO_OBJECT = "回答中没有 JSON 对象 / no JSON object in the answer"
DEEP = "回答嵌套太深 / the answer is nested too deeply"
CUT = "回答不完整，JSON 被截断 / the JSON of the answer is cut off"


@dataclass(frozen=True)
class Read:
    """What could be read: ``data``, or the ``problem`` with its ``detail``."""

    data: BaseModel | None = None
    problem: Problem | None = None
    detail: str = ""


@dataclass(frozen=True)
class _Scan:
    """The outermost objects of a text; ``rest`` is where one begins that is not well formed."""

    objects: tuple[str, ...]
    rest: str | None = None


def read(text: str, answer: type[BaseModel]) -> Read:
    """The one object in the text that fits the class, or why there is none."""
    text = _THOUGHTS.sub("", text).strip()
    if not text:
        return Read(problem="empty", detail="回答是空的 / the answer is empty")
    scan = _scan(text)
    if scan.rest is not None:
        return _broken(scan.rest)
    if not scan.objects:
        return _no_object(text)
    fits = [_validated(piece, answer) for piece in scan.objects]
    good = [each for each in fits if each.data is not None]
    if len(good) == 1:
        return good[0]
    if len(fits) > 1:
        count = len(fits)
        return Read(
            problem="invalid", detail=f"应只有一个 JSON 对象，却有 {count} 个 / {count} JSON objects, not one"
        )
    return fits[0]


def read_without_extra(text: str, answer: type[BaseModel]) -> tuple[Read, tuple[str, ...]]:
    """The object that fits once the keys unknown to the class are dropped, and those keys as dotted places."""
    scan = _scan(_THOUGHTS.sub("", text).strip())
    if len(scan.objects) != 1 or scan.rest is not None:
        return read(text, answer), ()
    plain = json.loads(scan.objects[0])
    dropped = tuple(_drop_extra(plain, answer))
    return _validated(json.dumps(plain), answer), dropped


def _drop_extra(plain: Any, answer: type[BaseModel]) -> Iterator[str]:
    try:
        answer.model_validate(plain)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False):
            if problem["type"] == "extra_forbidden":
                *path, key = problem["loc"]
                holder = plain
                for step in path:
                    holder = holder[step]
                del holder[key]
                yield ".".join(map(str, problem["loc"]))
    except (RecursionError, *_VALIDATORS_RAISE):
        return


def holds_object(text: str) -> bool:
    """Whether a JSON object is in it or begins in it: the model kept to the technique at all."""
    scan = _scan(_THOUGHTS.sub("", text).strip())
    return bool(scan.objects) or scan.rest is not None


def _scan(text: str) -> _Scan:
    """Look for objects from the left; a brace that opens no JSON is prose.

    What begins like an object but is none ends the search: the objects nested in it are
    parts of an answer, not answers.
    """
    objects: list[str] = []
    opening = _OPENING.search(text)
    while opening is not None and len(objects) < _LOOKED_AT:
        start = opening.start()
        try:
            found, end = _object(text, start)
        except (json.JSONDecodeError, RecursionError):
            return _Scan(tuple(objects), text[start:])
        if text[:start].rstrip().endswith("["):
            return _Scan(tuple(objects), text[text.rindex("[", 0, start) :])
        objects.append(found)
        opening = _OPENING.search(text, end)
    return _Scan(tuple(objects))


def _object(text: str, start: int) -> tuple[str, int]:
    """The JSON that begins there, and its end; a line break left bare in a string is let pass."""
    try:
        _, end = _STRICT.raw_decode(text, start)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Invalid control character"):
            raise
        found, end = _LENIENT.raw_decode(text, start)
        return json.dumps(found), end
    return text[start:end], end


def _validated(piece: str, answer: type[BaseModel]) -> Read:
    try:
        return Read(data=answer.model_validate_json(piece))
    except ValidationError as error:
        return Read(problem="invalid", detail=told(error))
    except RecursionError:
        return Read(problem="invalid", detail=DEEP)
    except _VALIDATORS_RAISE as error:
        said = shortened(f"{type(error).__name__}: {error}", 200)
        return Read(problem="invalid", detail=f"校验出错 / a validator failed: {said}")


def _no_object(text: str) -> Read:
    if _REFUSING.match(text):
        return Read(problem="refused", detail=f"模型拒绝回答 / the model refused: {shortened(text, 200)}")
    return Read(problem="invalid", detail=NO_OBJECT)


def _broken(rest: str) -> Read:
    """Cut off where it is the beginning of JSON that never ends, else malformed."""
    rest = _CONTROL.sub(" ", rest)
    try:
        json.loads(rest)
    except json.JSONDecodeError as error:
        problem = f"{error.msg}, {shortened(rest[max(0, error.pos - 20) : error.pos + 20], _QUOTED)}"
    except RecursionError:
        return Read(problem="invalid", detail=DEEP)
    else:
        return Read(
            problem="invalid", detail="应是一个 JSON 对象，不是数组 / an object is wanted, not an array"
        )
    try:
        from_json(rest, allow_partial="trailing-strings")
    except ValueError:
        return Read(problem="invalid", detail=f"JSON 格式错误 / not well-formed JSON: {problem}")
    return Read(problem="truncated", detail=CUT)


def told(error: ValidationError) -> str:
    """The errors in one line, each with its place: fit to be told to the model."""
    problems = error.errors(include_url=False, include_context=False)
    lines = [_one(problem) for problem in problems[:_TOLD]]
    if len(problems) > _TOLD:
        lines.append(f"另有 {len(problems) - _TOLD} 处 / and {len(problems) - _TOLD} more")
    return "; ".join(lines)


def _one(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"]) or "(root)"
    if problem["type"] == "missing":
        return f"{place}: 缺少 / missing"
    if problem["type"] == "extra_forbidden":
        return f"{place}: 多余的字段 / unknown field"
    given = json.dumps(problem["input"], ensure_ascii=False, default=str)
    return f"{place}: {problem['msg']} (得到 / got {shortened(given, _QUOTED)})"


def shortened(text: str, length: int) -> str:
    """The text on one line, at most so many characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
