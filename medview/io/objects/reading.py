"""One object's file, opened and asked without being believed: damaged or missing attributes read as absent."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from medview.core.code import Code
from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.names import age_text, date_text, moment_text, person_text, time_text
from medview.core.study import Series
from medview.core.text import tr
from medview.io.dicom_facts import class_name
from medview.io.pixels import open_object
from medview.io.sources import Checkpoint

ODD = (
    ValueError, TypeError, AttributeError, LookupError, NotImplementedError, ArithmeticError, AssertionError,
    UnicodeError, EOFError, OSError, RecursionError, RuntimeError, struct.error, InvalidDicomError,
    BytesLengthException,
)  # fmt: skip
"""What pydicom and numpy raise on damaged files."""

MOST_WARNINGS = 5
"""So many different warnings are told; a damaged file repeats its own."""


@dataclass(frozen=True, eq=False)
class Source:
    """A derived object on its way to what the reader sees.

    Args:
        dataset: All of it but its pixels.
        path: Its file.
        folder: Private folder of the job, for what is unpacked.
        checkpoint: Progress and cancel.
        notes: What was odd about the file.
    """

    dataset: Dataset
    path: str
    folder: Path
    checkpoint: Checkpoint
    notes: tuple[str, ...] = ()

    @property
    def uid(self) -> str:
        """SOP Instance UID, or the file's name where it has none."""
        return text(self.dataset, "SOPInstanceUID") or Path(self.path).name

    @property
    def title(self) -> str:
        """For people: the description of its series, its own label, or what kind of object it is."""
        label = text(self.dataset, "ContentLabel")
        described = text(self.dataset, "SeriesDescription") or (label if not label.startswith("ISO_IR") else "")
        return described or class_name(text(self.dataset, "SOPClassUID"))


def open_source(series: Series, folder: Path, checkpoint: Checkpoint) -> Source:
    """Read the file of an object, all but its pixels.

    Raises:
        ReadError: It is gone, or no DICOM file.
    """
    if not series.instances:
        raise ReadError(tr("The object has no file."), tr("Open its folder again."))
    path = series.instances[0].path
    opened = open_object(path)
    return Source(opened.dataset, path, folder, checkpoint, opened.notes)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect pydicom's warnings as notes; the list is complete once the block has ended."""
    notes: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield notes
    told = dict.fromkeys(str(one.message).splitlines()[0][:120] for one in caught if str(one.message))
    notes.extend(list(told)[:MOST_WARNINGS])


def value(dataset: Dataset, keyword: str) -> Any:
    """A value, or None when it is absent, empty or cannot be read."""
    try:
        found = dataset.get(keyword)
    except ODD:
        return None
    return None if found in ("", [], b"") else found


def text(dataset: Dataset, keyword: str) -> str:
    """A value as text, several joined by commas; empty when absent."""
    found = value(dataset, keyword)
    if found is None:
        return ""
    try:
        if isinstance(found, (list, MultiValue)):
            return ", ".join(str(one) for one in found).strip()
        return str(found).strip().strip("\0")
    except ODD:
        return ""


def words(dataset: Dataset, keyword: str) -> str:
    """A value as a person reads it: dates, times, ages and names by what their VR says they are."""
    found = text(dataset, keyword)
    return _READABLE.get(dictionary_VR(keyword), str)(found) if found else ""


_READABLE = {"DA": date_text, "TM": time_text, "DT": moment_text, "AS": age_text, "PN": person_text}


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; none when it is absent or cannot be read."""
    found = value(dataset, keyword)
    return list(found) if isinstance(found, Sequence) else []


def item(dataset: Dataset, *keywords: str) -> Dataset:
    """The first item of a sequence within a sequence …; an empty data set when there is none."""
    for keyword in keywords:
        dataset = next(iter(items(dataset, keyword)), Dataset())
    return dataset


def floats(dataset: Dataset, keyword: str) -> Float:
    """(n,) all numbers of a value; empty when it is absent or not made of numbers.

    Decimal strings are taken from their bytes: pydicom makes an object of each, which takes 50 times as long.
    """
    try:
        raw: Any = dataset.get_item(keyword)
        found = raw.value if raw is not None else None
        if isinstance(raw, RawDataElement) and isinstance(found, bytes) and _is_decimal(raw, keyword):
            return _decimals(found)
        found = value(dataset, keyword)
        return np.atleast_1d(np.asarray([] if found is None else found, dtype=np.float64))
    except ODD:
        return np.zeros(0)


def _is_decimal(raw: Any, keyword: str) -> bool:
    return raw.VR in ("DS", "IS") or (raw.VR is None and dictionary_VR(keyword) in ("DS", "IS"))


def _decimals(raw: bytes) -> Float:
    stripped = raw.strip(b" \0")
    return np.array(stripped.split(b"\\"), dtype=np.float64) if stripped else np.zeros(0)


def number(dataset: Dataset, keyword: str, default: float) -> float:
    """The first number of a value, or ``default`` when there is none or it is not finite."""
    found = floats(dataset, keyword)
    return float(found[0]) if len(found) and np.isfinite(found[0]) else default


def integer(dataset: Dataset, keyword: str, default: int = 0) -> int:
    """The first number of a value as an integer."""
    return int(number(dataset, keyword, default))


def vector(dataset: Dataset, keyword: str, length: int) -> Float | None:
    """(length,) finite numbers, or None."""
    found = floats(dataset, keyword)
    return found if len(found) == length and bool(np.isfinite(found).all()) else None


def code(dataset: Dataset, keyword: str) -> Code | None:
    """The first coded concept of a sequence (PS3.3 8.8), or None."""
    found = items(dataset, keyword)
    return coded(found[0]) if found else None


def coded(concept: Dataset) -> Code:
    """A coded concept from its item."""
    kinds = ("CodeValue", "LongCodeValue", "URNCodeValue")
    stated = next((found for kind in kinds if (found := text(concept, kind))), "")
    return Code(stated, text(concept, "CodingSchemeDesignator"), text(concept, "CodeMeaning") or stated)


def tip(concept: Code | None) -> str:
    """``"value (scheme)"``, or nothing."""
    return f"{concept.value} ({concept.scheme})" if concept is not None and concept.value else ""


def meaning(dataset: Dataset, keyword: str) -> str:
    """What a coded concept means, or nothing."""
    found = code(dataset, keyword)
    return found.meaning if found is not None else ""


def raw_bytes(dataset: Dataset, keyword: str) -> bytes:
    """The bytes of a binary value as stored; empty when absent."""
    tag = tag_for_keyword(keyword)
    try:
        found = dataset.get_item(tag).value if tag is not None and tag in dataset else b""
    except ODD:
        return b""
    return bytes(found) if isinstance(found, (bytes, bytearray)) else b""


def array(raw: bytes, kind: str, *, big_endian: bool = False) -> NDArray[Any]:
    """Numbers packed in bytes; a broken last one is left out."""
    packed = np.dtype(kind).newbyteorder(">" if big_endian else "<")
    return np.frombuffer(raw, packed, count=len(raw) // packed.itemsize)


def is_big_endian(dataset: Dataset) -> bool:
    """Whether binary values lie in the file with the highest byte first."""
    try:
        return dataset.original_encoding[1] is False
    except ODD:
        return False


def references(dataset: Dataset, keyword: str) -> list[tuple[str, tuple[int, ...]]]:
    """(SOP Instance UID, frame numbers counted from 0, none for all) of referenced images."""
    found = []
    for one in items(dataset, keyword):
        frames = tuple(int(number) - 1 for number in floats(one, "ReferencedFrameNumber") if number >= 1)
        found.append((text(one, "ReferencedSOPInstanceUID"), frames))
    return [(uid, frames) for uid, frames in found if uid]
