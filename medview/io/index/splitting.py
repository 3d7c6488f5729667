"""What cannot share a grid or a stack: by what pictures of one series are split, and how the parts are called."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float, direction_letters
from medview.core.text import tr
from medview.io.dicom_facts import sop_number, words
from medview.io.dicom_geometry import SAME_ORIENTATION
from medview.io.dicom_header import Header
from medview.io.index.pictures import Picture

_SIDES = ("ImageLaterality", "Laterality")
MONOCHROME = ("MONOCHROME1", "MONOCHROME2")

_PLANES = {"R": "Sagittal", "L": "Sagittal", "A": "Coronal", "P": "Coronal", "H": "Axial", "F": "Axial"}


@dataclass
class Named:
    """Pictures on their way into parts, and what their part is called."""

    pictures: list[Picture]
    name: str = ""


def split(group: Named, key: Callable[[Picture], Hashable], told: Callable[[list[Picture]], str]) -> list[Named]:
    """By a key; each part is named by what it has and the others have not."""
    found: dict[Hashable, list[Picture]] = {}
    for picture in group.pictures:
        found.setdefault(key(picture), []).append(picture)
    if len(found) < 2:
        return [group] if group.pictures else []
    return [Named(members, joined(group.name, told(members))) for members in found.values()]


def joined(*names: str) -> str:
    """What is there of several names, in one."""
    return ", ".join(name for name in names if name)


def _is_localiser(picture: Picture) -> bool:
    return "LOCALIZER" in words(picture.header, "ImageType")


def _localiser_words(members: list[Picture]) -> str:
    return tr("Localiser") if _is_localiser(members[0]) else ""


def canvas(picture: Picture) -> Hashable:
    """What pictures of one stack must share."""
    return picture.rows, picture.columns, _colour(picture.header), picture.tiles


def laterality(header: Header) -> str:
    """The imaged side of a paired part, as the image says it (PS3.3 C.8.11.7), else as its series does."""
    return next(filter(None, (header.text(keyword) for keyword in _SIDES)), "").upper()


def projection(picture: Picture) -> Hashable:
    """Which projection of what side: two-view chests and the four of a mammography may come as one series."""
    return laterality(picture.header), picture.header.text("ViewPosition").upper()


def projection_words(members: list[Picture]) -> str:
    """The side and the view."""
    return " ".join(filter(None, (laterality(members[0].header), members[0].header.text("ViewPosition"))))


def _colour(header: Header) -> bool:
    return header.text("PhotometricInterpretation") not in (*MONOCHROME, "")


def canvas_words(members: list[Picture]) -> str:
    """Their size, and whether they are coloured."""
    colour = tr("colour") if _colour(members[0].header) else ""
    return " ".join(filter(None, (f"{members[0].columns}×{members[0].rows}", colour)))


def _format(picture: Picture) -> Hashable:
    header = picture.header
    keys = ("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PhotometricInterpretation")
    return (*(header.values.get(key) for key in keys), "ModalityLUTSequence" in header.values)


def _format_words(members: list[Picture]) -> str:
    header = members[0].header
    sign = tr("signed") if header.short("PixelRepresentation") else ""
    white = tr("white is low") if header.text("PhotometricInterpretation") == MONOCHROME[0] else ""
    return " ".join(filter(None, (tr("{bits} bits").format(bits=header.short("BitsStored")), sign, white)))


def _spacing(picture: Picture) -> Hashable:
    try:
        return tuple(round(number, 6) for number in picture.spacing or ())
    except ReadError:
        return ()


def _spacing_words(members: list[Picture]) -> str:
    spacing = _spacing(members[0])
    assert isinstance(spacing, tuple)
    return tr("{spacing} mm pixels").format(spacing=" × ".join(f"{number:g}" for number in spacing)) if spacing else ""


def _stack_words(members: list[Picture]) -> str:
    return tr("Stack {name}").format(name=members[0].group.stack) if members[0].group.stack else ""


def _number_words(members: list[Picture]) -> str:
    return tr("Number {number}").format(number=sop_number(members[0].header, "SeriesNumber", 0))


def _class_words(members: list[Picture]) -> str:
    return " ".join(words(members[0].header, "ImageType")[:1]).capitalize()


SPLITS: tuple[tuple[Callable[[Picture], Hashable], Callable[[list[Picture]], str]], ...] = (
    (lambda picture: picture.header.values.get("SeriesNumber"), _number_words),
    (lambda picture: picture.header.values.get("SOPClassUID"), _class_words),
    (_is_localiser, _localiser_words),
    (canvas, canvas_words),
    (lambda picture: picture.header.values.get("FrameOfReferenceUID"), lambda _members: tr("Other frame of reference")),
    (_spacing, _spacing_words),
    (_format, _format_words),
    (lambda picture: picture.group.stack, _stack_words),
)
"""What cannot share a grid, and how the parts are told apart, in the order in which it is looked at."""


def by_orientation(group: Named) -> list[Named]:
    """Parallel slices together; single images that all look elsewhere make one part."""
    found: list[tuple[Float, list[Picture]]] = []
    known: dict[tuple[float, ...], list[Picture]] = {}
    for picture in group.pictures:
        cosines = picture.orientation or ()
        members = known.get(cosines)
        if members is None:
            members = known[cosines] = _nearest(np.array(cosines), found)
        members.append(picture)
    return [group] if len(found) < 2 else _named_planes(group, found)


def _nearest(cosines: Float, found: list[tuple[Float, list[Picture]]]) -> list[Picture]:
    """The pictures that look the same way; a new list where none does."""
    near = next((members for one, members in found if np.abs(one - cosines).max() <= SAME_ORIENTATION), None)
    if near is None:
        near = []
        found.append((cosines, near))
    return near


def _named_planes(group: Named, found: list[tuple[Float, list[Picture]]]) -> list[Named]:
    parallel = [(array, members) for array, members in found if len(members) > 1]
    lone = [picture for _, members in found if len(members) == 1 for picture in members]
    if not parallel:
        return [group]
    made = [Named(members, joined(group.name, plane_name(array))) for array, members in parallel]
    return [*made, Named(lone, joined(group.name, tr("Other directions")))] if lone else made


def plane_name(orientation: Float) -> str:
    """Axial, sagittal or coronal, whichever is nearest, and whether it is oblique (more than some 6 degrees off)."""
    letters = direction_letters(np.cross(orientation[:3], orientation[3:]))
    name = tr(_PLANES[letters[0]])
    return name if len(letters) == 1 else tr("{plane} oblique").format(plane=name)
