"""From a source grid to what a network sees: axes, the box that is read, voxel sides, intensities, channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import binary_fill_holes, gaussian_filter1d, map_coordinates
from scipy.optimize import linear_sum_assignment
from torch import Tensor

from medview.catalog.schema import Configuration, Intensity
from medview.core.geometry import Float, Geometry
from medview.engine import spline
from medview.engine.corner import first_voxel
from medview.engine.frame import SAME_SPACING
from medview.engine.intensity import normalise

Values = NDArray[np.float32]
Shape = tuple[int, int, int]
Box = tuple[slice, slice, slice]

LETTERS_LPS: Mapping[str, tuple[float, float, float]] = {
    "L": (1.0, 0.0, 0.0),
    "R": (-1.0, 0.0, 0.0),
    "P": (0.0, 1.0, 0.0),
    "A": (0.0, -1.0, 0.0),
    "S": (0.0, 0.0, 1.0),
    "I": (0.0, 0.0, -1.0),
}
"""Where an axis grows to, as an LPS direction."""


@dataclass(frozen=True, eq=False)
class Frame:
    """How the grid a network sees lies in the source grid: along its axes, in other order, direction and voxel sides.

    Args:
        source: The source grid.
        box: The part of it that is read.
        axes: Axis of the source that each axis of the frame runs along.
        flipped: Whether it runs backwards.
        shape: Voxels of the frame.
        steps: Source voxels between two voxels of the frame, along each axis of the frame.
        chosen: Axes along which voxels are chosen on the way back, never mixed.
        first: Where the frame's first voxel lies among those read; None: both grids have the same centre.
        wanted_mm: Voxel sides the package asks for; the frame's own cover the same box with whole voxels.
    """

    source: Geometry
    box: Box
    axes: Shape
    flipped: tuple[bool, bool, bool]
    shape: Shape
    steps: tuple[float, float, float]
    chosen: tuple[bool, bool, bool] = (False, False, False)
    first: tuple[float, float, float] | None = None
    wanted_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def view(self, array: NDArray[Any]) -> NDArray[Any]:
        """The box of an array on the source grid with the frame's axes; what is written to it is written there."""
        turned = array[self.box].transpose(self.axes)
        backwards = tuple(slice(None, None, -1 if flip else 1) for flip in self.flipped)
        return turned[backwards]

    @property
    def read(self) -> Shape:
        """Voxels of the box, in the order of the frame's axes."""
        x, y, z = (self.box[axis].stop - self.box[axis].start for axis in self.axes)
        return x, y, z

    @property
    def spacing_mm(self) -> Float:
        """Voxel sides of the frame."""
        return np.asarray(self.source.spacing_mm[list(self.axes)] * np.array(self.steps))

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel of the frame."""
        return float(np.prod(self.spacing_mm) / 1000.0)

    def is_same(self, axis: int) -> bool:
        """Whether the voxels along an axis are those of the source."""
        return self.shape[axis] == self.read[axis] and (self.first is None or self.steps[axis] == 1.0)

    def places(self, axis: int) -> Float:
        """Where the frame's voxels lie among the source's along one axis."""
        if self.first is not None:
            along = self.first[axis] + np.arange(self.shape[axis]) * self.steps[axis]
            return np.asarray(np.clip(along, 0.0, self.read[axis] - 1.0))
        middle = (np.arange(self.shape[axis]) - (self.shape[axis] - 1) / 2.0) * self.steps[axis]
        return np.asarray(np.clip(middle + (self.read[axis] - 1) / 2.0, 0.0, self.read[axis] - 1.0))

    def back(self, axis: int) -> Float:
        """Where the source's voxels lie among the frame's along one axis."""
        if self.first is not None:
            along = (np.arange(self.read[axis]) - self.first[axis]) / self.steps[axis]
            return np.asarray(np.clip(along, 0.0, self.shape[axis] - 1.0))
        middle = (np.arange(self.read[axis]) - (self.read[axis] - 1) / 2.0) / self.steps[axis]
        return np.asarray(np.clip(middle + (self.shape[axis] - 1) / 2.0, 0.0, self.shape[axis] - 1.0))


def frame_of(configuration: Configuration, source: Geometry, box: Box | None = None) -> Frame:
    """The frame a package wants for a source grid.

    Args:
        configuration: The package.
        source: The source grid.
        box: The part that is read; None: all of it.
    """
    axes, flipped = _AXES[configuration.preparation.frame](configuration, source)
    order = configuration.preparation.transpose
    axes, flipped = tuple(axes[n] for n in order), tuple(flipped[n] for n in order)
    box = box or _whole(source.shape)
    found = source.spacing_mm[list(axes)]
    stated = configuration.spacing_mm or (0.0, 0.0, 0.0)
    wanted = np.array([side or own for side, own in zip(stated, found, strict=True)])  # 0: as the source
    read = np.array([box[axis].stop - box[axis].start for axis in axes])
    resampler = RESAMPLERS[configuration.preparation.resampling]
    shape, steps, chosen = resampler.grid(read, found, wanted)
    if configuration.preparation.restored != "usual":
        chosen = (configuration.preparation.restored == "labels",) * 3
    first = _corner(source, axes, flipped, read, shape, steps, resampler.corner) if resampler.corner else None
    lies = (_three(axes), _three(flipped), _three(shape), _three(steps), _three(chosen))
    return Frame(source, box, *lies, first, _three([float(side) for side in wanted]))


def restores_outputs(configuration: Configuration) -> bool:
    """Whether the network's outputs are resampled on the way back, not the probabilities they become."""
    said = configuration.preparation.restored
    return RESAMPLERS[configuration.preparation.resampling].raw if said == "usual" else said == "outputs"


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a network sees of an image.

    Args:
        image: (channels, *frame.shape) normalised, float32.
        frame: Where it lies in the source.
    """

    image: Tensor
    frame: Frame


def prepare(
    configuration: Configuration,
    channels: Sequence[NDArray[Any]],
    source: Geometry,
    step: Callable[[float], None] = lambda _: None,
) -> Prepared:
    """Prepare an image.

    Args:
        configuration: The package.
        channels: (k, j, i) values of each channel on the source grid.
        source: That grid.
        step: Called on the way with the done part; may raise to stop.
    """
    box = _BOXES[configuration.preparation.crop](configuration, channels)
    frame = frame_of(configuration, source, box)
    resampler = RESAMPLERS[configuration.preparation.resampling]
    filled = _filled(channels, frame) if _asks_filled(configuration) else None
    image = np.empty((len(channels), *frame.shape), np.float32)
    for number, channel in enumerate(channels):
        step(number / len(channels))
        intensity = _intensity(configuration, number)
        values = _finite(frame.view(channel))
        if resampler.normalised_first or configuration.preparation.normalised == "first":
            own = not np.may_share_memory(values, channel)
            image[number] = resampler.to_network(normalise(intensity, values, filled, own), frame)
        else:
            inside = filled if filled is None or not _resampled(frame) else chosen_nearest(filled, frame)
            image[number] = normalise(intensity, resampler.to_network(values, frame), inside)
    return Prepared(torch.from_numpy(image), frame)


def nonzero_box(channels: Sequence[NDArray[Any]]) -> Box:
    """The smallest box around the voxels at which any channel is not zero; all of the grid where none is."""
    return _box(channels, lambda plane: plane != 0)


def _box(channels: Sequence[NDArray[Any]], belongs: Callable[[NDArray[Any]], NDArray[np.bool_]]) -> Box:
    used = [np.zeros(n, bool) for n in channels[0].shape]
    for channel in channels:
        for number, plane in enumerate(channel):
            inside = np.isfinite(plane) & belongs(plane)
            used[0][number] |= inside.any()
            used[1] |= inside.any(axis=1)
            used[2] |= inside.any(axis=0)
    if not used[0].any():
        return _whole(channels[0].shape)
    k, j, i = (slice(int(np.argmax(line)), len(line) - int(np.argmax(line[::-1]))) for line in used)
    return k, j, i


_BOXES: Mapping[str, Callable[[Configuration, Sequence[NDArray[Any]]], Box | None]] = {
    "none": lambda configuration, channels: None,
    "nonzero": lambda configuration, channels: nonzero_box(channels),
    "above": lambda configuration, channels: _box(channels, lambda plane: plane > configuration.preparation.above),
}
"""What each way of ``Preparation.crop`` reads; None: all of the image."""


def _whole(shape: Sequence[int]) -> Box:
    k, j, i = (slice(0, n) for n in shape)
    return k, j, i


def _anatomical(configuration: Configuration, source: Geometry) -> tuple[Sequence[int], Sequence[bool]]:
    wanted = np.array([LETTERS_LPS[letter] for letter in configuration.orientation])
    closeness = wanted @ source.directions
    axes = linear_sum_assignment(-np.abs(closeness))[1]
    return [int(axis) for axis in axes], [bool(closeness[n, axis] < 0) for n, axis in enumerate(axes)]


def _stored(_: Configuration, __: Geometry) -> tuple[Sequence[int], Sequence[bool]]:
    return (0, 1, 2), (False, False, False)


_AXES: Mapping[str, Callable[[Configuration, Geometry], tuple[Sequence[int], Sequence[bool]]]] = {
    "anatomical": _anatomical,
    "stored": _stored,
}


@dataclass(frozen=True)
class Resampler:
    """A way between voxel sides.

    Args:
        grid: From (voxels read, their sides, sides wanted) to the frame's shape, steps and chosen axes.
        to_network: One channel of the box to the frame's voxels.
        normalised_first: Whether intensities are normalised on the source's voxels.
        raw: Whether the network's outputs are resampled on the way back, not the probabilities they become.
        corner: Whose first voxel both grids begin with; empty: they have the same centre.
    """

    grid: Callable[[NDArray[np.int_], Float, Float], tuple[Sequence[int], Sequence[float], Sequence[bool]]]
    to_network: Callable[[Values, Frame], Values]
    normalised_first: bool = False
    raw: bool = False
    corner: Literal["", "frame", "source"] = ""


def _plain_grid(
    read: NDArray[np.int_], found: Float, wanted: Float
) -> tuple[Sequence[int], Sequence[float], Sequence[bool]]:
    sides = np.where(np.abs(found / wanted - 1.0) <= SAME_SPACING, found, wanted)
    shape = np.maximum(1, np.round(read * found / sides)).astype(int)
    return list(shape), list(sides / found), (False,) * 3


def _nearest_grid(
    read: NDArray[np.int_], found: Float, wanted: Float
) -> tuple[Sequence[int], Sequence[float], Sequence[bool]]:
    shape, steps, _ = _plain_grid(read, found, wanted)
    return shape, steps, (True,) * 3


def _spline_grid(
    read: NDArray[np.int_], found: Float, wanted: Float
) -> tuple[Sequence[int], Sequence[float], Sequence[bool]]:
    """Both grids cover the same box; slices of thick ones are only chosen on the way back."""
    shape = spline.resampled_shape(list(read), list(found), list(wanted))
    thick = spline.separate_axis(list(wanted), list(found))
    return shape, list(read / np.array(shape)), [axis == thick for axis in range(3)]


MONAI_SAME_MM = 1e-3
"""Voxel sides that MONAI takes for the same (its ``AFFINE_TOL``)."""


def _corner_grid(
    read: NDArray[np.int_], found: Float, wanted: Float
) -> tuple[Sequence[int], Sequence[float], Sequence[bool]]:
    """As many voxels as cover the distance between the outer centres (MONAI's ``compute_shape_offset``)."""
    sides = np.where(np.abs(found - wanted) <= MONAI_SAME_MM, found, wanted)
    shape = np.round((read - 1) * found / sides + 1.0).astype(int)
    return list(shape), list(sides / found), (False,) * 3


def _chosen_corner_grid(
    read: NDArray[np.int_], found: Float, wanted: Float
) -> tuple[Sequence[int], Sequence[float], Sequence[bool]]:
    shape, steps, _ = _corner_grid(read, found, wanted)
    return shape, steps, (True,) * 3


def _corner(
    source: Geometry,
    axes: Sequence[int],
    flipped: Sequence[bool],
    read: NDArray[np.int_],
    shape: Sequence[int],
    steps: Sequence[float],
    whose: str,
) -> tuple[float, float, float]:
    """Where the frame's first voxel lies among those read, when the first voxels of one side are the same."""
    signs = np.where(flipped, -1.0, 1.0) if whose == "frame" else np.ones(3)
    columns = source.affine[:3, list(axes)] * signs
    there = first_voxel(columns, read, np.array(shape), np.array(steps))
    last = read - 1.0 - (there + (np.array(shape) - 1.0) * np.array(steps))
    x, y, z = (float(n) for n in (there if whose == "frame" else np.where(flipped, last, there)))
    return x, y, z


def _linear(values: Values, frame: Frame) -> Values:
    """Linear along each axis, smoothed first where the source is finer."""
    return _mixed(values, frame, smooth=True)


def _sharp(values: Values, frame: Frame) -> Values:
    """Linear along each axis, whatever lies between the voxels that are mixed."""
    return _mixed(values, frame, smooth=False)


def _mixed(values: Values, frame: Frame, smooth: bool) -> Values:
    for axis in (axis for axis in range(3) if not frame.is_same(axis)):
        sigma = np.sqrt(max(0.0, frame.steps[axis] ** 2 - 1.0)) / (2.0 * np.sqrt(2.0 * np.log(2.0)))
        if smooth and frame.steps[axis] > 1.0 + 2 * SAME_SPACING:
            values = gaussian_filter1d(values, sigma, axis, mode="nearest")
        places = frame.places(axis)
        low = np.floor(places).astype(int)
        high = np.minimum(low + 1, frame.read[axis] - 1)
        share = (places - low).astype(np.float32).reshape([-1 if n == axis else 1 for n in range(3)])
        below = values.take(low, axis)
        values = below + share * (values.take(high, axis) - below)
    return np.ascontiguousarray(values, np.float32)


def chosen_nearest(values: NDArray[Any], frame: Frame) -> NDArray[Any]:
    """The nearest voxels along each axis."""
    for axis in (axis for axis in range(3) if not frame.is_same(axis)):
        values = values.take(nearest(frame.places(axis), frame.read[axis]), axis)
    return np.ascontiguousarray(values)


def nearest(places: Float, length: int) -> NDArray[np.int_]:
    """Which voxel is nearest, ties decided as scipy and so nnU-Net decide them."""
    return np.asarray(map_coordinates(np.arange(length), [places], order=0, mode="nearest"), np.int_)


def _spline(values: Values, frame: Frame) -> Values:
    own = list(frame.source.spacing_mm[list(frame.axes)])
    return spline.to_shape(np.ascontiguousarray(values), frame.shape, own, list(frame.wanted_mm))


RESAMPLERS: Mapping[str, Resampler] = {
    "linear": Resampler(_plain_grid, _linear),
    "spline": Resampler(_spline_grid, _spline, normalised_first=True, raw=True),
    "nearest": Resampler(_nearest_grid, chosen_nearest),
    "corner": Resampler(_corner_grid, _sharp, corner="frame"),
    "corner-nearest": Resampler(_chosen_corner_grid, chosen_nearest, corner="frame"),
    "source-corner": Resampler(_corner_grid, _sharp, corner="source"),
    "source-corner-nearest": Resampler(_chosen_corner_grid, chosen_nearest, corner="source"),
}
"""How each way of ``Preparation.resampling`` goes."""


def _resampled(frame: Frame) -> bool:
    return not all(frame.is_same(axis) for axis in range(3))


def _intensity(configuration: Configuration, number: int) -> Intensity:
    stated = configuration.channels[number].intensity if configuration.channels else None
    return stated or configuration.intensity


def _asks_filled(configuration: Configuration) -> bool:
    count = configuration.network.in_channels
    return any(_intensity(configuration, number).over == "filled" for number in range(count))


def _filled(channels: Sequence[NDArray[Any]], frame: Frame) -> NDArray[np.bool_]:
    """Where any channel is not zero, and what that encloses."""
    used = np.zeros(frame.read, bool)
    for channel in channels:
        used |= _finite(frame.view(channel)) != 0
    return np.asarray(binary_fill_holes(used))


def _finite(values: NDArray[Any]) -> Values:
    floats = np.ascontiguousarray(values, np.float32)
    return floats if np.isfinite(floats).all() else np.nan_to_num(floats, nan=0.0, posinf=0.0, neginf=0.0)


def _three(values: Sequence[Any]) -> Any:
    first, second, third = values
    return first, second, third
