"""``medview explain``: why a model says what it says, as a map over an image or along a sequence."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Group
from rich.text import Text

from medview.cli.analyse import OutOption, PathArgument, SeriesOption, check_writable
from medview.cli.choosing import for_model, scanned
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit, Stop
from medview.core.content import SequenceContent
from medview.core.errors import MedViewError
from medview.core.explained import can_be_asked
from medview.core.finding import Analysis, Finding, finding_to_json
from medview.core.text import tr
from medview.report.report import stated
from medview.report.wording import finding_title, value_words
from medview.session.listing import frame_of
from medview.tasks.results import given

ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="The model; see: medview models list.")]
MethodOption = Annotated[
    str,
    typer.Option(
        "--method",
        metavar="NAME",
        help="grad-cam, integrated-gradients or occlusion (of sequences integrated-gradients); "
        "the model's own choice without.",
    ),
]
FindingOption = Annotated[
    str | None,
    typer.Option("--finding", metavar="NAME|NUMBER", help="Which finding: its name, or its number from 1 on."),
]
FrameOption = Annotated[
    int | None,
    typer.Option("--frame", metavar="N", min=1, help="Of this picture of a stack, or record of a file, from 1 on."),
]
WholeOption = Annotated[
    bool,
    typer.Option("--whole", help="A model that crops pictures to a region first sees the whole picture instead."),
]


def explain(
    context: typer.Context,
    model: ModelArgument,
    path: PathArgument,
    out: OutOption,
    method: MethodOption = "",
    finding: FindingOption = None,
    frame: FrameOption = None,
    series: SeriesOption = None,
    whole: WholeOption = False,
) -> None:
    """Run a model, and show what of the input speaks for one of its findings; the first one without --finding.

    Writes evidence.png (the map over the picture or along the sequence), evidence.tif, evidence.nii.gz or, with a line
    for each letter, evidence.csv (the map), and evidence.json.
    """
    desk: Desk = context.obj
    package = desk.usable(model)
    with stopping(Exit.WRITE):
        check_writable(out)
    with desk.work() as work:
        chosen = for_model(scanned(work, (path,)), package, series)
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series)
        named = {"model_folder": str(package.folder), "series": chosen.series}
        only = {"records": (frame - 1,)} if isinstance(loaded, SequenceContent) and frame else {}
        analysis = work.run(tr("Analysing"), Exit.MODEL, "analysis", "analyse", **named, **given(loaded), **only)
        asked = _asked(analysis, finding, frame)
        told = work.run(
            tr("Asking why"),
            Exit.MODEL,
            "analysis",
            "explain",
            **named,
            stored=loaded,
            finding=asked,
            method=method,
            whole=whole,
        )
        files = work.run(
            tr("Writing the map"),
            Exit.WRITE,
            "files",
            "export_evidence",
            series=chosen.series,
            stored=loaded,
            finding=told,
            folder=str(out),
        )
    desk.output.result(_document(asked, told, files), _shown(asked, told, files))


def _asked(analysis: Analysis, wanted: str | None, frame: int | None) -> Finding:
    """The finding that is meant: the first that can be explained, or the named one.

    Raises:
        Stop: There is none.
    """
    found = [one for one in stated(analysis) if can_be_asked(one) and _is_on(one, frame)]
    if wanted is None:
        chosen = found[:1]
    elif wanted.isdigit():
        chosen = found[int(wanted) - 1 : int(wanted)] if int(wanted) else []
    else:
        chosen = [one for one in found if wanted.casefold() in finding_title(one).casefold()][:1]
    if chosen:
        return chosen[0]
    listed = "\n".join(f"  {number}  {_line(one)}" for number, one in enumerate(found, start=1))
    raise Stop(
        Exit.USAGE if found else Exit.MODEL,
        MedViewError(
            tr("No such finding to explain.") + (f"\n{listed}" if listed else ""),
            tr("Choose one with --finding.") if found else tr("The model found nothing that can be explained."),
        ),
    )


def _is_on(one: Finding, frame: int | None) -> bool:
    on = frame_of(one)
    return frame is None or on is None or on == frame - 1


def _line(one: Finding) -> str:
    return f"{finding_title(one)}, {value_words(one.value)[0]}"


def _document(asked: Finding, told: Finding, files: dict[str, str]) -> dict[str, Any]:
    return {
        "unreviewed": True,
        "explained": finding_to_json(asked),
        "evidence": finding_to_json(told),
        "files": files,
    }


def _shown(asked: Finding, told: Finding, files: dict[str, str]) -> Group:
    lines = [Text(_line(asked)), Text(told.what.meaning), Text(told.note, style="yellow")]
    written = [Text(f"{name}: {place}") for name, place in files.items()]
    return Group(*lines, *written, Text(tr("Not a medical device. For research and education.")))
