from __future__ import annotations

import torch

from medview.engine.fast.extents import Extents, around, block, places, sides, stretched

_WHOLE = (slice(0, 20), slice(0, 30))


def _image() -> torch.Tensor:
    image = torch.full((1, 12, 20, 30), -1.0)
    image[0, 4, 5:7, 10] = 0.0
    image[0, 6, 9, 12:15] = 2.0
    return image


def test_boxes_hold_what_content_may_have_reached() -> None:
    extents = Extents.of(_image())
    assert extents.box(slice(0, 4), (0, 0, 0)) is None
    assert extents.box(slice(4, 5), (0, 0, 0)) == (slice(5, 7), slice(10, 11))
    assert extents.box(slice(5, 6), (0, 0, 0)) is None
    assert extents.box(slice(5, 6), (1, 2, 3)) == (slice(3, 12), slice(7, 18))
    assert extents.box(slice(2, 4), (1, 6, 0)) == (slice(0, 13), slice(10, 11))
    assert extents.box(slice(0, 12), (0, 40, 40)) == _WHOLE


def test_an_image_without_air_is_content_all_over() -> None:
    image = torch.randn(1, 12, 20, 30)
    assert Extents.of(image).box(slice(3, 4), (0, 0, 0)) == _WHOLE


def test_what_lies_around_a_box_and_the_box_are_the_plane() -> None:
    for box in (None, (slice(3, 9), slice(0, 30)), (slice(0, 20), slice(5, 6)), (slice(1, 2), slice(3, 4)), _WHOLE):
        plane = torch.zeros(20, 30)
        for place in (*around(box, _WHOLE), *([box] if box else [])):
            plane[place] += 1
        assert (plane == 1).all()


def test_few_places_stand_for_many() -> None:
    assert places(5, 9).tolist() == [0, 1, 2, 2, 2, 2, 2, 3, 4]
    assert places(1, 4).tolist() == [0, 0, 0, 0]
    assert places(4, 4).tolist() == [0, 1, 2, 3]


def test_a_small_constant_image_has_the_values_of_a_large_one() -> None:
    torch.manual_seed(0)
    weights, shape, reach = torch.randn(2, 2, 2, 3, 3, 3), (9, 14, 11), (2, 2, 2)

    def answer(sides: tuple[int, int, int]) -> torch.Tensor:
        values = torch.ones(1, 2, *sides)
        for weight in weights:
            values = torch.conv3d(values, weight, padding=1).relu() + 1
        return values[0].permute(1, 2, 3, 0)

    small = answer(sides(shape, reach))
    assert small.shape[:3] == (5, 5, 5)
    assert (stretched(small, shape) - answer(shape)).abs().max() < 1e-4
    place = (slice(1, 4), slice(2, 14), slice(0, 3))
    assert torch.equal(stretched(small, shape, place), stretched(small, shape)[place])


def test_pairs_of_short_numbers_are_copied_together() -> None:
    field = torch.randn(3, 3, 3, 6).bfloat16()
    assert torch.equal(stretched(field, (7, 7, 7)), stretched(field.float(), (7, 7, 7)).bfloat16())


def test_blocks_have_zeros_beyond_the_image() -> None:
    values = torch.arange(4.0 * 5 * 6).view(4, 5, 6, 1) + 1
    found, padding = block(values, (slice(0, 2), slice(0, 5), slice(3, 6)), (1, 2, 2))
    assert padding == (0, 2, 0)
    assert found.shape == (4, 5, 7, 1)
    assert (found[0] == 0).all()
    assert (found[:, :, 5:] == 0).all()
    assert torch.equal(found[1:, :, :5], values[:3, :, 1:])
