"""``medview report``: the report of record, from the decisions stored for a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medview.cli.analyse import PathArgument, SeriesOption
from medview.cli.choosing import Chosen, only, scanned, with_uid
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit, Stop
from medview.cli.measuring import own_measurements
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Review, latest_decisions
from medview.core.text import tr
from medview.session.store import Store
from medview.tasks.results import given

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where it goes: a .pdf or .html file.")]


def report(context: typer.Context, path: PathArgument, out: OutOption, series: SeriesOption = None) -> None:
    """Write the report of the newest analysis of a study that a person has reviewed.

    Only reviewed findings are in it; decide on them in the window first.
    """
    desk: Desk = context.obj
    with desk.work() as work:
        found = with_uid(scanned(work, (path,)), series)
        with stopping(Exit.INPUT), Store(desk.paths.store) as store:
            reviewed = [(chosen, newest) for chosen in found if (newest := newest_reviewed(store, chosen))]
        if not reviewed:
            raise _nothing_reviewed(len(found))
        chosen = only(tuple(chosen for chosen, _ in reviewed), tr("Several series have been reviewed."))
        analysis, reviews = reviewed[0][1]
        with stopping(Exit.INPUT), Store(desk.paths.store) as store:
            measurements = own_measurements(store, chosen)
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series)
        written = work.run(
            tr("Writing the report"),
            Exit.WRITE,
            "files",
            "report",
            study=chosen.study,
            series=chosen.series,
            analysis=analysis,
            reviews=reviews,
            path=str(out.absolute()),
            measurements=measurements,
            **{"volume": None, **given(loaded)},
        )
    desk.output.result({"report": written, "series_uid": chosen.series.uid, "analysis": analysis.id}, written)


def newest_reviewed(store: Store, chosen: Chosen) -> tuple[Analysis, tuple[Review, ...]] | None:
    """The newest analysis of a series with a decision in force, with all decisions on it."""
    for analysis in reversed(store.analyses(chosen.series.fingerprint)):
        reviews = store.reviews(finding.id for finding in analysis.findings)
        if latest_decisions(reviews):
            return analysis, reviews
    return None


def _nothing_reviewed(count: int) -> Stop:
    return Stop(
        Exit.INPUT,
        MedViewError(
            tr("None of the {n} series found has been reviewed; a report holds reviewed findings only.").format(
                n=count
            ),
            tr("Open the study in MedView, analyse it, and accept or reject the findings."),
        ),
    )
