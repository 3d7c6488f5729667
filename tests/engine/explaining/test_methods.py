"""Maps of networks whose reasons are known lie where the reasons are."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.explaining.boxes import Told
from medview.engine.explaining.evidence import part_inside
from medview.engine.explaining.layers import chosen_layer
from medview.engine.explaining.methods import METHODS, Asked, MethodName, explain, patch_of, plain
from medview.engine.explaining.scores import class_score, region_score
from medview.engine.networks.table import build_network
from tests.engine.explaining.networks import Blurring, Looking
from tests.engine.onnx.configurations import classifier

NAMES: tuple[MethodName, ...] = ("grad-cam", "integrated-gradients", "occlusion")


def _picture(side: int = 32) -> torch.Tensor:
    """Bright spots in the upper left and in the lower right corner."""
    picture = torch.zeros(1, 1, side, side)
    picture[..., 4:12, 4:12] = 1.0
    picture[..., -12:-4, -12:-4] = 1.0
    return picture


def _asked(**others: object) -> Asked:
    score = class_score(classifier(2, "softmax", 1), 1)
    return Asked((Looking(16),), (score,), _picture(), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", [name for name in NAMES if name != "grad-cam"])
def test_only_what_the_network_looks_at_counts(method: MethodName) -> None:
    found = explain(method, _asked())
    seen = np.zeros((32, 32), bool)
    seen[:16, :16] = True
    assert found.values.shape == (32, 32)
    assert found.values.max() == pytest.approx(1.0)
    assert part_inside(found.values, seen) > (0.7 if method == "occlusion" else 0.999)  # patches reach across the edge
    assert found.values[6:10, 6:10].min() > 0.4
    assert found.greatest > 0.0


def test_grad_cam_shows_features_that_raise_the_score_wherever_they_are() -> None:
    found = explain("grad-cam", _asked())
    bright = _picture()[0, 0].numpy() > 0
    assert part_inside(found.values, bright) > 0.999


def test_the_score_is_the_log_odds_of_the_class() -> None:
    found = explain("occlusion", _asked())
    dark, bright = Looking(16)(_picture())[0]
    assert found.score == pytest.approx(float(bright - dark), abs=1e-5)


def test_networks_of_several_folds_are_averaged() -> None:
    asked = _asked()
    both = Asked((Looking(16), Looking(32)), asked.scores, asked.given)
    found = explain("integrated-gradients", both)
    assert found.values[6:10, 6:10].mean() > 2 * found.values[-10:-6, -10:-6].mean() > 0.0


def test_nothing_that_speaks_for_it_is_an_empty_map() -> None:
    score = class_score(classifier(2, "softmax", 1), 1)
    found = explain("integrated-gradients", Asked((Looking(16),), (score,), torch.zeros(1, 1, 32, 32)))
    assert found.greatest == 0.0
    assert not found.values.any()


@pytest.mark.parametrize("method", NAMES)
def test_every_pass_can_stop_it(method: MethodName) -> None:
    told: list[float] = []

    def step(part: float) -> None:
        told.append(part)
        if len(told) == (1 if method == "grad-cam" else 4):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        explain(method, _asked(step=step))
    assert all(0.0 <= part <= 1.0 for part in told)


def test_the_done_part_grows_to_its_end() -> None:
    told: list[float] = []
    explain("occlusion", _asked(step=told.append))
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1.0


def test_a_package_can_name_the_layer() -> None:
    named = explain("grad-cam", _asked(layer="features"))
    assert named.values.shape == (32, 32)
    with pytest.raises(ModelError, match="no layer called nowhere"):
        explain("grad-cam", _asked(layer="nowhere"))


def test_a_network_without_places_has_no_grad_cam() -> None:
    flat = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(32 * 32, 2)).eval().requires_grad_(False)
    asked = _asked()
    with pytest.raises(ModelError, match="no layer"):
        explain("grad-cam", Asked((flat,), asked.scores, asked.given))
    assert explain("occlusion", Asked((flat,), asked.scores, asked.given)).values.shape == (32, 32)


def test_what_passes_no_gradients_is_told_what_to_do() -> None:
    asked = _asked()
    with pytest.raises(ModelError, match="gradients") as told:
        explain("grad-cam", Asked((Told(None),), asked.scores, asked.given))  # type: ignore[arg-type]
    assert "occlusion" in told.value.hint


def test_real_networks_of_every_kind_have_a_layer() -> None:
    torch.manual_seed(0)
    dense = Network("densenet", {"init_features": 8, "growth_rate": 4, "block_config": (2, 2)}, 1, 2, spatial_dims=2)
    network = build_network(dense).eval().requires_grad_(False)
    score = class_score(classifier(2, "softmax", 1), 1)
    found = explain("grad-cam", Asked((network,), (score,), torch.randn(1, 1, 64, 64)))
    assert found.values.shape == (64, 64)
    assert np.isfinite(found.values).all()


def test_patches_fit_the_input() -> None:
    assert patch_of((256, 256)) == (32, 32)
    assert patch_of((3, 64)) == (3, 8)
    assert patch_of((8, 8, 8)) == (4, 4, 4)


def test_the_plain_input_is_the_mean_of_each_channel() -> None:
    given = torch.stack((torch.zeros(4, 4), torch.ones(4, 4)))[None]
    assert torch.equal(plain(given), given)


def test_every_method_says_how_it_was_done() -> None:
    assert all(way.name() and way.told().endswith(".") for way in METHODS.values())
    assert not METHODS["occlusion"].gradients


def test_a_segmentation_is_explained_at_its_deepest_layer() -> None:
    network = Blurring()
    inside = torch.zeros(16, 16, dtype=torch.bool)
    inside[4:10, 4:10] = True
    layer = chosen_layer(
        network, region_score(classifier(2, "softmax", 1), {0: inside}), torch.rand(1, 1, 16, 16), "", "segmentation"
    )
    assert layer in (network.deep, network.last)
