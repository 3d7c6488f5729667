"""Damaged research images and pictures: only MedViewError escapes, and no file asks for more than it can hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK
from PIL import Image

from medview.core.errors import MedViewError
from medview.io import formats
from medview.io.limits import FREE_BYTES
from medview.io.middle import middle
from tests.io.making import nothing

FLIPS, CUTS = 80, 25
ARRAY = np.random.default_rng(0).integers(0, 500, (3, 4, 5)).astype(np.int16)
BOUND = FREE_BYTES + 4096
"""Bytes that files of some 400 may become."""


def _nibabel(kind: type) -> Callable[[Path], None]:
    return lambda path: kind(ARRAY.T, np.eye(4)).to_filename(path)


def _itk(path: Path) -> None:
    SimpleITK.WriteImage(SimpleITK.GetImageFromArray(ARRAY), path, path.name.startswith("packed"))


def _picture(path: Path) -> None:
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (9, 9, 3), dtype=np.uint8)).save(path)


MAKERS: dict[str, Callable[[Path], None]] = {
    "a.nii": _nibabel(nibabel.Nifti1Image),
    "a.nii.gz": _nibabel(nibabel.Nifti1Image),
    "b.nii": _nibabel(nibabel.Nifti2Image),
    "a.hdr": _nibabel(nibabel.AnalyzeImage),
    "b.hdr": _nibabel(nibabel.Nifti1Pair),
    "a.mgz": _nibabel(nibabel.MGHImage),
    "a.mgh": _nibabel(nibabel.MGHImage),
    "a.nrrd": _itk,
    "packed.nrrd": _itk,
    "a.mha": _itk,
    "packed.mha": _itk,
    "a.png": _picture,
    "a.jpg": _picture,
    "a.tif": _picture,
    "a.bmp": _picture,
}


def open_all(path: Path, work: Path) -> bool:
    """Do with the file what the program would; whether it opened."""
    reader = formats.recognise(str(path), path.read_bytes()[: formats.FIRST_BYTES])
    if reader is None:
        return False
    with suppress(MedViewError):
        (series,) = reader.scan().series
        with suppress(MedViewError):
            middle(series)
        stored = formats.load(series, work, nothing)
        assert Path(stored.path).stat().st_size < BOUND
        return True
    return False


@pytest.mark.parametrize("name", MAKERS)
def test_cut_off(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    MAKERS[name](path)
    assert open_all(path, tmp_path)
    whole = path.read_bytes()
    for length in np.linspace(0, len(whole) - 1, CUTS).astype(int):
        path.write_bytes(whole[:length])
        open_all(path, tmp_path)


@pytest.mark.parametrize("name", MAKERS)
def test_flipped_bits(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    MAKERS[name](path)
    whole, random = path.read_bytes(), np.random.default_rng(5)
    for _ in range(FLIPS):
        damaged = bytearray(whole)
        for place in random.integers(0, min(len(whole), 400), 2):
            damaged[place] ^= 1 << int(random.integers(8))
        path.write_bytes(bytes(damaged))
        open_all(path, tmp_path)


@pytest.mark.parametrize("sizes", ["1 1 99999999999", "70000 70000 70000", "2 2 2 900000", "99999999 1 1 1 1 1 1 1"])
@pytest.mark.parametrize("encoding", ["raw", "gzip", "ascii", "hex", "bzip2"])
def test_sizes_beyond_the_file_take_no_memory(sizes: str, encoding: str, tmp_path: Path) -> None:
    out = io.StringIO()
    print("NRRD0004\ntype: uint8", f"dimension: {len(sizes.split())}", f"sizes: {sizes}", sep="\n", file=out)
    print(f"encoding: {encoding}\n", file=out)
    (tmp_path / "a.nrrd").write_bytes(out.getvalue().encode() + b"12 34 56")
    assert not open_all(tmp_path / "a.nrrd", tmp_path)
