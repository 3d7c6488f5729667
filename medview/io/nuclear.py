"""The frames of a nuclear medicine image by its vectors (PS3.3 C.8.4.8), and where reconstructed slices lie."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from medview.io.dicom_facts import most_frames
from medview.io.functional_groups import Group, Value
from medview.io.limits import MOST_FRAMES

_VECTORS = (
    ("Energy Window", "EnergyWindowVector"),
    ("Detector", "DetectorVector"),
    ("Phase", "PhaseVector"),
    ("Rotation", "RotationVector"),
    ("R-R Interval", "RRIntervalVector"),
    ("Cardiac Phase", "TimeSlotVector"),
    ("Angular View", "AngularViewVector"),
    ("Time Slice", "TimeSliceVector"),
)
"""(dimension, attribute) of the indices of a frame (PS3.3 table C.8-8)."""


@lru_cache(maxsize=256)
def groups(path: str, file_size: int, _modified_ns: int) -> tuple[Group, ...]:
    """One group for each frame; empty when the file does not say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return of_dataset(pydicom.dcmread(path, stop_before_pixels=True, force=True), most_frames(file_size))
        except Exception:  # noqa: BLE001  a damaged file raises whatever its parser stumbles over
            return ()


def of_dataset(dataset: Dataset, most: int = MOST_FRAMES) -> tuple[Group, ...]:
    """The place of each slice of a reconstruction, and each frame's index in what else varies.

    Args:
        dataset: The object.
        most: No more frames than this are believed.
    """
    count = max(1, min(int(dataset.get("NumberOfFrames") or 1), most))
    vectors = {name: _vector(dataset.get(keyword), count) for name, keyword in _VECTORS}
    slices = _vector(dataset.get("SliceVector"), count) or list(range(1, count + 1))
    first, orientation, step = _stack(dataset)
    made = []
    for frame in range(count):
        values: dict[str, Value] = {name: float(vector[frame]) for name, vector in vectors.items() if vector}
        place = None if first is None else tuple(float(x) for x in first + step * (slices[frame] - 1))
        made.append(Group(position=place, orientation=orientation, values=values))
    return tuple(made)


def _vector(value: Any, count: int) -> list[int]:
    if value is None:
        return []
    numbers = [int(one) for one in (value if hasattr(value, "__len__") else [value])]
    return numbers if len(numbers) == count else []


def _stack(dataset: Dataset) -> tuple[Any, tuple[float, ...] | None, Any]:
    """First position, orientation and step of a reconstruction; Nones for projections.

    The slices follow each other along the normal, against it where Spacing Between Slices is negative (PS3.3 C.8.4.15).
    """
    words = [str(word) for word in dataset.get("ImageType") or ()]
    detectors = dataset.get("DetectorInformationSequence") or [dataset]
    position, orientation = (
        detectors[0].get(key) or dataset.get(key) for key in ("ImagePositionPatient", "ImageOrientationPatient")
    )
    step = float(dataset.get("SpacingBetweenSlices") or dataset.get("SliceThickness") or 0)
    if not any("RECON" in word for word in words) or not position or not orientation or step == 0:
        return None, None, None
    cosines = np.array(orientation, float)
    normal = np.cross(cosines[:3], cosines[3:])
    return np.array(position, float), tuple(float(one) for one in cosines), normal * step
