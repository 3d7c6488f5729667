"""Tasks of the files pool: scanning and thumbnails here; loading, exports and reports in their own files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.study import ScanResult, Series
from medview.imaging.windowing import Voi, fitting_window, grey, percentile_window
from medview.io import scan as scanning
from medview.io.middle import Middle, middle
from medview.jobs.protocol import Context
from medview.tasks.loading import load, refill

THUMBNAIL_SIZE = 128
"""Longest side of a thumbnail, pixels."""


def scan(context: Context, paths: tuple[str, ...], cache: str = "") -> ScanResult:
    """Find what can be opened under files, folders and archives; what is new is told while it goes on.

    Args:
        context: The job's.
        paths: What a person opened.
        cache: File that remembers the headers of earlier scans; empty for none.

    Raises:
        ReadError: Nothing can.
    """
    return scanning.scan(tuple(paths), context.folder, context.checkpoint, context.partial, cache)


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
    colour = array.ndim == 3
    pixels = array if colour else grey(array, _window(array, shown), shown.inverted, shown.padding)
    height, width = (side * spacing for side, spacing in zip(array.shape[:2], shown.spacing_mm, strict=True))
    scale = THUMBNAIL_SIZE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Image.fromarray(pixels).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)


def _window(array: NDArray[Any], shown: Middle) -> Voi:
    fitting = fitting_window(array, shown.window, shown.padding)
    return fitting or shown.window or percentile_window(array, shown.padding)


_LATER = {
    "export_dicom_seg": "medview.tasks.exporting",
    "export_dicom_sr": "medview.tasks.exporting",
    "export_nifti": "medview.tasks.exporting",
    "export_picture_mask": "medview.tasks.exporting",
    "export_table": "medview.tasks.exporting",
    "export_findings": "medview.tasks.exporting",
    "export_gff3": "medview.tasks.annotating",
    "export_bed": "medview.tasks.annotating",
    "export_genbank": "medview.tasks.annotating",
    "export_fhir": "medview.tasks.annotating",
    "export_vcf": "medview.tasks.annotating",
    "export_substitutions": "medview.tasks.annotating",
    "export_evidence": "medview.tasks.evidence",
    "export_curve": "medview.tasks.evidence",
    "report": "medview.tasks.reporting",
    "preview": "medview.tasks.reporting",
    "write_template": "medview.tasks.template",
    "inspect": "medview.tasks.inspecting",
    "convert": "medview.tasks.converting",
    "overlaid": "medview.tasks.objects",
    "tags": "medview.tasks.objects",
    "along_record": "medview.tasks.objects",
    "sequence_records": "medview.tasks.objects",
    "write_picture": "medview.tasks.films",
    "write_film": "medview.tasks.films",
    "film": "medview.tasks.film_of_series",
    "export_splice_effects": "medview.tasks.splice_files",
    "paste_sequences": "medview.tasks.pasting",
    "export_pair_alignment": "medview.tasks.pair_files",
    "export_surfaces": "medview.tasks.meshing",
    "install_model": "medview.tasks.installing",
    "pack_model": "medview.tasks.installing",
}
"""Tasks whose libraries take half a second to import, which the first scan need not wait for."""


def _later(name: str, module: str) -> Callable[..., Any]:
    def task(context: Context, **arguments: Any) -> Any:
        return getattr(import_module(module), name)(context, **arguments)

    return task


TASKS: dict[str, Callable[..., Any]] = {
    **{task.__name__: task for task in (scan, load, refill, thumbnail)},
    **{name: _later(name, module) for name, module in _LATER.items()},
}
