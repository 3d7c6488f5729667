"""Pixel spacing with its meaning, ultrasound regions and the place of a picture (PS3.3 10.7, C.8.5.5, C.7.6.2)."""

from __future__ import annotations

import numpy as np
from pydicom import Dataset

from medview.core.geometry import Float
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.text import tr
from medview.io.pixels.values import FrameGroups, integer, items, number, numbers, text

Region = tuple[int, int, int, int, float, float]
Pair = tuple[float, float]

_CM = 3
_TWO_DIMENSIONAL = 1
_PROJECTIONS = frozenset(["CR", "DX", "MG", "XA", "RF", "RG", "IO", "PX", "XC", "RTIMAGE"])
"""Modalities whose images are shadows on a detector."""

_SECTIONS = frozenset(
    ["CT", "MR", "PT", "NM", "OPT", "IVOCT", "IVUS", "SM", "RTDOSE", "SEG", "BDUS", "OCT", "KER", "OP"]
)
"""Modalities whose Pixel Spacing lies in the imaged plane."""

_SAME = 1e-6
_TRUST = 0.5
"""A calibrated region must cover this part of the picture to speak for all of it."""


def pixel_spacing(dataset: Dataset, frame: int = 0) -> PixelSpacing:
    """The distance between pixels, and where it holds."""
    groups = FrameGroups(dataset, frame)
    measured = _pair(groups.find("PixelMeasuresSequence"), "PixelSpacing")
    if measured:
        return PixelSpacing(*measured, SpacingMeaning.PATIENT)
    plane, detector = _pair(dataset, "PixelSpacing"), _pair(dataset, "ImagerPixelSpacing")
    modality = text(dataset, "Modality").upper()
    if plane and _in_patient(dataset, modality):
        return PixelSpacing(*plane, SpacingMeaning.PATIENT)
    if plane:
        return _projected(dataset, plane, detector, modality)
    if detector:
        return PixelSpacing(*detector, SpacingMeaning.DETECTOR, _magnified(dataset))
    return _portal(dataset) or _scanned(dataset) or _from_regions(dataset) or _aspect(dataset)


def _pair(dataset: Dataset | None, keyword: str) -> Pair | None:
    found = numbers(dataset, keyword)
    return (found[0], found[1]) if len(found) == 2 and min(found) > 0 else None


def _in_patient(dataset: Dataset, modality: str) -> bool:
    placed = len(numbers(dataset, "ImageOrientationPatient")) == 6
    return modality in _SECTIONS or (placed and modality not in _PROJECTIONS)


def _projected(dataset: Dataset, plane: Pair, detector: Pair | None, modality: str) -> PixelSpacing:
    """Pixel Spacing of a projection: calibrated when it says so or differs from the detector's (10.7.1.3)."""
    kind = text(dataset, "PixelSpacingCalibrationType").upper()
    described = text(dataset, "PixelSpacingCalibrationDescription")
    if kind in _CALIBRATIONS:
        told = tr(_CALIBRATIONS[kind])
        return PixelSpacing(*plane, SpacingMeaning.CALIBRATED, f"{told}: {described}" if described else told)
    if detector and max(abs(one - other) for one, other in zip(plane, detector, strict=True)) > _SAME:
        return PixelSpacing(*plane, SpacingMeaning.CALIBRATED, described or tr("the file does not say how"))
    if detector:
        return PixelSpacing(*plane, SpacingMeaning.DETECTOR, _magnified(dataset))
    if modality in _PROJECTIONS:
        return PixelSpacing(*plane, SpacingMeaning.DETECTOR, tr("the file does not say whether it was calibrated"))
    return PixelSpacing(*plane, SpacingMeaning.CALIBRATED, described or tr("the file does not say how"))


_CALIBRATIONS = {
    "GEOMETRY": "from assumed or known geometry",
    "FIDUCIAL": "from an object of known size in the image",
}
"""Pixel Spacing Calibration Type."""


def _magnified(dataset: Dataset) -> str:
    factor = number(dataset, "EstimatedRadiographicMagnificationFactor")
    source, patient = (number(dataset, key) for key in ("DistanceSourceToDetector", "DistanceSourceToPatient"))
    if factor is None and source and patient:
        factor = source / patient
    if factor is None or factor <= 0:
        return ""
    return tr("estimated magnification {factor:.3g}").format(factor=factor)


def _portal(dataset: Dataset) -> PixelSpacing | None:
    """RT Image: spacing on the plane at RT Image SID (C.8.8.2)."""
    stated = _pair(dataset, "ImagePlanePixelSpacing")
    if not stated:
        return None
    image, isocentre = number(dataset, "RTImageSID"), number(dataset, "RadiationMachineSAD")
    note = ""
    if image and isocentre:
        note = tr("at {image:g} mm from the source; the isocentre is at {isocentre:g} mm").format(
            image=image, isocentre=isocentre
        )
    return PixelSpacing(*stated, SpacingMeaning.DETECTOR, note)


def _scanned(dataset: Dataset) -> PixelSpacing | None:
    stated = _pair(dataset, "NominalScannedPixelSpacing")
    return PixelSpacing(*stated, SpacingMeaning.DETECTOR, tr("on the scanned film or paper")) if stated else None


def _aspect(dataset: Dataset) -> PixelSpacing:
    stated = _pair(dataset, "PixelAspectRatio")
    return PixelSpacing(stated[0] / stated[1], 1.0) if stated else PixelSpacing()


def regions(dataset: Dataset) -> tuple[Region, ...]:
    """Ultrasound regions measured in centimetres: first row and column, last row and column, mm a row and a column."""
    made = (_region(item) for item in items(dataset, "SequenceOfUltrasoundRegions"))
    return tuple(one for one in made if one is not None)


_CORNERS = ("RegionLocationMinY0", "RegionLocationMinX0", "RegionLocationMaxY1", "RegionLocationMaxX1")


def _region(item: Dataset) -> Region | None:
    units = [integer(item, f"PhysicalUnits{axis}Direction", 0) for axis in "YX"]
    steps = [abs(number(item, f"PhysicalDelta{axis}") or 0.0) * 10.0 for axis in "YX"]
    top, left, bottom, right = (integer(item, key, 0) for key in _CORNERS)
    if units != [_CM, _CM] or min(steps) <= 0 or bottom <= top or right <= left:
        return None
    return top, left, bottom, right, steps[0], steps[1]


def _from_regions(dataset: Dataset) -> PixelSpacing | None:
    """One scale for the whole picture, when all its regions agree and cover enough of it."""
    found = regions(dataset)
    if not found or len({(round(one[4], 6), round(one[5], 6)) for one in found}) > 1:
        return None
    area = sum((one[2] - one[0] + 1) * (one[3] - one[1] + 1) for one in found)
    if area < _TRUST * integer(dataset, "Rows") * integer(dataset, "Columns"):
        return None
    return PixelSpacing(found[0][4], found[0][5], SpacingMeaning.CALIBRATED, tr("of the ultrasound region"))


def place(dataset: Dataset, spacing: PixelSpacing, frame: int = 0) -> Float | None:
    """(4, 4) homogeneous (0, row, column, 1) to LPS mm (C.7.6.2.1.1); None outside patient space."""
    groups = FrameGroups(dataset, frame)
    position = numbers(groups.find("PlanePositionSequence") or dataset, "ImagePositionPatient")
    orientation = numbers(groups.find("PlaneOrientationSequence") or dataset, "ImageOrientationPatient")
    if len(position) != 3 or len(orientation) != 6 or spacing.meaning is not SpacingMeaning.PATIENT:
        return None
    along_row, along_column = np.array(orientation[:3]), np.array(orientation[3:])
    normal = np.cross(along_row, along_column)
    if np.linalg.norm(normal) < _TRUST:
        return None
    affine = np.eye(4)
    affine[:3, 0] = normal
    affine[:3, 1] = along_column * spacing.rows
    affine[:3, 2] = along_row * spacing.columns
    affine[:3, 3] = position
    return affine
