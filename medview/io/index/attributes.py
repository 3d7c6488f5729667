"""What may tell the volumes of one series apart, and where plain headers, standard and private, say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from medview.core.errors import ReadError
from medview.io.dicom_facts import double, doubles, words
from medview.io.dicom_header import Header
from medview.io.functional_groups import Value, gradient_words
from medview.io.index.pictures import Picture


def _decimal(keyword: str) -> Callable[[Header], Value | None]:
    def read(header: Header) -> Value | None:
        try:
            numbers = header.floats(keyword)
        except ReadError:
            return None
        return round(numbers[0], 4) if numbers else None

    return read


def _image_type(header: Header) -> Value | None:
    return " ".join(word for word in words(header, "ImageType")[2:] if word not in ("", "NONE", "ND", "NORM")) or None


def _b_value(header: Header) -> Value | None:
    """The standard's attribute, or the private one of the maker whose creator is there."""
    stated = double(header, "DiffusionBValue")
    if stated is not None:
        return stated
    for creator, name, read in _PRIVATE_B:
        if name in header.values and header.text(f"{name.removesuffix('BValue')}Creator").startswith(creator):
            value = read(header, name)
            if value is not None:
                return value
    return None


def _text_b(header: Header, name: str) -> float | None:
    """GE adds multiples of 10**9 to it (dcm2niix, and GE's own note on (0043,1039))."""
    try:
        return float(header.text(name).split("\\")[0]) % 1e9
    except ValueError:
        return None


_PRIVATE_B: tuple[tuple[str, str, Callable[[Header, str], float | None]], ...] = (
    ("SIEMENS MR HEADER", "SiemensBValue", _text_b),
    ("GEMS_PARM_01", "GeBValue", _text_b),
    ("Philips Imaging DD 001", "PhilipsBValue", double),
)


def _gradient(header: Header) -> Value | None:
    direction = doubles(header, "DiffusionGradientOrientation") or doubles(header, "SiemensGradient")
    return gradient_words(direction) or None


@dataclass(frozen=True)
class Attribute:
    """Something in which volumes of one series may differ.

    Args:
        name: The dimension's name.
        unit: UCUM unit.
        read: The value of a plain header.
    """

    name: str
    unit: str
    read: Callable[[Header], Value | None]


def _double(keyword: str) -> Callable[[Header], Value | None]:
    return lambda header: double(header, keyword)


def absent(_header: Header) -> Value | None:
    """Plain headers do not say it."""
    return None


ATTRIBUTES = (
    Attribute("Image Type", "", _image_type),
    Attribute("KVP", "kV", _decimal("KVP")),
    Attribute("Echo Time", "ms", _decimal("EchoTime")),
    Attribute("Echo Number", "", _decimal("EchoNumbers")),
    Attribute("Inversion Time", "ms", _decimal("InversionTime")),
    Attribute("Flip Angle", "deg", _decimal("FlipAngle")),
    Attribute("Diffusion b-value", "s/mm2", _b_value),
    Attribute("Energy Window", "", absent),
    Attribute("Detector", "", absent),
    Attribute("Phase", "", absent),
    Attribute("R-R Interval", "", absent),
    Attribute("Temporal Position", "", _decimal("TemporalPositionIdentifier")),
    Attribute("Cardiac Phase", "%", _double("NominalPercentageOfCardiacPhase")),
    Attribute("Trigger Time", "ms", _decimal("TriggerTime")),
    Attribute("Frame Reference Time", "ms", _decimal("FrameReferenceTime")),
    Attribute("Time Slice", "", absent),
    Attribute("Rotation", "", absent),
    Attribute("Angular View", "", absent),
    Attribute("Acquisition Number", "", _decimal("AcquisitionNumber")),
)
"""In the order in which they are tried: what changes the contrast first, then time."""

TIMES = frozenset(["Trigger Time", "Frame Reference Time"])
"""Measured for each slice on its own, so that they agree between slices only in their order."""

GRADIENT = Attribute("Diffusion Gradient", "", _gradient)
REPETITION = Attribute("Repetition", "", absent)
COPY = Attribute("Copy", "", absent)


def value_of(picture: Picture, attribute: Attribute) -> Value | None:
    """The value of a picture: its own functional group's before that of its file's header."""
    group = picture.group
    own = group.values.get(attribute.name, group.indices.get(attribute.name))
    return attribute.read(picture.header) if own is None else own
