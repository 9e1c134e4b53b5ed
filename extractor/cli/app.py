"""The command ``extractor`` itself: its commands, ``--version``, and what an error becomes."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from extractor.cli import audit as auditing
from extractor.cli import batch as batching
from extractor.cli import cache, evaluate, terminal
from extractor.cli import doctor as health
from extractor.cli import export as exporting
from extractor.cli import inspect as inspection
from extractor.cli import status as standing
from extractor.cli import watch as watching
from extractor.cli.extract import HELP, extract
from extractor.cli.wrong_calls import language_of, said_of
from extractor.errors import ExtractorError

DISTRIBUTION = "indicator-extractor"
FAILED, USAGE, INTERRUPTED = 1, 2, 130

# Plain help: the boxed one takes half as long again to import as everything else together.
app = typer.Typer(
    name="extractor",
    help="把绩效自评报告变成指标表 / Turn performance self-evaluation reports into indicator tables.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract", help=HELP)(extract)
app.command("batch", help=batching.HELP)(batching.batch)
app.command("status", help=standing.HELP)(standing.status)
app.command("watch", help=watching.HELP)(watching.watch)
app.command("export", help=exporting.HELP)(exporting.export)
app.command("audit", help=auditing.HELP)(auditing.audit)
app.add_typer(evaluate.app, name="eval")
app.command("inspect", help=inspection.HELP)(inspection.inspect)
app.command("doctor", help=health.HELP)(health.doctor)
app.add_typer(cache.app, name="cache")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"extractor {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="版本 / version"),
    ] = False,
) -> None:
    """Options of the command itself; the work is in the subcommands."""


def main() -> NoReturn:
    """Run the command line; leaves with the exit code that `errors` gives each kind of failure."""
    terminal.prepare()
    _end_in_order()
    sys.exit(_exit_code())


def _end_in_order() -> None:
    """Unwind when told to end, as on Ctrl-C: processes and temporary folders would stay behind otherwise."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under nohup the one is ignored, and stays so.
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)


def _exit_code() -> int:
    """Run, and turn whatever ends the run into one line on stderr and an exit code."""
    try:
        code = app(prog_name="extractor", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except typer.TyperException as error:
        return _wrongly_called(error)
    except ExtractorError as error:
        terminal.error(error.said(terminal.language()))
        return error.exit_code
    except typer.Abort as error:
        # So typer calls the end of a file too: of a compiled module, say, that a full disk cut off.
        cause = error.__cause__
        return _failed_inside(cause) if isinstance(cause, EOFError) else INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Closing the pipe early (`| head`) needs no words.
        return _without_stdout()
    except OSError as error:
        terminal.error(f"{error.strerror}: {error.filename or 'stdout'}")
        return _without_stdout()
    except Exception as error:
        return _failed_inside(error)


def _wrongly_called(error: typer.TyperException) -> int:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if "\n" in message:
        # A command group called with nothing: the message is its help.
        typer.echo(message, err=True)
        return error.exit_code
    terminal.speak(language_of(sys.argv))
    said = said_of(message, terminal.language())
    terminal.error(said if context is None else f"{said} ({context.command_path} --help)")
    return error.exit_code


def _without_stdout() -> int:
    # What is still in the buffer would fail again, and loudly, when the interpreter flushes it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _failed_inside(error: Exception) -> int:
    """An error nobody foresaw: one line for the user, the traceback for a developer (``-X dev``)."""
    if sys.flags.dev_mode:
        raise error
    while isinstance(error, ExceptionGroup):  # the group says nothing but how many they are
        error = error.exceptions[0]
    terminal.error(f"{type(error).__name__}: {error}")
    return FAILED
