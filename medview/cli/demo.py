"""``medview demo``: the whole path on an average brain, for a person to see or driven without one."""

from __future__ import annotations

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
HeadlessOption = Annotated[bool, typer.Option("--headless", help="Do without a display even where there is one.")]


def demo(context: typer.Context, out: OutOption = Path("demo-output"), headless: HeadlessOption = False) -> None:
    """Open the ICBM152 template, an average brain, with the model's result to review.

    Without a display the same window is driven on a virtual one through all four steps (open, analyse, review,
    report); the report, segmentation, findings and screenshots are left in the output folder.
    """
    desk: Desk = context.obj
    study, model = _prepared(desk)
    if has_display() and not headless:
        raise typer.Exit(desk.windows.show_demo(study, model))
    with stopping(Exit.WRITE), virtual_display():
        code = desk.windows.drive_demo(study, model, out.absolute())
    if code != Exit.DONE:
        raise typer.Exit(code)
    files = sorted(path.name for path in out.iterdir())
    shown = [Text(tr("The demonstration went through all four steps. In {folder}:").format(folder=out.absolute()))]
    desk.output.result({"folder": str(out.absolute()), "files": files}, Group(*shown, *(Text(f"  {n}") for n in files)))


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
