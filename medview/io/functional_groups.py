"""What the functional groups of a multi-frame object say of each frame (PS3.3 C.7.6.16 and C.7.6.17)."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pydicom
from pydicom.datadict import dictionary_description, dictionary_has_tag, keyword_for_tag
from pydicom.dataset import Dataset

from medview.core.text import tr
from medview.core.volume import Window
from medview.io.dicom_facts import made_windows, most_frames
from medview.io.limits import MOST_FRAMES

Value = float | str


@dataclass(frozen=True)
class Group:
    """One frame's place and meaning; what is None or empty is not stated for the frame.

    Args:
        position: Image Position (Patient), LPS mm.
        orientation: Image Orientation (Patient).
        spacing: (row spacing, column spacing), mm.
        slope: Rescale Slope.
        intercept: Rescale Intercept.
        unit: Rescale Type.
        windows: Frame VOI LUT.
        stack: Stack ID.
        values: Name of a dimension to the frame's value in it.
        indices: Further names (of the Dimension Index Sequence) to the frame's index in them.
        notes: What a reader should know of the object.
    """

    position: tuple[float, ...] | None = None
    orientation: tuple[float, ...] | None = None
    spacing: tuple[float, ...] | None = None
    slope: float | None = None
    intercept: float | None = None
    unit: str = ""
    windows: tuple[Window, ...] = ()
    stack: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    indices: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


_NUMBERS: tuple[tuple[str, str, str], ...] = (
    ("Echo Time", "MREchoSequence", "EffectiveEchoTime"),
    ("Inversion Time", "MRModifierSequence", "InversionTimes"),
    ("Flip Angle", "MRTimingAndRelatedParametersSequence", "FlipAngle"),
    ("KVP", "CTXRayDetailsSequence", "KVP"),
    ("Diffusion b-value", "MRDiffusionSequence", "DiffusionBValue"),
    ("Temporal Position", "FrameContentSequence", "TemporalPositionIndex"),
    ("Temporal Position", "TemporalPositionSequence", "TemporalPositionTimeOffset"),
    ("Cardiac Phase", "CardiacSynchronizationSequence", "NominalPercentageOfCardiacPhase"),
    ("Trigger Time", "CardiacSynchronizationSequence", "NominalCardiacTriggerDelayTime"),
    ("Acquisition Number", "FrameContentSequence", "FrameAcquisitionNumber"),
)
"""(dimension, functional group, attribute); a later row for the same dimension fills in for an absent one."""

_FRAME_TYPES = (
    "MRImageFrameTypeSequence", "CTImageFrameTypeSequence", "PETFrameTypeSequence", "XRay3DFrameTypeSequence",
    "XAXRFFrameCharacteristicsSequence", "USImageDescriptionSequence",
)  # fmt: skip

_PLACED = frozenset(["StackID", "InStackPositionNumber", "ImagePositionPatient", "DimensionIndexPointer"])
"""Dimension pointers that are about place, which positions tell better."""

_COVERED = {
    "TemporalPositionIndex": "Temporal Position", "TemporalPositionTimeOffset": "Temporal Position",
    "EffectiveEchoTime": "Echo Time", "DiffusionBValue": "Diffusion b-value",
    "NominalCardiacTriggerDelayTime": "Trigger Time", "NominalPercentageOfCardiacPhase": "Cardiac Phase",
    "InversionTimes": "Inversion Time", "FrameAcquisitionNumber": "Acquisition Number", "FrameType": "Image Type",
    "ComplexImageComponent": "Image Type",
}  # fmt: skip
"""Dimension pointers whose values are read above."""


def groups(path: str, file_size: int, modified_ns: int) -> tuple[Group, ...]:
    """One group for each frame that has functional groups; empty when the object has none, or they are damaged.

    Args:
        path: The file.
        file_size: Its size, which with the next names a version of it.
        modified_ns: Its modification time.
    """
    return _groups(path, file_size, modified_ns)


@lru_cache(maxsize=256)
def _groups(path: str, file_size: int, _modified_ns: int) -> tuple[Group, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd shows in the values
        try:
            dataset = pydicom.dcmread(path, stop_before_pixels=True, defer_size=1 << 16, force=True)
            return of_dataset(dataset, most_frames(file_size))
        except Exception:  # noqa: BLE001  a damaged sequence raises whatever its parser stumbles over
            return ()


def of_dataset(dataset: Dataset, most: int = MOST_FRAMES) -> tuple[Group, ...]:
    """The groups of each frame, shared ones filled in.

    Args:
        dataset: The object.
        most: No more frames than this are believed.
    """
    shared = _first(dataset, "SharedFunctionalGroupsSequence")
    frames = dataset.get("PerFrameFunctionalGroupsSequence") or ()
    if not frames and shared is None:
        return ()
    count = min(_whole(dataset.get("NumberOfFrames")) or max(1, len(frames)), most)
    pointers = _pointers(dataset)
    notes = _notes(shared, frames)
    made = [_group(frame, shared, dataset, pointers, notes) for frame in frames[:count]]
    if not made and shared is not None and count > 1:
        made = [_group(Dataset(), shared, dataset, pointers, notes)] * count
    return tuple(made)


def _group(
    frame: Dataset, shared: Dataset | None, whole: Dataset, pointers: list[tuple[str, int]], notes: tuple[str, ...]
) -> Group:
    def find(name: str) -> Dataset | None:
        own = _first(frame, name)
        return own if own is not None or shared is None else _first(shared, name)

    transformation = find("PixelValueTransformationSequence")
    content = find("FrameContentSequence")
    return Group(
        position=_floats(find("PlanePositionSequence"), "ImagePositionPatient", 3)
        or _floats(find("PlanePositionVolumeSequence"), "ImagePositionVolume", 3),
        orientation=_floats(find("PlaneOrientationSequence"), "ImageOrientationPatient", 6)
        or _floats(find("PlaneOrientationVolumeSequence"), "ImageOrientationVolume", 6),
        spacing=_floats(find("PixelMeasuresSequence"), "PixelSpacing", 2),
        slope=_number(transformation, "RescaleSlope"),
        intercept=_number(transformation, "RescaleIntercept"),
        unit=str(transformation.get("RescaleType", "") or "") if transformation is not None else "",
        windows=_windows(find("FrameVOILUTSequence")),
        stack=str(content.get("StackID", "") or "") if content is not None else "",
        values=_values(find, whole),
        indices=_indices(content, pointers),
        notes=notes,
    )


def _first(dataset: Dataset | None, name: str) -> Dataset | None:
    sequence = dataset.get(name) if dataset is not None else None
    return sequence[0] if sequence else None


def _floats(dataset: Dataset | None, keyword: str, count: int) -> tuple[float, ...] | None:
    value = dataset.get(keyword) if dataset is not None else None
    if value is None or isinstance(value, str | bytes) or not hasattr(value, "__len__") or len(value) != count:
        return None
    numbers = tuple(float(one) for one in value)
    return numbers if all(abs(one) < 1e12 for one in numbers) else None


def _number(dataset: Dataset | None, keyword: str) -> float | None:
    value: Any = dataset.get(keyword) if dataset is not None else None
    if value is not None and not isinstance(value, str | bytes) and hasattr(value, "__len__"):
        value = value[0] if len(value) else None
    try:
        number = float(value) if value not in (None, "", b"") else math.nan
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _windows(group: Dataset | None) -> tuple[Window, ...]:
    if group is None:
        return ()
    centres, widths = (_several(group.get(key)) for key in ("WindowCenter", "WindowWidth"))
    names = group.get("WindowCenterWidthExplanation") or ()
    named = (names,) if isinstance(names, str) else tuple(str(name) for name in names)
    return made_windows(centres, widths, named, str(group.get("VOILUTFunction", "")))


def _several(value: Any) -> tuple[float, ...]:
    if value in (None, ""):
        return ()
    parts = value if hasattr(value, "__len__") and not isinstance(value, str) else (value,)
    return tuple(float(part) for part in parts)


def _values(find: Any, whole: Dataset) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, group, keyword in _NUMBERS:
        number = _number(find(group), keyword)
        if number is not None and name not in values:
            values[name] = number
    gradient = _gradient(find("MRDiffusionSequence"))
    if gradient:
        values["Diffusion Gradient"] = gradient
    kind = _frame_type(find, whole)
    if kind:
        values["Image Type"] = kind
    return values


def _gradient(diffusion: Dataset | None) -> str:
    direction = _first(diffusion, "DiffusionGradientDirectionSequence")
    return gradient_words(_floats(direction, "DiffusionGradientOrientation", 3) or ())


def gradient_words(direction: tuple[float, ...]) -> str:
    """A gradient direction as it stands in the name of a position; empty when there is none."""
    if len(direction) != 3 or not any(direction):
        return ""
    return " ".join(f"{part + 0.0:.3f}" for part in direction)


def _frame_type(find: Any, whole: Dataset) -> str:
    """The third and following words of Frame Type, with the complex component (PS3.3 C.8.16.1 and C.8.13.3.1.1)."""
    described = next((group for name in _FRAME_TYPES if (group := find(name)) is not None), None)
    if described is None:
        return ""
    words = described.get("FrameType") or whole.get("ImageType") or ()
    parts = [str(word) for word in ([words] if isinstance(words, str) else words)][2:]
    component = str(described.get("ComplexImageComponent", "") or "")
    if component and component not in parts:
        parts.append(component)
    return " ".join(part for part in parts if part and part != "NONE")


def _pointers(dataset: Dataset) -> list[tuple[str, int]]:
    """(name, place among the index values) of the dimensions that nothing else tells."""
    named = []
    for place, item in enumerate(dataset.get("DimensionIndexSequence") or ()):
        tag = item.get("DimensionIndexPointer")
        keyword = keyword_for_tag(tag) if tag is not None else ""
        if tag is None or keyword in _PLACED or keyword in _COVERED:
            continue
        stated = str(item.get("DimensionDescriptionLabel", "") or "")
        known = dictionary_description(tag) if dictionary_has_tag(tag) else ""
        named.append((known or stated or f"({tag.group:04X},{tag.element:04X})", place))
    return named


def _indices(content: Dataset | None, pointers: list[tuple[str, int]]) -> dict[str, float]:
    value = content.get("DimensionIndexValues") if content is not None else None
    if value is None:
        return {}
    indices = list(value) if hasattr(value, "__len__") else [value]
    return {name: float(indices[place]) for name, place in pointers if place < len(indices)}


def _notes(shared: Dataset | None, frames: Any) -> tuple[str, ...]:
    """Real world values are named, not applied: windows are for the modality's own scale (PS3.3 C.7.6.16.2.11)."""
    holders = [one for one in (shared, *list(frames)[:1]) if one is not None]
    told: list[str] = []
    if any("PlanePositionVolumeSequence" in holder for holder in holders):
        told.append(tr("Its directions are those of the acquired volume, not of the patient."))
    for holder in holders:
        mapping = _first(holder, "RealWorldValueMappingSequence")
        unit = _first(mapping, "MeasurementUnitsCodeSequence")
        if unit is not None and str(unit.get("CodeValue", "")) not in ("", "1", "{}"):
            meaning = str(unit.get("CodeMeaning", "") or unit.get("CodeValue", ""))
            slope, first = _number(mapping, "RealWorldValueSlope"), _number(mapping, "RealWorldValueIntercept")
            scale = f": stored × {slope:g} + {first:g}" if slope is not None and first is not None else ""
            told.append(tr("Real World Value Mapping to {unit}").format(unit=meaning) + scale)
            break
    return tuple(told)
