"""findings.json: an analysis with its decisions, for machines; and the notes that go with a NIfTI mask."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image

from medview import __version__
from medview.core.errors import WriteError
from medview.core.finding import (
    Analysis,
    Decision,
    Field,
    Finding,
    PictureRegion,
    Region,
    Review,
    Track,
    finding_to_json,
)
from medview.core.review import is_looked_at, standing, verdicts
from medview.core.study import Series, Study, why_no_dicom_seg
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.nifti_writing import write_mask
from medview.io.selection import REVIEWED, UNREVIEWED, Selection, check_belonging, label_map, map_shape, select
from medview.io.sources import NIFTI_SUFFIXES

NOT_A_DEVICE = "Not a medical device. For research and education."
FORMAT = "medview-findings"
MASK_FORMAT = "medview-mask"
VERSION = 1


def write_findings(study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path) -> None:
    """Write findings.json.

    Rejected and replaced findings are not among the findings; their reviews stay, as the trail of who decided what.
    Those a person added have an author and no model. The file says
    UNREVIEWED while a finding in it has no decision; a map helps to decide and needs none itself. No patient name or
    number is written, only UIDs.

    Raises:
        MedViewError: The parts do not belong together.
        WriteError: It cannot be written.
    """
    check_belonging(series, analysis, study)
    own = {finding.id for finding in analysis.findings}
    decided = verdicts(reviews)
    rejected = {key for key, review in decided.items() if review.decision is Decision.REJECTED}
    kept = [finding for finding in standing(analysis.findings, reviews) if finding.id not in rejected]
    unreviewed = any(finding.id not in decided for finding in kept if not is_looked_at(finding))
    _write(
        path,
        {
            "format": FORMAT,
            "version": VERSION,
            "software_version": __version__,
            "notice": NOT_A_DEVICE,
            "status": UNREVIEWED if unreviewed else REVIEWED,
            "study_uid": study.uid,
            "study_is_template": study.is_template,
            "series": _series(series),
            "analysis": {
                "id": analysis.id,
                "model_name": analysis.model_name,
                "warnings": list(analysis.warnings),
                "seconds": analysis.seconds,
                "gate": [asdict(answer) for answer in analysis.gate],
                "classes": [asdict(one) for one in analysis.classes],
                "labels": [asdict(label) for label in analysis.labels],
            },
            "findings": [_finding(finding) for finding in kept],
            "reviews": [{**asdict(one), "decision": one.decision.value} for one in reviews if one.finding in own],
        },
    )


def _finding(finding: Finding) -> dict[str, Any]:
    """The one JSON form; map files are named without this computer's folders."""
    data = finding_to_json(finding)
    if isinstance(finding.where, Region | PictureRegion):
        data["where"]["mask"] = Path(finding.where.mask).name
    if isinstance(finding.value, Field):
        data["value"]["path"] = Path(finding.value.path).name
    if isinstance(finding.value, Track):
        data["value"] |= {name: Path(getattr(finding.value, name)).name for name in ("path", "spread")}
    return data


def _series(series: Series) -> dict[str, Any]:
    return {
        "uid": series.uid,
        "format": series.source_format,
        "modality": series.modality,
        "fingerprint": series.fingerprint,
        "frame_of_reference_uid": series.frame_of_reference_uid,
        "geometry": None if series.geometry is None else series.geometry.to_json(),
    }


def write_mask_with_notes(
    series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path, unreviewed: bool = False
) -> None:
    """Write the label map as NIfTI and its notes as JSON beside it.

    Args:
        series: The analysed series, NIfTI or DICOM.
        analysis: The result.
        reviews: Decisions; rejected labels never appear.
        path: The NIfTI file (.nii or .nii.gz); the notes have the same name with .json.
        unreviewed: Take labels nobody decided on, too; the notes then say UNREVIEWED.

    Raises:
        MedViewError: The parts do not belong together, or nothing was accepted.
        WriteError: It cannot be written.
    """
    check_belonging(series, analysis)
    selection = select(analysis, reviews, unreviewed)
    if series.geometry is None:
        raise WriteError(tr("Pictures without a common grid cannot be a NIfTI mask."), tr("Write them as TIFF."))
    labels = label_map(analysis, selection, series.geometry.shape)
    like = series.instances[0].path if series.source_format == "nifti" else None
    stem = path.name
    for suffix in reversed(NIFTI_SUFFIXES):
        stem = stem.removesuffix(suffix)
    with atomic(path) as sibling:
        write_mask(labels, series.geometry, sibling, like)
    _write(path.with_name(f"{stem}.json"), _mask_notes(series, analysis, selection, path))


def write_picture_mask(
    series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path, unreviewed: bool = False
) -> None:
    """Write the label map of pictures as a TIFF file, one page for each picture, and its notes as JSON beside it.

    Args:
        series: The analysed series of pictures.
        analysis: The result.
        reviews: Decisions; rejected labels never appear.
        path: The file (.tif); the notes have the same name with .json.
        unreviewed: Take labels nobody decided on, too; the notes then say UNREVIEWED.

    Raises:
        MedViewError: The parts do not belong together, or nothing was accepted.
        WriteError: It cannot be written.
    """
    check_belonging(series, analysis)
    selection = select(analysis, reviews, unreviewed)
    first, *others = map(Image.fromarray, label_map(analysis, selection, map_shape(analysis)))
    with atomic(path) as sibling:
        first.save(sibling, format="TIFF", compression="tiff_adobe_deflate", save_all=True, append_images=others)
    _write(path.with_suffix(".json"), _mask_notes(series, analysis, selection, path))


def _mask_notes(series: Series, analysis: Analysis, selection: Selection, path: Path) -> dict[str, Any]:
    return {
        "format": MASK_FORMAT,
        "version": VERSION,
        "software_version": __version__,
        "notice": NOT_A_DEVICE,
        "status": selection.mark,
        "reviewers": list(selection.reviewers),
        "mask": path.name,
        "why_no_dicom_seg": why_no_dicom_seg(series),
        "series": _series(series),
        "analysis": analysis.id,
        "model": asdict(analysis.findings[0].source),
        "labels": [asdict(label) for label in selection.labels],
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    with atomic(path) as sibling:
        sibling.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
