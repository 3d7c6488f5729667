"""Studies and series: identifiers, labels, files and geometry; never pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.geometry import Geometry
from medview.core.volume import Window

SourceFormat = Literal["dicom", "nifti"]


@dataclass(frozen=True)
class Patient:
    """Who was imaged. Names of the fields are DICOM's."""

    patient_id: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""


@dataclass(frozen=True)
class Instance:
    """One stored object of a series.

    Args:
        path: The file (for a zip, the unpacked file in this process's private folder).
        sop_class_uid: SOP Class UID, empty for formats without one.
        sop_instance_uid: SOP Instance UID, empty for formats without one.
    """

    path: str
    sop_class_uid: str = ""
    sop_instance_uid: str = ""


@dataclass(frozen=True, eq=False)
class Series:
    """One series: what the browser lists and the reader loads.

    Args:
        uid: Series Instance UID; for formats without one, a stable identifier derived from the content.
        study_uid: The study it belongs to.
        source_format: ``"dicom"`` or ``"nifti"``.
        modality: DICOM Modality (``"MR"``, ``"CT"``); empty when unknown.
        description: Series Description, or the file's name.
        number: Series Number, or None.
        body_part: Body Part Examined, as stored.
        instances: Files in slice order, as ``geometry`` counts them.
        geometry: The grid, or None when the series is not a regular one.
        irregular: Why ``geometry`` is None, or what a reader should know of it; empty when all is well.
        frame_of_reference_uid: Frame of Reference UID, empty when the format has none.
        fingerprint: sha256 over what identifies the voxels (instance UIDs, or the file's bytes).
        windows: Display windows stored in the file, first choice first.
    """

    uid: str
    study_uid: str
    source_format: SourceFormat
    modality: str
    description: str
    number: int | None
    body_part: str
    instances: tuple[Instance, ...]
    geometry: Geometry | None
    irregular: str = ""
    frame_of_reference_uid: str = ""
    fingerprint: str = ""
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, eq=False)
class Study:
    """One examination of one patient.

    Args:
        uid: Study Instance UID, or a stable identifier derived from the content.
        patient: Who.
        date: Study Date as stored (``YYYYMMDD``), may be empty.
        description: Study Description, or the folder's name.
        accession_number: Accession Number.
        institution: Institution Name.
        series: The series, in number order.
        is_template: An average brain or phantom, not a person; shown as such.
    """

    uid: str
    patient: Patient
    date: str
    description: str
    accession_number: str
    institution: str
    series: tuple[Series, ...]
    is_template: bool = False


@dataclass(frozen=True, eq=False)
class ScanResult:
    """What was found under the paths a person opened.

    Args:
        studies: Readable studies, ordered by patient, date, description.
        skipped: (path, reason) for each file that was not used.
    """

    studies: tuple[Study, ...]
    skipped: tuple[tuple[str, str], ...] = ()
