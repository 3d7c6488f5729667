"""Which files one analysis leaves in a folder: the same from ``medview analyse`` and from a batch, all unreviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.core.finding import Analysis, Box, Picture, PictureBox, PictureRegion, Region
from medview.core.images import StoredImages
from medview.core.study import Series, Study, why_no_dicom_seg, why_no_dicom_sr
from medview.core.text import tr
from medview.core.volume import StoredVolume

MOST_SEGMENTATIONS = 100
"""DICOM segmentations of one analysis: each picture of a stack has one of its own."""


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


def results(study: Study, series: Series, loaded: StoredVolume | StoredImages, analysis: Analysis) -> Iterator[Result]:
    """The files; what each holds is said in its own standard's way to be unreviewed."""
    common: dict[str, Any] = {"series": series, "analysis": analysis, "reviews": ()}
    whole = {**common, "study": study}
    yield Result("findings", "findings.json", "export_findings", whole)
    yield Result("table", "findings.csv", "export_table", whole)
    yield from _masks(study, series, analysis)
    if not why_no_dicom_sr(series) and on_pictures(analysis):
        yield Result("structured_report", "findings.dcm", "export_dicom_sr", {**whole, "unreviewed": True})
    shown = {"volume": None, "images": loaded} if isinstance(loaded, StoredImages) else {"volume": loaded}
    yield Result("report", "report.pdf", "report", {**whole, **shown, "unreviewed": True})


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


def segmented_pictures(analysis: Analysis) -> tuple[tuple[int, str], ...]:
    """Pictures with labels on them, and what the DICOM segmentation of each is called."""
    frames = sorted({one.where.frame for one in analysis.findings if isinstance(one.where, PictureRegion)})
    if len(frames) == 1:
        return ((frames[0], "segmentation.dcm"),)
    return tuple((frame, f"segmentation-{frame + 1:03}.dcm") for frame in frames[:MOST_SEGMENTATIONS])


def on_pictures(analysis: Analysis) -> bool:
    """Whether an analysis says something of single pictures, which a structured report can carry."""
    return any(isinstance(one.where, Picture | PictureBox | PictureRegion) for one in analysis.findings)


def not_carried(series: Series, analysis: Analysis) -> dict[str, str]:
    """Why a form of DICOM is not among the files, or what it lacks, by the form's name."""
    told = {"why_no_dicom_seg": why_no_dicom_seg(series), "why_no_dicom_sr": why_no_dicom_sr(series)}
    kinds = {type(finding.where) for finding in analysis.findings}
    if not kinds & {Region, PictureRegion}:
        told["why_no_dicom_seg"] = tr("There is no label map.")
    if not told["why_no_dicom_seg"] and len(segmented_pictures(analysis)) == MOST_SEGMENTATIONS:
        told["why_no_dicom_seg"] = tr("Only the first {count} pictures have one; mask.tif holds all.").format(
            count=MOST_SEGMENTATIONS
        )
    if Box in kinds and not told["why_no_dicom_sr"]:
        told["why_no_dicom_sr"] = tr("A structured report has no boxes in space; findings.json and findings.csv do.")
    if not on_pictures(analysis) and Box not in kinds:
        del told["why_no_dicom_sr"]
    return {name: reason for name, reason in told.items() if reason}
