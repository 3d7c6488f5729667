"""The images an object is laid over: which plane of them is meant, and whether it may be laid there at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.study import Kind, Series
from medview.core.text import tr
from medview.io.dicom_header import Header, read_header
from medview.io.objects.frames import NOT_ON_IMAGE, ImageKey
from medview.io.objects.reading import items, text


@dataclass(frozen=True, eq=False)
class Target:
    """Images to lay something over.

    Args:
        series: They themselves.
        shape: (k, j, i) of the grid, or (pictures, rows, columns).
        planes: The plane of each image: slice, or picture.
    """

    series: Series
    shape: tuple[int, int, int]
    planes: dict[ImageKey, int]

    @property
    def geometry(self) -> Geometry | None:
        """The grid, or None where they are single pictures."""
        return self.series.geometry

    def plane(self, image: ImageKey) -> int | None:
        """Where an image is among them; an object named without a frame is its only, or its first one."""
        uid, frame = image
        return self.planes.get((uid, max(frame, 0)) if frame == NOT_ON_IMAGE else image)

    @property
    def uids(self) -> frozenset[str]:
        """SOP Instance UIDs of the images."""
        return frozenset(one.sop_instance_uid for one in self.series.instances)


def target_of(onto: Series) -> Target:
    """Index the images of a series.

    Raises:
        ReadError: It has none that something can be laid over.
    """
    if onto.kind not in (Kind.VOLUME, Kind.IMAGES, Kind.SLIDE, Kind.PARAMETRIC_MAP) or not onto.instances:
        raise ReadError(tr("Objects are laid over images; this series has none."), tr("Open the images first."))
    keys = [(one.sop_instance_uid, one.number) for one in onto.instances]
    return Target(onto, _shape(onto, len(keys)), _planes(onto, keys))


def _planes(onto: Series, keys: list[ImageKey]) -> dict[ImageKey, int]:
    """The plane of each image; none where the grid is another than that of the images (resampled, half resolution)."""
    volumes = int(np.prod([len(dimension.values) for dimension in onto.dimensions], dtype=np.int64))
    depth = onto.geometry.shape[0] if onto.geometry is not None else len(keys)
    own_grid = onto.geometry is None or (not onto.resampled and depth * volumes == len(keys))
    return {key: number % depth for number, key in enumerate(keys)} if own_grid else {}


def _shape(onto: Series, count: int) -> tuple[int, int, int]:
    if onto.geometry is not None:
        return onto.geometry.shape
    if onto.pixels is not None:
        return (count, onto.pixels.rows, onto.pixels.columns)
    header = _header(onto)
    return (count, header.short("Rows"), header.short("Columns")) if header is not None else (count, 0, 0)


def _header(onto: Series) -> Header | None:
    try:
        return read_header(onto.instances[0].path)
    except OSError as error:
        raise ReadError(tr("The images cannot be read any more."), tr("Open their folder again.")) from error


def check_patient(dataset: Dataset, onto: Series) -> None:
    """Make sure that an object and the images are of one patient.

    Raises:
        ReadError: They are not, or nothing says so.
    """
    header = _header(onto) if onto.source_format == "dicom" else None
    if header is None:
        raise ReadError(tr("Only DICOM images say whose they are; this object needs them."), tr("Open its images."))
    ours = (text(dataset, "PatientID"), text(dataset, "PatientName").strip("=^ "))
    theirs = (header.text("PatientID"), header.text("PatientName").strip("=^ "))
    same_study = text(dataset, "StudyInstanceUID") == onto.study_uid
    known = [(mine, other) for mine, other in zip(ours, theirs, strict=True) if mine and other]
    same_person = known[0][0] == known[0][1] if known else same_study
    if not same_person:
        raise ReadError(
            tr("The object belongs to another patient than the open images."),
            tr("Open it with the images it is about."),
        )


def check_frame_of_reference(stated: set[str], target: Target, referred: frozenset[str] = frozenset()) -> str:
    """Make sure that an object's coordinates hold for the images.

    Args:
        stated: Frames of reference it names; none when it names none.
        target: The images.
        referred: SOP Instance UIDs of images it names itself: it then is about them, whatever it says of the frame.

    Returns:
        A note for the reader, or nothing.

    Raises:
        ReadError: It has another frame of reference.
    """
    theirs = target.series.frame_of_reference_uid
    if theirs in stated and theirs:
        return ""
    if referred & target.uids:
        return tr("It states another frame of reference than the images it names.") if theirs and stated else ""
    if not stated or not theirs:
        raise ReadError(
            tr("Nothing says that the object and these images share their coordinates (frame of reference)."),
            tr("Open it with the images it was made on."),
        )
    raise ReadError(
        tr("The object's coordinates belong to another frame of reference than these images."),
        tr("Open it with the images it was made on, or register the two."),
    )


def referred_images(dataset: Dataset) -> frozenset[str]:
    """SOP Instance UIDs an object names in its common references (PS3.3 C.12.2) and frames."""
    found: set[str] = set()
    studies = items(dataset, "StudiesContainingOtherReferencedInstancesSequence")
    for holder in (dataset, *studies):
        for series in items(holder, "ReferencedSeriesSequence"):
            for keyword in ("ReferencedInstanceSequence", "ReferencedSOPSequence", "ReferencedImageSequence"):
                found.update(text(one, "ReferencedSOPInstanceUID") for one in items(series, keyword))
    for keyword in ("SourceImageSequence", "ReferencedImageSequence"):
        found.update(text(one, "ReferencedSOPInstanceUID") for one in items(dataset, keyword))
    return frozenset(found - {""})
