"""``medview train``: a model of one's own, from a recipe or from the data alone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from medview.catalog.installing import Installation
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.errors import ReadError
from medview.core.text import tr
from medview.core.training import KINDS, FoundData, Trained, Wish
from medview.session.reviewed import reviewed_cases
from medview.session.store import Store

RecipeArgument = Annotated[
    str,
    typer.Argument(
        metavar="RECIPE",
        help=f"A shipped recipe, a recipe file, or what is to be trained from your own data: {', '.join(KINDS)}, auto.",
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="PATH",
        help="Labelled cases: images/ and masks/, a folder for each class, split.csv with a column label, COCO, VOC "
        "or YOLO boxes, COCO outlines, NIfTI label maps, or DICOM segmentations with their images. "
        "Of sequences a folder or one file: a table with columns sequence and label, records whose titles state "
        "label=NAME, FASTA with labels of each letter beside it, a file for each class, or annotated entries.",
    ),
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the package and the run's state go.")]
ReviewsOption = Annotated[
    bool,
    typer.Option("--from-reviews", help="Learn from the findings you accepted or corrected, instead of a folder."),
]
StudiesOption = Annotated[
    list[Path] | None,
    typer.Option("--study", metavar="PATH", help="Of --from-reviews: these studies; by default those opened lately."),
]
IdOption = Annotated[str, typer.Option("--id", metavar="ID", help="Identifier of the model; by default the recipe's.")]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help="The model's name for people.")]
VersionOption = Annotated[str, typer.Option("--version", metavar="N", help="The model's version, such as 1.1.0.")]
EpochsOption = Annotated[int, typer.Option("--epochs", metavar="N", min=0, help="How often every case is seen.")]
StepsOption = Annotated[int, typer.Option("--steps", metavar="N", min=0, help="Steps, instead of epochs.")]
BaseOption = Annotated[
    str, typer.Option("--base", metavar="MODEL", help="Go on with this model's weights: few cases are enough then.")
]
FoldsOption = Annotated[
    int, typer.Option("--folds", metavar="N", min=0, help="Networks trained on different parts, then averaged.")
]
SeedOption = Annotated[int | None, typer.Option("--seed", metavar="N", help="Of everything random, the split too.")]
PatienceOption = Annotated[
    int | None, typer.Option("--patience", metavar="N", min=0, help="Checks without a better one before it ends early.")
]
ProcessesOption = Annotated[
    int,
    typer.Option("--processes", metavar="N", min=0, help="Processes that train together; by default one for each GPU."),
]
ModalityOption = Annotated[
    str, typer.Option("--modality", metavar="CODE", help="DICOM modality where the files state none, such as MR.")
]
ClassesOption = Annotated[
    str, typer.Option("--classes", metavar="NAMES", help="Names of the values 1, 2, 3 … of masks, with commas.")
]
LabelledByOption = Annotated[
    str,
    typer.Option(
        "--labelled-by",
        metavar="WHAT",
        help="What labels GenBank, EMBL and Swiss-Prot entries: keys of features for each letter (CDS; HELIX,STRAND), "
        "a qualifier for each such feature (CDS/function), or what is said of an entry (SUBCELLULAR LOCATION).",
    ),
]
InstallOption = Annotated[bool, typer.Option("--install", help="Install the model when it is trained.")]
FINDINGS = "my-findings"
"""Folder of the cases made of reviewed findings."""

CheckOption = Annotated[bool, typer.Option("--check", help="Look at the data and say what is there; train nothing.")]


def train(
    context: typer.Context,
    recipe: RecipeArgument,
    data: DataOption = None,
    from_reviews: ReviewsOption = False,
    studies: StudiesOption = None,
    out: OutOption = Path(),
    model_id: IdOption = "",
    name: NameOption = "",
    version: VersionOption = "",
    epochs: EpochsOption = 0,
    steps: StepsOption = 0,
    base: BaseOption = "",
    folds: FoldsOption = 0,
    seed: SeedOption = None,
    patience: PatienceOption = None,
    processes: ProcessesOption = 0,
    modality: ModalityOption = "",
    classes: ClassesOption = "",
    labelled_by: LabelledByOption = "",
    install: InstallOption = False,
    check: CheckOption = False,
) -> None:
    """Train a model; a run that was stopped or killed goes on where it was when the command is repeated."""
    desk: Desk = context.obj
    if (data is None) is not from_reviews:
        told = tr("Give either a folder with --data, or --from-reviews.")
        raise Stop(Exit.USAGE, ReadError(tr("Nothing says what to train from, or two things do."), told))
    wish = Wish(
        recipe=recipe,
        id=model_id,
        name=name,
        version=version,
        epochs=epochs,
        steps=steps,
        base=_base(desk, base),
        folds=folds,
        seed=seed,
        patience=patience,
        processes=processes,
        modality=modality.upper(),
        classes=tuple(name.strip() for name in classes.split(",") if name.strip()),
        labelled_by=labelled_by.strip(),
    )
    with desk.work() as work:
        if data is None:
            data = _collected(desk, work, tuple(studies or ()), out)
        found = _looked_at(work, wish, data)
        if check or found.problem:
            _tell(desk, found)
            return
        if not desk.output.as_json:
            desk.output.note(found_text(found))
        trained: Trained = work.run(
            tr("Training"),
            Exit.INPUT,
            "training",
            "train",
            wish=wish,
            data=str(data.absolute()),
            out=str(out.absolute()),
        )
        installed = _installed(desk, work, trained) if install else None
    document = {
        "package": trained.folder,
        "id": trained.id,
        "version": trained.version,
        "name": trained.name,
        "seconds": round(trained.seconds, 1),
        "installed": installed.folder if installed is not None else None,
        "found": _document(found),
    }
    desk.output.result(document, trained.folder)


def _base(desk: Desk, base: str) -> str:
    """Folder of the package to begin with: a model's identifier, or a folder."""
    if not base:
        return ""
    return str(Path(base).absolute()) if (Path(base) / "configs").is_dir() else str(desk.usable(base).folder)


def _collected(desk: Desk, work: Work, studies: tuple[Path, ...], out: Path) -> Path:
    """Lay out what a person decided on in some studies, and say what was left out."""
    with stopping(Exit.INPUT), Store(desk.paths.store) as store:
        lately = (path for one in store.recent_studies() for path in one.paths)
        paths = tuple(map(str, studies)) or tuple(dict.fromkeys(path for path in lately if Path(path).exists()))
        if not paths:
            told = tr("Open studies, analyse them and decide on the findings first, or name them with --study.")
            raise Stop(Exit.INPUT, ReadError(tr("No study was opened lately."), told))
        scanned = work.run(tr("Find reviewed studies"), Exit.INPUT, "files", "scan", paths=paths)
        cases = reviewed_cases(store, scanned.studies)
    folder = out.absolute() / FINDINGS
    left_out: tuple[tuple[str, str], ...] = work.run(
        tr("Collect findings"),
        Exit.INPUT,
        "preparing",
        "collect_reviewed",
        cases=cases,
        models=str(desk.paths.models),
        folder=str(folder),
    )
    for name, reason in left_out:
        desk.output.note(tr("Left out: {file}: {reason}").format(file=name, reason=reason))
    return folder


def _looked_at(work: Work, wish: Wish, data: Path) -> FoundData:
    found: FoundData = work.run(
        tr("Looking at the data"),
        Exit.INPUT,
        "preparing",
        "inspect_data",
        data=str(data.absolute()),
        wish=wish,
    )
    return found


def _tell(desk: Desk, found: FoundData) -> None:
    """Say what was found, and end with a failure where nothing can be trained from it."""
    if found.problem and not desk.output.as_json:
        desk.output.note(found_text(found))
    if found.problem:
        raise Stop(Exit.INPUT, ReadError(found.problem, found.hint))
    desk.output.result({"found": _document(found)}, _table(found))


def found_text(found: FoundData) -> str:
    """What was found, one line each."""
    lines = [f"{title}: {value}" for title, value in _rows(found)]
    lines += [tr("Left out: {file}: {reason}").format(file=file, reason=reason) for file, reason in found.left_out]
    return "\n".join((*lines, *found.warnings))


def _rows(found: FoundData) -> list[tuple[str, str]]:
    split = ", ".join(f"{name or tr('no split')} {count}" for name, count in found.split)
    made = tr("{split} (divided by MedView, groups kept whole)").format(split=split) if found.split_made else split
    rows = [
        (tr("Kind"), found.kind or ""),
        (tr("Cases"), str(found.cases)),
        (tr("Classes"), ", ".join(f"{name} ({count})" for name, count in found.classes)),
        (tr("Groups"), str(found.groups)),
        (tr("Split"), made),
        (tr("Size"), " × ".join(map(str, found.shape))),
    ]
    return [(title, value) for title, value in rows if value]


def _table(found: FoundData) -> RenderableType:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for title, value in _rows(found):
        table.add_row(title, Text(value))
    for file, reason in found.left_out:
        table.add_row(tr("Left out"), Text(f"{file}: {reason}"))
    return Group(table, *map(Text, found.warnings))


def _document(found: FoundData) -> dict[str, Any]:
    plain = asdict(found)
    return {**plain, "classes": dict(found.classes), "split": dict(found.split), "left_out": list(found.left_out)}


def _installed(desk: Desk, work: Work, trained: Trained) -> Installation:
    """Install what was trained; whoever asked for it answers for it."""
    installation: Installation = work.run(
        tr("Install {source}").format(source=trained.name),
        Exit.WRITE,
        "files",
        "install_model",
        source=trained.folder,
        models=str(desk.paths.models),
        accept_unsigned=True,
    )
    return installation
