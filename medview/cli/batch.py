"""``medview batch``: models on many studies, in several processes, resumable, all results marked as unreviewed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.batch_items import Found, Item, Row, found_items, manifest_rows, manifest_text, read_manifest
from medview.cli.batch_records import TABLES, Records, document, to_do
from medview.cli.batch_running import Running
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.batch import Outcome
from medview.core.errors import MedViewError
from medview.core.files import write_whole
from medview.core.study import ScanResult, volume_bytes
from medview.core.text import tr
from medview.jobs.protocol import JobFailed, Progress
from medview.jobs.table import BATCH
from medview.jobs.workspace import Workspace

PathsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH...]", help="Folders, files or zips with studies or sequences.")
]
ModelsOption = Annotated[
    list[str] | None, typer.Option("--model", metavar="ID", help="A model; give it again for more than one.")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]
WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Processes, as far as the memory allows so many.")
]
ManifestOption = Annotated[
    Path | None,
    typer.Option("--manifest", metavar="FILE.csv", help="Table with the columns path, series (UID) and model."),
]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on in a folder with results of an earlier run.")]


def batch(
    context: typer.Context,
    out: OutOption,
    paths: PathsArgument = None,
    model: ModelsOption = None,
    workers: WorkersOption = 1,
    manifest: ManifestOption = None,
    resume: ResumeOption = False,
) -> None:
    """Run models on many studies; one that fails stops no other, and a run that was killed goes on with --resume.

    Each series gets a folder with the files medview analyse writes; nobody has reviewed them, and every file says so.
    outcomes.csv and outcomes.json tell what became of each. With --resume alone, what manifest.csv in the folder names
    is done; what failed before is tried again.
    """
    desk: Desk = context.obj
    records = Records(out.absolute())
    packages = tuple(map(desk.usable, model or ()))
    rows = _rows(records, tuple(paths or ()), manifest, resume)
    if not packages and not all(row.model for row in rows):
        raise _misused(tr("No model is named."), tr("Name one with --model, or in the manifest's column model."))
    with stopping(Exit.WRITE):
        check_writable(records.folder)
        earlier = records.finished()
        if earlier and not resume:
            hint = tr("Go on with --resume, or choose another folder.")
            raise _misused(tr("{folder} holds results of an earlier batch.").format(folder=out), hint)
        records.forget_parts()
    with desk.work() as work:
        found = found_items(rows, packages, cache(desk.usable), lambda path: _scanned(work, path))
        models = dict.fromkeys((*(package.card.id for package in packages), *(row.model for row in rows if row.model)))
        write_whole(records.manifest, manifest_text(manifest_rows(found, tuple(models))))
        outcomes = _run(desk, work, records, found, earlier, workers)
    _finish(desk, records, outcomes)


def _rows(records: Records, paths: tuple[str, ...], manifest: Path | None, resume: bool) -> tuple[Row, ...]:
    named = manifest or (records.manifest if resume and not paths and records.manifest.is_file() else None)
    with stopping(Exit.INPUT):
        listed = read_manifest(named) if named else ()
    rows = (*listed, *(Row(str(Path(path).absolute())) for path in paths))
    if not rows:
        raise _misused(tr("No study is named."), tr("Name folders or files, or a table of them with --manifest."))
    return rows


def _misused(message: str, hint: str) -> Stop:
    return Stop(Exit.USAGE, MedViewError(message, hint))


def _scanned(work: Work, path: str) -> ScanResult:
    with work.output.progress(tr("Reading {name}").format(name=Path(path).name)) as move:
        found: ScanResult = work.pools.run("files", "scan", move, paths=(path,))
    return found


def _run(
    desk: Desk, work: Work, records: Records, found: Found, earlier: dict[str, Outcome], wanted: int
) -> tuple[Outcome, ...]:
    """Run what is to be done; the outcomes in the order of the items, then what was left out."""
    wanted_keys = set(to_do((item.key for item in found.items), earlier))
    items = tuple(item for item in found.items if item.key in wanted_keys)
    finished = {key: outcome for key, outcome in earlier.items() if key not in wanted_keys}
    number = [len(found.items) - len(items)]

    def told(outcome: Outcome) -> None:
        number[0] += 1
        finished[outcome.key] = outcome
        desk.output.note(_line(number[0], len(found.items), outcome))

    def every() -> tuple[Outcome, ...]:
        return (*(finished[item.key] for item in found.items if item.key in finished), *found.left_out)

    with Workspace(desk.paths.workspaces) as workspace, desk.output.progress(tr("Analysing")) as move:
        running = Running(
            records,
            workspace.folder,
            _workers(work, items, wanted),
            told,
            lambda fraction, note: move(Progress(0, fraction, note)),
        )
        try:
            running.run(items)
        finally:
            records.write_tables(every())
    return every()


def _workers(work: Work, items: tuple[Item, ...], wanted: int) -> int:
    """How many processes the memory allows for the largest series of each model."""
    largest: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: volume_bytes(item.chosen.series)):
        largest[item.package.key] = item
    if wanted == 1 or len(items) < 2:
        return 1
    needs = tuple((str(item.package.folder), item.chosen.series) for item in largest.values())
    try:
        allowed: int = work.pools.run(BATCH.name, "workers", None, items=needs, wanted=min(wanted, len(items)))
    except JobFailed as failed:
        raise Stop(Exit.MODEL, failed) from failed
    if allowed < min(wanted, len(items)):
        work.output.note(tr("{count} processes run at once: the free memory allows no more.").format(count=allowed))
    return allowed


def _finish(desk: Desk, records: Records, outcomes: tuple[Outcome, ...]) -> None:
    tables = {name: str(records.folder / name) for name in TABLES}
    desk.output.result(document(outcomes) | {"tables": tables}, _shown(outcomes, records))
    if any(outcome.status in ("failed", "unreadable") for outcome in outcomes):
        raise typer.Exit(Exit.INCOMPLETE.value)


def _line(number: int, count: int, outcome: Outcome) -> str:
    told = tr("{seconds:.1f} s").format(seconds=outcome.seconds) if outcome.status == "done" else outcome.message
    return f"[{number}/{count}] {outcome.model} {outcome.series}: {_STATUS[outcome.status]()}, {told}"


_STATUS = {
    "done": lambda: tr("done"),
    "failed": lambda: tr("failed"),
    "refused": lambda: tr("not read by the model"),
    "unreadable": lambda: tr("could not be opened"),
}


def _shown(outcomes: tuple[Outcome, ...], records: Records) -> Group:
    table = Table(tr("AI suggestion, unreviewed"), tr("Series"), tr("Outcome"), tr("Volumes or reason"), box=None)
    for outcome in outcomes:
        said = outcome.cells["volumes"] or outcome.message
        table.add_row(outcome.model or outcome.path, outcome.series, _STATUS[outcome.status](), said)
    places = [Text(str(records.folder / name)) for name in TABLES]
    return Group(table, *places, Text(tr("Not a medical device. For research and education.")))
