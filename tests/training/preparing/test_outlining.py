"""Folders with COCO outlines: recognised, laid out with masks, and still read as boxes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.training import FoundData, Kind
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.preparing.inspecting import inspect
from medview.training.preparing.outlining import outlined
from tests.training.preparing.making import disc, films


def _ignore(fraction: float, note: str) -> None:
    assert 0.0 <= fraction <= 1.0


def look(folder: Path, kind: Kind | None = None) -> FoundData:
    return inspect(folder, kind, 20, folder.parent / "work", _ignore)


def _counts(inside: np.ndarray) -> list[int]:
    flat = inside.T.ravel()
    return list(map(int, np.diff([0, *(np.flatnonzero(np.diff(flat.astype(np.int8))) + 1), flat.size])))


def outlines(folder: Path, count: int = 10, **changes: Any) -> Path:
    """Films with a COCO file: the disc as run lengths, in every other film a square as a polygon too."""
    films(folder, count, masks=False)
    rows: list[dict[str, Any]] = []
    for serial in range(count):
        inside = disc(serial)[1]
        drawn: list[tuple[int, Any]] = [(7, {"size": [40, 40], "counts": _counts(inside)})]
        drawn += [(4, [[1, 1, 5, 1, 5, 5, 3, 5, 1, 5]])] * (serial % 2)
        for category, segmentation in drawn:
            row = {"id": len(rows), "image_id": serial, "category_id": category, "bbox": [1, 1, 4, 4]}
            rows.append({**row, "segmentation": segmentation, **changes})
    content = {
        "images": [{"id": n, "file_name": f"film-{n}.png", "width": 40, "height": 40} for n in range(count)],
        "annotations": rows,
        "categories": [{"id": 7, "name": "disc"}, {"id": 4, "name": "corner"}],
    }
    (folder / "all.json").write_text(json.dumps(content))
    return folder


def _first(folder: Path, **changes: Any) -> None:
    content = json.loads((folder / "all.json").read_text())
    content["annotations"][0].update(changes)
    (folder / "all.json").write_text(json.dumps(content))


def test_outlines_are_recognised_and_become_masks_of_the_categories(tmp_path: Path) -> None:
    folder = outlines(tmp_path / "data")
    rows = [f"film-{n}.png,{'train' if n < 8 else 'val'},g{n // 2}" for n in range(10)]
    (folder / "split.csv").write_text("\n".join(["file,split,group", *rows]))
    found = look(folder)
    assert (found.kind, found.problem, found.left_out) == ("picture-segmentation", "", ())
    assert found.kinds == ("picture-segmentation", "picture-detection")
    assert found.classes == (("corner", 5), ("disc", 10))
    assert (dict(found.split), found.groups, found.split_made) == ({"train": 8, "val": 2}, 5, False)
    data = read_data(Path(found.folder), "segmentation")
    for serial, sample in enumerate(data.samples):
        assert sample.mask is not None
        picture, inside = disc(serial)
        expected = np.where(inside, 2, 0)
        expected[1:5, 1:5] = serial % 2
        np.testing.assert_array_equal(read_mask(sample.mask), expected)
        np.testing.assert_array_equal(read_picture(sample.path), picture)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["images"]  # nothing was put there


def test_detection_takes_the_boxes_of_the_same_file(tmp_path: Path) -> None:
    folder = outlines(tmp_path / "data")
    found = look(folder, "picture-detection")
    assert (found.kind, found.cases, dict(found.classes)) == ("picture-detection", 10, {"corner": 5, "disc": 10})
    assert found.folder == str(folder)


@pytest.mark.parametrize("segmentation", [[], [[1, 1, 5, 1, 5, 5, 1, 5]]])
def test_boxes_are_likelier_where_outlines_are_nothing_more(tmp_path: Path, segmentation: Any) -> None:
    found = look(outlines(tmp_path / "data", segmentation=segmentation))
    assert found.kinds == (("picture-detection", "picture-segmentation") if segmentation else ("picture-detection",))


def test_a_file_without_boxes_can_be_outlined_only(tmp_path: Path) -> None:
    found = look(outlines(tmp_path / "data", bbox=None))
    assert (found.kinds, found.cases) == (("picture-segmentation",), 10)


def test_masks_as_files_count_where_there_are_both(tmp_path: Path) -> None:
    folder = films(tmp_path / "data")
    made = outlines(tmp_path / "other")
    (folder / "all.json").write_text((made / "all.json").read_text())
    found = look(folder, "picture-segmentation")
    assert (found.folder, found.classes) == (str(folder), (("Class 1", 10),))


def test_pictures_whose_outlines_are_wrong_are_named_before_training(tmp_path: Path) -> None:
    folder = outlines(tmp_path / "data")
    _first(folder, segmentation={"size": [40, 40], "counts": [7]})
    found = look(folder)
    assert (found.cases, found.problem) == (9, "")
    ((name, reason),) = found.left_out
    assert name == "film-0.png"
    assert "annotation 0 cannot be used: its run lengths cover 7 pixels, the picture has 1600. Mend it" in reason
    worse = outlines(tmp_path / "worse", segmentation=[[99, 99, 98, 98, 99, 98]])
    with pytest.raises(MedViewError, match=r"film-0\.png: The outline of annotation 0 is empty, or outside"):
        look(worse, "picture-segmentation")


def test_damaged_files_are_told_instead_of_an_unknown_layout(tmp_path: Path) -> None:
    folder = outlines(tmp_path / "data", bbox=None)
    _first(folder, category_id=99)
    assert "all.json is no COCO file with outlines (KeyError: 99)" in str(_refused(folder))
    (folder / "all.json").write_text("{")
    assert "all.json cannot be read" in str(_refused(folder))
    _first(outlines(tmp_path / "odd"), segmentation=[[1, 1, 5, 1, 5, 5, 1, 4, 1, 5], 7])
    assert "a polygon is no list of x and y" in look(tmp_path / "odd", "picture-segmentation").left_out[0][1]


def test_too_many_categories_and_those_a_model_does_not_know_are_told(tmp_path: Path) -> None:
    folder = outlines(tmp_path / "data")
    made = outlined(folder, tmp_path / "out", _ignore, {"Discs": 1, "disc": 5})
    assert np.unique(read_mask(made.folder / "masks" / "film-1.png")).tolist() == [0, 5]
    assert "no class for corner" in made.warnings[0]
    content = json.loads((folder / "all.json").read_text())
    content["categories"] += [{"id": 100 + n, "name": f"c{n}"} for n in range(40)]
    extra = [{**content["annotations"][0], "category_id": 100 + n} for n in range(40)]
    content["annotations"] += extra
    (folder / "all.json").write_text(json.dumps(content))
    assert "42 structures are drawn; label maps have at most 31" in str(_refused(folder))


def _refused(folder: Path) -> MedViewError:
    with pytest.raises(MedViewError) as told:
        look(folder)
    return told.value
