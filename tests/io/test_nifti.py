from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.study import Series
from medview.io.nifti import converted, lps_from_ras, ras_from_lps, write_mask
from medview.io.nifti import load_nifti as load
from tests.io.making import head, nothing, only_series, scanned, write_nifti

AFFINE = np.diag([2.0, 3.0, 4.0, 1.0])


def made(path: Path, array: np.ndarray, affine: np.ndarray = AFFINE, sform: int = 1, qform: int = 1) -> Path:
    image = nibabel.Nifti1Image(array, affine)
    image.set_sform(affine, code=sform)
    image.set_qform(affine, code=qform)
    image.to_filename(path)
    return path


def grey(shape: tuple[int, ...] = (4, 5, 6), kind: Any = np.int16) -> np.ndarray:
    return np.arange(np.prod(shape)).reshape(shape).astype(kind)


def one(path: Path, work: Path) -> Series:
    return only_series(scanned(path, work))[1]


def values(path: Path, work: Path) -> np.ndarray:
    return np.asarray(load(one(path, work), work / "v.npy", nothing).open().array)


def patched(path: Path, offset: int, data: bytes) -> Path:
    raw = bytearray(path.read_bytes())
    raw[offset : offset + len(data)] = data
    path.write_bytes(bytes(raw))
    return path


def test_voxels_and_matrix_agree_with_nibabel(tmp_path: Path) -> None:
    affine = np.array([[1.9, 0.1, 0, 5], [-0.1, 2.9, 0, 6], [0, 0, 4, 7], [0, 0, 0, 1]])
    affine[:3, :2] = np.linalg.qr(affine[:3, :2])[0] * (2, 3)
    path = made(tmp_path / "a.nii", grey(), affine)
    series = one(path, tmp_path)
    assert series.geometry is not None
    image = nibabel.load(path)
    index = np.array([3, 1, 2])
    ras = image.affine @ [*index, 1]
    assert series.geometry.to_lps(index[::-1]) == pytest.approx(ras[:3] * (-1, -1, 1), abs=1e-5)
    assert values(path, tmp_path)[2, 1, 3] == image.get_fdata()[3, 1, 2]


def test_matrices_go_back_to_the_bit() -> None:
    affine = np.random.default_rng(0).normal(size=(4, 4))
    assert (ras_from_lps(lps_from_ras(affine)) == affine).all()


class TestWhichOrientation:
    def test_sform_first(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey())
        image = nibabel.load(path)
        image.set_qform(np.diag([-2.0, 3.0, 4.0, 1.0]), code=1)
        image.to_filename(tmp_path / "b.nii")
        series = one(tmp_path / "b.nii", tmp_path)
        assert series.geometry is not None
        assert series.geometry.directions[0, 2] == -1.0
        assert "disagree by up to 12.0 mm" in series.irregular

    def test_qform_where_there_is_no_sform(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey(), np.diag([-2.0, 3.0, 4.0, 1.0]), sform=0), tmp_path)
        assert series.geometry is not None
        assert series.geometry.directions[0, 2] == 1.0
        assert series.irregular == ""

    def test_neither_is_told(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey(), sform=0, qform=0), tmp_path)
        assert series.geometry is not None
        assert series.geometry.spacing_mm.tolist() == [4.0, 3.0, 2.0]
        assert "which side is left is a guess" in series.irregular

    def test_skewed_axes_are_refused(self, tmp_path: Path) -> None:
        affine = AFFINE.copy()
        affine[0, 1] = 0.5
        series = one(made(tmp_path / "a.nii", grey(), affine, qform=0), tmp_path)
        assert series.geometry is None
        assert "not perpendicular (off by 9.5 degrees)" in series.irregular


class TestValues:
    @pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int16, np.uint16, np.int32, np.uint32, np.int64])
    def test_whole_numbers_stay_whole(self, kind: Any, tmp_path: Path) -> None:
        image = nibabel.Nifti1Image(grey(kind=kind), AFFINE, dtype=kind)
        image.to_filename(tmp_path / "a.nii.gz")
        array = values(tmp_path / "a.nii.gz", tmp_path)
        assert array.dtype == np.int16
        assert (array == grey().T).all()

    @pytest.mark.parametrize("order", ["<", ">"])
    def test_both_byte_orders(self, order: str, tmp_path: Path) -> None:
        header = nibabel.Nifti1Header(endianness=order)
        header.set_data_dtype(np.int16)
        image = nibabel.Nifti1Image(grey(), AFFINE, header)
        image.to_filename(tmp_path / "a.nii")
        assert (values(tmp_path / "a.nii", tmp_path) == grey().T).all()

    def test_scaling(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey())
        patched(path, 112, struct.pack("<ff", 0.5, -3.0))
        array = values(path, tmp_path)
        assert array.dtype == np.float32
        assert (array == grey().T * 0.5 - 3).all()

    def test_wide_and_broken_numbers_become_floats(self) -> None:
        assert converted(np.array([70000]), 1.0, 0.0).dtype == np.float32
        assert converted(np.array([40000], np.uint16), 1.0, -10000.0).tolist() == [30000]
        assert converted(np.array([40000], np.uint16), 1.0, -10000.0).dtype == np.int16
        assert converted(np.array([np.nan, np.inf, 1.5]), 2.0, 0.0).tolist() == [0.0, 0.0, 3.0]


class TestRefused:
    @pytest.mark.parametrize(
        ("shape", "reason"),
        [((4, 5, 6, 3), "3 volumes in one file"), ((4, 5, 1), "A single image"), ((4, 5, 6, 1, 2), "2 volumes")],
    )
    def test_no_volume(self, shape: tuple[int, ...], reason: str, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey(shape)), tmp_path)
        assert series.geometry is None
        assert reason in series.irregular
        with pytest.raises(ReadError, match=reason):
            load(series, tmp_path / "v.npy", nothing)

    def test_one_volume_in_four_dimensions_is_a_volume(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey((4, 5, 6, 1)))
        assert values(path, tmp_path).shape == (6, 5, 4)

    def test_colour(self, tmp_path: Path) -> None:
        pixels = np.zeros((4, 5, 6), [("R", "u1"), ("G", "u1"), ("B", "u1")])
        nibabel.Nifti1Image(pixels, AFFINE).to_filename(tmp_path / "a.nii")
        with pytest.raises(ReadError, match="not single numbers"):
            scanned(tmp_path / "a.nii", tmp_path)

    @pytest.mark.parametrize(
        ("offset", "data", "reason"),
        [
            (344, b"xxx\0", "something else"),
            (344, b"ni1\0", "pixels lie in another file"),
            (42, struct.pack("<h", -5), "header is wrong"),
            (40, struct.pack("<h", 900), "header is wrong"),
            (44, struct.pack("<h", 30000), "truncated: 592 bytes where"),
            (70, struct.pack("<h", 9999), "damaged"),
            (280, bytes(12), "matrix has no volume"),
            (280, struct.pack("<f", float("nan")), "not finite"),
        ],
    )
    def test_wrong_headers(self, offset: int, data: bytes, reason: str, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey(), qform=0), offset, data)
        with pytest.raises(ReadError, match=reason):
            scanned(path, tmp_path)

    def test_nifti_2(self, tmp_path: Path) -> None:
        nibabel.Nifti2Image(grey(), AFFINE).to_filename(tmp_path / "a.nii")
        with pytest.raises(ReadError, match="holds NIfTI-2"):
            scanned(tmp_path / "a.nii", tmp_path)

    def test_a_damaged_gzip(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii.gz", np.random.default_rng(0).integers(0, 9999, (9, 9, 9)).astype(np.int16))
        path.write_bytes(path.read_bytes()[:-200])
        series = one(path, tmp_path)
        with pytest.raises(ReadError, match="shorter than its header says"):
            load(series, tmp_path / "v.npy", nothing)

    def test_no_gzip_at_all(self, tmp_path: Path) -> None:
        (tmp_path / "a.nii.gz").write_bytes(b"not gzip")
        with pytest.raises(ReadError, match="cannot be opened or unpacked"):
            scanned(tmp_path / "a.nii.gz", tmp_path)

    def test_a_file_that_changed_since(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey()), tmp_path)
        made(tmp_path / "a.nii", grey((3, 3, 3)))
        with pytest.raises(ReadError, match="changed"):
            load(series, tmp_path / "v.npy", nothing)


def test_identity_is_the_content(tmp_path: Path) -> None:
    first = one(write_nifti(head(), tmp_path / "a.nii"), tmp_path)
    (tmp_path / "b.nii").write_bytes((tmp_path / "a.nii").read_bytes())
    second = one(tmp_path / "b.nii", tmp_path)
    assert (first.uid, first.fingerprint) == (second.uid, second.fingerprint)
    assert first.description == "a.nii"


def test_a_mask_keeps_the_orientation_fields_of_its_source_to_the_bit(tmp_path: Path) -> None:
    path = made(tmp_path / "a.nii", grey())
    patched(path, 112, struct.pack("<ff", 0.5, -3.0))
    series = one(path, tmp_path)
    assert series.geometry is not None
    labels = (grey().T % 3).astype(np.uint8)
    write_mask(labels, series.geometry, tmp_path / "mask.nii.gz", str(path))
    source, mask = path.read_bytes(), gzip.decompress((tmp_path / "mask.nii.gz").read_bytes())
    assert mask[252:328] == source[252:328]
    assert (nibabel.load(tmp_path / "mask.nii.gz").get_fdata() == labels.T).all()


def test_a_mask_of_a_dicom_series_states_its_matrix(tmp_path: Path) -> None:
    made_head = head()
    write_mask((made_head.array > 0).astype(np.uint8), made_head.geometry, tmp_path / "m.nii.gz")
    image = nibabel.load(tmp_path / "m.nii.gz")
    assert lps_from_ras(image.affine) == pytest.approx(made_head.geometry.affine)
    assert (int(image.header["sform_code"]), int(image.header["qform_code"])) == (1, 1)
    assert Geometry(made_head.geometry.shape, lps_from_ras(image.header.get_qform())).same_grid(made_head.geometry)
