from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.imaging.surfaces import Mesh, region_surface


def ball(directions: np.ndarray) -> tuple[np.ndarray, Geometry]:
    grid = Geometry.from_axes((30, 40, 44), (2.0, 1.5, 1.0), directions, (10.0, -20.0, 30.0))
    points = grid.to_lps(np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1))
    labels = np.zeros(grid.shape, dtype=np.uint8)
    labels[np.linalg.norm(points - grid.centre_lps, axis=-1) < 15.0] = 3
    return labels, grid


def volume_ml(mesh: Mesh) -> float:
    """Volume by the divergence theorem; negative where triangles face inwards."""
    a, b, c = np.moveaxis(mesh.points_lps.astype(np.float64)[mesh.triangles], 1, 0)
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6000.0)


@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)))
def test_the_surface_keeps_place_volume_and_outside_in_every_handedness(signs: tuple[int, ...]) -> None:
    labels, grid = ball(np.eye(3)[:, [2, 0, 1]] * signs)
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    assert volume_ml(mesh) == pytest.approx((labels == 3).sum() * grid.voxel_ml, rel=0.03)
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
    edges = np.sort(np.concatenate([mesh.triangles[:, [0, 1]], mesh.triangles[:, [1, 2]], mesh.triangles[:, [2, 0]]]))
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()


def test_a_stored_mesh_reads_back(tmp_path: Path) -> None:
    labels, grid = ball(np.eye(3))
    mesh = region_surface(labels, 3, grid)
    assert mesh is not None
    again = Mesh.load(mesh.save(tmp_path / "mesh.npz"))
    assert (again.points_lps == mesh.points_lps).all()
    assert (again.triangles == mesh.triangles).all()
    assert (again.normals == mesh.normals).all()
