"""Headers that are not plainly what PS3.10 says: read by pydicom, kept as raw little-endian values."""

from __future__ import annotations

import io
import warnings
from collections.abc import Container, Mapping
from dataclasses import dataclass

import pydicom
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.element_walk import INFLATED_MOST, LONGEST_VALUE, Inflated

NOTES = 4
"""No more of pydicom's warnings are kept of one file."""

_PIXELS = (Tag(0x7FE0, 0x0010), Tag(0x7FE0, 0x0008), Tag(0x7FE0, 0x0009))
_NUMBER_BYTES = {"US": 2, "SS": 2, "AT": 2, "OW": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4, "FD": 8, "OD": 8,
                 "SV": 8, "UV": 8, "OV": 8}  # fmt: skip
"""Size of the numbers that a big-endian file stores the other way round."""


@dataclass(frozen=True, slots=True)
class Odd:
    """What pydicom made of a file.

    Args:
        values: Name of each wanted element to its bytes as a little-endian file would hold them.
        has_pixels: There is pixel data.
        transfer_syntax: What pydicom took its encoding for, if it is not compressed.
        notes: What pydicom warned of.
    """

    values: dict[str, bytes]
    has_pixels: bool
    transfer_syntax: UID
    notes: tuple[str, ...]


def read_odd(path: str, wanted: Mapping[int, str], deflated_at: int = -1, marks: Container[int] = ()) -> Odd:
    """Read a file as far as pydicom can.

    Args:
        path: The file.
        wanted: Swapped tag to name of what to keep.
        deflated_at: Where its deflated part begins, or -1.
        marks: Of the wanted tags, those whose presence is enough: their values are left out.

    Raises:
        ReadError: pydicom cannot read it.
    """
    tags = [Tag(key & 0xFFFF, key >> 16) for key in wanted]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            dataset = _inflated(path, deflated_at, tags) if deflated_at >= 0 else _parsed(path, tags)
            meta = getattr(dataset, "file_meta", Dataset())
            little = dataset.original_encoding[1] is not False
            found = _values(meta, wanted, True, marks) | _values(dataset, wanted, little, marks)
            has_pixels = any(tag in dataset for tag in _PIXELS)
            syntax = _syntax(dataset.original_encoding[0] is not False, little)
        except ReadError:
            raise
        except Exception as error:
            raise ReadError(
                tr("It begins like a DICOM file but is damaged ({kind}).").format(kind=type(error).__name__),
                tr("Copy it again from where it came."),
            ) from error
    notes = dict.fromkeys(_in_one_line(str(warning.message)) for warning in told)
    return Odd(found, has_pixels, syntax, tuple(notes)[:NOTES])


def is_void(path: str) -> bool:
    """Whether pydicom finds no element at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they have been told
        try:
            return not pydicom.dcmread(path, stop_before_pixels=True, force=True)
        except Exception:  # noqa: BLE001 (whatever it is, nothing was read)
            return True


def _parsed(path: str, tags: list[BaseTag]) -> Dataset:
    return pydicom.dcmread(path, defer_size="1 MB", force=True, specific_tags=[*tags, *_PIXELS])


def _inflated(path: str, position: int, tags: list[BaseTag]) -> Dataset:
    with open(path, "rb", buffering=0) as handle:
        handle.seek(position)
        body = io.BytesIO(Inflated(handle).read(INFLATED_MOST))
    dataset = read_dataset(body, is_implicit_VR=False, is_little_endian=True, specific_tags=[*tags, *_PIXELS])
    dataset.set_original_encoding(False, True)
    return dataset


def _syntax(implicit: bool, little: bool) -> UID:
    if not little:
        return ExplicitVRBigEndian
    return ImplicitVRLittleEndian if implicit else ExplicitVRLittleEndian


def _values(dataset: Dataset, wanted: Mapping[int, str], little: bool, marks: Container[int]) -> dict[str, bytes]:
    found = {}
    for key, name in wanted.items():
        tag = Tag(key & 0xFFFF, key >> 16)
        if tag in dataset:
            found[name] = b"" if key in marks else _bytes(dataset, tag, little)
    return found


def _bytes(dataset: Dataset, tag: BaseTag, little: bool) -> bytes:
    """A value as a little-endian file holds it; empty for sequences and very long ones."""
    element: object = dataset.get_item(tag)
    if not isinstance(element, RawDataElement):  # pydicom has converted it on its way
        return _converted(element)
    value = element.value or b""
    if len(value) > LONGEST_VALUE or element.VR == "SQ":
        return b""
    size = 1 if little else _NUMBER_BYTES.get(_vr(tag) if element.VR in (None, "UN") else element.VR, 1)
    return value if size == 1 else _swapped(value, size)


def _vr(tag: BaseTag) -> str:
    try:
        return dictionary_VR(tag)[:2]
    except KeyError:
        return "UN"


def _swapped(value: bytes, size: int) -> bytes:
    whole = value[: len(value) // size * size]
    return b"".join(whole[start : start + size][::-1] for start in range(0, len(whole), size))


def _converted(element: object) -> bytes:
    value = getattr(element, "value", None)
    parts = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    return "\\".join(parts).encode("latin-1", "replace") if all(isinstance(part, str) for part in parts) else b""


def _in_one_line(message: str) -> str:
    return " ".join(message.split())[:200]
