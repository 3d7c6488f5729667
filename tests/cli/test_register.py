"""``medview register``: a known placement is found and written, and what cannot be registered is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.core.volume import Volume
from medview.io.formats.space import lps_from_ras, ras_from_lps
from medview.session.paths import user_paths
from tests.imaging.test_aligning import placed, seen

TRUTH = placed((5, -4, 6), (8, -6, 5))
FIXED = seen((48, 60, 50), (3.0, 3.0, 3.0), (0.0, 0.0, 0.0), np.eye(4), 1)
MOVING = seen((44, 56, 46), (3.2, 3.2, 3.2), (4.0, -3.0, 2.0), np.linalg.inv(TRUTH), 1)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    code = main(["register", *map(str, arguments), "--json"], windows, user_paths())
    return code, json.loads(capsys.readouterr().out)


def saved(volume: Volume, path: Path) -> Path:
    image = nibabel.Nifti1Image(volume.array.T, ras_from_lps(volume.geometry.affine))
    nibabel.save(image, path)
    return path


def test_the_placement_is_found_and_the_series_resampled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixed, moving = saved(FIXED, tmp_path / "fixed.nii"), saved(MOVING, tmp_path / "moving.nii")
    out, onto = tmp_path / "new" / "placement.json", tmp_path / "onto.nii.gz"
    code, document = run(capsys, fixed, moving, "--out", out, "--resampled", onto)
    assert code == Exit.DONE
    assert json.loads(out.read_text()) == document
    assert document["reviewed"] is False
    corners = FIXED.geometry.corners_lps()
    here, there = (corners @ m[:3, :3].T + m[:3, 3] for m in (np.array(document["fixed_to_moving_lps_mm"]), TRUTH))
    assert np.linalg.norm(here - there, axis=1).max() < 2.0, (
        "at the corners of the volume, twice as far out as the head"
    )
    assert document["rotation_deg"] == pytest.approx(8.8, abs=1.0)
    image = nibabel.load(document["resampled"])
    assert lps_from_ras(image.affine) == pytest.approx(FIXED.geometry.affine, abs=1e-3)
    values = np.asanyarray(image.dataobj).T
    inside = values != 0
    assert np.corrcoef(values[inside], FIXED.array[inside])[0, 1] > 0.85


def test_a_thin_slab_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    thin = Volume(replace(FIXED.geometry, shape=(3, *FIXED.geometry.shape[1:])), FIXED.array[:3])
    fixed, moving = saved(FIXED, tmp_path / "fixed.nii"), saved(thin, tmp_path / "thin.nii")
    code, document = run(capsys, fixed, moving, "--out", tmp_path / "placement.json")
    assert code == Exit.INPUT
    assert "too thin" in document["error"]["message"]
    assert not (tmp_path / "placement.json").exists()


def test_an_unknown_format_is_told_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = run(capsys, "a", "b", "--out", tmp_path / "p.json", "--resampled", tmp_path / "onto.png")
    assert code == Exit.USAGE
    assert ".nii.gz" in document["error"]["hint"]
