"""What is said of a command that was called wrongly: typer says it in English only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.cli.terminal import Lang

# The messages of typer, whose classes of errors have no public names; one that is not here stays English.
_CHINESE = (
    (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}，是否指 {1}"),
    (r"No such option: (\S+)", "没有选项 {0}"),
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "没有命令 {0}，是否指 {1}"),
    (r"No such command '(.+)'", "没有命令 {0}"),
    (r"Missing option (.+)", "缺少选项 {0}"),
    (r"Missing argument (.+)", "缺少参数 {0}"),
    (r"Option (\S+) requires an argument", "选项 {0} 后面缺少值"),
    (r"Option (\S+) does not take a value", "选项 {0} 不带值"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", "多余的参数：{0}"),
    (r"Invalid value for (.+?): (?:Value error, )?'(.*)' is not one of (.+)", "{0} 的值“{1}”不对，可选 {2}"),
    (r"Invalid value for (.+?): Input should be a valid integer.*", "{0} 应为整数"),
    (r"Invalid value for (.+?): Input should be a valid number.*", "{0} 应为数值"),
    (r"Invalid value for (.+?): Input should be greater than or equal to (.+)", "{0} 应不小于 {1}"),
    (r"Invalid value for (.+?): (.+)", "{0} 的值不对：{1}"),
)


def said_of(message: str, lang: Lang) -> str:
    """What typer says, in the language asked for and without a stop at the end."""
    message = message.rstrip(".")
    for pattern, chinese in _CHINESE if lang == "zh" else ():
        if match := re.fullmatch(pattern, message):
            return chinese.format(*(part.replace("'", "") for part in match.groups()))
    return message


def language_of(arguments: Sequence[str]) -> Lang | None:
    """The language that a command line asks for, read before anything else of it is; None where it does not say."""
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            said = value or "".join(arguments[at + 1 : at + 2])
            return "en" if said == "en" else "zh" if said == "zh" else None
    return None
