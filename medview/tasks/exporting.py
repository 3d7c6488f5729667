"""Tasks of the files pool that write results: DICOM SEG, NIfTI mask, findings.json."""

from __future__ import annotations

from pathlib import Path

from medview.core.finding import Analysis, Review
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.dicom_results import write_segmentation
from medview.io.findings_file import write_findings, write_mask_with_notes
from medview.jobs.protocol import Context


def export_dicom_seg(
    context: Context,
    series: Series,
    study: Study,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
) -> str:
    """Write a DICOM SEG; see ``write_segmentation``."""
    write_segmentation(series, study, analysis, tuple(reviews), Path(path), context.checkpoint, unreviewed)
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
