from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Quantity, StoredVolume, Volume
from medview.io.half import half_grid, halved


def go_on(_fraction: float, _note: str = "") -> None:
    pass


def ramp(folder: Path, shape: tuple[int, int, int] = (6, 5, 4)) -> StoredVolume:
    """Values that are a plane in space: 100 times the LPS sum."""
    tilted = np.array([[0.0, 0.6, 0.8], [0.0, 0.8, -0.6], [1.0, 0.0, 0.0]])
    grid = Geometry.from_axes(shape, (3.0, 1.0, 2.0), tilted, (-7.0, 5.0, 11.0))
    index = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1)
    values = (grid.to_lps(index).sum(axis=-1) * 100).astype(np.float32)
    return Volume(grid, values, Quantity.HU).store(folder / "volume.npy")


def test_half_the_resolution_keeps_every_value_at_its_place(tmp_path: Path) -> None:
    whole = ramp(tmp_path)
    small = halved(whole, tmp_path / "small.npy", 6 * 5 * 4 * 4 // 4, go_on).open()
    assert small.array.shape == (3, 3, 2)
    assert small.quantity is Quantity.HU
    index = np.stack(np.meshgrid(*map(np.arange, small.array.shape), indexing="ij"), axis=-1)
    expected = small.geometry.to_lps(index).sum(axis=-1) * 100
    assert small.array[:, :2] == pytest.approx(expected[:, :2], abs=1e-2)  # the last row repeats an odd side


def test_the_note_says_what_was_done(tmp_path: Path) -> None:
    small = halved(ramp(tmp_path), tmp_path / "small.npy", 100, go_on)
    assert small.note.startswith("Half resolution: voxels of 4.00 × 2.00 × 6.00 mm instead of 2.00 × 1.00 × 3.00 mm")


def test_it_goes_on_until_it_fits_and_leaves_one_file(tmp_path: Path) -> None:
    small = halved(ramp(tmp_path, (20, 20, 20)), tmp_path / "small.npy", 20**3 * 4 // 50, go_on)
    assert np.load(small.path).shape == (5, 5, 5)
    assert [path.name for path in tmp_path.glob("*.npy")] == [Path(small.path).name]
    assert small.note.startswith("Reduced")


def test_what_fits_is_left_alone(tmp_path: Path) -> None:
    whole = ramp(tmp_path)
    assert halved(whole, tmp_path / "small.npy", 10**6, go_on) is whole


def test_every_position_of_a_4d_file_is_halved(tmp_path: Path) -> None:
    whole = ramp(tmp_path)
    np.save(tmp_path / "volume.npy", np.stack([np.load(whole.path), np.load(whole.path) + 7]))
    small = halved(replace(whole, at=(0,)), tmp_path / "small.npy", 200, go_on)
    first, second = (replace(small, at=(n,)).open().array for n in (0, 1))
    assert (second - first) == pytest.approx(np.full((3, 3, 2), 7.0), abs=1e-3)


def test_a_side_of_one_voxel_stays(tmp_path: Path) -> None:
    grid = half_grid(Geometry((1, 4, 4), np.diag([1.0, 1.0, 1.0, 1.0])))
    assert grid.shape == (1, 2, 2)
    assert grid.spacing_mm.tolist() == [1.0, 2.0, 2.0]
