"""Labels and doubt of outputs, whatever makes probabilities of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from medview.catalog.schema import Output, Tiling
from medview.core.errors import ModelError
from medview.core.geometry import Geometry
from medview.engine.calibration import entropy
from medview.engine.deciding import decision
from medview.engine.places import localisation, spacing_mm
from tests.engine.making import whole_configuration

SURE = torch.tensor([1.0, 0.0, 0.0])[:, None]
GUESS = torch.full((3, 1), 1 / 3)


def test_what_are_probabilities_already_stays() -> None:
    decided = decision(replace(whole_configuration(3, Tiling((8, 8, 8))), output=Output("none")))
    torch.manual_seed(0)
    chances = torch.rand(3, 50).softmax(0)
    found, doubt = decided.judged(chances)
    assert torch.equal(found, chances)
    np.testing.assert_allclose(doubt.numpy(), entropy(chances.numpy()), atol=1e-6)
    assert float(decided.judged(SURE)[1]) == pytest.approx(0.0, abs=1e-6)
    assert float(decided.judged(GUESS)[1]) == pytest.approx(1.0, abs=1e-6)


def test_models_of_whole_images_have_no_places() -> None:
    made = whole_configuration(3, Tiling((8, 8, 8)))
    with pytest.raises(ModelError, match="reads whole images and has no places"):
        localisation(made)
    source = Geometry.from_axes((4, 4, 4), (1.0, 2.0, 3.0), np.eye(3), (0.0,) * 3)
    assert spacing_mm(made, source) == (1.0, 2.0, 3.0)
    assert spacing_mm(replace(made, spacing_mm=(2.0, 2.0, 2.0)), source) == (2.0, 2.0, 2.0)
