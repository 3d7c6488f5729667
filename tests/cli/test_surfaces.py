"""``medview surfaces``: label maps, SEG and RTSTRUCT as meshes, and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    code = main(["surfaces", *map(str, arguments), "--json"], windows, user_paths())
    return code, json.loads(capsys.readouterr().out)


def label_map(folder: Path) -> Path:
    labels = np.zeros((20, 24, 16), np.uint8)
    labels[3:9, 4:12, 3:10], labels[12:17, 14:20, 5:12] = 2, 5
    affine = np.diag([-1.0, -1.5, 2.0, 1.0])
    nibabel.save(nibabel.Nifti1Image(labels, affine), folder / "mask.nii.gz")
    return folder / "mask.nii.gz"


def test_a_label_map_becomes_surfaces_of_the_same_volumes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = run(capsys, label_map(tmp_path), "--out", tmp_path / "out" / "all.ply")
    assert code == Exit.DONE
    assert [one["name"] for one in document["surfaces"]] == ["2", "5"]
    assert [one["voxels_ml"] for one in document["surfaces"]] == pytest.approx([6 * 8 * 7 * 3e-3, 5 * 6 * 7 * 3e-3])
    for one in document["surfaces"]:
        assert one["volume_ml"] == pytest.approx(one["voxels_ml"], rel=0.01)
    assert document["coordinates"] == "LPS mm"
    assert not document["unreviewed"]
    assert b"comment Coordinates: LPS" in (tmp_path / "out" / "all.ply").read_bytes()[:400]


def test_notes_beside_the_map_name_its_labels_and_say_that_nobody_reviewed_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = [{"value": 5, "name": "Posterior", "colour": [1, 2, 3]}]
    (tmp_path / "mask.json").write_text(json.dumps({"status": "UNREVIEWED", "labels": labels}))
    code, document = run(capsys, label_map(tmp_path), "--out", tmp_path / "one.obj", "--separate")
    assert (code, document["unreviewed"]) == (Exit.DONE, True)
    assert [Path(one["file"]).name for one in document["surfaces"]] == ["one-Posterior.obj"]
    assert "UNREVIEWED" in (tmp_path / "one-Posterior.obj").read_text()


def test_labels_smoothing_and_fewer_triangles_are_heeded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = label_map(tmp_path)
    _, plain = run(capsys, path, "--out", tmp_path / "a.stl", "--labels", "5", "--smoothing", "0")
    _, fewer = run(capsys, path, "--out", tmp_path / "b.stl", "--labels", "5", "--fewer", "70")
    assert [one["name"] for one in plain["surfaces"]] == ["5"]
    assert fewer["surfaces"][0]["triangles"] < 0.4 * plain["surfaces"][0]["triangles"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--out", "a.txt"], Exit.USAGE),
        (["--out", "a.stl", "--labels", "x"], Exit.USAGE),
        (["--out", "a.stl", "--labels", "9"], Exit.WRITE),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: Exit
) -> None:
    given = [str(tmp_path / one) if one.startswith("a.") else one for one in arguments]
    ended, document = run(capsys, label_map(tmp_path), *given)
    assert (ended, document["error"]["code"]) == (code, code.value)
    assert not (tmp_path / "a.stl").exists()


@pytest.mark.shared
def test_an_rtstruct_needs_its_images(shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = shared_data / "dicom" / "rtstruct_rt_utils" / "mock_data"
    images = tmp_path / "images"
    images.mkdir()
    for path in source.glob("ct_*.dcm"):
        shutil.copy(path, images)
    shutil.copy(source / "rt.dcm", tmp_path)
    code, document = run(capsys, tmp_path / "rt.dcm", "--out", tmp_path / "a.stl")
    assert code == Exit.INPUT
    assert "--images" in document["error"]["hint"]
    code, document = run(capsys, tmp_path / "rt.dcm", "--images", images, "--out", tmp_path / "a.stl")
    assert code == Exit.DONE
    assert document["surfaces"][0]["volume_ml"] == pytest.approx(document["surfaces"][0]["voxels_ml"], rel=0.01)
