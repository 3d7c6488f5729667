"""How the values of a region, or of one voxel, go along a dimension of a 4D series."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from medview.core.geometry import Float
from medview.core.measurement import Measurement
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.grids import Voxels
from medview.imaging.measuring import measured

Point = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class TimeCurve:
    """Values along a dimension.

    Args:
        means: (n,) mean at each position; NaN where nothing finite was found.
        deviations: (n,) standard deviation (n in the denominator); 0 for one voxel, NaN where there is no mean.
        count: Values each mean is of, at the first position; 0 where there are none.
        notes: What a reader must know of them.
    """

    means: Float
    deviations: Float
    count: int
    notes: tuple[str, ...] = ()


def time_curve(volume: StoredVolume, dimension: int, length: int, where: Measurement | Point) -> TimeCurve:
    """Measure a region or a voxel at every position along one dimension; the others stay where they are.

    Args:
        volume: The voxels, at the present position.
        dimension: Which dimension, counted from 0.
        length: How many positions it has.
        where: A region that was drawn, or LPS mm of a voxel.
    """
    found = [_at(_moved(volume, dimension, number), where) for number in range(length)]
    means, deviations = (np.array([one[place] for one in found], dtype=np.float64) for place in (0, 1))
    return TimeCurve(means, deviations, found[0][2], found[0][3])


def _moved(volume: StoredVolume, dimension: int, number: int) -> StoredVolume:
    return replace(volume, at=(*volume.at[:dimension], number, *volume.at[dimension + 1 :]))


def _at(volume: StoredVolume, where: Measurement | Point) -> tuple[float, float, int, tuple[str, ...]]:
    if isinstance(where, Measurement):
        found = measured(where, Voxels(volume.open()))
        mean, deviation = found.figure("mean"), found.figure("sd")
        count = next((figure.value for name in ("pixels", "voxels") if (figure := found.figure(name))), 0.0)
        return (
            mean.value if mean is not None else float("nan"),
            deviation.value if deviation is not None else float("nan"),
            int(count),
            found.notes,
        )
    opened = volume.open()
    index = np.floor(opened.geometry.to_index(where) + 0.5).astype(int)
    if (index < 0).any() or (index >= opened.geometry.shape).any():
        return float("nan"), float("nan"), 0, (tr("The place lies outside the volume: it has no value."),)
    k, j, i = index
    return float(opened.array[k, j, i]), 0.0, 1, ()
