from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.imaging.surfaces import (
    FARTHEST_VOXELS,
    Mesh,
    coarsened,
    decimated,
    is_closed,
    label_surfaces,
    region_surface,
)


def ball(directions: np.ndarray) -> tuple[np.ndarray, Geometry]:
    grid = Geometry.from_axes((30, 40, 44), (2.0, 1.5, 1.0), directions, (10.0, -20.0, 30.0))
    points = grid.to_lps(np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1))
    labels = np.zeros(grid.shape, dtype=np.uint8)
    labels[np.linalg.norm(points - grid.centre_lps, axis=-1) < 15.0] = 3
    return labels, grid


@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)))
def test_the_surface_keeps_place_volume_and_outside_in_every_handedness(signs: tuple[int, ...]) -> None:
    labels, grid = ball(np.eye(3)[:, [2, 0, 1]] * signs)
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    assert mesh.volume_ml == pytest.approx((labels == 3).sum() * grid.voxel_ml, rel=0.002)
    assert mesh.points_lps.mean(axis=0) == pytest.approx(grid.centre_lps, abs=0.5)
    outwards = ((mesh.points_lps - grid.centre_lps) * mesh.normals).sum(axis=1)
    assert (outwards > 0).all()


def test_the_steps_of_the_voxels_are_smoothed() -> None:
    labels, grid = ball(np.eye(3)[:, [2, 1, 0]])
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    radius = np.linalg.norm(mesh.points_lps - grid.centre_lps, axis=1)
    assert radius.std() < 0.35  # the raw border's is 0.5


def test_a_label_without_voxels_has_no_surface() -> None:
    labels, grid = ball(np.eye(3))
    assert region_surface(labels, 1, grid) is None


def test_a_region_at_the_edge_is_closed() -> None:
    grid = Geometry((3, 3, 3), np.eye(4))
    mesh = region_surface(np.ones((3, 3, 3), np.uint8), 1, grid)
    assert mesh is not None
    assert is_closed(mesh)
    assert mesh.volume_ml * 1000.0 == pytest.approx(27.0, rel=0.01)


def blobs() -> tuple[np.ndarray, Geometry]:
    """Two labels that touch, a thin sheet and a far one."""
    grid = Geometry.from_axes((20, 30, 40), (2.0, 1.0, 0.8), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    labels = np.zeros(grid.shape, dtype=np.uint16)
    labels[4:12, 5:20, 5:15] = 2
    labels[4:12, 5:20, 15:25] = 7
    labels[15:17, 3:27, 3:30] = 300
    labels[2:6, 24:28, 34:38] = 9
    return labels, grid


def test_all_labels_are_found_at_once_and_keep_their_volumes() -> None:
    labels, grid = blobs()
    found = dict(label_surfaces(labels, (2, 7, 9, 11, 300), grid))
    assert sorted(found) == [2, 7, 9, 300]
    for value, mesh in found.items():
        assert is_closed(mesh)
        assert mesh.volume_ml == pytest.approx((labels == value).sum() * grid.voxel_ml, rel=0.01)


def test_no_point_is_far_from_the_border_of_the_voxels() -> None:
    labels, grid = blobs()
    stepped = dict(label_surfaces(labels, (2, 7, 300), grid, smoothing=0))
    for value, mesh in label_surfaces(labels, (2, 7, 300), grid):
        exact = stepped[value]
        assert len(exact.points_lps) == len(mesh.points_lps)
        moved = np.abs(mesh.points_lps - exact.points_lps) / grid.spacing_mm[::-1]
        # after smoothing within FARTHEST_VOXELS; giving the volume back moves at most half the shortest side more
        assert moved.max() <= FARTHEST_VOXELS + 0.5
        assert exact.volume_ml == pytest.approx((labels == value).sum() * grid.voxel_ml, rel=1e-6)


def test_a_single_voxel_has_a_surface() -> None:
    labels = np.zeros((5, 5, 5), np.uint8)
    labels[2, 2, 2] = 1
    mesh = region_surface(labels, 1, Geometry((5, 5, 5), np.eye(4)))
    assert mesh is not None
    assert is_closed(mesh)
    assert mesh.points_lps.mean(axis=0) == pytest.approx([2.0] * 3, abs=0.01)


def test_fewer_triangles_enclose_the_same_volume() -> None:
    labels, grid = ball(np.eye(3)[:, [2, 1, 0]])
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    fewer = decimated(mesh, 0.8)
    assert len(fewer.triangles) < 0.25 * len(mesh.triangles)
    assert fewer.volume_ml == pytest.approx(mesh.volume_ml, rel=0.01)
    assert is_closed(fewer)
    assert decimated(mesh, 0.0) is mesh


def test_a_coarse_picture_of_a_large_mesh_stays_in_its_place() -> None:
    grid = Geometry((60, 60, 60), np.eye(4))
    points = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1)
    mesh = region_surface((np.linalg.norm(points - 29.5, axis=-1) < 28).astype(np.uint8), 1, grid)
    assert mesh is not None
    coarse = coarsened(mesh)
    assert len(coarse.triangles) < len(mesh.triangles) / 2
    assert coarse.points_lps.mean(axis=0) == pytest.approx([29.5] * 3, abs=0.5)
    assert np.linalg.norm(coarse.points_lps - 29.5, axis=1) == pytest.approx(28.0, abs=2.0)


def test_a_stored_mesh_reads_back(tmp_path: Path) -> None:
    labels, grid = ball(np.eye(3))
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    again = Mesh.load(mesh.save(tmp_path / "mesh.npz"))
    assert (again.points_lps == mesh.points_lps).all()
    assert (again.triangles == mesh.triangles).all()
    assert (again.normals == mesh.normals).all()
