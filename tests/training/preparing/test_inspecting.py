"""What is told of a folder before anything is trained, good or bad."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import MedViewError
from medview.core.training import FoundData, Kind
from medview.training.preparing.inspecting import inspect
from tests.io.making import scanned
from tests.io.objects.making import ct, framed, groups, seg, segment, write
from tests.training.preparing.making import boxes, classes, films, grouped, volumes


def look(folder: Path, kind: Kind | None = None) -> FoundData:
    return inspect(folder, kind, 20, folder.parent / "work", lambda fraction, note: None)


@pytest.mark.parametrize(
    ("make", "kind", "named"),
    [
        (films, "picture-segmentation", {"Class 1": 10}),
        (classes, "picture-classification", {"bright": 6, "dark": 6}),
        (boxes, "picture-detection", {"ring": 4, "disc": 5}),
        (volumes, "volume-segmentation", {"Class 1": 8, "Class 2": 8}),
    ],
)
def test_every_layout_is_recognised_and_divided(
    make: Callable[[Path], Path], kind: Kind, named: dict[str, int], tmp_path: Path
) -> None:
    found = look(make(tmp_path / "data"))
    assert (found.kind, found.kinds[0], found.problem) == (kind, kind, "")
    assert dict(found.classes) == named
    assert found.split_made
    assert dict(found.split).keys() == {"train", "val"}
    assert sum(count for _, count in found.split) == found.cases
    assert found.shape == ((20, 24, 18) if kind == "volume-segmentation" else (40, 40))


def test_names_of_values_and_sides_of_voxels_are_read(tmp_path: Path) -> None:
    folder = volumes(tmp_path / "data")
    (folder / "dataset.json").write_text(json.dumps({"labels": {"background": 0, "head": 1, "tail": 2}}))
    found = look(folder)
    assert [name for name, _ in found.classes] == ["head", "tail"]
    assert found.spacing_mm == (1.0, 1.0, 1.0)


def test_groups_are_not_divided(tmp_path: Path) -> None:
    folder = grouped(films(tmp_path / "data"), {f"film-{n}.png": f"patient {n // 2}" for n in range(10)})
    found = look(folder)
    assert found.groups == 5
    assert all(count % 2 == 0 for _, count in found.split)


def test_everything_that_is_wrong_is_named_before_training(tmp_path: Path) -> None:
    folder = films(tmp_path / "data")
    (folder / "images" / "film-1.png").write_bytes(b"no picture")
    (folder / "masks" / "film-2.png").unlink()
    (folder / "images" / "notes.txt").write_text("hello")
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(folder / "masks" / "film-3.png")
    found = look(folder)
    assert {name for name, _ in found.left_out} == {"film-1.png", "film-2.png", "images/notes.txt", "film-3.png"}
    assert found.cases == 7
    assert not found.problem


def test_leaking_groups_one_class_and_few_cases_are_problems(tmp_path: Path) -> None:
    leaking = films(tmp_path / "leaking")
    rows = [f"film-{n}.png,{'train' if n < 6 else 'val'},patient {n % 4}" for n in range(10)]
    (leaking / "split.csv").write_text("file,split,group\n" + "\n".join(rows))
    found = look(leaking)
    assert "in more than one split" in found.problem
    assert found.hint
    assert "Only 3 cases" in look(films(tmp_path / "few", 3)).problem
    alone = grouped(films(tmp_path / "alone"), {f"film-{n}.png": "one" for n in range(10)})
    assert "one group" in look(alone).problem
    (one_class := classes(tmp_path / "classes") / "dark").rename(tmp_path / "gone")
    assert "one class" in look(one_class.parent).problem


def test_a_folder_of_no_layout_or_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(MedViewError, match="no labelled cases"):
        look(tmp_path / "empty")
    with pytest.raises(MedViewError, match="not laid out") as told:
        look(films(tmp_path / "films"), "picture-detection")
    assert "picture-segmentation" in told.value.hint


def test_dicom_segmentations_become_volumes_with_their_series(tmp_path: Path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((5, 6, 8), bool)
    frames[:, 1:4, 2:6] = True
    each = [groups((0, 0, 2 * k), series.instances[k], 1) for k in range(5)]
    write(framed(seg(series, "BINARY", [segment(1)]), frames, each), tmp_path / "ct", "seg.dcm")
    made = seg(series, "BINARY", [segment(1, "Spleen")])
    far = framed(made, frames, [groups(None, None, 1)] * 5, [])
    write(far, tmp_path / "ct", "nowhere.dcm")
    found = look(tmp_path / "ct")
    assert found.kind == "volume-segmentation"
    assert found.modality == "CT"
    assert found.classes == (("Liver", 1),)
    assert found.cases == 1
    assert [name for name, _ in found.left_out] == ["nowhere.dcm"]
    converted = Path(found.folder)
    again = scanned(converted / "images", tmp_path / "scan").studies[0].series[0]
    assert again.geometry is not None
    assert series.geometry is not None
    assert again.geometry.same_grid(series.geometry)
