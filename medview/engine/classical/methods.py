"""The classical methods: from a CT to a label map, volumes, and how much lies below each Hounsfield unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.catalog.schema import Configuration, Method, MethodName
from medview.core.errors import ModelError
from medview.core.geometry import Float
from medview.core.stages import Stages
from medview.core.text import tr
from medview.core.volume import Quantity, Volume
from medview.engine.classical.body import body, bones, check_hounsfield
from medview.engine.classical.coarse import Coarse, Fine, coarse, fine_slices
from medview.engine.classical.lungs import AERATED_HU, LEFT, RIGHT, lungs
from medview.engine.classical.shapes import grown, shrunken

Labels = NDArray[np.uint8]

DESTROYED = 2
"""What is destroyed in a lung is measured as a part of the lung's value and this more; the label map does not show it,
since outlines around every few voxels would make it look like much more than it is."""

LOWEST_HU, HIGHEST_HU = -1024, 0
"""Where the curve of the lungs begins and ends."""


@dataclass(frozen=True, eq=False)
class Part:
    """One label of the map.

    Args:
        voxels: How many it has.
        ml: Its volume.
        centre_lps: Its centre of mass.
    """

    voxels: int
    ml: float
    centre_lps: Float


@dataclass(frozen=True, eq=False)
class Classical:
    """What a method found.

    Args:
        parts: By value in the label map; those that are there. Of lungs also what is destroyed in them.
        below: (n,) mL of each lung by its value that have ``LOWEST_HU`` + n Hounsfield units or less.
        notes: What a reader must know.
        destroyed: Path of a map (.npy, uint8, the volume's shape) that is 1 where a lung is destroyed.
    """

    parts: Mapping[int, Part]
    below: Mapping[int, NDArray[np.float64]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    destroyed: Path | None = None


@dataclass(frozen=True, eq=False)
class _Shape:
    """Where a method's labels are.

    Args:
        sure: Labels of blocks that are wholly inside.
        near: Labels of these, and of blocks in which the border lies.
        inside: Whether voxels near the border belong to the label beside them.
        notes: What a reader must know.
    """

    sure: Labels
    near: Labels
    inside: Callable[[NDArray[np.float32]], NDArray[np.bool_]]
    notes: tuple[str, ...] = ()


def _of_lungs(made: Coarse, _: Method) -> _Shape:
    found = lungs(made)
    return _Shape(shrunken(found.labels), grown(found.labels), lambda values: values < AERATED_HU, found.notes)


def _of_body(made: Coarse, method: Method) -> _Shape:
    found = body(made, method.limit_hu).astype(np.uint8)
    return _Shape(shrunken(found), grown(found), lambda values: values > method.limit_hu)


def _of_bone(made: Coarse, method: Method) -> _Shape:
    found = bones(made).astype(np.uint8)
    return _Shape(np.zeros_like(found), found, lambda values: values > method.limit_hu)


_SHAPES: Mapping[MethodName, Callable[[Coarse, Method], _Shape]] = {
    "ct-lungs": _of_lungs,
    "ct-body": _of_body,
    "ct-bone": _of_bone,
}


def method_of(configuration: Configuration) -> Method:
    """The package's method.

    Raises:
        ModelError: It has a network instead.
    """
    if configuration.method is None:
        raise ModelError(tr("{model} is no classical method.").format(model=configuration.card.name))
    return configuration.method


def run_classical(configuration: Configuration, volume: Volume, path: Path, stages: Stages) -> Classical:
    """Run a package's method.

    Args:
        configuration: The package.
        volume: A CT in Hounsfield units.
        path: Where the label map is written (.npy, uint8, the volume's shape).
        stages: Told every step; may raise to stop.

    Raises:
        NotTrusted: The values are no Hounsfield units, or what it looks for is not there.
    """
    method = method_of(configuration)
    with stages.stage("prepare", 0.0, 0.2) as step:
        made = coarse(volume.array, volume.geometry, method.limit_hu, step)
        if volume.quantity is not Quantity.HU:
            check_hounsfield(made)
    with stages.stage("infer", 0.2, 0.5) as step:
        shape = _SHAPES[method.name](made, method)
        step(1.0)
    with stages.stage("restore", 0.5, 1.0) as step:
        return _drawn(method, volume, made, shape, path, step)


def _drawn(
    method: Method, volume: Volume, made: Coarse, shape: _Shape, path: Path, step: Callable[[float], None]
) -> Classical:
    """Labels voxel by voxel, and what they measure."""
    of_lungs, low = method.name == "ct-lungs", path.with_name("low-attenuation.npy")
    written, thin = (
        open_memmap(file, mode="w+", dtype=np.uint8, shape=volume.geometry.shape)
        for file in ((path, low) if of_lungs else (path, path))
    )
    counted = _Counted(volume.geometry.shape[1:])
    for fine in fine_slices(volume.array, made, shape.sure, shape.near, step):
        labels = _labelled(fine, shape)
        written[fine.number] = labels
        if of_lungs:
            counted.add_values(labels, fine.values)
            thin[fine.number] = (labels > 0) & (fine.values < method.limit_hu)
            labels += DESTROYED * thin[fine.number]
        counted.add(fine.number, labels)
    written.flush()
    thin.flush()
    voxel_ml = volume.geometry.voxel_ml
    parts = {value: _part(counted, value, volume, voxel_ml) for value in np.flatnonzero(counted.voxels) if value}
    below = {value: counts.cumsum() * voxel_ml for value, counts in counted.values.items() if of_lungs}
    found = {int(value): part for value, part in parts.items()}
    return Classical(found, below, shape.notes, low if of_lungs else None)


def _labelled(fine: Fine, shape: _Shape) -> Labels:
    labels = np.where(shape.inside(fine.values), fine.near, fine.sure)
    return labels.astype(np.uint8, copy=False)


class _Counted:
    """Voxels, places and values of every label, slice by slice.

    Args:
        shape: Rows and columns of a slice.
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.voxels = np.zeros(256, np.int64)
        self.sums = np.zeros((3, 256))
        self.values: dict[int, NDArray[np.int64]] = {}
        self._rows, self._columns = np.indices(shape)

    def add(self, number: int, labels: Labels) -> None:
        """Count a slice."""
        flat = labels.ravel()
        here = np.bincount(flat, minlength=256)
        self.voxels += here
        self.sums[0] += here * number
        for axis, place in enumerate((self._rows, self._columns), start=1):
            self.sums[axis] += np.bincount(flat, place.ravel(), minlength=256)

    def add_values(self, labels: Labels, values: NDArray[np.float32]) -> None:
        """Count how many voxels of each lung have each Hounsfield unit; what is beyond the ends counts at them."""
        length = HIGHEST_HU - LOWEST_HU + 1
        for value in (RIGHT, LEFT):
            mine = np.rint(values[labels == value]) - LOWEST_HU
            counts = np.bincount(np.clip(mine, 0, length).astype(np.int64), minlength=length + 1)[:length]
            self.values[value] = self.values.get(value, np.zeros(length, np.int64)) + counts


def _part(counted: _Counted, value: Any, volume: Volume, voxel_ml: float) -> Part:
    voxels = int(counted.voxels[value])
    return Part(voxels, voxels * voxel_ml, volume.geometry.to_lps(counted.sums[:, value] / voxels))
