"""``extractor audit``: what is wrong in a report itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli import terminal
from extractor.cli.chosen import MODEL, Chosen, takes_settings
from extractor.cli.page_progress import page_progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.audit.catalogue import Rule
    from extractor.cli.audited_input import Given
    from extractor.document import Document
    from extractor.output.audited import Audited
    from extractor.result import Result
    from extractor.settings import Settings

HELP = """审核报告自身的矛盾 / Find what contradicts itself in a report.

FILE 可以是任何格式的报告（先提取），也可以是 extract --json 的结果、标注文件或报告 JSON。
不修改任何数值；每处错误只说一次，由它引起的其他矛盾列在下面。

FILE is a report in any format (it is extracted first), a result of extract --json, a gold file or a bare
report. No value is changed; each mistake is told once, with what follows from it below.
"""

Level = Literal["error", "warning", "info"]
File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE|RESULT.json", help="报告或结果，- 为标准输入 / report or result, - for stdin"
    ),
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE.json|.sarif|.csv|.xlsx|.html",
        help="结果文件，格式由后缀定，可多次给出 / result file, may be given several times",
    ),
]
Source = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="JSON 对应的原文，用于正文类规则 / the document of a report in JSON"),
]
Rules = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="只用这些规则或类别，逗号分隔，前加 - 为排除 / only these rules or families, - before a name: all but",
    ),
]
Least = Annotated[Level, typer.Option("--severity", help="最低级别 / the least severity that is told")]
FailOn = Annotated[
    Literal["error", "warning"] | None,
    typer.Option(
        help="有此级别或更重的问题时退出码为 1 / exit code 1 where there is one of this severity or worse"
    ),
]
Explain = Annotated[
    str | None, typer.Option(metavar="RULE", help="说明一条规则 / say what a rule checks, and why")
]
List = Annotated[bool, typer.Option("--list", help="列出全部规则 / list the rules")]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


_MODEL = {name: MODEL[name] for name in ("model", "base_url", "key_file", "mask", "max_cost", "no_cache")}


@takes_settings(model=_MODEL)
def audit(  # noqa: PLR0913 - typer makes one option of each parameter
    file: File = None,
    *,
    output: Output = None,
    source: Source = None,
    rules: Rules = None,
    severity: Least = "info",
    fail_on: FailOn = None,
    explain: Explain = None,
    list_rules: List = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    chosen: Chosen,
) -> None:
    """Say what rules there are, or read, extract and audit."""
    from extractor.audit.catalogue import chosen as chosen_rules

    settings = chosen.settings
    taken = chosen_rules(rules)
    if explain or list_rules:
        _say_rules(explain, taken)
        return
    targets = output or []
    found = _audited(_given(_checked(file, source, targets), source, settings, quiet), taken, settings)
    _deliver(found.at_least(severity), targets, as_json, quiet)
    if fail_on and found.at_least(fail_on).findings:
        raise typer.Exit(1)


def _say_rules(explain: str | None, rules: list[Rule]) -> None:
    from extractor.audit.catalogue import chosen
    from extractor.output.audited.terminal import show_rule, show_rules

    if explain:
        for rule in chosen(explain):
            show_rule(rule, terminal.console(), terminal.language())
    else:
        show_rules(rules, terminal.console(), terminal.language())


def _checked(file: Path | None, source: Path | None, targets: list[Path]) -> Path:
    """Refuse what could not be done, before any work."""
    from extractor.output.audited import check_writable

    if file is None:
        raise UsageError("name a report or a result, or --list", zh="请给出报告或结果文件，或用 --list")
    inputs = {one.resolve() for one in (file, source) if one}
    for target in targets:
        if target.resolve() in inputs:
            raise UsageError(f"-o {target} would overwrite the input", zh=f"-o {target} 会覆盖输入文件")
        check_writable(target)
    if len({target.resolve() for target in targets}) < len(targets):
        raise UsageError("-o names a file twice", zh="-o 重复给出同一文件")
    return file


def _given(file: Path, source: Path | None, settings: Settings, quiet: bool) -> Given:
    from extractor.cli.audited_input import given

    with page_progress(quiet) as progress:
        found = given(file, source, settings, progress)
    if found.document is None and not quiet:
        terminal.note(
            "没有原文，涉及正文的规则未检查；可用 --source 指定原文"
            if terminal.language() == "zh"
            else "without the document no rule on running text was applied; name it with --source"
        )
    return found


def _audited(given: Given, rules: list[Rule], settings: Settings) -> Audited:
    from extractor.audit.subject import Subject
    from extractor.audit.united import audited
    from extractor.output.audited import Audited

    result = given.result
    subject = Subject(result.report, result.evidence, given.document, tuple(result.findings))
    told = result.model_copy(update={"findings": audited(subject, rules)})
    if settings.audit == "model":
        told = _reviewed(told, given.document, rules, settings)
    return Audited(told, tuple(rules))


def _reviewed(result: Result, document: Document | None, rules: list[Rule], settings: Settings) -> Result:
    """The result with what a language model finds as well."""
    from extractor.audit.catalogue import rules as every_rule
    from extractor.audit.reviewed import review

    if document is None:
        raise UsageError(
            "--audit model reads the document, and there is none: name it with --source",
            zh="--audit model 需要原文，请用 --source 指定",
        )
    found = review(document, settings)
    left_out = every_rule().keys() - {rule.id for rule in rules}
    return result.model_copy(
        update={
            "findings": [*result.findings, *(one for one in found.findings if one.rule not in left_out)],
            "usage": result.usage.with_more(found.usage),
        }
    )


def _deliver(found: Audited, targets: list[Path], as_json: bool, quiet: bool) -> None:
    """Give what was found where it was asked for: into files, as JSON, or as a table."""
    from extractor.output.audited import write
    from extractor.output.audited.json_file import as_json as rendered
    from extractor.output.audited.terminal import show, summary

    lang = terminal.language()
    written = [path for target in targets for path in write(found, target, lang)]
    if as_json:
        sys.stdout.write(rendered(found) + "\n")
    elif not targets:
        show(found, terminal.console(), lang)
    if written and not quiet:
        files = ", ".join(map(str, written))
        terminal.note(
            summary(found, lang) + (f"；已写出：{files}" if lang == "zh" else f"; written: {files}")
        )
