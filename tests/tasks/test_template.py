from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.jobs.local import LocalContext
from medview.tasks.files import load, scan
from medview.tasks.template import axial, write_template


@pytest.mark.parametrize("axes", list(product(permutations(range(3)), product((1, -1), repeat=3))))
def test_axial_keeps_every_voxel_where_it_is(axes):
    order, signs = axes
    geometry = Geometry.from_axes((4, 5, 6), (1.0, 2.0, 3.0), np.eye(3)[:, list(order)] * signs, (7.0, -8.0, 9.0))
    array = np.arange(120).reshape(4, 5, 6)
    turned = axial(Volume(geometry, array))
    assert turned.geometry.orientation() == "HPL"
    index = np.argwhere(turned.array >= 0)
    source = np.rint(geometry.to_index(turned.geometry.to_lps(index))).astype(int)
    assert (array[tuple(source.T)] == turned.array[tuple(index.T)]).all()


@pytest.mark.slow
def test_the_template_is_a_dicom_study_labelled_as_one(tmp_path: Path):
    context = LocalContext(tmp_path)
    folder = write_template(context, str(tmp_path / "demo"))
    (study,) = scan(context, (folder,)).studies
    (series,) = study.series
    assert study.is_template
    assert series.modality == "MR"
    assert series.geometry is not None
    assert series.geometry.shape == (189, 233, 197)
    volume = load(context, series).open()
    assert volume.array.max() == 255
    assert volume.geometry.contains((0.0, 0.0, 0.0))
    before = Path(folder).stat().st_mtime_ns
    assert write_template(context, str(tmp_path / "demo")) == folder
    assert Path(folder).stat().st_mtime_ns == before, "it was written again"
