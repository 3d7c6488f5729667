from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.mesh import MeshLabel, MeshSource, MeshWish
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.files import TASKS
from medview.tasks.meshing import export_surfaces

GRID = Geometry((16, 16, 16), np.eye(4))
LABELS = (MeshLabel(1, "Left", (1, 2, 3)), MeshLabel(3, "Left", (4, 5, 6)))


def source(folder: Path, labels: tuple[MeshLabel, ...] = LABELS, dtype: type = np.uint8) -> MeshSource:
    array = np.zeros(GRID.shape, dtype)
    array[2:8, 2:8, 2:8], array[9:14, 9:14, 9:14] = 1, 3
    np.save(folder / "mask.npy", array)
    return MeshSource(GRID, labels, mask=str(folder / "mask.npy"))


def test_each_label_tells_the_volume_of_its_surface_and_of_its_voxels(tmp_path: Path) -> None:
    path = str(tmp_path / "out.stl")
    written = export_surfaces(LocalContext(tmp_path), (source(tmp_path),), path, MeshWish())
    assert [(one.name, one.file) for one in written] == [("Left", path)] * 2
    assert [one.voxels_ml for one in written] == pytest.approx([0.216, 0.125])
    for one in written:
        assert one.volume_ml == pytest.approx(one.voxels_ml, rel=0.01)


def test_a_file_for_each_label_even_where_they_have_one_name(tmp_path: Path) -> None:
    wish = MeshWish("obj", separate=True)
    written = export_surfaces(LocalContext(tmp_path), (source(tmp_path),), str(tmp_path / "out.obj"), wish)
    assert [Path(one.file).name for one in written] == ["out-Left.obj", "out-Left-2.obj"]
    assert all(Path(one.file).exists() for one in written)


def test_fewer_triangles_and_no_smoothing_are_heeded(tmp_path: Path) -> None:
    path = str(tmp_path / "out.ply")
    many = export_surfaces(LocalContext(tmp_path), (source(tmp_path),), path, MeshWish("ply", smoothing=0))
    few = export_surfaces(LocalContext(tmp_path), (source(tmp_path),), path, MeshWish("ply", fewer=0.6))
    assert few[0].triangles < 0.5 * many[0].triangles
    assert many[0].volume_ml == pytest.approx(0.216, rel=1e-5)


def test_labels_without_names_are_found_even_when_stored_as_fractions(tmp_path: Path) -> None:
    given = source(tmp_path, (), np.float32)  # type: ignore[arg-type]
    written = export_surfaces(LocalContext(tmp_path), (given,), str(tmp_path / "out.stl"), MeshWish())
    assert [one.name for one in written] == ["1", "3"]


def test_contours_have_surfaces_too(tmp_path: Path) -> None:
    square = np.array([(2, 2), (2, 9), (9, 9), (9, 2)], np.float32)
    outlines = tuple((5, np.column_stack((np.full(4, k), square)).astype(np.float32)) for k in range(3, 9))
    given = MeshSource(GRID, (MeshLabel(5, "ROI", (9, 9, 9)),), outlines=outlines)
    (written,) = export_surfaces(LocalContext(tmp_path), (given,), str(tmp_path / "out.stl"), MeshWish())
    assert written.voxels_ml == pytest.approx(6 * 64 / 1000)  # voxels on the line are inside
    assert written.volume_ml == pytest.approx(written.voxels_ml, rel=0.01)


def test_images_are_not_taken_for_label_maps(tmp_path: Path) -> None:
    array = np.random.default_rng(0).normal(size=GRID.shape).astype(np.float32)
    np.save(tmp_path / "image.npy", array)
    given = MeshSource(GRID, (), mask=str(tmp_path / "image.npy"))
    with pytest.raises(MedViewError, match="no label map"):
        export_surfaces(LocalContext(tmp_path), (given,), str(tmp_path / "out.stl"), MeshWish())
    np.save(tmp_path / "image.npy", np.arange(4096, dtype=np.int16).reshape(GRID.shape))
    with pytest.raises(MedViewError, match="looks like an image"):
        export_surfaces(LocalContext(tmp_path), (given,), str(tmp_path / "out.stl"), MeshWish())


def test_labels_without_voxels_and_maps_that_are_gone_are_told(tmp_path: Path) -> None:
    empty = source(tmp_path, (MeshLabel(7, "None", (0, 0, 0)),))
    with pytest.raises(MedViewError, match="voxels"):
        export_surfaces(LocalContext(tmp_path), (empty,), str(tmp_path / "out.stl"), MeshWish())
    gone = MeshSource(GRID, LABELS, mask=str(tmp_path / "gone.npy"))
    with pytest.raises(MedViewError, match="no longer there"):
        export_surfaces(LocalContext(tmp_path), (gone,), str(tmp_path / "out.stl"), MeshWish())


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        TASKS["export_surfaces"](context, sources=(source(tmp_path),), path=str(tmp_path / "o.stl"), wish=MeshWish())
    assert not (tmp_path / "o.stl").exists()
