"""The commands and how a run of one ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from medview import __version__
from medview.cli import commands
from medview.cli.desk import Desk, Windows
from medview.cli.exits import Exit, Stop, epilogue
from medview.cli.output import Output, json_hint
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.jobs.protocol import JobCancelled
from medview.session.paths import Paths

JSON_OPTION = "--json"

_UsageError: Any = typer.BadParameter.__mro__[1]
"""Typer's base of all usage errors; it has had different homes in different releases."""


def main(arguments: Sequence[str], windows: Windows, paths: Paths) -> int:
    """Run a command.

    Args:
        arguments: The command line without the program's name.
        windows: What needs a window, passed in so that this package needs none.
        paths: The user's folders.

    Returns:
        The exit code.
    """
    output = Output(JSON_OPTION in arguments)
    desk = Desk(output, windows, paths)
    command = typer.main.get_command(_app())
    rest = [argument for argument in arguments if argument != JSON_OPTION]
    try:
        ended = command.main(rest, prog_name="medview", standalone_mode=False, obj=desk)
    except Stop as stop:
        output.failed(stop.code, stop.error)
        return stop.code.value
    except (typer.Abort, KeyboardInterrupt, JobCancelled):
        return _cancelled(output)
    except _UsageError as error:
        return _misused(output, error)
    return _cancelled(output) if ended == Exit.CANCELLED else int(ended or 0)


def _app() -> typer.Typer:
    app = typer.Typer(
        name="medview",
        help=tr("Open, analyse, review, report. Not a medical device. For research and education."),
        epilog=epilogue(),
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_start)
    for name, command in commands.COMMANDS.items():
        app.command(name, epilog=epilogue())(command)
    app.add_typer(commands.MODELS, name="models")
    return app


def _start(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option(JSON_OPTION, help=json_hint())] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    desk: Desk = context.obj
    if version:
        desk.output.result({"version": __version__}, f"MedView {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(desk.windows.open(()))


def _cancelled(output: Output) -> int:
    output.failed(Exit.CANCELLED, MedViewError(tr("Cancelled."), tr("Nothing more was written.")))
    return Exit.CANCELLED.value


def _misused(output: Output, error: BaseException) -> int:
    told = getattr(error, "format_message", lambda: str(error))()
    output.failed(Exit.USAGE, MedViewError(str(told), tr("medview --help lists the commands and their options.")))
    return Exit.USAGE.value
