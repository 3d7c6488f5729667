"""Tasks of the files pool: scanning, loading, thumbnails, exports and reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from medview.core.finding import Analysis, Review
from medview.core.study import ScanResult, Series, Study
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.windowing import grey, percentile_window
from medview.io import scan as scanning
from medview.io.dicom_results import write_segmentation
from medview.io.dicom_volume import load_dicom
from medview.io.findings_file import write_findings, write_mask_with_notes
from medview.io.middle import Middle, middle
from medview.io.nifti import load_nifti
from medview.jobs.protocol import Context
from medview.tasks.reporting import preview, report

THUMBNAIL_SIZE = 128
"""Longest side of a thumbnail, pixels."""


def scan(context: Context, paths: tuple[str, ...]) -> ScanResult:
    """Find what can be opened under files, folders and zips.

    Raises:
        ReadError: Nothing can.
    """
    return scanning.scan(tuple(paths), context.folder, context.checkpoint)


def load(context: Context, series: Series) -> StoredVolume:
    """Write a series' voxels to a file that every process can map.

    Raises:
        ReadError: It is irregular, changed, or cannot be decoded.
    """
    path = context.folder / "volume.npy"
    if series.source_format == "nifti":
        return load_nifti(series, path, context.checkpoint)
    return load_dicom(series, path, context.checkpoint)


def thumbnail(context: Context, series: Series) -> str:
    """Draw the middle slice as a PNG file.

    Raises:
        ReadError: It cannot be decoded.
    """
    shown = middle(series)
    path = context.folder / "thumbnail.png"
    _picture(shown).save(path)
    return str(path)


def _picture(shown: Middle) -> Image.Image:
    array = np.ascontiguousarray(shown.array)
    pixels = grey(array, shown.window or percentile_window(array), shown.inverted)
    height, width = (side * spacing for side, spacing in zip(array.shape, shown.spacing_mm, strict=True))
    scale = THUMBNAIL_SIZE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Image.fromarray(pixels).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)


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


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task
    for task in (scan, load, thumbnail, export_dicom_seg, export_nifti, export_findings, report, preview)
}
