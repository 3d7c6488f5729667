"""Varied pictures: everything stays finite, masks move with their picture, the same seed gives the same."""

from __future__ import annotations

import pytest
import torch

from medview.training.augmentation import Draw
from medview.training.pictures import variation
from medview.training.pictures.lesions import SHAPES, with_lesions
from medview.training.pictures.recipe import Variation
from medview.training.pictures.variation import varied

STRONG = Variation(mirror=0.5, invert=0.5, border=1.0, marks=1.0, hide=1.0, curve=0.9)


def _picture() -> tuple[torch.Tensor, torch.Tensor]:
    mask = torch.zeros(1, 40, 50)
    mask[0, 10:30, 5:20] = 1.0
    return mask * 2 - 0.5 + 0.1 * torch.randn(mask.shape, generator=torch.Generator().manual_seed(1)), mask


@pytest.mark.parametrize("seed", range(8))
def test_the_same_seed_gives_the_same_finite_picture(seed: int) -> None:
    image, mask = _picture()
    first, second = (varied(image, mask, (32, 48), STRONG, seed) for _ in range(2))
    assert first[0].shape == (1, 32, 48)
    assert torch.isfinite(first[0]).all()
    assert torch.equal(first[0], second[0])
    assert 0.0 <= float(first[1].min()) <= float(first[1].max()) <= 1.0 + 1e-5


def test_masks_move_with_their_picture() -> None:
    _, mask = _picture()
    still = Variation(gamma=(1.0, 1.0), curve=0.0, contrast=1.0, brightness=0.0, bias=0.0, noise=0.0, blur=0.0,
                      coarse=1.0, border=0.0, marks=0.0, hide=0.0, rotation_deg=40.0, shift=0.1)  # fmt: skip
    for seed in range(6):
        moved, where = varied(mask * 1.0, mask, (40, 50), still, seed)
        inside = where[0] > 0.9
        assert inside.any()
        assert float(moved[0][inside].mean()) > float(moved[0][where[0] < 0.1].mean()) + 0.3


def test_nothing_varied_shows_the_middle_part() -> None:
    image = torch.arange(64.0).repeat(64, 1)[None]
    whole, _ = varied(image, image[:0], (32, 32), None, 0)
    middle, _ = varied(image, image[:0], (32, 32), None, 0, part=0.5)
    assert float(whole.amax() - whole.amin()) == pytest.approx(62.0, abs=1.0)
    assert float(middle.amax() - middle.amin()) == pytest.approx(31.0, abs=1.0)
    assert float(middle.mean()) == pytest.approx(31.5, abs=0.1)


def test_lesions_are_drawn_inside_the_region_only() -> None:
    near = torch.zeros(1, 48, 48)
    near[0, 8:40, 8:24] = 1.0
    plain = torch.zeros(1, 48, 48)
    found = [with_lesions(4, plain, near, Draw(seed)) for seed in range(12)]
    assert all(float(masks[1][near[0] < 0.5].max()) == 0.0 for _, masks in found)
    assert sum(bool(masks[1].any()) for _, masks in found) >= 6
    assert any(not masks[1].any() for _, masks in found)
    assert max(float(image.abs()[:, :, 36:].max()) for image, _ in found) < 1e-3


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_parts(shape: variation.Callable[..., torch.Tensor]) -> None:
    rows, columns = torch.meshgrid(torch.arange(-20.0, 20.0), torch.arange(-20.0, 20.0), indexing="ij")
    drawn = shape(Draw(5), rows, columns, 192.0)
    assert drawn.shape == rows.shape
    assert float(drawn.max()) > 0.05
    assert 0.0 <= float(drawn.min()) <= float(drawn.max()) <= 1.0 + 1e-5


def test_calmed_ranges_are_narrower_and_none_is_left_at_nothing() -> None:
    half, none = STRONG.calmed(0.5), STRONG.calmed(0.0)
    assert half.rotation_deg == STRONG.rotation_deg / 2
    assert half.scale[0] > STRONG.scale[0]
    assert half.mirror == STRONG.mirror
    image, mask = _picture()
    still, _ = varied(image, mask, (40, 50), Variation(mirror=0.0).calmed(0.0), 3)
    assert none.noise == none.border == 0.0
    assert torch.allclose(still, image, atol=1e-3)
