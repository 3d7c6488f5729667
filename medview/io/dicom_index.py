"""From headers to patients, studies and series."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from pydicom import config
from pydicom import uid as uids

from medview.core.errors import MedViewError, ReadError
from medview.core.geometry import Geometry
from medview.core.study import Instance, Patient, Pixels, Series, StoredFrame, Study
from medview.core.text import tr
from medview.core.volume import Window
from medview.io.dicom_geometry import SAME_ORIENTATION, IrregularError, Planes, grid
from medview.io.dicom_header import Header

STORAGE = {uids.CTImageStorage: "CT", uids.MRImageStorage: "MR"}
"""Single-frame SOP classes that become volumes."""

NATIVE = frozenset([uids.ExplicitVRLittleEndian, uids.ImplicitVRLittleEndian])
"""Transfer syntaxes whose pixels are read straight from the file."""

DECODED = frozenset(
    [
        uids.ExplicitVRBigEndian,
        uids.DeflatedExplicitVRLittleEndian,
        uids.RLELossless,
        uids.JPEGBaseline8Bit,
        uids.JPEGExtended12Bit,
        uids.JPEGLSLossless,
        uids.JPEGLSNearLossless,
        uids.JPEG2000Lossless,
        uids.JPEG2000,
    ]
)
"""Transfer syntaxes that pydicom decodes with the libraries MedView ships (Pillow, pyjpegls)."""

_NOT_IMAGES = frozenset([uids.SegmentationStorage, "1.2.840.10008.5.1.4.1.1.66.7"])  # the latter: Label Map SEG
"""SOP classes with pixels that are results on other images."""

_MONOCHROME = ("MONOCHROME1", "MONOCHROME2")


@dataclass(frozen=True, slots=True)
class Found:
    """A readable header and the name under which a person knows its file."""

    header: Header
    shown: str


@dataclass(frozen=True)
class Index:
    """Studies, and (file, reason) for what was left out."""

    studies: tuple[Study, ...]
    skipped: tuple[tuple[str, str], ...]


def index(found: Iterable[Found]) -> Index:
    """Group files by study and series.

    Raises nothing for a bad file: it is left out with its reason.
    """
    sorter = _Sorter()
    for item in found:
        sorter.add(item)
    return sorter.index()


class _Sorter:
    """Collects files into series, each checked to belong to one study of one patient."""

    def __init__(self) -> None:
        self.series: dict[str, list[Found]] = {}
        self.study_patient: dict[str, str] = {}
        self.skipped: list[tuple[str, str]] = []
        self._seen: set[str] = set()

    def add(self, item: Found) -> None:
        """Sort one file in, or leave it out."""
        reason = unusable(item.header) or self._misplaced(item.header)
        if reason:
            self.skipped.append((item.shown, reason))
            return
        header = item.header
        self._seen.add(header.text("SOPInstanceUID"))
        self.study_patient.setdefault(header.text("StudyInstanceUID"), _person(header))
        self.series.setdefault(header.text("SeriesInstanceUID"), []).append(item)

    def _misplaced(self, header: Header) -> str:
        if header.text("SOPInstanceUID") in self._seen:
            return tr("The same image was already found in another file.")
        study, patient = header.text("StudyInstanceUID"), _person(header)
        if self.study_patient.get(study, patient) != patient:
            return tr("Its patient differs from that of the other images of the same study.")
        series = self.series.get(header.text("SeriesInstanceUID"))
        if series and series[0].header.text("StudyInstanceUID") != study:
            return tr("Its Study Instance UID differs from that of the other images of the same series.")
        return ""

    def index(self) -> Index:
        studies: dict[str, list[Series]] = {}
        firsts: dict[str, Header] = {}
        for members in self.series.values():
            made = make_series([item.header for item in members])
            studies.setdefault(made.study_uid, []).append(made)
            firsts.setdefault(made.study_uid, members[0].header)
        made_studies = (_study(firsts[uid], series) for uid, series in studies.items())
        return Index(tuple(sorted(made_studies, key=study_order)), tuple(self.skipped))


def _person(header: Header) -> str:
    return header.text("PatientID") or header.text("PatientName")


def study_order(study: Study) -> tuple[str, str, str, str]:
    """By patient, date, description."""
    return (study.patient.name, study.patient.patient_id, study.date, study.description)


def unusable(header: Header) -> str:
    """Why a single file cannot be part of any image series; empty when it can."""
    sop_class = header.text("SOPClassUID")
    if sop_class in _NOT_IMAGES or not (header.has_pixels or header.short("Rows") or sop_class in STORAGE):
        return tr("{kind} is not an image.").format(kind=class_name(sop_class))
    if not header.has_pixels:
        return tr("It has no pixel data; the file may be truncated.")
    for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        if not header.text(keyword):
            return tr("It has no {keyword}.").format(keyword=keyword)
    return _truncated(header)


def _truncated(header: Header) -> str:
    if header.pixel_offset < 0 or sop_number(header, "NumberOfFrames", 1) > 1:
        return ""
    needed = header.short("Rows") * header.short("Columns") * (header.short("BitsAllocated") // 8)
    present = min(header.pixel_length, header.file_size - header.pixel_offset)
    if present < needed:
        return tr("It is truncated: {present} bytes of pixels where {needed} are needed.").format(
            present=max(0, present), needed=needed
        )
    return ""


def sop_number(header: Header, keyword: str, default: int) -> int:
    """An integer string, or ``default`` when absent or unreadable."""
    try:
        return int(header.number(keyword, default))
    except ReadError:
        return default


def class_name(sop_class: str) -> str:
    """A SOP class in words."""
    name = uid_name(sop_class)
    return name.removesuffix(" Storage") if name else tr("An object of class {uid}").format(uid=sop_class[:64])


def syntax_name(transfer_syntax: str) -> str:
    """A transfer syntax in words with its UID."""
    name = uid_name(transfer_syntax)
    return f"{name} ({transfer_syntax})" if name else transfer_syntax[:64]


def uid_name(uid: str) -> str:
    """What PS3.6 calls a UID; empty for one it does not list."""
    known = uids.UID(uid, validation_mode=config.IGNORE).name
    return known if known != uid else ""


def _study(first: Header, series: list[Series]) -> Study:
    patient = Patient(*(first.text(key) for key in ("PatientID", "PatientName", "PatientBirthDate", "PatientSex")))
    return Study(
        uid=first.text("StudyInstanceUID"),
        patient=patient,
        date=first.text("StudyDate"),
        description=first.text("StudyDescription"),
        accession_number=first.text("AccessionNumber"),
        institution=first.text("InstitutionName"),
        series=tuple(sorted(series, key=lambda one: (one.number is None, one.number or 0, one.description, one.uid))),
        is_template=first.is_template,
    )


def make_series(headers: list[Header]) -> Series:
    """One series from its files: in slice order with its grid, or in number order with the reason why it has none."""
    headers = sorted(headers, key=lambda header: sop_number(header, "InstanceNumber", 0))
    geometry: Geometry | None = None
    try:
        _refuse(headers)
        order, geometry = grid(_planes(headers))
        headers = [headers[position] for position in order]
        reason = _note(headers[0])
    except (IrregularError, MedViewError) as error:
        reason = str(error)
    return _series(headers, geometry, reason)


def _series(headers: list[Header], geometry: Geometry | None, reason: str) -> Series:
    first, middle = headers[0], headers[len(headers) // 2]
    instances = tuple(_instance(header, geometry is not None) for header in headers)
    number = sop_number(first, "SeriesNumber", -1)
    return Series(
        uid=first.text("SeriesInstanceUID"),
        study_uid=first.text("StudyInstanceUID"),
        source_format="dicom",
        modality=first.text("Modality"),
        description=first.text("SeriesDescription"),
        number=None if number < 0 else number,
        body_part=first.text("BodyPartExamined"),
        instances=instances,
        geometry=geometry,
        irregular=reason,
        frame_of_reference_uid=first.text("FrameOfReferenceUID"),
        fingerprint=hashlib.sha256("\n".join(one.sop_instance_uid for one in instances).encode()).hexdigest(),
        windows=windows(middle),
        pixels=pixels(first) if geometry is not None else None,
    )


def _instance(header: Header, regular: bool) -> Instance:
    plain = Instance(header.path, header.text("SOPClassUID"), header.text("SOPInstanceUID"))
    if not regular:
        return plain
    slope, intercept = header.number("RescaleSlope", 1.0), header.number("RescaleIntercept", 0.0)
    native = header.pixel_offset >= 0 and header.text("TransferSyntaxUID") in NATIVE
    frame = StoredFrame(header.pixel_offset, header.file_size, header.modified_ns) if native else None
    return replace(plain, slope=slope, intercept=intercept, frame=frame)


def pixels(header: Header) -> Pixels:
    """How the pixels of one file are stored."""
    allocated = header.short("BitsAllocated")
    return Pixels(
        rows=header.short("Rows"),
        columns=header.short("Columns"),
        bits_allocated=allocated,
        bits_stored=header.short("BitsStored", allocated),
        signed=header.short("PixelRepresentation") == 1,
        transfer_syntax_uid=header.text("TransferSyntaxUID"),
        monochrome1=header.text("PhotometricInterpretation") == "MONOCHROME1",
    )


def windows(header: Header) -> tuple[Window, ...]:
    """The display windows a file asks for (PS3.3 C.11.2.1.2); unusable ones are left out."""
    try:
        centres, widths = header.floats("WindowCenter"), header.floats("WindowWidth")
    except ReadError:
        return ()
    names = [*header.text("WindowCenterWidthExplanation").split("\\"), *[""] * len(centres)]
    pairs = zip(centres, widths, names, strict=False)
    return tuple(Window(centre, width, name.strip()) for centre, width, name in pairs if width > 0)


def _note(header: Header) -> str:
    if header.text("AnatomicalOrientationType") == "QUADRUPED":
        return tr("An animal: the orientation letters are those of a standing person.")
    return ""


def _planes(headers: list[Header]) -> Planes:
    spacing = headers[0].floats("PixelSpacing")
    if len(spacing) != 2:
        raise IrregularError(tr("The pixel spacing is not stated."))
    positions = [header.floats("ImagePositionPatient") for header in headers]
    if any(len(position) != 3 for position in positions):
        raise IrregularError(tr("The position in the patient is not stated for every image."))
    return Planes(
        np.array(positions),
        _orientation(headers),
        (spacing[0], spacing[1]),
        (headers[0].short("Rows"), headers[0].short("Columns")),
    )


def _orientation(headers: list[Header]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    stated = [headers[0].floats("ImageOrientationPatient")]
    first = headers[0].values.get("ImageOrientationPatient")
    stated += [h.floats("ImageOrientationPatient") for h in headers if h.values.get("ImageOrientationPatient") != first]
    if any(len(one) != 6 for one in stated):
        raise IrregularError(tr("The orientation in the patient is not stated for every image."))
    if np.abs(np.array(stated) - stated[0]).max() > SAME_ORIENTATION:
        raise IrregularError(tr("The images point in different directions."))
    return np.array(stated[0])


_FORMAT = (
    "SOPClassUID", "ImageType", "NumberOfFrames", "PhotometricInterpretation", "SamplesPerPixel",
    "ModalityLUTSequence", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation",
    "TransferSyntaxUID", "PixelSpacing", "FrameOfReferenceUID",
)  # fmt: skip
"""What decides whether images can be one volume; most stacks have one combination."""


def _refuse(headers: list[Header]) -> None:
    distinct = list({tuple(header.values.get(key) for key in _FORMAT): header for header in headers}.values())
    for check in (_foreign_class, _unreadable_syntax, _several_frames, _not_grey, _modality_lut, _unknown_size):
        reason = next((text for header in distinct if (text := check(header))), "")
        if reason:
            raise IrregularError(reason)
    for compared, what in _SAME:
        if len({compared(header) for header in distinct}) > 1:
            raise IrregularError(what())


def _stored(header: Header) -> object:
    return replace(pixels(header), transfer_syntax_uid="", rows=0, columns=0)


_SAME: tuple[tuple[Callable[[Header], object], Callable[[], str]], ...] = (
    (lambda header: (header.short("Rows"), header.short("Columns")), lambda: tr("The images differ in size.")),
    (
        lambda header: tuple(round(number, 6) for number in header.floats("PixelSpacing")),
        lambda: tr("The images differ in pixel spacing."),
    ),
    (_stored, lambda: tr("The images differ in how their pixels are stored.")),
    (
        lambda header: header.text("FrameOfReferenceUID"),
        lambda: tr("The images belong to different frames of reference."),
    ),
)


def _foreign_class(header: Header) -> str:
    sop_class = header.text("SOPClassUID")
    if sop_class in STORAGE:
        return ""
    return tr("{kind}: MedView opens single-frame CT and MR images.").format(kind=class_name(sop_class))


def _several_frames(header: Header) -> str:
    if "MOSAIC" in header.text("ImageType").split("\\"):
        return tr("It is a mosaic: many slices as tiles of one image.")
    return tr("It has several frames in one file.") if sop_number(header, "NumberOfFrames", 1) > 1 else ""


def _not_grey(header: Header) -> str:
    photometric = header.text("PhotometricInterpretation")
    if photometric in _MONOCHROME and header.short("SamplesPerPixel", 1) == 1:
        return ""
    return tr("Its pixels are {photometric}, not grey values.").format(photometric=photometric or tr("of unknown kind"))


def _modality_lut(header: Header) -> str:
    return tr("Its values need a look-up table (Modality LUT).") if "ModalityLUTSequence" in header.values else ""


def _unknown_size(header: Header) -> str:
    allocated, stored = header.short("BitsAllocated"), header.short("BitsStored", header.short("BitsAllocated"))
    high = header.short("HighBit", stored - 1)
    if header.short("Rows") and header.short("Columns") and allocated in (8, 16, 32) and 0 < stored <= allocated:
        return "" if high == stored - 1 else tr("Its pixel values do not begin at the lowest bit.")
    return tr("{rows}×{columns} pixels of {allocated} bits, {stored} of them used, cannot be read.").format(
        rows=header.short("Rows"), columns=header.short("Columns"), allocated=allocated, stored=stored
    )


def _unreadable_syntax(header: Header) -> str:
    syntax = header.text("TransferSyntaxUID") or str(uids.ImplicitVRLittleEndian)
    if syntax in NATIVE or syntax in DECODED:
        return ""
    return tr("Its encoding is {syntax}, which MedView cannot decode. Export the series uncompressed.").format(
        syntax=syntax_name(syntax)
    )
