from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.imaging.sampling import sampled

GEOMETRY = Geometry.from_axes((2, 2, 2), (1.0, 1.0, 1.0), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("values", "between"),
    [((1.0, 3.0), 2.0), ((np.inf, -np.inf), np.nan), ((np.inf, 1.0), np.nan), ((1.7e308, 1.7e308), 1.7e308)],
)
def test_what_is_no_finite_number_is_none_between_voxels(values: tuple[float, float], between: float) -> None:
    array = np.empty(GEOMETRY.shape)
    array[...] = values
    assert sampled(Volume(GEOMETRY, array), np.array([[0.5, 0.5, 0.5]])) == pytest.approx([between], nan_ok=True)


def test_a_voxels_centre_is_not_spoilt_by_its_neighbours() -> None:
    array = np.full(GEOMETRY.shape, np.inf)
    array[0, 0, 0] = 7.0
    found = sampled(Volume(GEOMETRY, array), np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.5, 0.0, 0.0]]))
    assert found == pytest.approx([7.0, np.nan, np.nan], nan_ok=True)
