"""``medview demo``: the whole path on an average brain, for a person to see or driven without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from medview.catalog.acceptance import eligibility
from medview.catalog.catalog import Catalog
from medview.cli.choosing import scanned
from medview.cli.desk import Desk, stopping
from medview.cli.display import has_display, virtual_display
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.text import tr

OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Without a display: where the results go.")]
DrivenOption = Annotated[bool, typer.Option("--driven", hidden=True)]
HeadlessOption = Annotated[bool, typer.Option("--headless", help="Do without a display even where there is one.")]


def demo(
    context: typer.Context,
    out: OutOption = Path("demo-output"),
    headless: HeadlessOption = False,
    driven: DrivenOption = False,
) -> None:
    """Open the ICBM152 template, an average brain, with the model's result to review.

    Without a display the same window is driven on a virtual one through all four steps (open, analyse, review,
    report); the report, segmentation, findings and screenshots are left in the output folder.
    """
    desk: Desk = context.obj
    if driven:
        _drive(desk, out.absolute())
    elif has_display() and not headless:
        raise typer.Exit(desk.windows.show_demo(*_prepared(desk)))
    else:
        raise typer.Exit(_driven_elsewhere(desk, out))


def _driven_elsewhere(desk: Desk, out: Path) -> int:
    """Run the demonstration in a process of its own, so that nothing of it outlives the virtual display."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "medview"]
    as_json = ["--json"] if desk.output.as_json else []
    with stopping(Exit.WRITE), virtual_display():
        return subprocess.run([*program, *as_json, "demo", "--driven", "--out", str(out)], check=False).returncode


def _drive(desk: Desk, out: Path) -> None:
    study, model = _prepared(desk)
    with stopping(Exit.WRITE):
        desk.windows.drive_demo(study, model, out)
    files = sorted(path.name for path in out.iterdir())
    told = tr("The demonstration opened the template, analysed it, reviewed the findings and saved in {folder}:")
    lines = (told.format(folder=out), *(f"  {name}" for name in files))
    desk.output.result({"folder": str(out), "files": files}, Group(*map(Text, lines)))


def _prepared(desk: Desk) -> tuple[Path, str]:
    """The template's folder and a shipped model that accepts it."""
    with desk.work() as work:
        folder = work.run(
            tr("Preparing the template"), Exit.WRITE, "files", "write_template", folder=str(desk.paths.demo)
        )
        series = scanned(work, (folder,))[0].series
    accepting = [package.card.id for package in Catalog.shipped().packages if not eligibility(package, series)]
    if not accepting:
        raise Stop(
            Exit.MODEL,
            MedViewError(
                tr("None of the shipped models accepts the demonstration study."),
                tr("Install MedView again, or run it from a complete clone."),
            ),
        )
    return Path(folder), accepting[0]
