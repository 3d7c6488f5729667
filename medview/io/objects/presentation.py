"""Presentation states: how images are meant to be shown, and what is drawn on them (PS3.3 A.33, C.10, C.11.8)."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.images import Lut
from medview.core.overlay import PresentationLayer, Presented, Shape
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import VoiFunction, Window
from medview.io.dicom_facts import class_name
from medview.io.objects.graphics import Area, shapes_of
from medview.io.objects.reading import (
    Source,
    array,
    floats,
    integer,
    is_big_endian,
    items,
    number,
    raw_bytes,
    references,
    text,
    vector,
)  # fmt: skip
from medview.io.objects.target import check_patient, target_of

ImageKey = tuple[str, int]

ALL_FRAMES = -1

_FUNCTIONS: dict[str, VoiFunction] = {"LINEAR_EXACT": "LINEAR_EXACT", "SIGMOID": "SIGMOID"}

_UNAPPLIED = (
    ("ShutterShape", "The shutter ({value}) is not applied."),
    ("ShutterOverlayGroup", "The bitmap shutter is not applied."),
    ("PresentationLUTSequence", "Its presentation look-up table is not applied; grey values go to the screen evenly."),
    ("ModalityLUTSequence", "Its modality look-up table is not applied; that of the images is."),
    ("PixelPresentation", "Its colours ({value}) are not applied."),
    ("RedPaletteColorLookupTableDescriptor", "Its colour palette is not applied."),
    ("BlendingSequence", "It blends two sets of images; they are not blended here."),
    ("AdvancedBlendingSequence", "It blends several sets of images; they are not blended here."),
    ("VolumetricPresentationStateInputSequence", "It describes a reconstruction, which is not made here."),
    ("MaskSubtractionSequence", "Its mask subtraction is not applied."),
)
"""Attributes that change the picture, and what is told of each that is not honoured."""


def overlaid(source: Source, onto: Series) -> PresentationLayer:
    """What a presentation state does to a series.

    Raises:
        ReadError: It belongs to another patient, or is not about these images.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    own = target_of(onto).uids
    presented = tuple(one for one in presented_of(dataset) if one.image[0] in own)
    if not presented:
        raise ReadError(tr("The presentation state is about other images."), tr("Open the images it names."))
    areas = {one.image: Area.of(one) for one in presented}
    shapes, told = shapes_of(dataset, areas)
    return PresentationLayer(source.uid, _title(source), presented, shapes, " ".join((*told, *unapplied(dataset))))


def _title(source: Source) -> str:
    return text(source.dataset, "ContentDescription") or source.title


def presented_of(dataset: Dataset) -> tuple[Presented, ...]:
    """How each image is to be shown; modules without a list of images hold for all of them."""
    images = referred(dataset)
    inverted = text(dataset, "PresentationLUTShape").upper() == "INVERSE"
    rotation = integer(dataset, "ImageRotation") % 360
    flipped = text(dataset, "ImageHorizontalFlip").upper() == "Y"
    windows = _assigned(dataset, "SoftcopyVOILUTSequence")
    areas = _assigned(dataset, "DisplayedAreaSelectionSequence")
    made = []
    for image in images:
        window, lut = _voi(_for(windows, image), dataset)
        area = _area(_for(areas, image))
        made.append(Presented(image, window, lut, inverted, rotation // 90 * 90, flipped, area))
    return tuple(made)


def referred(dataset: Dataset) -> list[ImageKey]:
    """The images it is about: each whole, or the frames it names."""
    found: dict[ImageKey, None] = {}
    for holder in (dataset, *items(dataset, "BlendingSequence"), *items(dataset, "AdvancedBlendingSequence")):
        for series in items(holder, "ReferencedSeriesSequence"):
            for uid, frames in references(series, "ReferencedImageSequence"):
                found.update(dict.fromkeys((uid, frame) for frame in frames or (ALL_FRAMES,)))
    return list(found)


_Assigned = list[tuple[frozenset[ImageKey], Dataset]]


def _assigned(dataset: Dataset, keyword: str) -> _Assigned:
    """(images, item): none when the item holds for all."""
    found: _Assigned = []
    for one in items(dataset, keyword):
        named = references(one, "ReferencedImageSequence")
        keys = frozenset((uid, frame) for uid, frames in named for frame in frames or (ALL_FRAMES,))
        found.append((keys, one))
    return found


def _for(assigned: _Assigned, image: ImageKey) -> Dataset:
    whole = (image[0], ALL_FRAMES)
    named = [one for keys, one in assigned if image in keys or whole in keys]
    some = [one for keys, one in assigned if image[1] == ALL_FRAMES and any(uid == image[0] for uid, _ in keys)]
    general = [one for keys, one in assigned if not keys]
    return next(iter([*named, *some, *general]), Dataset())


def _voi(one: Dataset, dataset: Dataset) -> tuple[Window | None, Lut | None]:
    """Window and look-up table; the table comes first where both are there (PS3.3 C.11.8)."""
    tables = items(one, "VOILUTSequence")
    lut = _lut(tables[0], is_big_endian(dataset)) if tables else None
    centres, widths = floats(one, "WindowCenter"), floats(one, "WindowWidth")
    if not len(centres) or not len(widths) or not np.isfinite([centres[0], widths[0]]).all() or widths[0] <= 0:
        return None, lut
    function = _FUNCTIONS.get(text(one, "VOILUTFunction").upper(), "LINEAR")
    name = text(one, "WindowCenterWidthExplanation").split(", ")[0] or tr("Presentation state")
    return Window(float(centres[0]), float(widths[0]), name, function), lut


def _lut(one: Dataset, big_endian: bool) -> Lut | None:
    described = vector(one, "LUTDescriptor", 3)
    if described is None:
        return None
    count, first, bits = (int(part) for part in described)
    raw = raw_bytes(one, "LUTData")
    entries = array(raw, "u2", big_endian=big_endian) if raw else floats(one, "LUTData").astype(np.uint16)
    entries = entries[: count or 1 << 16]
    return Lut(float(first), entries.astype(np.uint16), bits, text(one, "LUTExplanation")) if len(entries) else None


def _area(one: Dataset) -> tuple[float, float, float, float] | None:
    """Displayed area; its corners are pixels counted from 1, the first being that shown top left (PS3.3 C.10.4)."""
    top_left = vector(one, "DisplayedAreaTopLeftHandCorner", 2)
    bottom_right = vector(one, "DisplayedAreaBottomRightHandCorner", 2)
    if top_left is None or bottom_right is None:
        return None
    low, high = np.minimum(top_left, bottom_right) - 1, np.maximum(top_left, bottom_right) - 1
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def unapplied(dataset: Dataset) -> list[str]:
    """What the state asks for and does not get, in words."""
    told = []
    for keyword, words in _UNAPPLIED:
        if keyword in dataset:
            told.append(tr(words).format(value=text(dataset, keyword).lower()))
    if "RescaleSlope" in dataset:
        slope, intercept = number(dataset, "RescaleSlope", 1.0), number(dataset, "RescaleIntercept", 0.0)
        if (slope, intercept) != (1.0, 0.0):
            told.append(tr("Its rescale ({slope:g}, {intercept:g}) is not applied; that of the images is.").format(
                slope=slope, intercept=intercept))  # fmt: skip
    return told


def content(source: Source) -> Tree:
    """A presentation state without its images: what it would do to them."""
    dataset = source.dataset
    presented = presented_of(dataset)
    shapes, told = shapes_of(dataset, {one.image: Area.of(one) for one in presented})
    head = (
        Node(tr("Kind"), class_name(text(dataset, "SOPClassUID"))),
        Node(tr("Description"), text(dataset, "ContentDescription")),
        Node(tr("Made by"), text(dataset, "ContentCreatorName").replace("^", " ").strip()),
        Node(tr("Made on"), text(dataset, "PresentationCreationDate")),
    )
    images = tuple(dict.fromkeys(one.image[0] for one in presented))
    lines = (
        *(line for line in head if line.value),
        Node(tr("Images"), str(len(images)), children=tuple(_node(one) for one in presented[:200]), images=images),
        Node(tr("Annotations"), str(len(shapes)), children=tuple(_shape(one) for one in shapes[:200])),
    )
    return Tree(_title(source), Node(_title(source), children=lines), notes=(*told, *unapplied(dataset)))


def _node(one: Presented) -> Node:
    name = tr("Image") if one.image[1] == ALL_FRAMES else tr("Frame {number}").format(number=one.image[1] + 1)
    window = f"{one.window.width:g} / {one.window.centre:g} {one.window.function}" if one.window else ""
    lines = (
        Node(tr("Window"), window),
        Node(tr("Look-up table"), one.lut.name or str(len(one.lut.entries)) if one.lut else ""),
        Node(tr("Inverted"), tr("yes") if one.inverted else ""),
        Node(tr("Rotated"), f"{one.rotation}°" if one.rotation else ""),
        Node(tr("Flipped"), tr("yes") if one.flipped else ""),
        Node(tr("Area"), ", ".join(f"{side:g}" for side in one.area) if one.area else ""),
    )
    return Node(name, children=tuple(line for line in lines if line.value), images=(one.image[0],))


def _shape(one: Shape) -> Node:
    value = one.text or f"{one.kind.value}, {len(one.points)}"
    return Node(one.name or one.kind.value.capitalize(), value, images=(one.image[0],) if one.image else ())
