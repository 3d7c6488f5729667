"""Studies and series: identifiers, labels, files and geometry; never pixels."""

from __future__ import annotations

import math
import pickle
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal

from medview.core.geometry import Float, Geometry
from medview.core.text import tr
from medview.core.volume import Window

SourceFormat = Literal["dicom", "nifti", "analyze", "mgh", "minc", "nrrd", "metaimage", "picture", "sequences"]


class Kind(Enum):
    """What a series is, and so how it is opened."""

    VOLUME = "volume"
    """A regular grid in patient space."""
    IMAGES = "images"
    """Pictures without a common grid: projections, cines, ultrasound, photographs, uneven stacks."""
    SLIDE = "slide"
    """A whole-slide image."""
    SEGMENTATION = "segmentation"
    STRUCTURES = "structures"
    """RT Structure Set."""
    DOSE = "dose"
    PLAN = "plan"
    """RT Plan."""
    PARAMETRIC_MAP = "parametric map"
    PRESENTATION = "presentation"
    """Presentation state."""
    KEY_OBJECTS = "key objects"
    REPORT = "report"
    """Structured report."""
    DOCUMENT = "document"
    """Encapsulated PDF, CDA or STL."""
    SIGNAL = "signal"
    """Waveforms, such as a 12-lead ECG."""
    SEQUENCES = "sequences"
    """One file of biological sequences, read record by record."""
    OTHER = "other"
    """Opens in the tag browser."""


@dataclass(frozen=True)
class Dimension:
    """A way in which the volumes or images of one series differ, beside their place.

    Args:
        name: In DICOM's words: ``"Temporal Position"``, ``"Diffusion b-value"``, ``"Echo Time"``, ``"Cardiac Phase"``.
        values: One for each position along it, ascending.
        unit: UCUM unit of the values, ``""`` for counts.
    """

    name: str
    values: tuple[float | str, ...]
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Correction:
    """How a stack that is no regular grid can become one.

    Args:
        reason: What is wrong with it, where and how large, for the reader.
        tilt_degrees: Angle of the gantry against the normal of the slices; 0 when it stands straight.
        positions_lps: (n, 3) centre of the first pixel of each stored slice in their order, LPS mm.
        geometry: The regular grid it is resampled to.
    """

    reason: str
    tilt_degrees: float
    positions_lps: Float
    geometry: Geometry


@dataclass(frozen=True)
class Patient:
    """Who was imaged. Names of the fields are DICOM's."""

    patient_id: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""


@dataclass(frozen=True)
class StoredFrame:
    """Where the pixels of an uncompressed single-frame object lie, found while scanning, so that loading seeks no more.

    Args:
        offset: Position of the first pixel in the file, bytes.
        file_size: The file's size when it was scanned, bytes; another size later means another file.
        modified_ns: Its modification time then.
    """

    offset: int
    file_size: int
    modified_ns: int


@dataclass(frozen=True)
class Pixels:
    """How the pixels of a series are stored. Names of the fields are DICOM's (PS3.3 C.7.6.3).

    Args:
        rows: Rows of each image.
        columns: Columns of each image.
        bits_allocated: Bits per stored sample.
        bits_stored: Bits of those that carry the value.
        signed: Pixel Representation is 1.
        transfer_syntax_uid: The encoding.
        inverted: The smallest value is meant to be shown white (MONOCHROME1, or Presentation LUT Shape INVERSE); values
            are as stored, displays invert.
        tiles: Each image of ``rows`` × ``columns`` is a tile of a mosaic with so many in a row, and the instance's
            number counts tiles; 0 when it is the file's own frame.
    """

    rows: int
    columns: int
    bits_allocated: int
    bits_stored: int
    signed: bool
    transfer_syntax_uid: str
    inverted: bool = False
    tiles: int = 0


@dataclass(frozen=True)
class Instance:
    """One stored object of a series.

    Args:
        path: The file (for a zip, the unpacked file in this process's private folder).
        sop_class_uid: SOP Class UID, empty for formats without one.
        sop_instance_uid: SOP Instance UID, empty for formats without one.
        slope: Rescale Slope.
        intercept: Rescale Intercept.
        frame: Where its pixels lie, or None when they must be decoded.
        number: Which frame of the file it is, counted from 0.
    """

    path: str
    sop_class_uid: str = ""
    sop_instance_uid: str = ""
    slope: float = 1.0
    intercept: float = 0.0
    frame: StoredFrame | None = None
    number: int = 0


@dataclass(frozen=True, eq=False)
class Series:
    r"""One series: what the browser lists and the reader loads.

    Args:
        uid: Unique among everything open: the Series Instance UID, with a suffix (``"#2"``) for further parts of one
            that was split; for formats without one, a stable identifier derived from the content.
        study_uid: The study it belongs to.
        source_format: The file format.
        modality: DICOM Modality (``"MR"``, ``"CT"``); empty when unknown.
        description: Series Description, or the file's name.
        number: Series Number, or None.
        body_part: Body Part Examined, as stored.
        instances: Images in order: the last dimension's positions within the one before, slices within them all.
        geometry: The grid, or None when the series is not a regular one.
        irregular: Why ``geometry`` is None, or what a reader should know of it; empty when all is well.
        frame_of_reference_uid: Frame of Reference UID, empty when the format has none.
        fingerprint: sha256 over what identifies the voxels (patient and instance UIDs, or the file's bytes).
        windows: Display windows stored in the file, first choice first.
        pixels: How the pixels are stored, or None when the images of the series differ in it.
        kind: What it is.
        dimensions: How its volumes or images differ beside place; with a geometry, there is a volume for each position.
        part: Which part of a DICOM series this is (``"Echo 2"``, ``"Localiser"``); empty when it is the whole.
        notes: What was odd about the files, for the reader.
        correction: How an uneven or tilted stack becomes a grid; None when it is one, or cannot.
        resampled: ``geometry`` is the correction's, not the stored one.
        refers_to: SOP Instance UIDs of the images a derived object (SEG, SR, RTSTRUCT, presentation …) is about.
        stamp: Another one for other files, or files changed since, that carry the same UIDs; empty where the UID comes
            from the file's bytes.
        laterality: Image Laterality or Laterality, where all images have one: ``"R"``, ``"L"``, ``"B"`` or ``"U"``.
        view_position: View Position of all images (``"PA"``, ``"CC"``); empty when unknown.
        contrast: Contrast/Bolus Agent; empty when none is told.
        burned_in: Burned In Annotation: ``"YES"`` where any image has identifying text in its pixels, ``"NO"`` where
            all are said to have none, empty where nothing is said.
        orientation: Patient Orientation of all images (``"P\FL"``): where rows and columns lead; empty when unknown.
        annotated: Slices of the volume carry overlay planes or look-up tables for display.
        grey: All its pictures are known to hold one value per pixel, no colour.
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
    pixels: Pixels | None = None
    kind: Kind = Kind.VOLUME
    dimensions: tuple[Dimension, ...] = ()
    part: str = ""
    notes: tuple[str, ...] = ()
    correction: Correction | None = None
    resampled: bool = False
    refers_to: tuple[str, ...] = ()
    stamp: str = ""
    laterality: str = ""
    view_position: str = ""
    contrast: str = ""
    burned_in: str = ""
    orientation: str = ""
    annotated: bool = False
    grey: bool = False

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: the instances apart, so that a thread that unpickles thousands lets others run in between."""
        return {**self.__dict__, "instances": pickle.dumps(self.instances, pickle.HIGHEST_PROTOCOL)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """What ``__getstate__`` gave."""
        self.__dict__.update(state, instances=pickle.loads(state["instances"]))


def instances_at(series: Series, at: tuple[int, ...] = ()) -> tuple[Instance, ...]:
    """The images of the volume at a position along the series' dimensions, in slice order; of the first without one."""
    lengths = tuple(len(dimension.values) for dimension in series.dimensions)
    count = len(series.instances) // max(1, math.prod(lengths))
    place = 0
    for position, length in zip(at or (0,) * len(lengths), lengths, strict=True):
        place = place * length + position
    return series.instances[place * count : (place + 1) * count]


def position_words(series: Series, at: tuple[int, ...]) -> str:
    """The position in words, such as ``"Echo Time 4.9 ms, Temporal Position 2"``."""
    told = []
    for dimension, number in zip(series.dimensions, at, strict=True):
        value = dimension.values[number]
        told.append(
            f"{dimension.name} {value if isinstance(value, str) else format(value, 'g')} {dimension.unit}".strip()
        )
    return ", ".join(told)


def why_no_dicom_seg(series: Series) -> str:
    """Why no DICOM segmentation can refer to the images of a series; empty when one can."""
    if series.source_format != "dicom":
        return tr("Its format has no DICOM UIDs that a DICOM segmentation could refer to.")
    if series.resampled:
        return tr("Its slices were resampled to an upright grid, which no stored image has.")
    if series.pixels is not None and series.pixels.tiles:
        return tr("Its slices are tiles of mosaics, which a DICOM segmentation cannot refer to one by one.")
    if series.kind is Kind.IMAGES:
        return ""
    if not series.frame_of_reference_uid or series.geometry is None:
        return tr("A DICOM segmentation needs a DICOM series with a frame of reference to refer to; this one has none.")
    return ""


def why_no_dicom_sr(series: Series) -> str:
    """Why no DICOM structured report can refer to the images of a series; empty when one can."""
    if series.source_format == "dicom" and all(one.sop_instance_uid for one in series.instances):
        return ""
    return tr("Its format has no DICOM UIDs that a DICOM structured report could refer to.")


def corrected(series: Series) -> Series:
    """The series as the regular grid its correction makes of it; itself when it is one, or cannot become one."""
    if series.geometry is not None or series.correction is None:
        return series
    return replace(series, kind=Kind.VOLUME, geometry=series.correction.geometry, resampled=True)


def uncorrected(series: Series) -> Series:
    """The series as it is stored: a stack of pictures, where it was made regular; itself otherwise."""
    if not series.resampled:
        return series
    return replace(series, kind=Kind.IMAGES, geometry=None, resampled=False)


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
        time: Study Time as stored (``HHMMSS``), or the first Acquisition Time where that is missing; may be empty.
    """

    uid: str
    patient: Patient
    date: str
    description: str
    accession_number: str
    institution: str
    series: tuple[Series, ...]
    is_template: bool = False
    time: str = ""


@dataclass(frozen=True, eq=False)
class ScanResult:
    """What was found under the paths a person opened.

    Args:
        studies: Readable studies, ordered by patient, date, description.
        skipped: (path, reason) for each file that was not used.
        complete: The scan ended. Until then studies hold only those of their series that are new or have grown.
    """

    studies: tuple[Study, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    complete: bool = True


def series_order(series: Series) -> tuple[bool, int, str, str]:
    """By number, where there is one, and description."""
    return (series.number is None, series.number or 0, series.description, series.uid)


def stored_uid(series: Series) -> str:
    """The UID of the stored series this one is, or is a part of."""
    return series.uid.partition("#")[0]


def volume_bytes(series: Series) -> int:
    """What the voxels of a series take once they are read; 0 where it is no volume."""
    if series.geometry is None:
        return 0
    positions = math.prod(len(dimension.values) for dimension in series.dimensions)
    each = 4 if series.pixels is not None and series.pixels.bits_allocated > 16 else 2
    return math.prod(series.geometry.shape) * positions * each
