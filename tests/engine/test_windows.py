import numpy as np
import pytest
import torch

from medview.catalog.schema import Tiling
from medview.engine.sliding import slide
from medview.engine.windows import Layout, importance
from medview.jobs.protocol import JobCancelled

TILING = Tiling((8, 8, 8), 0.5)


def pointwise(patch: torch.Tensor) -> torch.Tensor:
    """A network whose output at a voxel depends on that voxel alone."""
    return torch.cat([patch, patch.square(), -patch], dim=1)


@pytest.mark.parametrize("shape", [(8, 8, 8), (5, 8, 3), (20, 13, 9), (31, 8, 17)])
@pytest.mark.parametrize("overlap", [0.0, 0.25, 0.5, 0.75])
def test_tiled_equals_whole(shape: tuple[int, int, int], overlap: float) -> None:
    image = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    tiled = slide(pointwise, image, Tiling((8, 8, 8), overlap), 3, lambda _: None)
    assert torch.allclose(tiled, pointwise(image[None, None])[0], atol=1e-5)


def test_the_middle_of_a_convolution_is_that_of_the_whole() -> None:
    torch.manual_seed(0)
    network = torch.nn.Conv3d(1, 2, 3, padding=1)
    image = torch.randn(24, 24, 24)
    with torch.inference_mode():
        whole = network(image[None, None])[0]
        tiled = slide(network, image, Tiling((16, 16, 16), 0.5), 2, lambda _: None)
    away = (tiled - whole).abs()[:, 2:-2, 2:-2, 2:-2]
    assert float(away.max()) < 0.1 * float(whole.abs().max())


@pytest.mark.parametrize("shape", [(8, 8, 8), (9, 30, 8), (17, 8, 41)])
def test_windows_cover_everything_and_stay_inside(shape: tuple[int, int, int]) -> None:
    seen = np.zeros(shape)
    for corner in Layout(shape, TILING).corners():
        place = tuple(slice(first, first + 8) for first in corner)
        assert seen[place].shape == (8, 8, 8)
        seen[place] += 1
    assert seen.min() >= 1


def test_the_middle_of_a_window_counts_most() -> None:
    weight = importance((9, 9, 9), TILING)
    assert float(weight.max()) == float(weight[4, 4, 4]) == 1.0
    assert 0 < float(weight[0, 0, 0]) < 0.01


def test_cancel_is_answered_within_one_window() -> None:
    seen = []

    def step(fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelled
        seen.append(fraction)

    with pytest.raises(JobCancelled):
        slide(pointwise, torch.zeros(32, 32, 32), TILING, 3, step)
    assert seen == sorted(seen)
    assert len(seen) < Layout((32, 32, 32), TILING).count / 2
