"""``extractor eval``: measure an engine against gold. One file per command."""

from __future__ import annotations

import typer

from extractor.cli.evaluate import compare, gate, history, run

app = typer.Typer(help="对照标注衡量提取结果 / Measure an engine against gold.", no_args_is_help=True)
app.command("run", help=run.HELP)(run.run)
app.command("compare", help=compare.HELP)(compare.compare)
app.command("gate", help=gate.HELP)(gate.gate)
app.command("history", help=history.HELP)(history.history)


@app.callback()
def group() -> None:
    """Hold the commands of the group: typer would drop the name of a single one."""
