"""Results as DICOM objects: segmentations, written and read with highdicom (PS3.3 A.51)."""

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
from medview.core.study import Series, Study
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


@dataclass(frozen=True, eq=False)
class ReadSegmentation:
    """A segmentation on the grid of its source series.

    Args:
        array: (k, j, i) uint8 segment numbers, 0 for none.
        names: Segment number to label.
        content_label: Content Label; ``UNREVIEWED`` when no person decided.
    """

    array: NDArray[np.uint8]
    names: dict[int, str]
    content_label: str


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
    sources = _sources(series, float(series.geometry.spacing_mm[0]))
    checkpoint(0.5, tr("Writing the segmentation"))
    segmentation = _segmentation(sources, labels, selection, analysis)
    with atomic(path) as sibling:
        segmentation.save_as(sibling)


def _refuse_without_uids(series: Series) -> None:
    if series.source_format != "dicom" or not series.frame_of_reference_uid or series.geometry is None:
        raise WriteError(
            tr("A DICOM segmentation needs a DICOM series with a frame of reference to refer to; this one has none."),
            tr("Export the mask as NIfTI instead."),
        )


def _sources(series: Series, spacing_mm: float) -> list[pydicom.Dataset]:
    """Headers in slice order, with what a new object of the study must copy."""
    datasets: list[pydicom.Dataset] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the source's own oddities are copied, not judged
        for instance in series.instances:
            with reading(instance.path):
                dataset = pydicom.dcmread(instance.path, stop_before_pixels=True, force=True)
            if str(dataset.get("SOPInstanceUID", "")) != instance.sop_instance_uid:
                raise ReadError(tr("A file of this series changed since it was listed."), tr("Open its folder again."))
            for keyword in _NEEDED:
                if keyword not in dataset:
                    setattr(dataset, keyword, "")
            if not dataset.get("SliceThickness"):
                dataset.SliceThickness = format(spacing_mm, ".10g")
            datasets.append(dataset)
    return datasets


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


def read_segmentation(path: Path, series: Series) -> ReadSegmentation:
    """Read a DICOM SEG onto the grid of the series it refers to.

    Args:
        path: The SEG file.
        series: Its source; slices in the order of its geometry.

    Raises:
        ReadError: It is no segmentation, or refers to another series.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            segmentation = highdicom.seg.segread(path)
            _refuse_other_series(segmentation, series)
            array = segmentation.get_pixels_by_source_instance(
                [instance.sop_instance_uid for instance in series.instances],
                combine_segments=True,
                ignore_spatial_locations=False,
                assert_missing_frames_are_empty=True,
                dtype=np.uint8,
            )
        except MedViewError:
            raise
        except Exception as error:
            raise ReadError(
                tr("{name} cannot be read as a segmentation ({kind}).").format(
                    name=path.name, kind=type(error).__name__
                ),
                tr("Check that it is a DICOM SEG of this series."),
            ) from error
    names = {
        number: segmentation.get_segment_description(number).segment_label for number in segmentation.segment_numbers
    }
    return ReadSegmentation(np.asarray(array), names, str(segmentation.get("ContentLabel", "")))


def _refuse_other_series(segmentation: Any, series: Series) -> None:
    own = {instance.sop_instance_uid for instance in series.instances}
    referred = {str(uids[2]) for uids in segmentation.get_source_image_uids()}
    if not referred <= own:
        raise ReadError(
            tr("The segmentation belongs to another series than the open one."), tr("Open the series it was made on.")
        )
