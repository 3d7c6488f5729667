"""The body on CT, without the table and what lies beside the patient, and the bones within it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import NotTrusted
from medview.core.text import tr
from medview.engine.classical.coarse import Coarse
from medview.engine.classical.shapes import dilated, eroded, filled, kept, opened, parts, sizes

Bool = NDArray[np.bool_]

SKIN_HU = -300.0
"""Between air (-1000) and fat (-100): half of what a voxel of the skin holds is air."""

TABLE_MM = 5.0
"""What is thinner than twice this is no body: the shell of a table, a blanket, a cable."""

LEAST_PART = 0.03
"""Arms and legs are apart from the trunk in many slices: parts of at least this part of the largest stay."""

LEAST_BONE_ML = 1.0
"""Smaller parts above the limit are calcified vessels, calluses, or noise."""

BONY = 0.2
"""Part of a block's voxels above the limit from which on it may be bone: cortical bone is thinner than a block."""

AIR_HU, WATER_HU = -700.0, (-250.0, 250.0)
"""Air around or in the body, and its soft parts with fat: every CT of a body has some of both."""

LEAST_AIR, LEAST_SOFT = 0.002, 0.02
"""Parts of the volume they take at least."""


def check_hounsfield(made: Coarse) -> None:
    """Check that values are Hounsfield units, for formats that do not say.

    Raises:
        NotTrusted: There is no air at -1000 or nothing soft around 0.
    """
    air = float((made.values < AIR_HU).mean())
    soft = float(((made.values > WATER_HU[0]) & (made.values < WATER_HU[1])).mean())
    deep = float(made.values.min())
    if air >= LEAST_AIR and soft >= LEAST_SOFT and deep < AIR_HU:
        return
    raise NotTrusted(
        tr(
            "The values do not look like Hounsfield units of a body: {air:.1f} % are air (below {low:.0f}), "
            "{soft:.1f} % are soft tissue or fat ({soft_low:.0f} to {soft_high:.0f})."
        ).format(air=100 * air, low=AIR_HU, soft=100 * soft, soft_low=WATER_HU[0], soft_high=WATER_HU[1]),
        tr("Choose a CT series with its rescale values applied; a cropped CT without any air cannot be read."),
    )


def body(made: Coarse, skin_hu: float = SKIN_HU) -> Bool:
    """Blocks of the body, with all it encloses in each axial slice.

    Args:
        made: The coarse copy.
        skin_hu: What is more is no air.

    Raises:
        NotTrusted: There is none.
    """
    solid = made.values > skin_hu
    trunk = filled(opened(solid, made.ball(TABLE_MM)), made)
    labelled = parts(trunk)
    counts = sizes(labelled)
    if not counts.any():
        raise NotTrusted(tr("No body was found in this CT."), tr("Check that it is a CT of a patient."))
    return filled(kept(labelled, counts >= LEAST_PART * counts.max()), made)


def bones(made: Coarse) -> Bool:
    """Blocks of bone in the body.

    Args:
        made: The coarse copy, whose ``above`` counts voxels above the limit of bone.

    Raises:
        NotTrusted: There is none.
    """
    inside = eroded(body(made), made.ball(made.sides_mm.max()))
    labelled = parts((made.above >= BONY) & inside, 26)
    volumes = np.bincount(labelled.ravel(), made.above.ravel()) * made.block_ml
    volumes[0] = 0.0
    found = kept(labelled, volumes >= LEAST_BONE_ML)
    if not found.any():
        raise NotTrusted(tr("No bone was found in this CT."), tr("Check that it is a CT of a patient."))
    return dilated(found, np.ones((3, 3, 3), bool)) & inside
