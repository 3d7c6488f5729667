"""DICOM segmentations read back with highdicom alone, as another program reads them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import highdicom
import numpy as np
from numpy.typing import NDArray

from medview.core.study import Instance, Series, instances_at


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


def read_segmentation(path: Path, series: Series) -> ReadSegmentation:
    """Read a DICOM SEG onto the grid of the series it refers to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        segmentation = highdicom.seg.segread(path)
        array = _pixels(segmentation, series)
    names = {
        number: segmentation.get_segment_description(number).segment_label for number in segmentation.segment_numbers
    }
    return ReadSegmentation(array, names, str(segmentation.get("ContentLabel", "")))


def _pixels(segmentation: Any, series: Series) -> NDArray[np.uint8]:
    """(k, j, i) segment numbers of the volume whose images the segmentation names."""
    common: dict[str, Any] = {
        "combine_segments": True,
        "ignore_spatial_locations": False,
        "assert_missing_frames_are_empty": True,
        "dtype": np.uint8,
    }
    instances = _referred(segmentation, series)
    uids = [instance.sop_instance_uid for instance in instances]
    if len(set(uids)) == len(uids):
        return np.asarray(segmentation.get_pixels_by_source_instance(uids, **common))
    numbers = [instance.number + 1 for instance in instances]
    return np.asarray(segmentation.get_pixels_by_source_frame(uids[0], numbers, **common))


def _referred(segmentation: Any, series: Series) -> tuple[Instance, ...]:
    """The slices of the position along the series' dimensions that most of the segmentation's frames name."""
    named = {
        (str(image.ReferencedSOPInstanceUID), int(image.get("ReferencedFrameNumber") or 1) - 1)
        for group in segmentation.PerFrameFunctionalGroupsSequence
        for derivation in group.get("DerivationImageSequence", ())
        for image in derivation.get("SourceImageSequence", ())
    }
    positions = np.ndindex(*(len(dimension.values) for dimension in series.dimensions))
    volumes = [instances_at(series, tuple(at)) for at in positions]
    return max(volumes, key=lambda ones: sum((one.sop_instance_uid, one.number) in named for one in ones))
