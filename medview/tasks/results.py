"""Which files one analysis leaves in a folder: the same from ``medview analyse`` and from a batch, all unreviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.core.carrying import annotated, reported, segmented_pictures
from medview.core.content import SequenceContent
from medview.core.finding import Analysis, Curve, PictureRegion, Region
from medview.core.images import StoredImages
from medview.core.study import Series, Study, why_no_dicom_seg, why_no_dicom_sr
from medview.core.volume import StoredVolume


@dataclass(frozen=True, eq=False)
class Result:
    """One file.

    Args:
        kind: What it is.
        name: What it is called.
        task: The task of the files pool that writes it.
        arguments: The task's arguments.
    """

    kind: str
    name: str
    task: str
    arguments: Mapping[str, Any]

    def into(self, folder: Path) -> dict[str, Any]:
        """The task's arguments for writing it into a folder."""
        return {**self.arguments, "path": str(folder / self.name)}


Loaded = StoredVolume | StoredImages | SequenceContent
"""What a series is once it is read."""


def results(study: Study, series: Series, loaded: Loaded, analysis: Analysis) -> Iterator[Result]:
    """The files; what each holds is said in its own standard's way to be unreviewed."""
    common: dict[str, Any] = {"series": series, "analysis": analysis, "reviews": ()}
    whole = {**common, "study": study}
    yield Result("findings", "findings.json", "export_findings", whole)
    yield Result("table", "findings.csv", "export_table", whole)
    for task, name in annotated(analysis) if isinstance(loaded, SequenceContent) else ():
        yield Result(task.removeprefix("export_"), name, task, whole)
    yield from _masks(study, series, analysis)
    if not why_no_dicom_sr(series) and reported(analysis, (), unreviewed=True):
        yield Result("structured_report", "findings.dcm", "export_dicom_sr", {**whole, "unreviewed": True})
    for one in analysis.findings:
        if isinstance(one.value, Curve):
            yield Result("curve", f"{one.what.value.lower()}.csv", "export_curve", {"finding": one})
    yield Result("report", "report.pdf", "report", {**whole, "volume": None, **given(loaded), "unreviewed": True})


def given(loaded: Loaded) -> dict[str, Any]:
    """What was loaded, under the name that tasks take it by."""
    match loaded:
        case StoredImages():
            return {"images": loaded}
        case SequenceContent():
            return {"sequences": loaded}
    return {"volume": loaded}


def _masks(study: Study, series: Series, analysis: Analysis) -> Iterator[Result]:
    """The label map, where there is one, in the forms its series allows."""
    arguments = {"series": series, "analysis": analysis, "reviews": (), "unreviewed": True}
    kinds = {type(finding.where) for finding in analysis.findings}
    if Region in kinds:
        yield Result("mask", "mask.nii.gz", "export_nifti", arguments)
    if PictureRegion in kinds:
        yield Result("mask", "mask.tif", "export_picture_mask", arguments)
    if why_no_dicom_seg(series):
        return
    dicom = {**arguments, "study": study}
    if Region in kinds:
        yield Result("segmentation", "segmentation.dcm", "export_dicom_seg", dicom)
    for frame, name in segmented_pictures(analysis):
        yield Result(Path(name).stem, name, "export_dicom_seg", {**dicom, "frame": frame})
