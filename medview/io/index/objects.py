"""Objects that are not images: what they are called, and which images they are about."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pydicom
from pydicom.dataset import Dataset

from medview.io.dicom_header import Header

_TITLES = (
    "SeriesDescription", "ContentLabel", "DocumentTitle", "StructureSetLabel", "RTPlanLabel", "RTPlanName",
    "ContentDescription", "DoseComment",
)  # fmt: skip
_DEFERRED = 1 << 16
_MOST_DEPTH = 32
_MOST_REFERENCES = 100_000
_SOURCES = (
    "ReferencedSeriesSequence", "SourceImageSequence", "ReferencedImageSequence", "ReferencedFrameOfReferenceSequence",
    "ReferencedRTPlanSequence", "ReferencedStructureSetSequence", "CurrentRequestedProcedureEvidenceSequence",
)  # fmt: skip
"""Where an object usually lists all its images; frames, contours and measurements repeat them one by one."""

_HEAD = ("SOPInstanceUID", "FrameOfReferenceUID", "SpecificCharacterSet", "ConceptNameCodeSequence")


@dataclass(frozen=True)
class Told:
    """What an object says of itself.

    Args:
        title: Description or label; empty when it has none.
        refers_to: SOP Instance UIDs it refers to, in order.
        frame_of_reference: Frame of Reference UID, its own or that of what it refers to.
    """

    title: str = ""
    refers_to: tuple[str, ...] = ()
    frame_of_reference: str = ""


def told(header: Header) -> Told:
    """Read the references of one object, without its pixels; empty when it is damaged."""
    return _told(header.path, header.file_size, header.modified_ns)


@lru_cache(maxsize=1024)
def _told(path: str, _file_size: int, _modified_ns: int) -> Told:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            head = of_dataset(_read(path, [*_HEAD, *_TITLES, *_SOURCES]))
            return head if head.refers_to else of_dataset(_read(path, None))
        except Exception:  # noqa: BLE001  a damaged file raises whatever its parser stumbles over
            return Told()


def _read(path: str, keywords: list[str] | None) -> Dataset:
    return pydicom.dcmread(path, stop_before_pixels=True, defer_size=_DEFERRED, force=True, specific_tags=keywords)


def of_dataset(dataset: Dataset) -> Told:
    """What the object says of itself."""
    own = str(dataset.get("SOPInstanceUID", ""))
    listed = dict.fromkeys(uid for name in _SOURCES for uid in _uids(dataset.get(name) or (), 0))
    if not listed:
        listed = dict.fromkeys(_within(dataset, 0))
    listed.pop(own, None)
    frame = str(dataset.get("FrameOfReferenceUID", "") or "")
    return Told(_title(dataset), tuple(listed)[:_MOST_REFERENCES], frame or next(_frames(dataset), ""))


def _title(dataset: Dataset) -> str:
    titles = (str(dataset.get(keyword, "") or "").strip() for keyword in _TITLES)
    named = dataset.get("ConceptNameCodeSequence") or ()
    meanings = (str(item.get("CodeMeaning", "")) for item in named)
    return next(filter(None, (*titles, *meanings)), "")


def _uids(items: object, depth: int) -> Iterator[str]:
    if depth < _MOST_DEPTH:
        for item in items:  # type: ignore[attr-defined]
            yield from _within(item, depth + 1)


def _within(dataset: Dataset, depth: int) -> Iterator[str]:
    for element in dataset:
        if element.keyword == "ReferencedSOPInstanceUID" and element.value:
            yield str(element.value)
        elif element.VR == "SQ" and element.value:
            yield from _uids(element.value, depth)


def _frames(dataset: Dataset) -> Iterator[str]:
    for item in dataset.get("ReferencedFrameOfReferenceSequence") or ():
        uid = str(item.get("FrameOfReferenceUID", "") or "")
        if uid:
            yield uid
