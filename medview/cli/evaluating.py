"""``medview evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from medview.cli.analyse import check_writable
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit
from medview.core.refusals import Refusals, way_words
from medview.core.text import tr

ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="The model's identifier.")]
DataOption = Annotated[
    Path, typer.Option("--data", metavar="PATH", help="Data folder laid out like the one the model was trained from.")
]
SplitOption = Annotated[
    str | None, typer.Option("--split", metavar="NAME", help="Only cases of this split of the folder; all without.")
]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every case and structure as a table.")]
PlotsOption = Annotated[
    Path | None,
    typer.Option("--plots", metavar="DIR", help="Diagrams as pictures, and every figure as a table, go here."),
]
PdfOption = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="All of it as one document.")]
BaselinesOption = Annotated[
    bool, typer.Option("--baselines", help="Fit simple baselines and measure them on the same cases.")
]

BesideOption = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        metavar="MODEL",
        help="Another model, measured on the same cases and compared case by case. May be given several times.",
    ),
]
EvidenceOption = Annotated[
    bool,
    typer.Option("--evidence", help="Measure where a classification's maps of evidence lie: the folder needs masks."),
]


def evaluate(
    context: typer.Context,
    model: ModelArgument,
    data: DataOption,
    split: SplitOption = None,
    csv: CsvOption = None,
    plots: PlotsOption = None,
    pdf: PdfOption = None,
    baselines: BaselinesOption = False,
    beside: BesideOption = None,
    evidence: EvidenceOption = False,
) -> None:
    """Measure a model on labelled cases, with 95 % bootstrap intervals, for each class, subgroup and site.

    Segmentation: Dice, IoU, HD95, normalised surface Dice, the error of volume or area. Classification: AUROC, AUPRC,
    sensitivity, specificity, accuracy, F1, Brier, calibration error and slope. Detection: mAP and FROC.
    """
    desk: Desk = context.obj
    package, others = desk.usable(model), [desk.usable(other) for other in beside or ()]
    places = {"csv": csv, "plots": plots, "pdf": pdf}
    paths = {name: None if place is None else str(place.absolute()) for name, place in places.items()}
    with stopping(Exit.WRITE):
        for place in (place for place in places.values() if place is not None):
            check_writable(place.absolute().parent)
    with desk.work() as work:
        evaluation: dict[str, Any] = work.run(
            tr("Evaluating"),
            Exit.INPUT,
            "training",
            "evaluate",
            model_folder=str(package.folder),
            data=str(data.absolute()),
            split=split,
            baselines=baselines,
            beside=[str(other.folder) for other in others],
            evidence=evidence,
            **paths,
        )
    written = {name: None if place is None else str(place) for name, place in places.items()}
    desk.output.result({"evaluation": evaluation, **written}, shown(evaluation))


def shown(evaluation: dict[str, Any]) -> RenderableType:
    """An evaluation's JSON form as tables, those of baselines after it."""
    parts: list[RenderableType] = []
    for one in (evaluation, *evaluation["baselines"]):
        parts += [_heading(one), *_tables(one)]
    return Group(*parts, *evaluation["warnings"])


def _heading(evaluation: dict[str, Any]) -> str:
    told = tr("{model} {version}, split {split}: {cases} cases of {groups} groups, {refused} refused, {failed} failed.")
    counts = {name: len(evaluation[name]) for name in ("refused", "failed")}
    return told.format(**{**evaluation, **counts})


def _tables(evaluation: dict[str, Any]) -> list[Table]:
    """A table for each subset of the cases, and each way of counting refusals."""
    keys = dict.fromkeys((figure["subset"], figure["refusals"]) for figure in evaluation["figures"])
    return [_table(evaluation, subset, refusals) for subset, refusals in keys]


def _table(evaluation: dict[str, Any], subset: str, refusals: Refusals) -> Table:
    names = (tr("Of"), tr("Measured"), tr("Value"), tr("95 % interval"), tr("Cases"))
    title = tr("{subset}: {way}").format(subset=subset, way=way_words(refusals))
    table = Table(*names, title=title, title_justify="left", box=None, pad_edge=False)
    for figure in evaluation["figures"]:
        if (figure["subset"], figure["refusals"]) == (subset, refusals):
            table.add_row(figure["label"], figure["name"], *_value(figure))
    return table


def _value(figure: dict[str, Any]) -> tuple[str, str, str]:
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    between = "" if low is None or high is None else f"{low:.3f} – {high:.3f}"
    return "–" if value is None else f"{value:.3f}", between, str(figure["cases"])
