"""The lung fields on CT: air inside the body, without the airways, left and right, with the vessels inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import label as label_2d
from skimage.measure import regionprops
from skimage.segmentation import watershed

from medview.core.errors import NotTrusted
from medview.core.text import tr
from medview.engine.classical.body import body
from medview.engine.classical.coarse import Coarse
from medview.engine.classical.shapes import closed, dilated, eroded, filled, kept, parts, sizes

Bool = NDArray[np.bool_]

AERATED_HU = -500.0
"""Between aerated lung (about -850) and the tissue around it (about 0)."""

GAS_HU = -960.0
"""The middle value of gas in the bowel or outside is below it; that of lungs, however destroyed, is not."""

LUMEN_HU = -930.0
"""Blocks of the trachea and the main bronchi are below it."""

LEAST_LUNG_ML = 20.0
"""Smaller parts filled with air are no lungs."""

LEAST_SHARE = 0.01
"""A part of at least this part of the largest belongs to the lungs too: the tips of lungs that end at the diaphragm."""

BOTH_SIDES = 0.25
"""A part with more than this of it on either side of the body's middle is two lungs that touch."""

OTHER_SIDE = 0.2
"""Cut in two, the smaller lung has at least this part of the larger."""

RIGHT, LEFT = 1, 2
"""Values of the lungs."""

VESSEL_MM = 6.0
"""Clefts narrower than twice this are vessels within the lungs, and filled."""

TRACHEA_MM2 = (40.0, 900.0)
"""Area of a trachea in an axial slice."""

TRACHEA_ROUND = 0.75
"""A trachea fills this part of its convex hull at least."""

NEAR_MIDDLE_MM = 60.0
"""A trachea lies no farther from the middle between the lungs."""

TRACHEA_LENGTH_MM = 25.0
"""A hole that can be followed less far is a larynx, or none of the airways."""

GROWTH = 1.6
"""From one slice to the next an airway does not grow more than this."""


@dataclass(frozen=True, eq=False)
class Lungs:
    """The lung fields.

    Args:
        labels: (k, j, i) of blocks: 1 the right lung, 2 the left one.
        notes: What a reader must know.
    """

    labels: NDArray[np.uint8]
    notes: tuple[str, ...]


def lungs(made: Coarse) -> Lungs:
    """The lung fields of a CT.

    Args:
        made: The coarse copy.

    Raises:
        NotTrusted: There are none.
    """
    inside = body(made)
    found = _aerated(made, inside)
    airways, notes = _airways(made, found, inside), []
    if airways is None:
        notes.append(tr("No trachea was found: the airways are counted with the lungs."))
    else:
        found = _large(made, found & ~dilated(airways, made.ball(made.sides_mm.max())))
    labels = _sides(made, found, inside)
    if len(np.unique(labels)) < 3:
        notes.append(tr("Only one lung was found; its side is where it lies in the body."))
    return Lungs(_with_vessels(made, labels), tuple(notes))


def _aerated(made: Coarse, inside: Bool) -> Bool:
    """Air inside the body, lungs and airways, without gas in the bowel."""
    labelled = parts((made.values < AERATED_HU) & inside)
    counts = sizes(labelled)
    large = np.flatnonzero(counts * made.block_ml >= LEAST_LUNG_ML)
    lung = np.zeros(len(counts), bool)
    lung[[n for n in large if float(np.median(made.values[labelled == n])) > GAS_HU]] = True
    if not lung.any():
        raise NotTrusted(
            tr("No lungs were found: no part of the body filled with air has {least:.0f} mL.").format(
                least=LEAST_LUNG_ML
            ),
            tr("Choose a CT of the chest."),
        )
    lung &= counts >= LEAST_SHARE * counts[lung].max()
    return kept(labelled, lung)


def _large(made: Coarse, found: Bool) -> Bool:
    """A mask without what is too small for a lung, such as the beginning of the trachea."""
    labelled = parts(found)
    return kept(labelled, sizes(labelled) * made.block_ml >= LEAST_LUNG_ML)


def _airways(made: Coarse, found: Bool, inside: Bool) -> Bool | None:
    """The trachea and what can be followed from it, slice by slice towards the feet; None where there is no trachea."""
    lumen, middle = (made.values < LUMEN_HU) & inside, _middle(made, found)
    area_mm2 = float(np.prod(np.delete(made.sides_mm, made.axial)))
    long_enough = max(2, round(TRACHEA_LENGTH_MM / made.sides_mm[made.axial]))
    track: dict[int, Bool] = {}
    for number in made.slices():
        plane = np.take(lumen, number, made.axial)
        here = _followed(plane, next(reversed(track.values())), area_mm2) if track else None
        if here is not None and here.any():
            track[number] = here
            continue
        if len(track) >= long_enough:
            break
        start = _trachea(plane, np.take(made.values, number, made.axial), area_mm2, middle)
        track = {} if start is None else {number: start}
    if len(track) < long_enough:
        return None
    mask = np.zeros_like(found)
    for number, plane in track.items():
        mask[(slice(None),) * made.axial + (number,)] = plane
    return mask


def _middle(made: Coarse, found: Bool) -> tuple[float, float]:
    """Where the middle between both lungs lies in an axial slice of blocks."""
    places = np.delete(np.array(np.nonzero(found)), made.axial, axis=0)
    first, second = (float((line.min() + line.max()) / 2.0) for line in places)
    return first, second


def _trachea(plane: Bool, values: NDArray[np.float32], area_mm2: float, middle: tuple[float, float]) -> Bool | None:
    """A round hole of a trachea's size with tissue around it, the one nearest to the middle."""
    labelled = label_2d(plane)
    fitting = [
        one
        for one in regionprops(labelled)
        if TRACHEA_MM2[0] <= one.area * area_mm2 <= TRACHEA_MM2[1] and one.solidity >= TRACHEA_ROUND
    ]
    walled = [one for one in fitting if _has_wall(labelled == one.label, values)]
    if not walled:
        return None
    nearest = min(walled, key=lambda one: np.hypot(*np.subtract(one.centroid, middle)))
    far = float(np.hypot(*np.subtract(nearest.centroid, middle))) * np.sqrt(area_mm2)
    return np.asarray(labelled == nearest.label) if far <= NEAR_MIDDLE_MM else None


def _has_wall(hole: Bool, values: NDArray[np.float32]) -> bool:
    """Whether most of what lies two blocks around a hole is tissue, not lung."""
    around = ndimage.binary_dilation(hole, iterations=3) & ~ndimage.binary_dilation(hole, iterations=1)
    return bool((values[around] > AERATED_HU).mean() > 0.6)


def _followed(plane: Bool, before: Bool, area_mm2: float) -> Bool:
    """Holes that go on from those of the slice before, and did not grow into a lung."""
    labelled = label_2d(plane)
    reached = np.unique(labelled[ndimage.binary_dilation(before) & plane])
    limit = max(GROWTH * float(before.sum()), TRACHEA_MM2[0] / area_mm2)
    grown = [n for n in reached if n and float((labelled == n).sum()) <= limit]
    return np.isin(labelled, grown)


def _sides(made: Coarse, found: Bool, inside: Bool) -> NDArray[np.uint8]:
    """The right (1) and the left (2) lung: each part by where it lies, one that is on both sides cut in two."""
    left = made.x_lps() > made.leftward(inside)
    labelled = parts(found)
    counts = sizes(labelled)
    share = np.bincount(labelled.ravel(), left.ravel()) / np.maximum(counts, 1)
    labels = np.where(share >= 0.5, LEFT, RIGHT).astype(np.uint8)[labelled]
    labels[labelled == 0] = 0
    spanning = np.flatnonzero((counts > 0) & (share > BOTH_SIDES) & (share < 1.0 - BOTH_SIDES))
    for number in spanning[np.argsort(-counts[spanning])]:
        piece = labelled == number
        cut = _cut(made, piece)
        if cut is not None:
            first = LEFT if made.leftward(cut == 1) > made.leftward(cut == 2) else RIGHT
            labels[piece] = np.array([0, first, RIGHT + LEFT - first], np.uint8)[cut[piece]]
    return labels


def _cut(made: Coarse, found: Bool) -> NDArray[np.int64] | None:
    """Two lungs that touch, cut where they are thinnest; None where they are one."""
    seeds = found
    for _ in range(8):
        seeds = eroded(seeds, ndimage.generate_binary_structure(3, 1))
        labelled = parts(seeds)
        counts = sizes(labelled)
        order = np.argsort(-counts)
        if len(order) > 1 and counts[order[1]] >= OTHER_SIDE * max(1, counts[order[0]]):
            markers = np.where(labelled == order[0], 1, 0) + np.where(labelled == order[1], 2, 0)
            depth = ndimage.distance_transform_edt(found, sampling=made.sides_mm)
            return np.asarray(watershed(-depth, markers, mask=found), np.int64)
    return None


def _with_vessels(made: Coarse, labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each lung with its vessels; what both claim stays with whose it was."""
    found, ball = labels.copy(), made.ball(VESSEL_MM)
    for value in np.unique(labels[labels > 0]):
        whole = filled(closed(labels == value, ball), made)
        found[whole & (found == 0)] = value
    return found
