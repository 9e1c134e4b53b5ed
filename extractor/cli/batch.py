"""``extractor batch``: folders of reports into tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import terminal
from extractor.cli.chosen import Chosen, takes_settings
from extractor.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from extractor.batch.batch import Ended, Wish
    from extractor.cli.batch_display import Quiet as Shown
    from extractor.settings import Settings

HELP = """批量提取文件夹中的报告 / Extract folders of reports.

IN 可以是文件、文件夹、通配符、zip、URL，- 为标准输入中的文件清单。结果写入 OUT：每份文件一个 JSON 和一个网页，
全部表格在 results.xlsx。随时可以中断（Ctrl-C、断电、kill），用同样的命令继续；没有变化的文件不会重做。

IN are files, folders, patterns, zips, URLs, or - for a list on standard input. Results go into OUT: a JSON and a page
for each document, all tables in results.xlsx. It may end at any time (Ctrl-C, power, kill); the same command goes
on from there, and what is unchanged is not done again.
"""

Inputs = Annotated[list[str], typer.Argument(metavar="IN...", help="要读取的文件或文件夹 / what to read")]
Out = Annotated[
    str, typer.Option("-o", "--output", metavar="OUT", help="结果文件夹或 URL / folder or URL of the results")
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", help="重做失败和不完整的文件 / do again what failed or is not whole")
]
Force = Annotated[bool, typer.Option("--force", help="全部重做 / do all again")]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="只说明会做什么、大约多少调用和费用 / say what would be done and what it takes"
    ),
]
Limit = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="本次最多处理几份 / at most so many documents")
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN", help="只处理此后改动的文件：2026-11-01、3d、12h / only what was changed since then"
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="进程数，默认等于核数 / processes, by default one for each core"),
]
NoPages = Annotated[
    bool, typer.Option("--no-html", help="不生成每份文件的网页 / no page to look at for each document")
]
NoExport = Annotated[
    bool, typer.Option("--no-export", help="结束时不写 results.xlsx / write no results.xlsx at the end")
]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="进展以 JSON 行写到标准错误 / progress as lines of JSON on stderr")
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:8786",
        help="由 dask 集群读取；内存上限是 document_memory_mb，而非 dask 的 --memory-limit / "
        "have a dask cluster read; document_memory_mb limits its memory, dask's --memory-limit does not (docs/scaling.md)",
    ),
]
ProviderBatch = Annotated[
    bool,
    typer.Option(
        "--provider-batch",
        help="先用服务商的批量接口提问，价格减半 / ask ahead by the provider's Batch API, at half the price",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="除错误外不输出消息 / no messages but errors")]


@takes_settings()
def batch(  # noqa: PLR0913 - typer makes one option of each parameter
    inputs: Inputs,
    *,
    output: Out,
    retry_failed: RetryFailed = False,
    force: Force = False,
    dry_run: DryRun = False,
    limit: Limit = None,
    since: Since = None,
    processes: Processes = None,
    scheduler: Scheduler = None,
    provider_batch: ProviderBatch = False,
    no_html: NoPages = False,
    no_export: NoExport = False,
    log_json: LogJson = False,
    quiet: Quiet = False,
    chosen: Chosen,
) -> None:
    """Find the documents, read them, and say what came of them."""
    from datetime import datetime

    from extractor.batch.batch import Wish
    from extractor.batch.inputs.since import since_of
    from extractor.cli.batch_display import display, style_of
    from extractor.cli.batch_dry_run import say_what_would_be_done

    style = style_of(quiet=quiet, log_json=log_json)
    if provider_batch:
        _check_provider_batch(chosen, scheduler)
    wish = Wish(
        inputs,
        output,
        page=not no_html,
        retry_failed=retry_failed,
        force=force,
        since=since_of(since, datetime.now()) if since else None,
        limit=limit,
        processes=processes,
        scheduler=scheduler,
        provider_batch=provider_batch,
    )
    if dry_run:
        say_what_would_be_done(wish, chosen.settings, style)
        return
    ended = _carried_out(wish, chosen.settings, display(style, terminal.language()), export=not no_export)
    raise typer.Exit(_exit_code(ended))


def _carried_out(wish: Wish, settings: Settings, shown: Shown, *, export: bool) -> Ended:
    """Have it done, write the workbook where that is wanted, and show how it ended.

    Raises:
        typer.Exit: nothing could be begun, which is shown too.
    """
    from extractor.batch.batch import run_batch
    from extractor.batch.inputs.missing import check_names_documents
    from extractor.batch.store import FILE
    from extractor.batch.workbook import WORKBOOK, bring_up_to_date

    try:
        if not (wish.home / FILE).exists():
            check_names_documents(wish.named, wish.home)
        ended = run_batch(wish, settings, shown)
    except ExtractorError as error:
        shown.refused(error)
        raise typer.Exit(error.exit_code) from error
    if export and (ended.standing.finished or not (wish.home / WORKBOOK).exists()):
        try:
            bring_up_to_date(wish, terminal.language())
        except ExtractorError as error:
            ended.error = ended.error or error
    shown.ended(ended, wish.out)
    return ended


def _check_provider_batch(chosen: Chosen, scheduler: str | None) -> None:
    """See that it would change anything.

    Raises:
        UsageError: it would not.
    """
    settings = chosen.settings
    if settings.engine != "model" and settings.audit != "model":
        raise UsageError(
            "--provider-batch is for a language model: give --model too, or leave it out",
            zh="--provider-batch 用于大模型：请同时给出 --model，或去掉它",
        )
    if scheduler is not None:
        raise UsageError(
            "a provider's batch answers into the cache of this machine, where the workers of a cluster do not look: "
            "leave --scheduler out to ask at half the price, or --provider-batch to read on the cluster",
            zh="批量接口的回答存入本机缓存，集群的 worker 不会去那里查找：要半价提问请去掉 --scheduler，要用集群请去掉 --provider-batch",
        )


def _exit_code(ended: Ended) -> int:
    """0 where all is read, 1 where something was not, else what ended the run early."""
    if ended.interrupted:
        return 130
    if ended.error is not None:
        return ended.error.exit_code
    lost = ended.counts.get("failed", 0) + ended.counts.get("partial", 0) + len(ended.told.refused)
    return 1 if lost else 0
