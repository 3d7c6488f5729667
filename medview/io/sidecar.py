"""What a converted file cannot say itself, as JSON beside it; without anything that names the patient, unless asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from medview import __version__
from medview.core.study import Series, Study
from medview.core.volume import StoredVolume


def told(series: Series, volume: StoredVolume) -> list[str]:
    """What a reader must know, each thing once: a resampled stack's note says what was irregular."""
    return [*series.notes, *filter(None, ("" if series.irregular in volume.note else series.irregular, volume.note))]


def sidecar(series: Series, volume: StoredVolume, study: Study | None = None) -> dict[str, Any]:
    """The document.

    Args:
        series: What was converted.
        volume: Its voxels as they were written.
        study: Whose it is, where that shall be told: UIDs, patient and date; None leaves them out.
    """
    document = {
        "ConvertedBy": f"MedView {__version__}",
        "Modality": series.modality,
        "SeriesNumber": series.number,
        "SeriesDescription": series.description,
        "Part": series.part,
        "BodyPartExamined": series.body_part,
        "Quantity": volume.quantity.value,
        "Dimensions": [{"Name": one.name, "Unit": one.unit, "Values": list(one.values)} for one in series.dimensions],
        "Shape": list(volume.geometry.shape),
        "AffineLPS": volume.geometry.affine.tolist(),
        "Resampled": series.resampled,
        "Notes": told(series, volume),
        "Source": {
            "Format": series.source_format,
            "Files": len({instance.path for instance in series.instances}),
            "SOPClasses": sorted({instance.sop_class_uid for instance in series.instances} - {""}),
        },
        "Notice": "Not a medical device. For research and education.",
    }
    if study is not None:
        document["Identity"] = {
            "StudyInstanceUID": study.uid,
            "SeriesInstanceUID": series.uid,
            "StudyDate": study.date,
            "AccessionNumber": study.accession_number,
            "Patient": asdict(study.patient),
        }
    return document
