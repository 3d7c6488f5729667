"""Steps on label maps, against scikit-image and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import binary_fill_holes
from skimage.measure import label
from skimage.morphology import remove_small_objects

from medview.catalog.schema import Step
from medview.engine.postprocess import clean, kept

ML = 0.001


def blobs(seed: int = 2) -> np.ndarray:
    """Labels 1, 2 and 9 in pieces of many sizes, with holes."""
    rng = np.random.default_rng(seed)
    noise = rng.random((18, 20, 22))
    smooth = sum(np.roll(noise, shift, axis) for axis in range(3) for shift in (-1, 0, 1)) / 9
    return np.select([smooth > 0.58, smooth > 0.52, smooth < 0.42], [9, 2, 1], 0).astype(np.uint8)


def cleaned(labels: np.ndarray, *steps: Step | str) -> np.ndarray:
    result = labels.copy()
    clean(result, steps, ML, lambda _: None)
    return result


def parts(mask: np.ndarray) -> list[np.ndarray]:
    numbered = label(mask, connectivity=3)
    return sorted((numbered == n for n in range(1, numbered.max() + 1)), key=lambda part: -part.sum())


def test_a_label_that_is_not_there_is_no_matter() -> None:
    given = blobs()
    assert np.array_equal(cleaned(given, Step("largest-component", (7,)), Step("remove-small", (7,), 1.0)), given)


def test_the_largest_part_of_each_label() -> None:
    given = blobs()
    found = cleaned(given, Step("largest-component", (1, 9)))
    for value in (1, 9):
        assert np.array_equal(found == value, parts(given == value)[0])
    assert np.array_equal(found == 2, given == 2)


@pytest.mark.parametrize("step", ["largest-component", Step("largest-component")])
def test_the_largest_part_of_all_together(step: Step | str) -> None:
    given = blobs()
    assert np.array_equal(cleaned(given, step), np.where(parts(given > 0)[0], given, 0))


@pytest.mark.parametrize(("connectivity", "skimage"), [(6, 1), (18, 2), (26, 3)])
def test_small_parts_go(connectivity: int, skimage: int) -> None:
    given = blobs()
    found = cleaned(given, Step("remove-small", (1,), least_ml=5 * ML, connectivity=connectivity))
    stays = remove_small_objects(given == 1, max_size=4, connectivity=skimage)
    assert np.array_equal(found == 1, stays)
    assert 0 < stays.sum() < (given == 1).sum()


def test_so_many_parts_stay() -> None:
    given = blobs()
    pieces = parts(given == 2)
    found = cleaned(given, Step("keep-components", (2,), count=3))
    assert len(pieces) > 4
    assert (found == 2).sum() == sum(piece.sum() for piece in pieces[:3])


def test_holes_are_filled_but_other_labels_stay() -> None:
    given = np.zeros((12, 12, 12), np.uint8)
    given[2:10, 2:10, 2:10] = 3
    given[4:6, 4:6, 4:6] = 0
    given[7, 7, 7] = 5
    given[2, 6, 6] = 0  # a dent, not a hole
    found = cleaned(given, Step("fill-holes", (3,)))
    filled = binary_fill_holes(given == 3)
    assert np.array_equal(found == 3, filled & (given != 5))
    assert found[7, 7, 7] == 5
    assert found[2, 6, 6] == 0


def test_a_hole_between_labels_becomes_the_nearest() -> None:
    given = np.zeros((9, 9, 16), np.uint8)
    given[1:8, 1:8, 1:8], given[1:8, 1:8, 8:15] = 1, 2
    given[4, 4, 3], given[4, 4, 12] = 0, 0
    found = cleaned(given, Step("fill-holes"))
    assert (found[4, 4, 3], found[4, 4, 12]) == (1, 2)


def test_steps_go_in_order_and_nothing_is_asked_of_nothing() -> None:
    given = blobs()
    one = cleaned(given, Step("fill-holes", (1,)), Step("largest-component", (1,)))
    assert np.array_equal(one, cleaned(cleaned(given, Step("fill-holes", (1,))), Step("largest-component", (1,))))
    for kind in ("largest-component", "remove-small", "fill-holes", "keep-components"):
        assert not cleaned(np.zeros((3, 1, 4), np.uint8), Step(kind), Step(kind, (4,))).any()


def test_what_a_step_changes_is_sure() -> None:
    given = blobs()
    chances = np.stack([(given == value) * 0.8 + 0.05 for value in (0, 1, 2, 9)]).astype(np.float32)
    found = kept(chances, (Step("largest-component", (9,)),), (1, 2, 9), ML)
    same = np.array([0, 1, 2, 9])[found.argmax(0)] == given
    assert np.array_equal(found[:, same], chances[:, same])
    assert set(np.unique(found[:, ~same])) == {0.0, 1.0}
    assert (~same).any()


def test_sixteen_bits_too() -> None:
    given = blobs().astype(np.uint16) * 100
    found = cleaned(given, Step("largest-component", (900,)))
    assert np.array_equal(found == 900, parts(given == 900)[0])
