"""Outlines of COCO as label maps: polygons, run lengths as lists and as text, and everything that can be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import MedViewError
from medview.training.data.outlines import painted, read_outlines
from medview.training.data.rasters import decoded, rasterised

SIZE = (12, 16)


def _runs(mask: np.ndarray) -> list[int]:
    """Run lengths column by column, the first of them outside."""
    flat = mask.T.ravel()
    edges = np.flatnonzero(np.diff(flat.astype(np.int8))) + 1
    runs = np.diff([0, *edges, flat.size]).tolist()
    return [0, *runs] if flat[0] else runs


def _text(runs: list[int]) -> str:
    """As maskApi.c writes them (rleToString)."""
    letters = []
    for place, run in enumerate(runs):
        value = run - runs[place - 2] if place > 2 else run
        more = True
        while more:
            bits = value & 31
            value >>= 5
            more = value != (-1 if bits & 16 else 0)
            letters.append(chr(48 + (bits | 32 if more else bits)))
    return "".join(letters)


def _blob() -> np.ndarray:
    random = np.random.default_rng(3)
    return np.asarray(random.random(SIZE) > 0.6)


def test_a_polygon_holds_the_pixels_whose_centres_are_inside() -> None:
    expected = np.zeros(SIZE, bool)
    expected[2:6, 3:9] = True
    np.testing.assert_array_equal(rasterised([[3, 2, 9, 2, 9, 6, 3, 6]], SIZE), expected)
    np.testing.assert_array_equal(rasterised([3, 2, 9, 2, 9, 6, 3, 6], SIZE), expected)
    slim = rasterised([[3.6, 2, 4.4, 2, 4.4, 6, 3.6, 6]], SIZE)  # between the centres of columns 3 and 4
    assert not slim.any()


def test_several_polygons_of_one_annotation_are_one_structure_and_end_at_the_edge() -> None:
    mask = rasterised([[0, 0, 2, 0, 2, 2, 0, 2], [14, 10, 20, 10, 20, 30, 14, 30]], SIZE)
    assert np.argwhere(mask).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1], [10, 14], [10, 15], [11, 14], [11, 15]]


def test_run_lengths_go_down_the_columns_as_a_list_and_as_text() -> None:
    for mask in (_blob(), np.ones(SIZE, bool), np.eye(*SIZE, dtype=bool)):
        size = list(SIZE)
        np.testing.assert_array_equal(rasterised({"size": size, "counts": _runs(mask)}, SIZE), mask)
        np.testing.assert_array_equal(rasterised({"size": size, "counts": _text(_runs(mask))}, SIZE), mask)


def test_the_text_of_run_lengths_is_that_of_the_reference() -> None:
    """By hand, as rleToString of maskApi.c: five bits a letter, from the fourth run on the difference to the second."""
    assert decoded("0") == [0]
    assert decoded("o0") == [31]  # the fifth bit is a sign, so that a letter of nothing follows
    assert decoded("Xo0") == [1000]
    assert decoded("373N") == [3, 7, 3, 5]


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ([[1, 1, 2, 2]], "fewer than three corners"),
        ([[1, 1, 2, 2, 3]], "no list of x and y"),
        ([[1, 1, 2, float("nan"), 3, 4]], "no number"),
        ({"size": [5, 5], "counts": [25]}, r"5 × 5 pixels, this one has 16 × 12"),
        ({"size": [12, 16], "counts": [25]}, "cover 25 pixels, the picture has 192"),
        ({"size": [12, 16], "counts": "P"}, "lack size or counts"),
        ({"counts": [192]}, "lack size or counts"),
        ("nothing", "neither polygons nor run lengths"),
    ],
)
def test_damaged_outlines_are_told(drawn: Any, told: str) -> None:
    with pytest.raises(MedViewError, match=told):
        rasterised(drawn, SIZE)


def _folder(folder: Path, annotations: list[dict[str, Any]], **image: Any) -> Path:
    (folder / "images").mkdir(parents=True)
    for name in "ab":
        Image.fromarray(np.zeros(SIZE, np.uint8)).save(folder / "images" / f"{name}.png")
    content = {
        "images": [{"id": 1, "file_name": "a.png", **image}, {"id": 2, "file_name": "b.png"}],
        "annotations": [{"image_id": 1, "bbox": [0, 0, 1, 1], **row} for row in annotations],
        "categories": [{"id": 9, "name": "cell"}, {"id": 3, "name": "core"}, {"id": 1, "name": "unused"}],
    }
    (folder / "train.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


SQUARE, INNER = [[2, 2, 10, 2, 10, 10, 2, 10]], [[4, 4, 6, 4, 6, 6, 4, 6]]


@pytest.mark.parametrize("turned", [False, True])
def test_values_go_by_the_order_of_categories_and_the_smaller_outline_is_seen(tmp_path: Path, turned: bool) -> None:
    rows = [{"id": 1, "category_id": 9, "segmentation": SQUARE}, {"id": 2, "category_id": 3, "segmentation": INNER}]
    listed = read_outlines(_folder(tmp_path, rows[::-1] if turned else rows))
    assert listed is not None
    assert listed.categories == ("core", "cell")
    assert [(one.picture.name, one.split, len(one.outlines)) for one in listed.pictures] == [
        ("a.png", "train", 2),
        ("b.png", "train", 0),
    ]
    first, second = (painted(one, {"core": 1, "cell": 2}) for one in listed.pictures)
    expected = np.zeros(SIZE, np.uint8)
    expected[2:10, 2:10], expected[4:6, 4:6] = 2, 1
    np.testing.assert_array_equal(first, expected)
    assert not second.any()


@pytest.mark.parametrize(
    ("rows", "image", "told"),
    [
        ([{"id": 1, "category_id": 9, "segmentation": []}], {}, "1 of its 2 annotations have a box and no outline"),
        (
            [{"id": 5, "category_id": 9, "segmentation": [[50, 50, 60, 50, 60, 60]]}],
            {},
            "annotation 5 is empty, or out",
        ),
        ([{"id": 5, "category_id": 9, "segmentation": [[1, 1]]}], {}, "annotation 5 cannot be used: a polygon"),
        ([], {"width": 32, "height": 24}, r"made for 32 × 24 pixels, the picture has 16 × 12"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told(
    tmp_path: Path, rows: list[dict[str, Any]], image: dict[str, Any], told: str
) -> None:
    good = {"id": 2, "category_id": 9, "segmentation": SQUARE}
    listed = read_outlines(_folder(tmp_path, [*rows, good], **image))
    assert listed is not None
    with pytest.raises(MedViewError, match=told) as refusal:
        painted(listed.pictures[0], {"cell": 1})
    assert refusal.value.hint


def test_boxes_alone_are_no_outlines_and_damaged_files_are_told(tmp_path: Path) -> None:
    assert read_outlines(_folder(tmp_path / "boxes", [{"id": 1, "category_id": 9, "segmentation": []}])) is None
    row = {"id": 1, "category_id": 77, "segmentation": SQUARE}
    with pytest.raises(MedViewError, match=r"train\.json is no COCO file with outlines"):
        read_outlines(_folder(tmp_path / "damaged", [row]))


def test_pictures_no_file_names_and_files_that_are_gone_are_named(tmp_path: Path) -> None:
    folder = _folder(tmp_path, [{"id": 1, "category_id": 9, "segmentation": SQUARE}])
    (folder / "images" / "b.png").rename(folder / "images" / "c.png")
    listed = read_outlines(folder)
    assert listed is not None
    assert dict(listed.left_out) == {
        "b.png": "train.json names it, but it is not there.",
        "c.png": "No COCO file names it.",
    }
