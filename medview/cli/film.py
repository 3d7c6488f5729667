"""``medview film``: the slices, positions or pictures of a series as MP4 or GIF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from medview.cli.analyse import PathArgument, SeriesOption
from medview.cli.choosing import Chosen, only, scanned, with_uid
from medview.cli.desk import Desk
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.study import Kind
from medview.core.text import tr

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where it goes: a .mp4 or .gif file.")]
RateOption = Annotated[float, typer.Option("--rate", help="Pictures per second; the series' own, or 15, by default.")]
PlaneOption = Annotated[Literal["axial", "coronal", "sagittal"], typer.Option("--plane", help="Which slices.")]
AlongOption = Annotated[Literal["slices", "positions"], typer.Option("--along", help="What moves in a volume.")]
WindowOption = Annotated[str | None, typer.Option("--window", metavar="W/L", help="Window width and level: 400/40.")]
PixelsOption = Annotated[int, typer.Option("--pixels", min=64, max=2048, help="Longest side of a picture.")]
OnceOption = Annotated[bool, typer.Option("--once", help="A GIF stops at its end.")]

_MOVING = (Kind.VOLUME, Kind.IMAGES)


def film(
    context: typer.Context,
    path: PathArgument,
    out: OutOption,
    series: SeriesOption = None,
    rate: RateOption = 0.0,
    plane: PlaneOption = "axial",
    along: AlongOption = "slices",
    window: WindowOption = None,
    pixels: PixelsOption = 512,
    once: OnceOption = False,
) -> None:
    """Write a film of a series. Nothing on it names the patient; text burned into the images stays.

    MP4 holds AV1, which browsers, VLC and other current players show; GIF plays everywhere.
    """
    desk: Desk = context.obj
    shown = _window(window)
    with desk.work() as work:
        found = tuple(one for one in with_uid(scanned(work, (path,)), series) if one.series.kind in _MOVING)
        if not found:
            raise Stop(Exit.INPUT, MedViewError(tr("There is no series with pictures to make a film of.")))
        chosen: Chosen = only(found, tr("There are several series."))
        loaded: Any = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series)
        count = work.run(
            tr("Making the film"),
            Exit.WRITE,
            "files",
            "film",
            series=chosen.series,
            loaded=loaded,
            path=str(out.absolute()),
            rate=rate,
            loop=not once,
            plane=plane,
            along=along,
            window=shown,
            pixels=pixels,
        )
    told = tr("{path}: {count} pictures.").format(path=out, count=count)
    desk.output.result({"film": str(out.absolute()), "pictures": count, "series_uid": chosen.series.uid}, told)


def _window(text: str | None) -> tuple[float, float] | None:
    """(width, level) of ``W/L``.

    Raises:
        Stop: It is not written like that.
    """
    if text is None:
        return None
    numbers = re.fullmatch(r"\s*(\d+\.?\d*)\s*/\s*(-?\d+\.?\d*)\s*", text)
    if numbers is None or float(numbers[1]) <= 0:
        message = tr("A window is written as width/level, such as 400/40; “{text}” is not.").format(text=text)
        raise Stop(Exit.USAGE, MedViewError(message, tr("Give two numbers with a slash between them.")))
    return float(numbers[1]), float(numbers[2])
