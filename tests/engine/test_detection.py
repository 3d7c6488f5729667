"""Boxes: every layout and form, sorting out what overlaps, and back into the picture's pixels."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from medview.catalog.schema import Detection, Output
from medview.core.errors import ModelError
from medview.engine.detection import MOST_GROWTH, Candidates, anchors_of, best, decode
from medview.engine.importing.onnx_detectors import anchors_of_level
from medview.engine.pictures import Placed
from tests.engine.onnx.configurations import detector

WHOLE = Placed(1000, 1000)
BOX = (10.0, 20.0, 50.0, 80.0)


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = width * height
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / both if both else 0.0


def slowly(found: Candidates, limit: float) -> set[int]:
    """One box after the other, the best first, against all that stay."""
    stay: list[int] = []
    for n in sorted(range(len(found.scores)), key=lambda n: -found.scores[n]):
        rivals = [m for m in stay if found.labels[m] == found.labels[n]]
        if all(overlap(found.boxes[m], found.boxes[n]) <= limit for m in rivals):
            stay.append(n)
    return set(stay)


@pytest.mark.parametrize("seed", range(12))
def test_what_overlaps_is_sorted_out_as_the_slow_way_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = 300 if seed % 3 else 1500
    corners, sides = random.random((count, 2)) * 100, random.random((count, 2)) * 40 + 1
    boxes = np.concatenate((corners, corners + sides), 1)
    found = Candidates(boxes, random.permutation(count) / count, random.integers(0, 2, count))
    limit = float(random.choice([0.0, 0.3, 0.45, 0.6]))
    expected = sorted(slowly(found, limit), key=lambda n: -found.scores[n])
    for most in (1000, 7):
        kept = best(found, limit, most)
        assert {tuple(box) for box in kept.boxes} == {tuple(boxes[n]) for n in expected[:most]}
        assert (np.diff(kept.scores) <= 0).all()


def test_boxes_that_are_no_numbers_are_dropped() -> None:
    boxes = np.array([[0, 0, 1, 1], [np.nan, 0, 1, 1], [0, 0, np.inf, 1]], float)
    assert len(best(Candidates(boxes, np.array([0.5, 0.9, 0.8]), np.zeros(3, int)), 0.5, 10).scores) == 1


def test_no_boxes_give_no_rows() -> None:
    outputs = {"boxes": np.zeros((0, 4)), "scores": np.zeros(0), "labels": np.zeros(0, np.int64)}
    assert decode(detector(Detection("boxes")), outputs, WHOLE).shape == (0, 6)


def written(form: str) -> tuple[float, ...]:
    x0, y0, x1, y1 = BOX
    return {
        "xyxy": BOX,
        "yxyx": (y0, x0, y1, x1),
        "xywh": (x0, y0, x1 - x0, y1 - y0),
        "cxcywh": ((x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0),
    }[form]


@pytest.mark.parametrize("normalised", [False, True])
@pytest.mark.parametrize("form", ["xyxy", "yxyx", "xywh", "cxcywh"])
def test_four_numbers_are_one_box_in_every_form(form: Any, normalised: bool) -> None:
    wish = Detection("boxes", form, size=(100, 200), normalised=normalised)
    numbers = np.array(written(form))
    if normalised:
        numbers = numbers / ((100, 200) * 2 if form == "yxyx" else (200, 100) * 2)
    outputs = {"boxes": numbers[None, None], "scores": np.array([[0.9]]), "labels": np.array([[1]])}
    rows = decode(detector(wish), outputs, WHOLE)
    np.testing.assert_allclose(rows, [(*BOX, 0.9, 1)])


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("objectness", [False, True])
def test_tables_of_yolo(transposed: bool, objectness: bool) -> None:
    certain = [0.5] if objectness else []
    rows = np.array([[*BOX, *certain, 0.8, 0.1], [*BOX, *certain, 0.1, 0.9], [1, 2, 3, 4, *certain, 0.1, 0.2]])
    wish = Detection("yolo", "xyxy", objectness=objectness)
    table = rows.T if transposed else rows
    found = decode(detector(wish), {"output0": table[None]}, WHOLE)
    scale = 0.5 if objectness else 1.0
    np.testing.assert_allclose(found, [(*BOX, 0.9 * scale, 1), (*BOX, 0.8 * scale, 0)])


def test_classes_the_card_does_not_explain_are_no_findings() -> None:
    """As a background that comes first, which softmax makes likely."""
    configuration = replace(detector(Detection("boxes"), labels=(1, 2), classes=3), output=Output("softmax"))
    logits = np.log(np.array([[[0.9, 0.06, 0.04], [0.3, 0.1, 0.6]]]))
    found = decode(configuration, {"boxes": np.array([[BOX, BOX]]), "scores": logits}, WHOLE)
    np.testing.assert_allclose(found, [(*BOX, 0.6, 2)])


def test_deltas_move_and_grow_anchors() -> None:
    wish = Detection("retinanet", size=(16, 24), anchors=((8.0, 16.0),), strides=(8,), score=0.1, offset=0.5)
    deltas, logits = np.zeros((1, 6, 4)), np.full((1, 6, 2), -9.0)
    deltas[0, 4] = (0.25, -0.5, np.log(2.0), 0.0)  # second row, second column: its middle is at 12, 12
    logits[0, 4, 1] = 3.0
    configuration = replace(detector(wish), output=Output("sigmoid"))
    found = decode(configuration, {"deltas": deltas, "logits": logits}, WHOLE)
    np.testing.assert_allclose(found, [(14 - 8, 0, 14 + 8, 4 + 8, 1 / (1 + np.exp(-3.0)), 1)])


def test_a_delta_grows_no_anchor_without_end() -> None:
    wish = Detection("retinanet", size=(8, 8), anchors=((8.0, 8.0),), strides=(8,), score=0.1, offset=0.5)
    outputs = {"deltas": np.full((1, 1, 4), 99.0) * (0, 0, 1, 1), "logits": np.full((1, 1, 2), 5.0)}
    found = decode(detector(wish), outputs, Placed(10**6, 10**6))
    assert found[0, 2] == pytest.approx(4 + 4 * np.exp(MOST_GROWTH))


def test_levels_may_be_maps_or_rows() -> None:
    random = np.random.default_rng(0)
    wish = Detection(
        "retinanet", size=(16, 16), anchors=((8.0, 8.0, 4.0, 8.0), (16.0,) * 4), strides=(8, 16), score=0.0
    )
    maps = {name: random.standard_normal((1, 2 * width, side, side)) for name, width, side in
            (("d0", 4, 2), ("d1", 4, 1), ("c0", 2, 2), ("c1", 2, 1))}  # fmt: skip

    def rows(name: str, width: int) -> np.ndarray:
        """Anchors of a cell one after the other, cell by cell, row by row (torchvision's order)."""
        _, _, high, wide = maps[name].shape
        return np.array([
            maps[name][0, anchor * width : (anchor + 1) * width, y, x]
            for y in range(high) for x in range(wide) for anchor in range(2)
        ])  # fmt: skip

    joined = {
        "d": np.concatenate((rows("d0", 4), rows("d1", 4)))[None],
        "c": np.concatenate((rows("c0", 2), rows("c1", 2)))[None],
    }
    configuration = replace(detector(wish), output=Output("sigmoid"))
    np.testing.assert_allclose(decode(configuration, maps, WHOLE), decode(configuration, joined, WHOLE))


def test_anchors_lie_row_by_row() -> None:
    wish = Detection("retinanet", size=(16, 24), anchors=((8.0, 4.0, 2.0, 2.0),), strides=(8,))
    found = anchors_of(wish)
    assert len(found) == 2 * 3 * 2
    np.testing.assert_allclose(found[0], (-4, -2, 4, 2))
    np.testing.assert_allclose(found[3], (7, -1, 9, 1))
    np.testing.assert_allclose(found[6], (-4, 6, 4, 10))


def test_usual_anchors_are_torchvisions() -> None:
    """The first and the last of torchvision's nine on the level of stride 8, as its documentation derives them."""
    sides = anchors_of_level(8, 9)
    assert sides[:2] == (46.0, 22.0)
    assert sides[-2:] == (36.0, 70.0)
    assert len(sides) == 18


@pytest.mark.parametrize("layout", ["yolo", "boxes", "retinanet"])
def test_outputs_of_other_shapes_are_told(layout: Any) -> None:
    with pytest.raises(ModelError, match="7×3"):
        decode(detector(Detection(layout)), {"strange": np.zeros((7, 3))}, WHOLE)


def test_a_missing_output_is_told() -> None:
    with pytest.raises(ModelError, match="gone"):
        decode(detector(Detection("boxes", outputs=("gone",))), {"boxes": np.zeros((1, 4))}, WHOLE)
