"""``medview inspect``: every object under a path, its pixels decoded, hashed and described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.desk import Desk
from medview.cli.exits import Exit
from medview.core.text import tr

PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="A file, folder, zip, tar or DICOMDIR.")]

Document = dict[str, Any]


def inspect(context: typer.Context, path: PathArgument) -> None:
    """Decode every object found and print what it is, its shape, range, hash, place and notes, or why it is refused.

    The hash is the sha256 of the decoded array before any look-up table. The exit code tells of a refused input only
    where nothing could be opened.
    """
    desk: Desk = context.obj
    with desk.work() as work:
        told = work.run(tr("Inspecting"), Exit.INPUT, "files", "inspect", paths=(path,))
        document: Document = json.loads(Path(told).read_text(encoding="utf-8"))
    desk.output.result(document, _shown(document))
    if all(one["refusal"] for one in document["objects"]):
        raise typer.Exit(Exit.INPUT)


def _shown(document: Document) -> Group:
    table = Table(box=None, pad_edge=False)
    for heading in (tr("File"), tr("Kind"), tr("Class"), tr("Encoding"), tr("Pixels"), "sha256", tr("Told")):
        table.add_column(heading, overflow="fold")
    for one in document["objects"]:
        table.add_row(*(Text(cell) for cell in _cells(one)))
    skipped = [Text(f"{one['path']}: {one['reason']}", style="dim") for one in document["skipped"]]
    told = tr("{objects} objects in {series} series, {refused} of them refused; {skipped} files skipped.").format(
        objects=len(document["objects"]),
        series=len(document["series"]),
        refused=sum(bool(one["refusal"]) for one in document["objects"]),
        skipped=len(skipped),
    )
    return Group(table, *(_series(one) for one in document["series"]), *skipped, Text(told))


def _pixels(one: Document) -> str:
    if one["shape"] is None:
        return ""
    return f"{'×'.join(map(str, one['shape']))} {one['type']} {one['minimum']}…{one['maximum']}"


def _cells(one: Document) -> tuple[str, ...]:
    return (
        Path(one["path"]).name,
        one["kind"],
        one["sop_class"] or one["sop_class_uid"] or one["format"],
        one["transfer_syntax"],
        _pixels(one),
        (one["sha256"] or "")[:16],
        "\n".join(filter(None, (one["refusal"], *one["notes"]))),
    )


def _series(one: Document) -> Text:
    parts = [one["modality"], one["kind"], one["description"], one["part"]]
    if one["geometry"]:
        parts.append("×".join(map(str, one["geometry"]["shape"])))
    parts += [f"{dimension['name']}: {len(dimension['values'])}" for dimension in one["dimensions"]]
    return Text("  ".join(filter(None, (*parts, one["irregular"], *one["notes"]))))
