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
from medview.tasks.interactive import TASKS, model, small_volume, surfaces

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


def test_a_cancelled_job_stops_between_labels(tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        surfaces(context, mask(tmp_path), GRID, (1,))


def test_the_small_volume_crosses_as_a_file(tmp_path: Path) -> None:
    array = np.arange(12**3, dtype=np.int16).reshape(GRID.shape)
    small = small_volume(LocalContext(tmp_path), Volume(GRID, array).store(tmp_path / "volume.npy"))
    assert small.volume.open().array.dtype == np.uint8
    assert small.volume.geometry.same_grid(GRID)
    assert Path(small.volume.path).parent == tmp_path


def test_a_model_without_triangles_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "empty.stl").write_text("solid nothing\nendsolid nothing\n")
    with pytest.raises(MedViewError, match="no surface"):
        model(LocalContext(tmp_path), str(tmp_path / "empty.stl"))


def test_the_pool_knows_these_tasks() -> None:
    assert POOLS["interactive"].tasks == "medview.tasks.interactive:TASKS"
    assert set(TASKS) == {"surfaces", "small_volume", "model", "opengl"}
