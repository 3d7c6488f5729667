from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOGeometry import vtkOBJReader, vtkSTLReader
from vtkmodules.vtkIOPLY import vtkPLYReader

from medview.core.errors import WriteError
from medview.core.geometry import Geometry
from medview.core.mesh import MESH_FORMATS, MeshFormat
from medview.imaging.surfaces import label_surfaces
from medview.io.meshes import STL_HEADER, MeshPart, safe_stem, write_meshes
from medview.jobs.protocol import JobCancelled

READERS: dict[str, Callable] = {"stl": vtkSTLReader, "obj": vtkOBJReader, "ply": vtkPLYReader}
GRID = Geometry.from_axes((20, 30, 40), (2.0, 1.0, 0.8), np.eye(3)[:, [2, 1, 0]] * (-1, 1, 1), (10.0, 20.0, -300.0))


def label_map() -> np.ndarray:
    points = np.stack(np.meshgrid(*map(np.arange, GRID.shape), indexing="ij"), axis=-1) * GRID.spacing_mm
    labels = np.zeros(GRID.shape, np.uint8)
    labels[np.linalg.norm(points - (20, 15, 10), axis=-1) < 8] = 1
    labels[np.linalg.norm(points - (20, 15, 24), axis=-1) < 5] = 2
    return labels


def parts() -> list[MeshPart]:
    colours = {1: (230, 60, 40), 2: (40, 120, 240)}
    found = label_surfaces(label_map(), (1, 2), GRID)
    return [MeshPart(f"Part {v}", colours[v], mesh.points_lps, mesh.triangles) for v, mesh in found]


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    reader = READERS[path.suffix[1:]]()
    reader.SetFileName(str(path))
    reader.Update()
    data = reader.GetOutput()
    points = vtk_to_numpy(data.GetPoints().GetData()).astype(float)
    return points, vtk_to_numpy(data.GetPolys().GetConnectivityArray()).reshape(-1, 3)


def enclosed_mm3(points: np.ndarray, triangles: np.ndarray) -> float:
    a, b, c = np.moveaxis(points[triangles], 1, 0)
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)


@pytest.mark.parametrize("to", MESH_FORMATS)
def test_another_reader_finds_the_volume_of_the_voxels_in_their_place(tmp_path: Path, to: MeshFormat) -> None:
    write_meshes(parts(), tmp_path / f"out.{to}", to)
    points, triangles = read(tmp_path / f"out.{to}")
    voxels_mm3 = (label_map() > 0).sum() * GRID.voxel_ml * 1000.0
    assert enclosed_mm3(points, triangles) == pytest.approx(voxels_mm3, rel=0.01)
    assert len(triangles) == sum(len(part.triangles) for part in parts())
    written = np.concatenate([part.points_lps for part in parts()])
    assert points.min(axis=0) == pytest.approx(written.min(axis=0), abs=1e-3)
    assert points.max(axis=0) == pytest.approx(written.max(axis=0), abs=1e-3)


def test_a_binary_stl_says_what_it_is_and_is_not_taken_for_text(tmp_path: Path) -> None:
    write_meshes(parts(), tmp_path / "a.stl", "stl", unreviewed=True)
    data = (tmp_path / "a.stl").read_bytes()
    head = data[:STL_HEADER].decode("ascii")
    assert not head.startswith("solid")
    assert "UNREVIEWED" in head
    assert "LPS mm" in head
    count = int(np.frombuffer(data[STL_HEADER : STL_HEADER + 4], "<u4")[0])
    assert len(data) == STL_HEADER + 4 + 50 * count


def test_an_obj_has_its_colours_beside_it_and_names_its_parts(tmp_path: Path) -> None:
    write_meshes(parts(), tmp_path / "a.obj", "obj", unreviewed=True)
    text, materials = (tmp_path / "a.obj").read_text(), (tmp_path / "a.mtl").read_text()
    assert "mtllib a.mtl" in text
    assert [line for line in text.splitlines() if line.startswith("o ")] == ["o Part 1", "o Part 2"]
    for words in (text, materials):
        assert "UNREVIEWED" in words
        assert "LPS millimetres" in words
        assert "Not a medical device" in words
    assert f"Kd {230 / 255:.4f} {60 / 255:.4f} {40 / 255:.4f}" in materials


def test_a_ply_has_its_colours_on_the_points(tmp_path: Path) -> None:
    write_meshes(parts(), tmp_path / "a.ply", "ply", unreviewed=True)
    assert b"comment UNREVIEWED" in (tmp_path / "a.ply").read_bytes()[:600]
    reader = vtkPLYReader()
    reader.SetFileName(str(tmp_path / "a.ply"))
    reader.Update()
    colours = vtk_to_numpy(reader.GetOutput().GetPointData().GetScalars())
    assert {tuple(row[:3]) for row in colours.tolist()} == {(230, 60, 40), (40, 120, 240)}


def test_reviewed_results_are_not_called_unreviewed(tmp_path: Path) -> None:
    for to in MESH_FORMATS:
        write_meshes(parts(), tmp_path / f"a.{to}", to)
        assert b"UNREVIEWED" not in (tmp_path / f"a.{to}").read_bytes()


def test_odd_names_stay_on_their_line(tmp_path: Path) -> None:
    one = parts()[0]
    odd = MeshPart("Leber\nf 1 1 1", one.colour, one.points_lps, one.triangles)
    for to in MESH_FORMATS:
        write_meshes([odd], tmp_path / f"a.{to}", to)
        assert len(read(tmp_path / f"a.{to}")[1]) == len(one.triangles)
    assert safe_stem("Lunge links / ../x") == "Lunge_links_.._x"
    assert safe_stem("///") == "surface"
    assert safe_stem("肝脏") == "肝脏"


def test_a_cancelled_export_leaves_no_file(tmp_path: Path) -> None:
    def cancel(_: float) -> None:
        raise JobCancelled

    for to in MESH_FORMATS:
        with pytest.raises(JobCancelled):
            write_meshes(parts(), tmp_path / f"a.{to}", to, checkpoint=cancel)
        assert not (tmp_path / f"a.{to}").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        write_meshes(parts(), tmp_path / "file" / "a.stl", "stl")
