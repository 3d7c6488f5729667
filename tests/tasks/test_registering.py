"""What the registration pool does, run here."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from medview.jobs.local import LocalContext
from medview.tasks.registering import resample_onto
from tests.views.heads import head


def test_a_series_on_another_ones_voxels(tmp_path: Path) -> None:
    stored = head().store(tmp_path / "head.npy")
    moved = np.eye(4)
    moved[0, 3] = 3.0  # fixed LPS to moving LPS, mm: three voxels along i
    found = resample_onto(LocalContext(tmp_path), stored, stored, tuple(map(tuple, moved.tolist()))).open().array
    np.testing.assert_allclose(found[:, :, :-3], head().array[:, :, 3:], atol=1e-2)
    assert (found[:, :, -2:] == 0).all(), "outside lies air, as outside every volume of this kind"
