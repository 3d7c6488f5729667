"""Every file of the public NIfTI folder: as nibabel reads it, or refused with its reason."""

from __future__ import annotations

import warnings
from pathlib import Path

import nibabel
import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.volume import StoredVolume
from medview.io import formats
from medview.io.formats.space import ras_from_lps
from tests.io.making import nothing

REFUSED = {
    "analyze.hdr": "analyze.img, is missing",
    "nifti1.hdr": "nifti1.img, is missing",
    "nifti2.hdr": "nifti2.img, is missing",
    "row_major.dconn.nii": "CIFTI",
}
NO_IMAGES = (".trk", ".tck", ".txt")
ROUNDING = 2.0**-23
"""float32 keeps so much of a value; nibabel scales into doubles."""


@pytest.mark.shared
def test_every_file(shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [path for path in sorted((shared_data / "nifti").rglob("*.*")) if path.is_file()]
    rows = [(path.name, _compared(path, tmp_path)) for path in files if path.suffix not in NO_IMAGES]
    with capsys.disabled():
        print()
        for name, outcome in rows:
            print(f"  {name:28} {outcome}")
    assert len(rows) > 20
    wrong = [(name, outcome) for name, outcome in rows if outcome.startswith("WRONG")]
    assert not wrong
    assert {name for name, outcome in rows if outcome.startswith("refused")} >= set(REFUSED)


def _compared(path: Path, work: Path) -> str:
    reader = formats.recognise(str(path), path.read_bytes()[: formats.FIRST_BYTES])
    if reader is None:
        return "WRONG: not recognised"
    try:
        series = reader.scan().series[0]
        volume = formats.load(series, work, nothing)
    except ReadError as error:
        expected = REFUSED.get(path.name)
        right = expected is not None and expected in error.message
        return f"refused: {error.message}" if right else f"WRONG: {error.message}"
    assert isinstance(volume, StoredVolume)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what nibabel warns of, the series tells
        image = nibabel.load(path)
    turned = series.source_format != "minc"  # whose axes are (k, j, i) for nibabel, too
    affine = ras_from_lps(volume.geometry.affine)
    expected = np.asanyarray(image.dataobj)
    values = np.load(volume.path)
    values = (values.T if turned else values).reshape(expected.shape)
    apart = np.abs((affine if turned else affine[:, [2, 1, 0, 3]]) - image.affine).max()
    finite = np.isfinite(expected)
    same = np.where(
        finite, np.abs(values - np.where(finite, expected, 0)) <= ROUNDING * np.abs(values), np.isnan(values)
    )
    if apart or not same.all():
        return f"WRONG: matrix off by {apart:g}, {np.count_nonzero(~same)} values differ"
    told = "; ".join(filter(None, (*series.notes, volume.note)))
    return f"opened {values.shape} {values.dtype}" + (f": {told}" if told else "")
