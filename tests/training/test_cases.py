from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.training.cases import hold_out, in_model_frame, list_cases, measured_split, read_case, read_cases
from medview.training.export import template
from medview.training.recipe import load_recipe


def test_cases_of_a_split_and_what_was_left_out(tiny_data: Path) -> None:
    listed = list_cases(tiny_data, "train")
    assert [case.name for case in listed.cases] == ["case_0", "case_1", "case_2", "case_3"]
    reasons = dict(listed.left_out)
    assert set(reasons) == {"images/notes.txt", "images/alone.nii.gz", "gone.nii.gz"}
    assert "no labels" in reasons["images/alone.nii.gz"]


def test_without_a_split_all_matched_cases_count(tiny_data: Path) -> None:
    (tiny_data / "split.csv").unlink()
    assert len(list_cases(tiny_data, "val").cases) == 6


def test_the_measured_split_is_val_else_test_else_all(tiny_data: Path) -> None:
    table = tiny_data / "split.csv"
    assert measured_split(tiny_data) == "val"
    table.write_text(table.read_text().replace(",val", ",test"))
    assert measured_split(tiny_data) == "test"
    table.unlink()
    assert measured_split(tiny_data) is None


def test_an_unknown_split_and_a_wrong_folder_are_told(tiny_data: Path, tmp_path: Path) -> None:
    with pytest.raises(MedViewError, match="no case of the split test"):
        list_cases(tiny_data, "test")
    with pytest.raises(MedViewError, match="no folder images/"):
        list_cases(tmp_path)


def test_damaged_and_mismatched_cases_are_left_out_with_a_reason(tiny_data: Path) -> None:
    (tiny_data / "images" / "case_0.nii.gz").write_bytes(b"")
    small = nibabel.Nifti1Image(np.zeros((5, 5, 5), np.uint8), np.eye(4))
    small.to_filename(tiny_data / "labels" / "case_1.nii.gz")
    nibabel.Nifti1Image(np.full((20, 24, 18), 7, np.uint8), np.eye(4)).to_filename(
        tiny_data / "labels" / "case_2.nii.gz"
    )
    cases, left_out = read_cases(list_cases(tiny_data, "train"), 3)
    assert [case.name for case in cases] == ["case_3"]
    reasons = dict(left_out)
    assert {"case_0", "case_1", "case_2"} <= set(reasons)
    assert "different grids" in reasons["case_1"]
    assert "[7]" in reasons["case_2"]


def test_held_out_cases_depend_on_the_seed_only(tiny_data: Path) -> None:
    cases = list_cases(tiny_data, "train").cases
    training, held_out = hold_out(cases, 1, 5)
    assert (training, held_out) == hold_out(tuple(reversed(cases))[::-1], 1, 5)
    assert len(held_out) == 1
    assert not set(training) & set(held_out)


def test_the_model_frame_is_the_ras_array(tiny_data: Path) -> None:
    configuration = template(load_recipe("hippocampus-mr"))
    files = list_cases(tiny_data, "train").cases[0]
    image, labels = in_model_frame(read_case(files, 3), configuration)
    stored = np.asarray(nibabel.load(files.labels).dataobj)
    np.testing.assert_array_equal(labels, stored)
    pixels = np.asarray(nibabel.load(files.image).dataobj)
    assert np.corrcoef(image.ravel(), pixels.ravel())[0, 1] > 0.99
    assert abs(float(image.mean())) < 0.05


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1)])
def test_a_turned_file_gives_the_same_model_frame(tiny_data: Path, axes: tuple[int, int, int]) -> None:
    configuration = template(load_recipe("hippocampus-mr"))
    files = list_cases(tiny_data, "train").cases[0]
    expected = in_model_frame(read_case(files, 3), configuration)[1]
    for path in (files.image, files.labels):
        image = nibabel.load(path)
        turned = nibabel.orientations.apply_orientation(
            np.asarray(image.dataobj), [(axes[0], -1), (axes[1], 1), (axes[2], -1)]
        )
        moved = nibabel.orientations.inv_ornt_aff([(axes[0], -1), (axes[1], 1), (axes[2], -1)], image.shape)
        nibabel.Nifti1Image(turned, image.affine @ moved).to_filename(path)
    np.testing.assert_array_equal(in_model_frame(read_case(files, 3), configuration)[1], expected)


@pytest.mark.shared
def test_the_public_data_folder_tells_its_unmatched_files(shared_data: Path) -> None:
    data = shared_data / "hippocampus_mr"
    assert len(list_cases(data, "train").cases) == 176
    listed = list_cases(data, "val")
    assert len(listed.cases) == 32
    assert {name for name, _ in listed.left_out} >= {
        "images/hippocampus_118.nii.gz",
        "labels/hippocampus_010.nii.gz",
        "labels/hippocampus_281.nii.gz",
    }
