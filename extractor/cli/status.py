"""``extractor status``: how far the batch of a folder is."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import terminal
from extractor.cli.terminal import Lang

if TYPE_CHECKING:
    from extractor.batch.store import Store

HELP = """批处理进行到哪里 / How far a batch is.

各状态的文件数、失败原因、是否仍在运行、在等待批量接口的哪些批次；运行中也可以查看。

How many documents are in which state, why some failed, whether a run is at work, which batches of the provider are waited for;
also while a run is at work.
"""

Out = Annotated[str, typer.Argument(metavar="OUT", help="批处理的结果文件夹 / folder of a batch")]
AsJson = Annotated[bool, typer.Option("--json", help="打印一个 JSON 对象 / print one JSON object")]
Language = Annotated[Lang | None, typer.Option(help="消息的语言，默认 zh / language of messages")]
Most = Annotated[int, typer.Option("--failures", metavar="N", help="最多列出几个失败 / failures listed")]


def status(out: Out, *, as_json: AsJson = False, lang: Language = None, failures: Most = 10) -> None:
    """Say how far it is."""
    from extractor.batch.store import open_store
    from extractor.batch.whereabouts import home_of

    terminal.speak(lang)
    store = open_store(home_of(out))
    try:
        said = _status(store, failures)
    finally:
        store.close()
    if as_json:
        sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(said)


def _status(store: Store, most: int) -> dict[str, Any]:
    runs = store.runs()
    failed = store.failed(most)
    return {
        "documents": store.counts(),
        "runs": [
            {
                "number": run.number,
                "process": run.owner,
                "version": run.version,
                "started": _time(run.started),
                "finished": _time(run.finished),
                "ended": run.ended or ("running" if run.is_alive else "killed"),
            }
            for run in runs
        ],
        "provider_batches": _provider_batches(store),
        "totals": _totals(store),
        "failures": [{"path": path, "reason": problem.said(terminal.language())} for path, problem in failed],
    }


def _totals(store: Store) -> dict[str, float | None]:
    """What the documents took, and what asking ahead of them did."""
    from extractor.batch.provider import FILE

    totals = store.totals()
    if not (store.out / FILE).exists():
        return totals
    from extractor.batch.provider import usage_in

    ahead = usage_in(store.out)
    spent = ahead.usage("")
    known = None not in (totals["cost"], spent.cost)
    return {
        **totals,
        "calls": (totals["calls"] or 0) + spent.calls,
        "tokens": (totals["tokens"] or 0) + ahead.tokens,
        "cost": round((totals["cost"] or 0) + (spent.cost or 0), 6) if known else None,
    }


def _provider_batches(store: Store) -> list[dict[str, Any]]:
    """What is waited for at the provider."""
    from extractor.batch.provider import FILE

    if not (store.out / FILE).exists():
        return []
    from extractor.batch.provider import said_of, waiting_in

    return [
        {
            "batch": part.batch,
            "questions": part.questions,
            "since": _time(part.made),
            "state": part.state,
            "status": part.status,
            "message": said_of(part, terminal.language()),
        }
        for part in waiting_in(store.out)
    ]


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds).isoformat(" ", "seconds")


def _print(said: dict[str, Any]) -> None:
    from extractor.cli.batch_words import counted

    zh = terminal.language() == "zh"
    write = sys.stdout.write
    write(counted(said["documents"], terminal.language()) + "\n")
    write(_taken(said["totals"], zh=zh) + "\n")
    for batch in said["provider_batches"]:
        write(batch["message"] + "\n")
    for run in said["runs"][-5:]:
        ended = _ENDED.get(run["ended"], (run["ended"],) * 2)[0 if zh else 1]
        until = f" – {run['finished']}" if run["finished"] else ""
        write(
            f"{'第' if zh else 'run '}{run['number']}{'次运行' if zh else ''} {run['started']}{until}  {ended}\n"
        )
    for failure in said["failures"]:
        write(f"  {failure['path']}: {failure['reason']}\n")


def _taken(totals: dict[str, Any], *, zh: bool) -> str:
    pages, calls, tokens, cost = (totals[name] for name in ("pages", "calls", "tokens", "cost"))
    if not calls:
        return f"共 {pages} 页" if zh else f"{pages} pages"
    price = ("费用未知" if zh else "price unknown") if cost is None else f"${cost:.4f}"
    if zh:
        return f"共 {pages} 页，调用 {calls} 次，{tokens} token，{price}"
    return f"{pages} pages, {calls} calls, {tokens} tokens, {price}"


_ENDED = {
    "running": ("正在运行", "at work"),
    "killed": ("被终止，可继续", "was ended without a word: run the same command to go on"),
    "done": ("已结束", "finished"),
    "interrupted": ("被中断，可继续", "interrupted: run the same command to go on"),
    "stopped": ("提前停止，可继续", "stopped early: run the same command to go on"),
}
