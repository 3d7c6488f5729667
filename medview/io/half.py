"""A volume too large for the memory it may take, at half its resolution or less."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.io.atomic import writing_errors
from medview.io.sources import Checkpoint

Array = NDArray[Any]


def halved(volume: StoredVolume, path: Path, budget: int, checkpoint: Checkpoint) -> StoredVolume:
    """Average blocks of 2 × 2 × 2 voxels, until the volume takes no more than ``budget`` bytes.

    The blocks at the far faces repeat the last voxels of an odd side. The larger file is removed.

    Args:
        volume: The whole volume.
        path: Where the smaller one goes; the steps between lie beside it.
        budget: Bytes.
        checkpoint: Reports, and raises when it is not wanted any more.

    Raises:
        WriteError: The disk is full.
    """
    small, step = volume, 0
    while _size(small) > budget and max(small.geometry.shape) > 1:
        step += 1
        target = path.with_name(f"{path.stem}-{step}{path.suffix}")
        with writing_errors(target):
            _halve(small, target, checkpoint)
        Path(small.path).unlink(missing_ok=True)
        small = replace(small, path=str(target), geometry=half_grid(small.geometry))
    if small is volume:
        return volume
    note = " ".join(part for part in (volume.note, _told(volume, small, budget)) if part)
    return replace(small, slices=(), note=note)


def half_grid(geometry: Geometry) -> Geometry:
    """The grid of blocks of 2 × 2 × 2 voxels; a side of one voxel stays."""
    k, j, i = geometry.shape
    factors = np.array([2 if size > 1 else 1 for size in geometry.shape])
    affine = geometry.affine.copy()
    affine[:3, 3] = geometry.to_lps((factors - 1) / 2.0)
    affine[:3, :3] *= factors
    return Geometry((-(-k // int(factors[0])), -(-j // int(factors[1])), -(-i // int(factors[2]))), affine)


def _halve(volume: StoredVolume, target: Path, checkpoint: Checkpoint) -> None:
    whole = np.load(volume.path, mmap_mode="r", allow_pickle=False)
    shape = half_grid(volume.geometry).shape
    small = np.lib.format.open_memmap(target, "w+", whole.dtype, (*whole.shape[:-3], *shape))
    slabs, into = whole.reshape(-1, *whole.shape[-3:]), small.reshape(-1, *shape)
    for position, slab in enumerate(slabs):
        for k in range(shape[0]):
            checkpoint((position + k / shape[0]) / len(slabs), tr("Halving the resolution"))
            with np.errstate(over="ignore", invalid="ignore"):  # values near the end of float32 may become infinite
                into[position, k] = _block_mean(slab[2 * k : 2 * k + 2], whole.dtype)
    small.flush()


def _block_mean(pair: Array, kind: np.dtype[Any]) -> Array:
    """The mean of one or two slices, 2 × 2 pixels each."""
    flat: Array = pair.mean(axis=0, dtype=np.float32)
    for axis in (0, 1):
        size = flat.shape[axis]
        if size > 1:
            even = flat.take(range(0, size, 2), axis)
            flat = (even + flat.take([min(n + 1, size - 1) for n in range(0, size, 2)], axis)) / 2
    return (np.rint(flat) if kind.kind in "iu" else flat).astype(kind)


def _size(volume: StoredVolume) -> int:
    whole = np.load(volume.path, mmap_mode="r", allow_pickle=False)
    return int(whole.nbytes)


def _told(volume: StoredVolume, small: StoredVolume, budget: int) -> str:
    stored, drawn = (" × ".join(f"{side:.2f}" for side in one.geometry.spacing_mm[::-1]) for one in (volume, small))
    name = (
        tr("Half resolution") if (small.geometry.spacing_mm / volume.geometry.spacing_mm).max() < 3 else tr("Reduced")
    )
    told = tr("{name}: voxels of {drawn} mm instead of {stored} mm, to fit {budget:.0f} MB")
    return told.format(name=name, drawn=drawn, stored=stored, budget=budget / 1e6)
