"""Results as DICOM objects: segmentations, written with highdicom (PS3.3 A.51)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import highdicom
import numpy as np
import pydicom
from highdicom.color import CIELabColor
from highdicom.seg import SegmentAlgorithmTypeValues, SegmentationTypeValues, SegmentDescription
from numpy.typing import NDArray
from pydicom.uid import generate_uid

from medview import __version__
from medview.core.card import Label
from medview.core.code import Code
from medview.core.errors import MedViewError, ReadError, WriteError
from medview.core.finding import Analysis, Review
from medview.core.study import Instance, Series, Study, instances_at, why_no_dicom_seg
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.dicom_slices import reading
from medview.io.selection import Selection, check_belonging, label_map, select
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
) -> None:
    """Write a DICOM SEG on the grid, in the frame of reference and in the study of its source.

    Args:
        series: The analysed DICOM series.
        study: Its study.
        analysis: The result.
        reviews: Decisions; rejected labels never appear.
        path: The file to write.
        checkpoint: Progress and cancel.
        unreviewed: Take labels nobody decided on, too; the object then says UNREVIEWED.

    Raises:
        MedViewError: The parts do not belong together, or nothing was accepted.
        ReadError: The source cannot be read.
        WriteError: The file cannot be written, or the source has no UIDs to refer to.
    """
    check_belonging(series, analysis, study)
    _refuse_without_uids(series)
    selection = select(analysis, reviews, unreviewed)
    assert series.geometry is not None  # an irregular series has no analysis
    labels = label_map(analysis, selection, series.geometry)
    checkpoint(0.1, tr("Reading the source's headers"))
    sources = _sources(instances_at(series, _provenance(analysis).at), float(series.geometry.spacing_mm[0]))
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
class _Source:
    """The header of a source image.

    Args:
        dataset: With what a new object of the study must copy; of a multi-frame image, with the used frames alone.
        frames: Numbers of these frames in the file, counted from 0; empty for a single-frame image.
    """

    dataset: pydicom.Dataset
    frames: tuple[int, ...] = ()


def _sources(instances: tuple[Instance, ...], spacing_mm: float) -> list[_Source]:
    """Headers in slice order, one for each file."""
    numbers: dict[str, list[int]] = {}
    for instance in instances:
        numbers.setdefault(instance.path, []).append(instance.number)
    uids = {instance.path: instance.sop_instance_uid for instance in instances}
    sources: list[_Source] = []
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
            if not dataset.get("SliceThickness"):
                dataset.SliceThickness = format(spacing_mm, ".10g")
            sources.append(_with_frames(dataset, frames))
    return sources


def _with_frames(dataset: pydicom.Dataset, frames: list[int]) -> _Source:
    groups = dataset.get("PerFrameFunctionalGroupsSequence")
    if not groups:
        return _Source(dataset)
    dataset.PerFrameFunctionalGroupsSequence = used = [groups[number] for number in frames]
    dataset.NumberOfFrames = len(frames)
    if not dataset.get("SharedFunctionalGroupsSequence"):
        dataset.SharedFunctionalGroupsSequence = [pydicom.Dataset()]
    shared = dataset.SharedFunctionalGroupsSequence[0]
    for keyword in _SHARED:
        if keyword not in shared and keyword in used[0]:
            setattr(shared, keyword, used[0][keyword].value)
    return _Source(dataset, tuple(frames))


def _name_frames(segmentation: pydicom.Dataset, sources: list[_Source]) -> None:
    """Refer to the frames by their numbers in the file, where only some of them were used."""
    frames = {str(source.dataset.SOPInstanceUID): source.frames for source in sources if source.frames}
    for group in segmentation.PerFrameFunctionalGroupsSequence if frames else ():
        for derivation in group.get("DerivationImageSequence", ()):
            for image in derivation.get("SourceImageSequence", ()):
                numbers = frames.get(str(image.ReferencedSOPInstanceUID))
                if numbers is not None:
                    image.ReferencedFrameNumber = numbers[int(image.ReferencedFrameNumber) - 1] + 1


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
