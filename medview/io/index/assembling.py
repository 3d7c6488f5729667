"""Parts of one DICOM series as ``Series`` values."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from medview.core.errors import ReadError
from medview.core.geometry import direction_letters
from medview.core.study import Instance, Kind, Pixels, Series
from medview.core.text import tr
from medview.io import suv
from medview.io.dicom_facts import class_name, sop_number, words
from medview.io.dicom_header import Header
from medview.io.index import objects
from medview.io.index.classes import Images, meaning
from medview.io.index.parts import Part, flat, stacked
from medview.io.index.pictures import Picture
from medview.io.index.splitting import MONOCHROME, laterality
from medview.io.pixels import why_not

_FORMAT = (
    "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PhotometricInterpretation",
)  # fmt: skip


def series_of(headers: list[Header], uid: str = "") -> list[Series]:
    """The parts of one DICOM series: volumes first, the largest before the others, then by number.

    Args:
        headers: Its files, in any order.
        uid: What to call it; its Series Instance UID unless another study has a series of this name.
    """
    headers = sorted(headers, key=lambda header: (_number(header), header.text("SOPInstanceUID")))
    name = uid or headers[0].text("SeriesInstanceUID")
    parts = sorted(_parts(headers), key=lambda part: (part.kind is not Kind.VOLUME, _size(part), _first(part)))
    return [_series(part, name if place == 0 else f"{name}#{place + 1}") for place, part in enumerate(parts)]


def _number(header: Header) -> int:
    return sop_number(header, "InstanceNumber", 0)


def _size(part: Part) -> int:
    return -len(part.pictures) if part.kind is Kind.VOLUME else 0


def _first(part: Part) -> tuple[int, str, int]:
    first = min(part.pictures, key=lambda picture: (_number(picture.header), picture.uid, picture.number))
    return _number(first.header), first.uid, first.number


def _parts(headers: list[Header]) -> list[Part]:
    flats: list[Header] = []
    slices: list[tuple[Header, Images]] = []
    slides: list[Header] = []
    parts: list[Part] = []
    for header in headers:
        kind = meaning(header.text("SOPClassUID"), header.has_pixels)
        if kind is Images.FLAT:
            flats.append(header)
        elif isinstance(kind, Images):
            slices.append((header, kind))
        elif kind is Kind.SLIDE:
            slides.append(header)
        else:
            parts.append(Part(kind, [Picture.whole(header)]))
    if slides:
        parts.append(Part(Kind.SLIDE, [Picture.whole(header) for header in slides]))
    return [*parts, *_readable(flats, flat), *_readable(slices, stacked)]


def _readable(members: list[Any], make: Callable[[list[Any]], list[Part]]) -> list[Part]:
    """Parts of the images that can be decoded, and of those that cannot."""
    parts: list[Part] = []
    groups: dict[str, list[Any]] = {}
    for member in members:
        header = member if isinstance(member, Header) else member[0]
        groups.setdefault(_refusal(header), []).append(member)
    for refusal, group in groups.items():
        made = make(group)
        notes = (refusal,) if refusal else ()
        parts.extend(replace(part, notes=(*part.notes, *notes)) for part in made)
    return parts


def _refusal(header: Header) -> str:
    syntax = header.text("TransferSyntaxUID")
    return why_not(syntax) if syntax else ""


def _series(part: Part, uid: str) -> Series:
    first, middle = part.pictures[0].header, part.pictures[_volume_size(part) // 2]
    placed = part.geometry is not None or part.correction is not None
    instances = tuple(picture.instance(placed) for picture in part.pictures)
    number = sop_number(first, "SeriesNumber", -1)
    told = objects.told(first) if part.kind not in _PICTURES else objects.Told()
    return Series(
        uid=uid,
        study_uid=first.text("StudyInstanceUID"),
        source_format="dicom",
        modality=first.text("Modality"),
        description=first.text("SeriesDescription") or told.title,
        number=None if number < 0 else number,
        body_part=first.text("BodyPartExamined"),
        instances=instances,
        geometry=part.geometry,
        irregular=part.irregular,
        frame_of_reference_uid=first.text("FrameOfReferenceUID") or told.frame_of_reference,
        fingerprint=_fingerprint(first, instances),
        windows=middle.windows if part.kind in _PICTURES else (),
        pixels=_pixels(part),
        kind=part.kind,
        dimensions=part.dimensions,
        part=part.name,
        notes=_notes(part),
        correction=part.correction,
        resampled=part.correction is not None and part.geometry is not None,
        refers_to=told.refers_to,
        stamp=_stamp(part),
        laterality=laterality(first),
        view_position=first.text("ViewPosition").upper(),
        contrast=first.text("ContrastBolusAgent"),
        burned_in=_burned_in(part),
        orientation=_orientation(part),
        grey=part.kind is Kind.IMAGES and first.text("PhotometricInterpretation") in MONOCHROME,
        annotated=_shown_as_taken(part) and any(one.header.values.keys() & _CARRIED for one in part.pictures),
    )


def _orientation(part: Part) -> str:
    """Where rows and columns of pictures lead, if all say the same."""
    if part.kind is not Kind.IMAGES:
        return ""
    said = {_directions(picture) for picture in part.pictures}
    return "\\".join(said.pop()) if len(said) == 1 else ""


def _directions(picture: Picture) -> tuple[str, ...]:
    """Letters that rows and columns lead to: from the orientation in the patient, or as stated (C.7.6.1.1.1)."""
    try:
        numbers = picture.orientation or ()
    except ReadError:
        numbers = ()
    if len(numbers) == 6 and any(numbers[:3]) and any(numbers[3:]):
        return direction_letters(numbers[:3]), direction_letters(numbers[3:])
    return tuple(letters.upper() for letters in words(picture.header, "PatientOrientation"))


def _burned_in(part: Part) -> str:
    """What the images say of text in their pixels (PS3.3 C.7.6.1): one that has some counts for all."""
    headers = {id(picture.header): picture.header for picture in part.pictures}
    said = {header.text("BurnedInAnnotation").upper() for header in headers.values()}
    return "YES" if "YES" in said else "NO" if said == {"NO"} else ""


def _volume_size(part: Part) -> int:
    """Pictures of its first volume; all of them where it has no dimensions."""
    return len(part.pictures) // math.prod(len(dimension.values) for dimension in part.dimensions)


_MOST_NOTES = 8
_STAMP_DIGITS = 16
_PICTURES = (Kind.VOLUME, Kind.IMAGES, Kind.SLIDE)
_CARRIED = frozenset({"OverlayData", "VOILUTSequence"})


def _fingerprint(first: Header, instances: tuple[Instance, ...]) -> str:
    """A hash over the patient and the images: where two patients' images share UIDs, their results must not."""
    person = first.text("PatientID") or first.text("PatientName")
    named = (one.sop_instance_uid if not one.number else f"{one.sop_instance_uid}/{one.number}" for one in instances)
    return hashlib.sha256("\n".join((person, *named)).encode()).hexdigest()


def _stamp(part: Part) -> str:
    """A short hash over the paths, sizes and times of its files, each once."""
    headers = (picture.header for picture in part.pictures)
    files = dict.fromkeys((header.path, header.file_size, header.modified_ns) for header in headers)
    return hashlib.sha256(repr(tuple(files)).encode()).hexdigest()[:_STAMP_DIGITS]


def _pixels(part: Part) -> Pixels | None:
    """How the pixels are stored, where all pictures agree in it."""
    if part.kind not in (Kind.VOLUME, Kind.IMAGES):
        return None
    stored = {tuple(picture.header.values.get(key) for key in _FORMAT) for picture in part.pictures}
    return part.pictures[0].pixels() if len(stored) == 1 else None


def _notes(part: Part) -> tuple[str, ...]:
    header = part.pictures[0].header
    notes = [*part.notes, *part.pictures[0].group.notes, *_told_by_headers(part), *_not_drawn(part)]
    if header.text("AnatomicalOrientationType") == "QUADRUPED":
        notes.append(tr("An animal: the orientation letters are those of a standing person."))
    if part.kind is Kind.OTHER:
        notes.append(_reason(header))
    if header.text("Modality") == "PT" and part.kind is Kind.VOLUME:
        notes.extend(suv.told(header))
    return tuple(dict.fromkeys(notes))


def _shown_as_taken(part: Part) -> bool:
    """Whether a volume has slices that are those of its files."""
    return part.kind is Kind.VOLUME and part.correction is None and not part.pictures[0].tiles


def _not_drawn(part: Part) -> list[str]:
    """What the images carry that those planes of a volume that go across them do not show."""
    if part.kind is not Kind.VOLUME and part.correction is None:
        return []
    told = {
        "OverlayData": tr("Its images carry overlay planes, which are not drawn in a volume."),
        "VOILUTSequence": tr("Its images carry look-up tables for display, which are not applied in a volume."),
    }
    if _shown_as_taken(part):
        told = {
            "OverlayData": tr("Its images carry overlay planes; they are drawn on slices as they were taken."),
            "VOILUTSequence": tr(
                "Its images carry look-up tables for display; they are applied to slices as they were taken."
            ),
        }
    return [note for keyword, note in told.items() if any(keyword in one.header.values for one in part.pictures)]


def _told_by_headers(part: Part) -> list[str]:
    """What was odd about the files: at most one note of each kind."""
    return list(dict.fromkeys(note for picture in part.pictures for note in picture.header.notes))[:_MOST_NOTES]


def _reason(header: Header) -> str:
    sop_class = header.text("SOPClassUID")
    if header.short("Rows") and not header.has_pixels:
        return tr("It has no pixel data; the file may be truncated.")
    return tr("{kind}: MedView shows what it says, element by element.").format(kind=class_name(sop_class))
