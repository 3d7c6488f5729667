"""The program: a worker, the window, or a command."""

from __future__ import annotations

import sys
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.heap import keep_small
from medview.core.language import speak, wanted
from medview.session.log import Log
from medview.session.paths import Paths, user_paths
from medview.session.settings import load_settings


def main() -> int:
    """Start what the command line asks for; returns the exit code."""
    from medview.jobs.child import freeze_support

    freeze_support()
    keep_small()
    try:
        paths = user_paths()
        log = Log(paths)
    except MedViewError as error:
        print(error, file=sys.stderr)  # noqa: T201 (there is no log to write to)
        return 1
    try:
        return _start(sys.argv[1:], paths)
    finally:
        log.close()


def wanted_paths(arguments: list[str]) -> tuple[str, ...] | None:
    """The paths to open in the window, or None when a command is meant.

    No arguments open an empty window; ``open PATH…`` and bare paths that exist open a window on them.
    """
    named = arguments[1:] if arguments[:1] == ["open"] else arguments
    if any(argument.startswith("-") for argument in named):
        return None
    if arguments[:1] == ["open"]:
        return tuple(named) or None
    return tuple(named) if all(Path(path).exists() for path in named) else None


def _start(arguments: list[str], paths: Paths) -> int:
    opened = wanted_paths(arguments)
    if opened is not None:
        return _open(opened, paths)
    settings, _ = load_settings(paths.settings_file)
    speak(wanted(settings.language))  # before the commands are imported, whose help is text already
    from medview.cli.app import main as run_command
    from medview.cli.desk import Windows

    return run_command(
        arguments,
        Windows(
            open=lambda wanted: _open(wanted, paths),
            show_demo=lambda folder, model: _show_demo(folder, model, paths),
            drive_demo=_drive_demo,
        ),
        paths,
    )


def _open(wanted: tuple[str, ...], paths: Paths) -> int:
    from medview.views.app import run

    return run(wanted, paths)


def _show_demo(folder: Path, model: str, paths: Paths) -> int:
    from medview.views.demo import show_demo

    return show_demo(folder, model, paths)


def _drive_demo(folder: Path, model: str, out: Path) -> int:
    from medview.views.demo import drive_demo

    return drive_demo(folder, model, out)


if __name__ == "__main__":
    sys.exit(main())
