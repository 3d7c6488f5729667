"""Normalisations, also those that overwrite what they are given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from medview.catalog.schema import Intensity, Preparation, Tiling
from medview.core.geometry import Geometry
from medview.engine.intensity import normalise
from medview.engine.prepare import prepare
from tests.engine.making import whole_configuration

VALUES = np.array([[0.0, 10.0, 20.0], [30.0, 0.0, 60.0]], np.float32)
FILLED = np.array([[False, True, True], [True, True, True]])

WAYS: dict[str, tuple[Intensity, Any]] = {
    "all": (Intensity("zscore", over="all"), (VALUES - 20.0) / VALUES.std()),
    "nonzero": (
        Intensity("zscore", over="nonzero"),
        np.where(VALUES == 0, 0.0, (VALUES - 30.0) / VALUES[VALUES != 0].std()),
    ),
    "nonzero-kept": (Intensity("zscore", over="nonzero-kept"), (VALUES - 30.0) / VALUES[VALUES != 0].std()),
    "filled": (Intensity("zscore", over="filled"), np.where(FILLED, (VALUES - 24.0) / VALUES[FILLED].std(), 0.0)),
    "fixed": (Intensity("zscore", clip=(5.0, 30.0), mean=10.0, std=5.0, over="all"), (VALUES.clip(5, 30) - 10.0) / 5.0),
    "minmax": (Intensity("minmax", over="all"), VALUES / 60.0),
    "range": (Intensity("range", clip=(0.0, 20.0), scaled=(-1.0, 1.0), over="all"), VALUES.clip(0, 20) / 10.0 - 1.0),
    "none": (Intensity("none", over="all"), VALUES),
}


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("name", WAYS)
def test_each_way(name: str, own: bool) -> None:
    intensity, wanted = WAYS[name]
    given = VALUES.copy()
    found = normalise(intensity, given, FILLED, own)
    np.testing.assert_allclose(found, wanted, atol=1e-6)
    assert np.shares_memory(found, given) is own
    assert own or np.array_equal(given, VALUES)


def test_whole_numbers_are_never_overwritten() -> None:
    given = VALUES.astype(np.int16)
    normalise(Intensity("minmax", over="all"), given, own=True)
    assert np.array_equal(given, VALUES)


def test_preparing_leaves_the_image_as_it_was() -> None:
    image = np.random.default_rng(0).normal(size=(5, 6, 7)).astype(np.float32)
    before = image.copy()
    configuration = replace(
        whole_configuration(2, Tiling((4, 4, 4))),
        intensity=Intensity("zscore", over="all"),
        preparation=Preparation(frame="stored", resampling="spline"),
    )
    geometry = Geometry.from_axes((5, 6, 7), np.ones(3), np.eye(3), np.zeros(3))
    found = prepare(configuration, [image], geometry).image[0].numpy()
    assert abs(float(found.mean())) < 1e-5
    assert np.array_equal(image, before)
