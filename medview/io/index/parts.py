"""One DICOM series in parts: pictures that can share a stack, a grid or a cine, each part with its name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from medview.core.errors import MedViewError
from medview.core.geometry import Float, Geometry
from medview.core.study import Correction, Dimension, Kind
from medview.core.text import tr
from medview.io.dicom_facts import frame_count, sop_number
from medview.io.dicom_geometry import (
    SAME_ORIENTATION,
    SAME_POSITION_MM,
    Fit,
    IrregularError,
    Planes,
    directions,
    fit,
)
from medview.io.dicom_header import Header
from medview.io.index.classes import Images
from medview.io.index.dimensions import Stack, stacks
from medview.io.index.pictures import Picture, misplaced, pictures
from medview.io.index.splitting import (
    MONOCHROME,
    SPLITS,
    Named,
    by_orientation,
    canvas,
    canvas_words,
    joined,
    projection,
    projection_words,
    split,
)

BESIDE_MM = 0.5
"""Slices of one plane whose first pixels are farther apart lie beside each other, not on one another."""

_SLICED = ("CT", "MR", "PT")
"""Modalities whose images should say where they lie."""


@dataclass(frozen=True, eq=False)
class Part:
    """What becomes one ``Series``.

    Args:
        kind: What it is.
        pictures: In order.
        geometry: Their grid, or None.
        irregular: Why there is none.
        dimensions: How they differ beside place.
        name: Which part of the series it is.
        notes: What was odd.
        correction: How they become a grid.
    """

    kind: Kind
    pictures: list[Picture]
    geometry: Geometry | None = None
    irregular: str = ""
    dimensions: tuple[Dimension, ...] = ()
    name: str = ""
    notes: tuple[str, ...] = ()
    correction: Correction | None = None


def flat(headers: list[Header]) -> list[Part]:
    """Projections, cines and photographs: a cine each for itself, single images of one view and size together."""
    cines = [pictures(header, Images.FLAT) for header in headers if frame_count(header) > 1]
    singles = [pictures(header, Images.FLAT)[0] for header in headers if frame_count(header) == 1]
    views = split(Named(singles), projection, projection_words)
    return [*_cines(cines, len(headers) > 1), *(part for view in views for part in _lost(view.pictures, view.name))]


def stacked(headers: list[tuple[Header, Images]]) -> list[Part]:
    """Slices: split by what cannot share a grid, then into volumes along their dimensions."""
    placed: list[Picture] = []
    lost: list[Picture] = []
    cines: list[list[Picture]] = []
    for header, images in headers:
        frames = pictures(header, images)
        without = [picture for picture in frames if misplaced(picture)]
        if len(frames) > 1 and without:
            cines.append(frames)
        else:
            (lost if without else placed).extend(frames)
    groups = [Named(placed)] if placed else []
    for key, told in SPLITS:
        groups = [one for group in groups for one in split(group, key, told)]
    groups = [one for group in groups for one in by_orientation(group)]
    name = tr("Without position") if placed else ""
    made = [part for group in groups for part in _stacked(group)]
    return [*made, *_cines(cines, len(headers) > 1), *_lost(lost, name)]


def _cines(cines: list[list[Picture]], several: bool) -> list[Part]:
    """The frames of each file, which say nothing of their place."""
    named = [_image_name(frames[0].header) if several else "" for frames in cines]
    return [
        Part(Kind.IMAGES, frames, irregular=_unplaced(frames), name=name)
        for frames, name in zip(cines, named, strict=True)
    ]


def _lost(members: list[Picture], name: str) -> list[Part]:
    """Images without a place, those of one size together."""
    groups = split(Named(members, name), canvas, canvas_words)
    return [Part(Kind.IMAGES, one.pictures, irregular=_unplaced(one.pictures), name=one.name) for one in groups]


def _image_name(header: Header) -> str:
    return tr("Image {number}").format(number=sop_number(header, "InstanceNumber", 0))


def _stacked(group: Named) -> list[Part]:
    """The volumes of parallel slices, or a stack of images with the reason why they make none."""
    try:
        return _volumes(group)
    except (IrregularError, MedViewError) as error:
        return [Part(Kind.IMAGES, group.pictures, irregular=str(error), name=group.name)]


def _volumes(group: Named) -> list[Part]:
    planes = _planes(group.pictures)
    right, down = directions(planes.orientation)
    if min(planes.spacing_mm) <= 0:
        raise IrregularError(tr("The pixel spacing is not positive."))
    places = _places(planes.positions_lps, np.cross(right, down))
    found = stacks(group.pictures, places)
    if max(places) == 0 and len(found) > 1:
        found = [Stack(group.pictures, (), 1)]
    refused = not_grid(group.pictures[0])
    return [_volume(stack, joined(group.name, stack.part), refused) for stack in found]


def _places(positions: Float, normal: Float) -> list[int]:
    """Number of the distinct place of each slice, along the normal; slices side by side lie at different places."""
    along = positions @ normal
    places = [0] * len(positions)
    level: list[int] = []
    last, count = -np.inf, 0
    for index in np.argsort(along, kind="stable").tolist():
        if along[index] - last >= SAME_POSITION_MM:
            level = []
        last = along[index]
        same = (one for one in level if np.abs(positions[one] - positions[index]).max() < BESIDE_MM)
        near = next(same, None)
        if near is None:
            level.append(index)
            places[index], count = count, count + 1
        else:
            places[index] = places[near]
    return places


def _volume(stack: Stack, name: str, refused: str) -> Part:
    notes: tuple[str, ...] = ()
    if stack.repeated:
        name = joined(name, tr("Repeated slices"))
        told = tr("{count} images lie where others of the series do, and differ from them in nothing that is named.")
        notes = (told.format(count=len(stack.pictures)),)
    try:
        if refused:
            raise IrregularError(refused)
        if stack.places == 1:
            raise IrregularError(_alone(len(stack.pictures)))
        if len(stack.pictures) % stack.places:
            told = tr("{images} images at only {places} positions.")
            raise IrregularError(told.format(images=len(stack.pictures), places=stack.places))
        found = fit(_planes(stack.pictures[: stack.places]))
    except (IrregularError, MedViewError) as error:
        return Part(Kind.IMAGES, stack.pictures, None, _missed(stack, str(error)), stack.dimensions, name, notes)
    return _fitted(stack, found, name, notes)


def _missed(stack: Stack, reason: str) -> str:
    """Why slices make no grid; a picture by itself, and one that is no slice, need make none."""
    sliced = stack.pictures[0].header.text("Modality") in _SLICED
    return reason if sliced and len(stack.pictures) > 1 else ""


def _alone(count: int) -> str:
    return tr("All {count} images lie in one place; a volume needs at least two parallel slices.").format(count=count)


def _fitted(stack: Stack, found: Fit, name: str, notes: tuple[str, ...]) -> Part:
    volumes = len(stack.pictures) // stack.places
    starts = range(0, volumes * stack.places, stack.places)
    ordered = [stack.pictures[start + slice_number] for start in starts for slice_number in found.order]
    kind = Kind.IMAGES if found.geometry is None else Kind.VOLUME
    return Part(kind, ordered, found.geometry, found.reason, stack.dimensions, name, notes, found.correction)


def _planes(members: list[Picture]) -> Planes:
    """The planes of pictures that all have a place.

    Raises:
        IrregularError: They look in different directions.
    """
    orientations = {picture.orientation or () for picture in members}
    cosines = np.array(list(orientations))
    if np.abs(cosines - cosines[0]).max() > SAME_ORIENTATION:
        raise IrregularError(tr("The images point in {count} different directions.").format(count=len(orientations)))
    first = members[0]
    rows, columns = first.spacing or (0.0, 0.0)
    positions = np.array([picture.position for picture in members])
    return Planes(positions, np.array(first.orientation), (rows, columns), (first.rows, first.columns))


def _unplaced(members: list[Picture]) -> str:
    """Why pictures have no place; empty where none is in the nature of such images."""
    return misplaced(members[0]) if members[0].header.text("Modality") in _SLICED else ""


def not_grid(picture: Picture) -> str:
    """Why pictures with places cannot become a volume of grey values; empty when they can."""
    header = picture.header
    photometric = header.text("PhotometricInterpretation")
    if photometric and (photometric not in MONOCHROME or header.short("SamplesPerPixel", 1) != 1):
        return tr("Its pixels are {photometric}, not grey values.").format(photometric=photometric)
    allocated, stored = header.short("BitsAllocated"), header.short("BitsStored", header.short("BitsAllocated"))
    if picture.rows and picture.columns and allocated in (8, 12, 16, 32, 64) and 0 < stored <= allocated:
        return ""
    return tr("{rows}×{columns} pixels of {allocated} bits, {stored} of them used, make no volume.").format(
        rows=picture.rows, columns=picture.columns, allocated=allocated, stored=stored
    )
