"""Whether a segmentation is to be believed; what is not is withheld, with the reason."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Plausible
from medview.core.text import tr
from medview.engine.places import Target


def doubt(chances: NDArray[np.float32], target: Target, limits: Plausible) -> str:
    """Why a segmentation is not to be believed; empty when it is.

    Args:
        chances: (classes, x, y, z) probabilities after post-processing.
        target: Where they are.
        limits: What the package asks for.
    """
    winner = chances.argmax(axis=0)
    counts = np.bincount(winner.ravel(), minlength=len(chances))[1:] * target.grid.voxel_ml
    if counts.sum() == 0:
        return tr("nothing was found")
    least, most = limits.volume_ml
    if not least <= counts.sum() <= most:
        return tr("its volume would be {found:.1f} mL, expected {least:.1f} to {most:.1f} mL").format(
            found=counts.sum(), least=least, most=most
        )
    if counts.min() < limits.class_ml:
        return tr("a part of it would be only {found:.2f} mL").format(found=counts.min())
    sure = confidence(chances)
    if sure < limits.confidence:
        return tr("the model is too unsure of it ({found:.0%}, expected at least {least:.0%})").format(
            found=sure, least=limits.confidence
        )
    return _misplaced(winner, target, limits)


def confidence(chances: NDArray[np.float32]) -> float:
    """Mean probability of the chosen class over the segmented voxels; 0 where nothing was found."""
    found = chances.max(axis=0)[chances.argmax(axis=0) > 0]
    return float(found.mean()) if found.size else 0.0


def _misplaced(winner: NDArray[np.int_], target: Target, limits: Plausible) -> str:
    if target.expected_lps is None:
        return ""
    centre = target.grid.to_lps(np.argwhere(winner > 0).mean(axis=0))
    away = float(np.linalg.norm(centre - target.expected_lps))
    if away <= limits.offset_mm:
        return ""
    return tr("it would lie {found:.0f} mm from where it is expected (at most {most:.0f} mm)").format(
        found=away, most=limits.offset_mm
    )
