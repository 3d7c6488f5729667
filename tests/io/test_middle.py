from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.io.middle import middle
from tests.io.making import axis_orders, barred, head, only_series, scanned, write_ct, write_dicom, write_nifti

AXIAL = [order for order in axis_orders() if order[0][0] == 2]


@pytest.mark.parametrize("order", AXIAL, ids=str)
@pytest.mark.parametrize("kind", ["dicom", "nifti"])
def test_axial_slices_show_the_left_on_the_right_and_the_front_on_top(order: object, kind: str, tmp_path: Path) -> None:
    made = barred(*order)  # type: ignore[misc]
    source = write_dicom(made, tmp_path / "in") if kind == "dicom" else write_nifti(made, tmp_path / "a.nii")
    shown = middle(only_series(scanned(source, tmp_path))[1])
    height, width = (side * step for side, step in zip(shown.array.shape, shown.spacing_mm, strict=True))
    assert (height, width) == pytest.approx((48, 40))
    rows, columns = np.nonzero(np.asarray(shown.array) == 1000)
    assert rows.size > 0
    assert rows.mean() * shown.spacing_mm[0] < height / 3
    assert columns.mean() * shown.spacing_mm[1] > width * 2 / 3


@pytest.mark.parametrize(("order", "sides"), [((0, 2, 1), (36, 48)), ((1, 2, 0), (36, 40))])
def test_sagittal_and_coronal_slices_stand_upright(
    order: tuple[int, int, int], sides: tuple[int, int], tmp_path: Path
) -> None:
    for signs in ((1, 1, 1), (-1, -1, -1), (1, -1, 1)):
        folder = write_nifti(head(order, signs), tmp_path / "a.nii")
        shown = middle(only_series(scanned(folder, tmp_path))[1])
        height, width = (side * step for side, step in zip(shown.array.shape, shown.spacing_mm, strict=True))
        assert (height, width) == pytest.approx(sides)


def test_an_irregular_series_has_a_picture_too(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 1, lambda _n: {"PhotometricInterpretation": "MONOCHROME1"})
    shown = middle(only_series(scanned(folder, tmp_path))[1])
    assert shown.array.shape == (6, 8)
    assert shown.spacing_mm == (0.5, 0.75)
    assert shown.array[0, 0] == -1024
    assert shown.inverted


def test_what_cannot_be_decoded_says_so(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 2, lambda _n: {"PhotometricInterpretation": "NONSENSE"})
    series = only_series(scanned(folder, tmp_path))[1]
    Path(series.instances[1].path).write_bytes(b"")
    with pytest.raises(ReadError):
        middle(series)
