from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.imaging.surfaces import Mesh
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.jobs.table import POOLS
from medview.tasks.interactive import TASKS, contour_surfaces, model, small_volume, surfaces

GRID = Geometry((12, 12, 12), np.eye(4))


def mask(folder: Path) -> str:
    labels = np.zeros(GRID.shape, np.uint8)
    labels[2:6, 2:6, 2:6] = 1
    labels[7:10, 7:10, 7:10] = 4
    np.save(folder / "mask.npy", labels)
    return str(folder / "mask.npy")


def test_each_label_that_is_there_has_a_surface(tmp_path: Path) -> None:
    found = surfaces(LocalContext(tmp_path), mask(tmp_path), GRID, (1, 2, 4))
    assert [surface.label for surface in found] == [1, 4]
    assert Mesh.load(found[1].path).points_lps.mean(axis=0) == pytest.approx([8.0] * 3, abs=0.1)


def test_each_group_of_contours_has_a_surface_even_where_they_overlap(tmp_path: Path) -> None:
    square = np.array([(2, 2), (2, 8), (8, 8), (8, 2)], np.float32)
    outlines = tuple(
        (group, np.column_stack((np.full(4, k), square + group)).astype(np.float32))
        for group in (0, 1)
        for k in (3, 4, 5)
    )
    found = contour_surfaces(LocalContext(tmp_path), outlines, GRID)
    assert [surface.label for surface in found] == [0, 1]
    assert Mesh.load(found[0].path).points_lps.mean(axis=0)[::-1] == pytest.approx([5.0, 5.0, 4.0], abs=0.8)
    assert found[0].low[2] == pytest.approx(2.0, abs=1.0)


def test_a_cancelled_job_stops_between_labels(tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        surfaces(context, mask(tmp_path), GRID, (1,))


def test_the_small_volume_crosses_as_a_file(tmp_path: Path) -> None:
    array = np.arange(12**3, dtype=np.int16).reshape(GRID.shape)
    small = small_volume(LocalContext(tmp_path), Volume(GRID, array).store(tmp_path / "volume.npy"))
    assert small.voxels.open().array.dtype == np.uint16
    assert small.voxels.geometry.same_grid(GRID)
    assert Path(small.voxels.path).parent == tmp_path


def test_a_model_without_triangles_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "empty.stl").write_text("solid nothing\nendsolid nothing\n")
    with pytest.raises(MedViewError, match="no surface"):
        model(LocalContext(tmp_path), str(tmp_path / "empty.stl"))


def test_the_pool_knows_these_tasks() -> None:
    assert POOLS["interactive"].tasks == "medview.tasks.interactive:TASKS"
    assert set(TASKS) == {"surfaces", "contour_surfaces", "small_volume", "model"}
