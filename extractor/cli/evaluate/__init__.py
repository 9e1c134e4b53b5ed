"""``extractor eval``: measure an engine against gold. One file per command."""

from __future__ import annotations

import typer

from extractor.cli.evaluate import (
    accept,
    agree,
    compare,
    gate,
    guard,
    history,
    init,
    migrate,
    report,
    robust,
    run,
    validate,
)

app = typer.Typer(help="对照标注衡量提取结果 / Measure an engine against gold.", no_args_is_help=True)
app.command("run", help=run.HELP)(run.run)
app.command("compare", help=compare.HELP)(compare.compare)
app.command("gate", help=gate.HELP)(gate.gate)
app.command("history", help=history.HELP)(history.history)
app.command("report", help=report.HELP)(report.report)
app.command("robust", help=robust.HELP)(robust.robust)
app.command("guard", help=guard.HELP)(guard.guard)
app.command("init", help=init.HELP)(init.init)
app.command("validate", help=validate.HELP)(validate.validate)
app.command("accept", help=accept.HELP)(accept.accept)
app.command("agree", help=agree.HELP)(agree.agree)
app.command("migrate", help=migrate.HELP)(migrate.migrate)


@app.callback()
def group() -> None:
    """Hold the commands of the group: typer would drop the name of a single one."""
