"""Results as DICOM objects: segmentations, written with highdicom (PS3.3 A.51)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import highdicom
import numpy as np
import pydicom
from highdicom.color import CIELabColor
from highdicom.seg import SegmentAlgorithmTypeValues, SegmentationTypeValues, SegmentDescription
from numpy.typing import NDArray
from pydicom.uid import SecondaryCaptureImageStorage, generate_uid

from medview import __version__
from medview.core.card import Label
from medview.core.code import Code
from medview.core.errors import MedViewError, ReadError, WriteError
from medview.core.finding import Analysis, Review
from medview.core.study import Instance, Series, Study, instances_at, why_no_dicom_seg
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.dicom_slices import reading
from medview.io.selection import Selection, check_belonging, label_map, map_shape, select
from medview.io.sources import Checkpoint

ARTIFICIAL_INTELLIGENCE = Code("123109", "DCM", "Artificial Intelligence")
"""Algorithm family (PS3.16 CID 7162)."""

SERIES_NUMBER = 9100
"""Result series are numbered from here, far behind a scanner's own."""

_MAKER = "MedView"
_NEEDED = (
    "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyID", "StudyDate", "StudyTime",
    "AccessionNumber", "ReferringPhysicianName",
)  # fmt: skip
"""Type 2 attributes of patient and study: present, but empty where the source lacks them (PS3.5 7.4.3)."""


_SHARED = ("PixelMeasuresSequence", "PlaneOrientationSequence")
"""Groups that highdicom looks for among the shared ones; all slices of a volume have the same, wherever it stands."""


def write_segmentation(
    series: Series,
    study: Study,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: Path,
    checkpoint: Checkpoint,
    unreviewed: bool = False,
    frame: int = 0,
) -> None:
    """Write a DICOM SEG on the grid, in the frame of reference and in the study of its source.

    Pictures without a common grid have no place to each other: each has a segmentation of its own.

    Args:
        series: The analysed DICOM series.
        study: Its study.
        analysis: The result.
        reviews: Decisions; rejected labels never appear.
        path: The file to write.
        checkpoint: Progress and cancel.
        unreviewed: Take labels nobody decided on, too; the object then says UNREVIEWED.
        frame: Which of the pictures of a series that is no volume.

    Raises:
        MedViewError: The parts do not belong together, or nothing was accepted.
        ReadError: The source cannot be read.
        WriteError: The file cannot be written, or the source has no UIDs to refer to.
    """
    check_belonging(series, analysis, study)
    _refuse_without_uids(series)
    selection = select(analysis, reviews, unreviewed)
    geometry = series.geometry
    labels = label_map(analysis, selection, geometry.shape if geometry else map_shape(analysis))
    checkpoint(0.1, tr("Reading the source's headers"))
    if geometry:
        sources = sources_of(instances_at(series, _provenance(analysis).at), float(geometry.spacing_mm[0]))
    else:
        labels, sources = labels[frame : frame + 1], [_picture(series.instances[frame])]
    checkpoint(0.5, tr("Writing the segmentation"))
    segmentation = _segmentation([one.dataset for one in sources], labels, selection, analysis)
    _name_frames(segmentation, sources)
    with atomic(path) as sibling:
        segmentation.save_as(sibling)


def _refuse_without_uids(series: Series) -> None:
    reason = why_no_dicom_seg(series)
    if reason:
        raise WriteError(reason, tr("Export the mask as NIfTI instead."))


@dataclass(frozen=True, eq=False)
class Source:
    """The header of a source image.

    Args:
        dataset: With what a new object of the study must copy; of a multi-frame image, with the used frames alone.
        frames: Numbers of these frames in the file, counted from 0; empty for a single-frame image.
        sop_class_uid: Its own, where the dataset has that of a single picture.
    """

    dataset: pydicom.Dataset
    frames: tuple[int, ...] = ()
    sop_class_uid: str = ""


def sources_of(instances: tuple[Instance, ...], spacing_mm: float = 0.0) -> list[Source]:
    """Headers in slice order, one for each file.

    Args:
        instances: The images.
        spacing_mm: Between their slices, for those that do not tell their thickness; 0 for pictures that have none.

    Raises:
        ReadError: A file changed, or cannot be read.
    """
    numbers: dict[str, list[int]] = {}
    for instance in instances:
        numbers.setdefault(instance.path, []).append(instance.number)
    uids = {instance.path: instance.sop_instance_uid for instance in instances}
    sources: list[Source] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the source's own oddities are copied, not judged
        for path, frames in numbers.items():
            with reading(path):
                dataset = pydicom.dcmread(path, stop_before_pixels=True, force=True)
            if str(dataset.get("SOPInstanceUID", "")) != uids[path]:
                raise ReadError(tr("A file of this series changed since it was listed."), tr("Open its folder again."))
            for keyword in _NEEDED:
                if keyword not in dataset:
                    setattr(dataset, keyword, "")
            if spacing_mm and not dataset.get("SliceThickness"):
                dataset.SliceThickness = format(spacing_mm, ".10g")
            sources.append(_with_frames(dataset, frames))
    return sources


def _picture(instance: Instance) -> Source:
    """One picture, as if its object held no other: highdicom knows several only with a frame of reference."""
    (source,) = sources_of((instance,))
    if source.frames or "NumberOfFrames" not in source.dataset:
        return source
    kind, source.dataset.SOPClassUID = source.dataset.SOPClassUID, SecondaryCaptureImageStorage
    del source.dataset.NumberOfFrames
    return Source(source.dataset, (instance.number,), str(kind))


def _with_frames(dataset: pydicom.Dataset, frames: list[int]) -> Source:
    groups = dataset.get("PerFrameFunctionalGroupsSequence")
    if not groups:
        return Source(dataset)
    dataset.PerFrameFunctionalGroupsSequence = used = [groups[number] for number in frames]
    dataset.NumberOfFrames = len(frames)
    if not dataset.get("SharedFunctionalGroupsSequence"):
        dataset.SharedFunctionalGroupsSequence = [pydicom.Dataset()]
    shared = dataset.SharedFunctionalGroupsSequence[0]
    for keyword in _SHARED:
        if keyword not in shared and keyword in used[0]:
            setattr(shared, keyword, used[0][keyword].value)
    return Source(dataset, tuple(frames))


def _name_frames(segmentation: pydicom.Dataset, sources: list[Source]) -> None:
    """Refer to the frames by their numbers in the file, where only some of them were used, and to its own class."""
    used = {str(source.dataset.SOPInstanceUID): source for source in sources if source.frames}
    for image in _referred(segmentation) if used else ():
        source = used.get(str(image.ReferencedSOPInstanceUID))
        if source is not None:
            image.ReferencedFrameNumber = source.frames[int(image.get("ReferencedFrameNumber", 1)) - 1] + 1
            image.ReferencedSOPClassUID = source.sop_class_uid or image.ReferencedSOPClassUID
    for series in segmentation.get("ReferencedSeriesSequence", ()) if used else ():
        for one in series.ReferencedInstanceSequence:
            source = used.get(str(one.ReferencedSOPInstanceUID))
            one.ReferencedSOPClassUID = (source.sop_class_uid if source else "") or one.ReferencedSOPClassUID


def _referred(segmentation: pydicom.Dataset) -> Iterator[pydicom.Dataset]:
    """The items that name a source image of a frame."""
    for group in segmentation.PerFrameFunctionalGroupsSequence:
        for derivation in group.get("DerivationImageSequence", ()):
            yield from derivation.get("SourceImageSequence", ())


def _segmentation(
    sources: list[pydicom.Dataset], labels: NDArray[np.uint8], selection: Selection, analysis: Analysis
) -> Any:
    numbers = np.zeros(256, np.uint8)
    for number, label in enumerate(selection.labels, start=1):
        numbers[label.value] = number
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        try:
            return highdicom.seg.Segmentation(
                source_images=sources,
                pixel_array=numbers[labels],
                segmentation_type=SegmentationTypeValues.BINARY,
                segment_descriptions=[
                    _description(number, label, analysis) for number, label in enumerate(selection.labels, start=1)
                ],
                series_instance_uid=generate_uid(),
                series_number=SERIES_NUMBER,
                sop_instance_uid=generate_uid(),
                instance_number=1,
                manufacturer=_MAKER,
                manufacturer_model_name=_MAKER,
                software_versions=__version__,
                device_serial_number=_provenance(analysis).weights_sha256[:16] or "none",
                content_label=selection.mark,
                content_description=_told(selection),
                content_creator_name="^".join(selection.reviewers[:1]) or None,
                series_description=f"{analysis.model_name} ({selection.mark})"[:64],
                omit_empty_frames=True,
            )
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise WriteError(
                tr("No segmentation could be made for this series: {why}.").format(why=error),
                tr("Export the mask as NIfTI instead."),
            ) from error


def _told(selection: Selection) -> str:
    return tr("Not reviewed by a person") if selection.unreviewed else tr("Reviewed by a person")


def _provenance(analysis: Analysis) -> Any:
    if not analysis.findings:
        raise MedViewError(tr("The analysis has no findings to write."), tr("Repeat the analysis."))
    return analysis.findings[0].source


def _description(number: int, label: Label, analysis: Analysis) -> SegmentDescription:
    source = _provenance(analysis)
    described = SegmentDescription(
        segment_number=number,
        segment_label=label.name[:64],
        segmented_property_category=_concept(label.category),
        segmented_property_type=_concept(label.code),
        algorithm_type=SegmentAlgorithmTypeValues.AUTOMATIC,
        algorithm_identification=highdicom.AlgorithmIdentificationSequence(
            name=source.model, version=source.version, family=_concept(ARTIFICIAL_INTELLIGENCE), source=_MAKER
        ),
        tracking_uid=generate_uid(entropy_srcs=[analysis.id, str(label.value)]),
        tracking_id=f"{source.model} {label.name}"[:64],
        display_color=CIELabColor.from_rgb(*label.colour),
    )
    if label.laterality is not None:
        kind = described.SegmentedPropertyTypeCodeSequence[0]
        kind.SegmentedPropertyTypeModifierCodeSequence = [_concept(label.laterality)]
    return described


def _concept(code: Code) -> Any:
    return highdicom.sr.CodedConcept(code.value, code.scheme, code.meaning)
