"""``medview analyse``: a model on a series, its results in a folder, all marked as unreviewed."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.choosing import Chosen, for_model, scanned
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit
from medview.core.carrying import not_carried
from medview.core.finding import Analysis, finding_to_json
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.report.report import stated
from medview.report.wording import finding_title, value_words
from medview.tasks.results import Loaded, given, results

PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="A folder, file or zip with images or sequences.")]
ModelOption = Annotated[str, typer.Option("--model", metavar="ID", help="The model; see: medview models list.")]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]
SeriesOption = Annotated[
    str | None, typer.Option("--series", metavar="UID", help="The series, where several would do.")
]


def analyse(
    context: typer.Context, path: PathArgument, model: ModelOption, out: OutOption, series: SeriesOption = None
) -> None:
    """Run a model on a series and write what it found; nobody has reviewed it, and every file says so.

    Writes findings.json, findings.csv and report.pdf; of a segmentation mask.nii.gz (of pictures mask.tif), and of
    DICOM input segmentation.dcm; of what is found on DICOM pictures a structured report, findings.dcm; of sequences
    findings.gff3, findings.bed, annotated.gb and findings.fhir.json, or of a language model substitutions.csv.
    """
    desk: Desk = context.obj
    package = desk.usable(model)
    with stopping(Exit.WRITE):
        check_writable(out)
    with desk.work() as work:
        chosen = for_model(scanned(work, (path,)), package, series)
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series)
        analysis = work.run(
            tr("Analysing"),
            Exit.MODEL,
            "analysis",
            "analyse",
            model_folder=str(package.folder),
            series=chosen.series,
            **given(loaded),
        )
        files = write_results(work, chosen, loaded, analysis, out)
    desk.output.result(_document(chosen, analysis, files), _shown(analysis, files, len(chosen.series.instances)))


def check_writable(folder: Path) -> None:
    """Make the folder and write to it, before anything takes long.

    Raises:
        WriteError: It cannot be written to.
    """
    with writing_errors(folder / "findings.json"):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".medview-") as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())


def write_results(work: Work, chosen: Chosen, loaded: Loaded, analysis: Analysis, out: Path) -> dict[str, str]:
    """Write all files; what each holds is said in its own standard's way to be unreviewed.

    Returns:
        Kind of file to its path; ``why_no_dicom_seg`` and ``why_no_dicom_sr`` hold reasons instead.
    """
    files = {}
    for result in results(chosen.study, chosen.series, loaded, analysis):
        title = tr("Writing {name}").format(name=result.name)
        files[result.kind] = str(work.run(title, Exit.WRITE, "files", result.task, **result.into(out)))
    return {**files, **not_carried(chosen.series, analysis)}


def _document(chosen: Chosen, analysis: Analysis, files: dict[str, str]) -> dict[str, Any]:
    return {
        "study_uid": chosen.study.uid,
        "series_uid": chosen.series.uid,
        "model": analysis.model_name,
        "unreviewed": True,
        "findings": [finding_to_json(finding) for finding in analysis.findings],
        "warnings": list(analysis.warnings),
        "gate": [asdict(answer) for answer in analysis.gate],
        "seconds": analysis.seconds,
        "files": files,
    }


def _shown(analysis: Analysis, files: dict[str, str], images: int) -> Group:
    table = Table(tr("AI suggestion, unreviewed"), tr("Value"), tr("Interval"), box=None, pad_edge=False)
    for finding in stated(analysis):
        table.add_row(finding_title(finding, images), *value_words(finding.value))
    warnings = [Text(warning, style="yellow") for warning in analysis.warnings]
    written = [Text(f"{name}: {place}") for name, place in files.items()]
    return Group(table, *warnings, *written, Text(tr("Not a medical device. For research and education.")))
