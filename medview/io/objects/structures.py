"""RT Structure Set: contours in patient space, with their names and colours (PS3.3 C.8.8.5, C.8.8.6, C.8.8.8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.overlay import Colour, Shape, ShapeKind, ShapeLayer
from medview.core.study import Series
from medview.core.text import tr
from medview.io.objects.reading import Source, floats, integer, items, text
from medview.io.objects.segments import spread_colour
from medview.io.objects.target import check_frame_of_reference, check_patient, target_of

KINDS = {
    "CLOSED_PLANAR": (ShapeKind.POLYGON, 3),
    "CLOSEDPLANAR_XOR": (ShapeKind.POLYGON, 3),
    "OPEN_PLANAR": (ShapeKind.POLYLINE, 2),
    "OPEN_NONPLANAR": (ShapeKind.POLYLINE, 2),
    "POINT": (ShapeKind.POINT, 1),
}
"""Contour Geometric Type to what is drawn, and the fewest points that make one."""


@dataclass(frozen=True, eq=False)
class Region:
    """One region of interest.

    Args:
        number: ROI Number.
        name: ROI Name.
        interpreted: RT ROI Interpreted Type: ``"PTV"``, ``"ORGAN"`` …
        algorithm: ROI Generation Algorithm.
        frame_of_reference: Where its contours hold.
        colour: sRGB.
        shapes: Its contours.
        images: SOP Instance UIDs of the images its contours name.
        bad: Contours that could not be read.
        xor: Contours that cut holes by lying within one another.
    """

    number: int
    name: str
    interpreted: str
    algorithm: str
    frame_of_reference: str
    colour: Colour
    shapes: tuple[Shape, ...]
    images: frozenset[str]
    bad: int
    xor: int


def overlaid(source: Source, onto: Series) -> ShapeLayer:
    """The contours that hold for a series.

    Raises:
        ReadError: It belongs to another patient or place, or has no contour at all.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    target = target_of(onto)
    regions = regions_of(dataset)
    drawn = [region for region in regions if region.shapes]
    if not drawn:
        raise ReadError(
            tr("The structure set has {count} regions and not one contour.").format(count=len(regions)),
            tr("Look at its list of regions, or export it again."),
        )
    stated = {region.frame_of_reference for region in drawn} - {""}
    named = frozenset(uid for region in drawn for uid in region.images)
    notes = [check_frame_of_reference(stated, target, named)]
    fitting = drawn if notes[0] else [r for r in drawn if r.frame_of_reference in ("", onto.frame_of_reference_uid)]
    notes += _told(regions, len(drawn) - len(fitting), named, target.uids)
    shapes = tuple(shape for region in fitting for shape in region.shapes)
    return ShapeLayer(source.uid, _title(source), shapes, " ".join(note for note in notes if note))


def _told(regions: list[Region], elsewhere: int, named: frozenset[str], images: frozenset[str]) -> list[str]:
    empty = sum(not region.shapes for region in regions)
    bad, xor = sum(region.bad for region in regions), sum(region.xor for region in regions)
    missing = len(named - images)
    told = (
        (empty, tr("{count} regions have no contour.")),
        (bad, tr("{count} contours cannot be read and are left out.")),
        (xor, tr("{count} contours cut holes where they overlap; they are drawn as outlines.")),
        (elsewhere, tr("{count} regions belong to another frame of reference and are left out.")),
        (missing, tr("{count} of the images its contours name are not in this series.")),
    )
    return [text_.format(count=count) for count, text_ in told if count]


def regions_of(dataset: Dataset) -> list[Region]:
    """All regions, in the order the structure set lists them; those that only have contours come last."""
    contours = _contours(dataset)
    seen = {integer(one, "ReferencedROINumber", -1): one for one in items(dataset, "RTROIObservationsSequence")}
    listed = {integer(one, "ROINumber", -1): one for one in items(dataset, "StructureSetROISequence")}
    frame = text(dataset, "FrameOfReferenceUID")
    numbers = dict.fromkeys([*listed, *contours])
    nothing = Dataset()
    return [_region(n, listed.get(n, nothing), contours.get(n, []), seen.get(n, nothing), frame) for n in numbers]


def _contours(dataset: Dataset) -> dict[int, list[Dataset]]:
    """The ROI Contour items of each region: one, or several where a writer split its contours."""
    found: dict[int, list[Dataset]] = {}
    for one in items(dataset, "ROIContourSequence"):
        found.setdefault(integer(one, "ReferencedROINumber", -1), []).append(one)
    return found


def _region(number: int, listed: Dataset, drawn: list[Dataset], seen: Dataset, frame: str) -> Region:
    name = text(listed, "ROIName") or text(seen, "ROIObservationLabel") or _unnamed(number)
    colour = next((stated for one in drawn if (stated := _colour(one))), None) or spread_colour(number)
    contours = [contour for one in drawn for contour in items(one, "ContourSequence")]
    shapes = [_shape(contour, name, colour) for contour in contours]
    images = {
        text(image, "ReferencedSOPInstanceUID")
        for contour in contours
        for image in items(contour, "ContourImageSequence")
    }
    return Region(
        number,
        name,
        text(seen, "RTROIInterpretedType"),
        text(listed, "ROIGenerationAlgorithm"),
        text(listed, "ReferencedFrameOfReferenceUID") or frame,
        colour,
        tuple(shape for shape in shapes if shape is not None),
        frozenset(images - {""}),
        sum(shape is None for shape in shapes),
        sum(text(contour, "ContourGeometricType") == "CLOSEDPLANAR_XOR" for contour in contours),
    )


def _unnamed(number: int) -> str:
    return tr("Region without a number") if number < 0 else tr("Region {number}").format(number=number)


def _colour(drawn: Dataset) -> Colour | None:
    stated = floats(drawn, "ROIDisplayColor")
    if len(stated) != 3 or not np.isfinite(stated).all():
        return None
    return int(stated[0]) & 255, int(stated[1]) & 255, int(stated[2]) & 255


def _shape(contour: Dataset, name: str, colour: Colour) -> Shape | None:
    """A contour, or None where its points are damaged; those with too few points for their type become simpler ones."""
    numbers = floats(contour, "ContourData")
    points = numbers[: len(numbers) // 3 * 3].reshape(-1, 3)
    kind, least = KINDS.get(text(contour, "ContourGeometricType").upper(), (ShapeKind.POLYLINE, 2))
    if not len(points) or not np.isfinite(points).all():
        return None
    if len(points) < least:
        kind = ShapeKind.POINT if len(points) == 1 else ShapeKind.POLYLINE
    return Shape(kind, points, name, colour=colour)


def _title(source: Source) -> str:
    return text(source.dataset, "StructureSetLabel") or source.title


def content(source: Source) -> Tree:
    """A structure set without its images: its regions, line by line."""
    dataset = source.dataset
    regions = regions_of(dataset)
    named = ((tr("Label"), "StructureSetLabel"), (tr("Name"), "StructureSetName"), (tr("Date"), "StructureSetDate"))
    lines = [Node(name, text(dataset, keyword)) for name, keyword in named if text(dataset, keyword)]
    lines.append(Node(tr("Regions"), str(len(regions)), children=tuple(_node(region) for region in regions)))
    notes = () if any(region.shapes for region in regions) else (tr("It has not one contour."),)
    return Tree(_title(source), Node(_title(source), children=tuple(lines)), notes=notes)


def _node(region: Region) -> Node:
    kinds = Counter(shape.kind.value for shape in region.shapes)
    drawn = ", ".join(f"{count} × {kind}" for kind, count in kinds.items()) or tr("no contour")
    lines = (
        Node(tr("Interpreted type"), region.interpreted),
        Node(tr("Contours"), drawn),
        Node(tr("Drawn by"), region.algorithm),
    )
    return Node(region.name, images=tuple(sorted(region.images)), children=tuple(line for line in lines if line.value))
