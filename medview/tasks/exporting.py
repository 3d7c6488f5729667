"""Tasks of the files pool that write results: DICOM SEG and SR, masks, findings.json and findings.csv."""

from __future__ import annotations

from pathlib import Path

from medview.core.finding import Analysis, Review
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.dicom_report import write_report
from medview.io.dicom_results import write_segmentation
from medview.io.findings_file import write_findings, write_mask_with_notes, write_picture_mask
from medview.io.findings_table import write_table
from medview.jobs.protocol import Context


def export_dicom_seg(
    context: Context,
    series: Series,
    study: Study,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
    frame: int = 0,
) -> str:
    """Write a DICOM SEG; see ``write_segmentation``."""
    write_segmentation(series, study, analysis, tuple(reviews), Path(path), context.checkpoint, unreviewed, frame)
    return path


def export_dicom_sr(
    context: Context,
    series: Series,
    study: Study,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
) -> str:
    """Write a DICOM structured report; see ``write_report``."""
    write_report(series, study, analysis, tuple(reviews), Path(path), context.checkpoint, unreviewed)
    return path


def export_picture_mask(
    context: Context,
    series: Series,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
) -> str:
    """Write the label map of pictures with notes beside it; see ``write_picture_mask``."""
    context.checkpoint(0.1, tr("Writing the mask"))
    write_picture_mask(series, analysis, tuple(reviews), Path(path), unreviewed)
    return path


def export_table(
    context: Context, study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: str
) -> str:
    """Write findings.csv; see ``write_table``."""
    context.checkpoint(0.1, tr("Writing the findings"))
    write_table(study, series, analysis, tuple(reviews), Path(path))
    return path


def export_nifti(
    context: Context,
    series: Series,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
) -> str:
    """Write a NIfTI mask with notes beside it; see ``write_mask_with_notes``."""
    context.checkpoint(0.1, tr("Writing the mask"))
    write_mask_with_notes(series, analysis, tuple(reviews), Path(path), unreviewed)
    return path


def export_findings(
    context: Context, study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: str
) -> str:
    """Write findings.json; see ``write_findings``."""
    context.checkpoint(0.1, tr("Writing the findings"))
    write_findings(study, series, analysis, tuple(reviews), Path(path))
    return path
