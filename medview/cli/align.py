"""``medview align``: two sequences, and how sure every column is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit
from medview.core.pair_alignment import AlignmentMode, PairAlignment
from medview.core.text import tr

_LINE = 60
"""Columns of a line."""

_SHOWN = 20
"""Lines that are shown; the files hold all."""

PathArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE [FILE]", help="Two files of a sequence each, or one with two.")
]
ModelOption = Annotated[
    str, typer.Option("--model", metavar="ID", help="A model that aligns; without, the scores stated below are used.")
]
ModeOption = Annotated[
    AlignmentMode,
    typer.Option("--mode", help="From end to end, what is alike, or from end to end with overhanging ends free."),
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]
MatchOption = Annotated[
    float | None, typer.Option("--match", min=0.1, help="Score of the same nucleotide twice, without a model.")
]
MismatchOption = Annotated[
    float | None, typer.Option("--mismatch", max=0.0, help="Score of two others, without a model.")
]
OpenOption = Annotated[
    float | None, typer.Option("--open", min=0.0, help="What the first letter of a gap costs, without a model.")
]
ExtendOption = Annotated[
    float | None, typer.Option("--extend", min=0.0, help="What every further one costs, without a model.")
]


def align(
    context: typer.Context,
    paths: PathArgument,
    out: OutOption,
    model: ModelOption = "",
    mode: ModeOption = "global",
    match: MatchOption = None,
    mismatch: MismatchOption = None,
    opening: OpenOption = None,
    extending: ExtendOption = None,
) -> None:
    """Align two sequences, with how probable every column is to be right; nobody has reviewed it.

    Writes alignment.fasta, .aln (Clustal), .sto (Stockholm), .csv (columns) and .json, which the window opens.
    Proteins are aligned by a model or by BLOSUM62, nucleotides by scores of the same letter twice and of two others;
    letters of more than 5,000 within a band.
    """
    if len(paths) > 2:
        raise typer.BadParameter(tr("Two files at most are aligned."))
    desk: Desk = context.obj
    folder = str(desk.usable(model).folder) if model else ""
    with stopping(Exit.WRITE):
        check_writable(out)
    costs = {"match": match, "mismatch": mismatch, "opening": opening, "extending": extending}
    with desk.work() as work:
        found: PairAlignment = work.run(
            tr("Aligning the sequences"),
            Exit.INPUT,
            "analysis",
            "align_pair",
            paths=[str(path.absolute()) for path in paths],
            mode=mode,
            model_folder=folder,
            costs=costs,
        )
        title = tr("Writing the alignment")
        files: dict[str, str] = work.run(
            title, Exit.WRITE, "files", "export_pair_alignment", alignment=found, folder=str(out.absolute())
        )
    desk.output.result(_document(found, files), _shown(found, files))


def _document(found: PairAlignment, files: dict[str, str]) -> dict[str, Any]:
    return {
        "unreviewed": True,
        "mode": found.mode,
        "scored_by": found.scored_by,
        "columns": len(found.chances),
        "paired": found.paired,
        "identical": found.identical,
        "expected_right": round(found.expected, 2),
        "evidence": found.evidence,
        "notes": list(found.notes),
        "files": files,
    }


def _shown(found: PairAlignment, files: dict[str, str]) -> Group:
    lines = list[Text]()
    for at in list(range(0, len(found.chances), _LINE))[:_SHOWN]:
        columns = slice(at, at + _LINE)
        tens = "".join(str(min(int(chance * 10), 9)) for chance in found.chances[columns])
        lines += [
            Text(found.first.letters[columns]),
            Text(found.second.letters[columns]),
            Text(tens, style="dim"),
            Text(),
        ]
    told = tr("{paired} pairs of letters, {same} of the same, {right} expected to be right; scored by {by}.").format(
        paired=found.paired, same=found.identical, right=f"{found.expected:.1f}", by=found.scored_by
    )
    legend = tr("Below each column: tenths of the probability that it is right.")
    written = [Text(f"{name}: {place}") for name, place in files.items()]
    notes = [Text(note, style="yellow") for note in found.notes]
    device = Text(tr("Not a medical device. For research and education."))
    return Group(Text(tr("AI suggestion, unreviewed")), *lines, Text(legend), Text(told), *notes, *written, device)
