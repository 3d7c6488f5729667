"""``medview open``: the window, with a study in it."""

from __future__ import annotations

from typing import Annotated

import typer

from medview.cli.desk import Desk

PathArguments = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Folders, files, archives (zip, tar) or DICOMDIRs.")
]


def open_paths(context: typer.Context, paths: PathArguments) -> None:
    """Open the window on folders, files or archives with medical images."""
    desk: Desk = context.obj
    raise typer.Exit(desk.windows.open(tuple(paths)))
