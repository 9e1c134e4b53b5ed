"""``extractor batch --dry-run``: what would be done, and what it would take."""

from __future__ import annotations

import json
import sys

from extractor.batch.batch import Wish, planned
from extractor.batch.estimate import Estimate, estimate
from extractor.batch.sameness import settings_hash
from extractor.batch.store import ToDo, copied_store, waiting
from extractor.cli import terminal
from extractor.cli.batch_display import Style, display
from extractor.settings import Settings


def say_what_would_be_done(wish: Wish, settings: Settings, style: Style) -> None:
    """Print each document that would be read; then, on stderr, how many, and what a model would be asked.

    Nothing is written, and no question is sent.
    """
    store = copied_store(wish.home)
    try:
        plan, told = planned(wish, settings_hash(settings, page=wish.page), store)
        documents = waiting(store, wish.limit)
    finally:
        store.close()
    for document, _ in documents:
        sys.stdout.write(document.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") + "\n")
    display(style, terminal.language()).planned(plan, told)
    if documents and "model" in (settings.engine, settings.audit) and style != "none":
        _say(estimate(documents, settings), documents, style)


def _say(guess: Estimate, documents: ToDo, style: Style) -> None:
    if style == "json":
        said = {"event": "estimate", **vars(guess), "documents": len(documents)}
        sys.stderr.write(json.dumps(said) + "\n")
        return
    calls, prompt, completion = round(guess.calls), round(guess.prompt), round(guess.completion)
    if terminal.language() == "zh":
        cost = "价格未知" if guess.cost is None else f"最多 ${guess.cost:.2f}"
        terminal.note(
            f"估计（读了 {guess.looked_at} 份，已有的缓存未计入）：约 {calls} 次调用，输入约 {prompt} token，"
            f"输出最多 {completion} token，{cost}"
        )
    else:
        cost = "price unknown" if guess.cost is None else f"at most ${guess.cost:.2f}"
        terminal.note(
            f"estimate (from {guess.looked_at} documents, answers in the cache not counted): about {calls} calls, about "
            f"{prompt} tokens in, at most {completion} out, {cost}"
        )
