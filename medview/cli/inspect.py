"""``medview inspect``: every object under a path, its pixels or letters decoded, hashed and described."""

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

    The hash is the sha256 of the decoded array before any look-up table, or of all letters of a file of sequences. The
    exit code tells of a refused input only where nothing could be opened.
    """
    desk: Desk = context.obj
    with desk.work() as work:
        told = work.run(tr("Inspecting"), Exit.INPUT, "files", "inspect", paths=(path,))
        document: Document = json.loads(Path(told).read_text(encoding="utf-8"))
    desk.output.result(document, _shown(document))
    if all(one["refusal"] for one in (*document["objects"], *document["sequences"])):
        raise typer.Exit(Exit.INPUT)


def _shown(document: Document) -> Group:
    skipped = [Text(f"{one['path']}: {one['reason']}", style="dim") for one in document["skipped"]]
    told = tr("{objects} objects in {series} series, {refused} of them refused; {skipped} files skipped.").format(
        objects=len(document["objects"]),
        series=len(document["series"]),
        refused=sum(bool(one["refusal"]) for one in document["objects"]),
        skipped=len(skipped),
    )
    series = (_series(one) for one in document["series"])
    tables = [_objects(document)] if document["objects"] or not document["sequences"] else []
    if document["sequences"]:
        tables.append(_sequences(document))
    return Group(*tables, *series, *skipped, Text(told), *_counted(document["sequences"]))


def _counted(sequences: list[Document]) -> list[Text]:
    refused = sum(bool(one["refusal"]) for one in sequences)
    told = tr("{files} files of sequences, {refused} of them refused.").format(files=len(sequences), refused=refused)
    return [Text(told)] if sequences else []


def _objects(document: Document) -> Table:
    headings = (tr("File"), tr("Kind"), tr("Class"), tr("Encoding"), tr("Pixels"), "sha256", tr("Told"))
    return _table(headings, [_cells(one) for one in document["objects"]])


def _sequences(document: Document) -> Table:
    headings = (tr("File"), tr("Format"), tr("Type"), tr("Records"), tr("Letters"), "sha256", tr("Told"))
    return _table(headings, [_sequence_cells(one) for one in document["sequences"]])


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for cells in rows:
        table.add_row(*map(Text, cells))
    return table


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


def _sequence_cells(one: Document) -> tuple[str, ...]:
    form = [one["format"], one["quality"], tr("aligned") if one["aligned"] else ""]
    refused = [_refused(refused) for refused in one["refused"]]
    more = one["refused_count"] - len(refused)
    further = tr("{count} more were refused.").format(count=more) if more else ""
    variants = tr("{count} variants").format(count=one["variants"]) if one["variants"] is not None else ""
    return (
        Path(one["path"]).name,
        " ".join(filter(None, form)),
        one["type"] or "",
        str(one["records"] or ""),
        str(one["letters"] or ""),
        (one["sha256"] or "")[:16],
        "\n".join(filter(None, (one["refusal"], variants, *one["notes"], *refused, further))),
    )


def _refused(one: Document) -> str:
    if not one["record"]:
        return tr("Line {line}: {reason}").format(line=one["line"], reason=one["reason"])
    return tr("Record {number} {name}, line {line}: {reason}").format(
        number=one["record"], name=one["name"], line=one["line"], reason=one["reason"]
    )


def _series(one: Document) -> Text:
    parts = [one["modality"], one["kind"], one["description"], one["part"]]
    if one["geometry"]:
        parts.append("×".join(map(str, one["geometry"]["shape"])))
    parts += [f"{dimension['name']}: {len(dimension['values'])}" for dimension in one["dimensions"]]
    return Text("  ".join(filter(None, (*parts, one["irregular"], *one["notes"]))))
