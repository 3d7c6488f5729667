"""``medview register``: where one series lies in another, by mutual information."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.choosing import Chosen, only, scanned, with_uid
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.rigid import Rigid, shift_text
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.io.atomic import atomic, writing_errors

FixedArgument = Annotated[
    str, typer.Argument(metavar="FIXED", help="Folder, file or archive with the series that stays.")
]
MovingArgument = Annotated[str, typer.Argument(metavar="MOVING", help="That with the series to be laid over it.")]
OutOption = Annotated[Path, typer.Option("--out", metavar="JSON", help="File for the placement and how good it is.")]
ResampledOption = Annotated[
    Path | None,
    typer.Option(
        "--resampled",
        metavar="FILE",
        help="Also write the moving series on the fixed one's voxels (.nii.gz, .nrrd, .mha).",
    ),
]
FixedSeriesOption = Annotated[str | None, typer.Option("--fixed-series", metavar="UID", help="Which series of FIXED.")]
MovingSeriesOption = Annotated[
    str | None, typer.Option("--moving-series", metavar="UID", help="Which series of MOVING.")
]

FORMATS = {".nii.gz": "nifti", ".nrrd": "nrrd", ".mha": "mha"}
"""Suffix of a resampled file to the format it is written in."""


def register(
    context: typer.Context,
    fixed: FixedArgument,
    moving: MovingArgument,
    out: OutOption,
    resampled: ResampledOption = None,
    fixed_series: FixedSeriesOption = None,
    moving_series: MovingSeriesOption = None,
) -> None:
    """Find the turn and shift that lay one series over another, of the same body in any two contrasts.

    The result is a proposal that nobody has looked at: check it in the window before anything rests on it.
    """
    desk: Desk = context.obj
    target = _target(resampled) if resampled is not None else None
    with stopping(Exit.WRITE):
        check_writable(out.parent)
        if target is not None:
            check_writable(target[0].parent)
    with desk.work() as work:
        chosen = (_volume(work, fixed, fixed_series), _volume(work, moving, moving_series))
        volumes = tuple(_loaded(work, one) for one in chosen)
        found: Rigid = work.run(
            tr("Registering"), Exit.INPUT, "registration", "align", fixed=volumes[0], moving=volumes[1]
        )
        written = _written(work, chosen, volumes, found, target) if target is not None else ""
        document = _document(chosen, found, written)
        _save(out, document)
    desk.output.result(document, _shown(found, out, written))


def _target(path: Path) -> tuple[Path, str]:
    """(path without suffix, format) of the resampled file.

    Raises:
        Stop: Nothing is written under such a name.
    """
    for suffix, format_ in FORMATS.items():
        if path.name.lower().endswith(suffix):
            return path.with_name(path.name[: -len(suffix)]), format_
    told = tr("{name} ends in no format that can be written.").format(name=path.name)
    raise Stop(Exit.USAGE, MedViewError(told, tr("Use one of {formats}.").format(formats=", ".join(FORMATS))))


def _volume(work: Work, path: str, uid: str | None) -> Chosen:
    found = with_uid(scanned(work, (path,)), uid)
    regular = tuple(one for one in found if one.series.geometry is not None)
    if not regular:
        reason = found[0].series.irregular
        raise Stop(
            Exit.INPUT,
            MedViewError(tr("There is no volume in {path}.").format(path=Path(path).name), reason),
        )
    return only(regular, tr("{path} holds several volumes.").format(path=Path(path).name))


def _loaded(work: Work, chosen: Chosen) -> StoredVolume:
    title = chosen.series.description or chosen.series.uid
    volume: StoredVolume = work.run(
        tr("Loading {name}").format(name=title), Exit.INPUT, "files", "load", series=chosen.series
    )
    return replace(volume, at=(0,) * len(chosen.series.dimensions))


def _written(
    work: Work, chosen: tuple[Chosen, ...], volumes: tuple[StoredVolume, ...], found: Rigid, target: tuple[Path, str]
) -> str:
    title = tr("Resampling")
    arguments = {"fixed": volumes[0], "moving": volumes[1], "matrix": found.matrix}
    volume = work.run(title, Exit.INPUT, "registration", "resample_onto", **arguments)
    series: Series = replace(chosen[1].series, geometry=volume.geometry, dimensions=(), instances=())
    path, format_ = target
    written: str = work.run(
        tr("Writing {name}").format(name=path.name),
        Exit.WRITE,
        "files",
        "convert",
        series=series,
        volume=volume,
        path=str(path),
        to=format_,
    )
    return written


def _document(chosen: tuple[Chosen, ...], found: Rigid, written: str) -> dict[str, Any]:
    fixed, moving = (one.series.uid for one in chosen)
    resampled = {"resampled": written} if written else {}
    return {"fixed_series": fixed, "moving_series": moving, "reviewed": False, **found.to_json(), **resampled}


def _save(path: Path, document: dict[str, Any]) -> None:
    with stopping(Exit.WRITE), writing_errors(path), atomic(path) as sibling:
        sibling.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _shown(found: Rigid, out: Path, written: str) -> Group:
    lines = [
        tr("Shifted by {shift}, turned by {angle:.1f}°.").format(
            shift=shift_text(found.shift_mm), angle=found.rotation_deg
        ),
        tr(
            "Mutual information {before:.3f} before, {after:.3f} after; {overlap:.0%} of the smaller series overlaps."
        ).format(before=found.before, after=found.after, overlap=found.overlap),
        tr("Not reviewed: look at the result before it is used."),
        tr("Written: {name}").format(name=out),
        *([tr("Written: {name}").format(name=written)] if written else []),
    ]
    return Group(*(Text(line) for line in lines))
