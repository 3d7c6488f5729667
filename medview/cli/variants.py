"""``medview variants``: what the variants of a file do to splicing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit
from medview.core.sequence import Strand
from medview.core.splicing import FARTHEST, NEAR, NotScored, SpliceEffect, SpliceEffects, VariantsWish
from medview.core.text import tr

Strands = Literal["both", "forward", "reverse"]

_READ: dict[Strands, tuple[Strand, ...]] = {"both": (1, -1), "forward": (1,), "reverse": (-1,)}
_LISTED = 20
"""So many variants are shown, those with the greatest scores first, and so many of what was left out."""

PathArgument = Annotated[Path, typer.Argument(metavar="FILE.vcf", help="Variants, plain or packed with gzip.")]
ReferenceOption = Annotated[
    Path,
    typer.Option(
        "--reference", metavar="FILE", help="The sequences they lie in: FASTA, or GenBank or EMBL with their genes."
    ),
]
ModelOption = Annotated[str, typer.Option("--model", metavar="ID", help="A model of splice sites.")]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]
DistanceOption = Annotated[
    int, typer.Option("--distance", min=1, max=FARTHEST, help="How far from a variant sites are looked at, letters.")
]
StrandOption = Annotated[
    Strands, typer.Option("--strand", help="Which strand is read where the reference tells no genes.")
]
MaskedOption = Annotated[
    bool, typer.Option("--masked", help="Leave out gains of annotated sites and losses of others.")
]


def variants(
    context: typer.Context,
    path: PathArgument,
    reference: ReferenceOption,
    model: ModelOption,
    out: OutOption,
    distance: DistanceOption = NEAR,
    strand: StrandOption = "both",
    masked: MaskedOption = False,
) -> None:
    """Predict what variants do to splicing, as SpliceAI defines it; nobody has reviewed it, and every file says so.

    Writes effects.json, effects.csv, and effects.vcf: the variants with one more INFO field. Single letters,
    insertions and deletions are scored; what cannot be is told with its line, and the rest is scored.
    """
    desk: Desk = context.obj
    package = desk.usable(model)
    with stopping(Exit.WRITE):
        check_writable(out)
    with desk.work() as work:
        effects: SpliceEffects = work.run(
            tr("Scoring variants"),
            Exit.INPUT,
            "analysis",
            "splice_effects",
            model_folder=str(package.folder),
            path=str(path.absolute()),
            wish=VariantsWish(str(reference.absolute()), distance, _READ[strand], masked),
        )
        title = tr("Writing the effects")
        files: dict[str, str] = work.run(
            title, Exit.WRITE, "files", "export_splice_effects", effects=effects, folder=str(out.absolute())
        )
    desk.output.result(_document(effects, files), _shown(effects, files))
    if effects.refused_count:
        raise typer.Exit(Exit.INCOMPLETE if effects.effects else Exit.INPUT)


def _document(effects: SpliceEffects, files: dict[str, str]) -> dict[str, Any]:
    return {
        "model": effects.model,
        "unreviewed": True,
        "scored": len(effects.effects),
        "left_out_count": effects.refused_count,
        "left_out": [{"line": one.line, "why": one.reason} for one in effects.refused],
        "files": files,
    }


def _shown(effects: SpliceEffects, files: dict[str, str]) -> Group:
    headings = (tr("AI suggestion, unreviewed"), tr("Acceptor gain"), tr("Acceptor loss"), tr("Donor gain"))
    table = Table(*headings, tr("Donor loss"), box=None, pad_edge=False)
    for one in sorted(effects.effects, key=lambda one: -one.deltas.highest)[:_LISTED]:
        table.add_row(Text(_name(one)), *(f"{delta.score:.2f} ({delta.position:+d})" for delta in one.deltas.each))
    left_out = [Text(_left_out(one), style="yellow") for one in effects.refused[:_LISTED]]
    counted = tr("{scored} effects of variants scored, {left_out} lines or alternatives left out.").format(
        scored=len(effects.effects), left_out=effects.refused_count
    )
    written = [Text(f"{name}: {place}") for name, place in files.items()]
    device = Text(tr("Not a medical device. For research and education."))
    return Group(table, *left_out, Text(counted), *written, device)


def _name(one: SpliceEffect) -> str:
    where = f"{one.record}:{one.start + 1} {one.reference}>{one.alternative} ({'+' if one.strand > 0 else '-'})"
    return f"{where} {one.gene}".strip()


def _left_out(one: NotScored) -> str:
    return tr("Line {line}: {reason}").format(line=one.line, reason=one.reason)
