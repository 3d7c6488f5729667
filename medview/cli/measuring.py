"""``medview measure``: the values of what was drawn on a study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from medview.cli.analyse import PathArgument, SeriesOption
from medview.cli.choosing import Chosen, scanned, with_uid
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.files import write_whole
from medview.core.images import StoredImages
from medview.core.measured_table import Line, as_csv, line_to_json, place_words, position_words
from medview.core.measured_text import figure_line, shape_name
from medview.core.measurement import Measurement, OnImage
from medview.core.study import uncorrected
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.measuring import measured_all
from medview.session.drawing_files import read_measurements
from medview.session.store import Store

FromOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Keep the measurements of a .json file that MedView exported, too."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the table to this .csv file, too.")
]


def measure(
    context: typer.Context,
    path: PathArgument,
    series: SeriesOption = None,
    from_: FromOption = None,
    out: OutOption = None,
) -> None:
    """Print the values of what was drawn on a study in the window, or in a file that was exported there."""
    desk: Desk = context.obj
    with desk.work() as work:
        found = with_uid(scanned(work, (path,)), series)
        with stopping(Exit.INPUT), Store(desk.paths.store) as store:
            if from_ is not None:
                _keep(store, found, read_measurements(from_), desk.output.note)
            drawn = [(chosen, mine) for chosen in found if (mine := own_measurements(store, chosen))]
        if not drawn:
            raise Stop(Exit.INPUT, _nothing_drawn())
        lines = [line for chosen, mine in drawn for line in _lines(work, chosen, mine)]
    if out is not None:
        with stopping(Exit.WRITE):
            write_whole(out.absolute(), as_csv(lines))
    document = {"measurements": [line_to_json(line) for line in lines]}
    desk.output.result(document, Group(*(_shown(line) for line in lines)))


def own_measurements(store: Store, chosen: Chosen) -> tuple[Measurement, ...]:
    """What is stored of a series' drawings, under the UID it has now."""
    stored = store.measurements(chosen.series.fingerprint)
    return tuple(replace(one, series=chosen.series.uid) for one in stored)


def _keep(store: Store, found: tuple[Chosen, ...], drawn: tuple[Measurement, ...], tell: Callable[[str], None]) -> None:
    """Store the drawings that belong to the series found; the others are told."""
    known = {chosen.series.fingerprint for chosen in found}
    mine = [one for one in drawn if one.fingerprint in known]
    for one in mine:
        store.put_measurement(one)
    told = tr("{count} of {total} measurements of the file belong to these images and are kept.")
    tell(told.format(count=len(mine), total=len(drawn)))


def _lines(work: Work, chosen: Chosen, drawn: tuple[Measurement, ...]) -> list[Line]:
    volume, images = _loaded(work, chosen, drawn)
    title = " ".join(filter(None, (chosen.series.modality, chosen.series.description)))
    found = measured_all(drawn, volume, images)
    dimensions = chosen.series.dimensions
    return [
        Line(one, measured, title, position=position_words(one, dimensions))
        for one, measured in zip(drawn, found, strict=True)
    ]


def _loaded(
    work: Work, chosen: Chosen, drawn: tuple[Measurement, ...]
) -> tuple[StoredVolume | None, StoredImages | None]:
    """The series as a volume, as pictures or both, as what was drawn on it needs it."""
    volume = images = None
    if any(not isinstance(one.on, OnImage) for one in drawn):
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series, resample=True)
        volume = loaded if isinstance(loaded, StoredVolume) else None
    if any(isinstance(one.on, OnImage) for one in drawn):
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=uncorrected(chosen.series))
        images = loaded if isinstance(loaded, StoredImages) else None
    return volume, images


def _shown(line: Line) -> Text:
    one, measured = line.one, line.measured
    where = ", ".join(filter(None, (place_words(one), line.position)))
    title = f"{one.label or shape_name(one.shape)}  ({where})"
    figures = [figure_line(figure, measured.scale) for figure in measured.figures]
    said = [text for text in (one.text, *figures, *measured.notes) if text]
    return Text("\n".join((title, *(f"    {text}" for text in said))))


def _nothing_drawn() -> MedViewError:
    return MedViewError(
        tr("Nothing was drawn on this study."), tr("Open it in MedView, choose a tool in the Measure menu and draw.")
    )
