from __future__ import annotations

import gzip
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.study import Kind, Series
from medview.core.volume import StoredVolume, Volume
from medview.imaging.grids import Voxels
from medview.imaging.measuring import measured
from medview.io import formats
from medview.io.formats.space import lps_from_ras, ras_from_lps
from medview.io.formats.values import converted
from medview.io.nifti_writing import write_mask
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


def loaded(path: Path, work: Path) -> StoredVolume:
    volume = formats.load(one(path, work), work, nothing)
    assert isinstance(volume, StoredVolume)
    return volume


def values(path: Path, work: Path) -> np.ndarray:
    return np.asarray(loaded(path, work).open().array)


def whole_slice(volume: Volume, number: int) -> Measurement:
    """A rectangle over all pixels of a slice."""
    _, rows, columns = volume.geometry.shape
    corners = (number, -0.4, -0.4), (number, rows - 0.6, columns - 0.6)
    first, last = (tuple(volume.geometry.to_lps(corner).tolist()) for corner in corners)
    right, down = (tuple(volume.geometry.directions[:, axis].tolist()) for axis in (2, 1))
    return Measurement("a", "s", Shape.RECTANGLE, (first, last), OnPlane(right, down))


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
        assert "disagree by up to 12.0 mm and 180.0 degrees; sform is used" in " ".join(series.notes)

    def test_a_tenth_of_a_millimetre_is_told_and_less_is_not(self, tmp_path: Path) -> None:
        for apart, told in ((0.05, False), (0.2, True)):
            image = nibabel.load(made(tmp_path / "a.nii", grey()))
            moved = AFFINE.copy()
            moved[0, 3] = apart
            image.set_qform(moved, code=1)
            image.to_filename(tmp_path / "b.nii")
            assert bool(one(tmp_path / "b.nii", tmp_path).notes) is told

    def test_a_damaged_sform_gives_way_to_the_qform(self, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey()), 280, struct.pack("<f", float("nan")))
        series = one(path, tmp_path)
        assert series.geometry is not None
        assert series.geometry.spacing_mm.tolist() == [4.0, 3.0, 2.0]
        assert "(sform) is not valid; qform is used" in " ".join(series.notes)

    def test_the_side_of_qfac(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey(), np.diag([2.0, 3.0, -4.0, 1.0]), sform=0)
        assert nibabel.load(path).header["pixdim"][0] == -1
        series = one(path, tmp_path)
        assert series.geometry is not None
        assert ras_from_lps(series.geometry.affine) == pytest.approx(nibabel.load(path).affine)

    def test_sides_that_are_not_positive(self, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey(), sform=0), 80, struct.pack("<ff", -2.0, 0.0))
        series = one(path, tmp_path)
        assert series.geometry is not None
        assert series.geometry.spacing_mm.tolist() == [4.0, 1.0, 2.0]

    @pytest.mark.parametrize(("unit", "factor"), [("meter", 1000.0), ("micron", 0.001), ("unknown", 1.0)])
    def test_lengths_in_other_units(self, unit: str, factor: float, tmp_path: Path) -> None:
        image = nibabel.load(made(tmp_path / "a.nii", grey()))
        image.header.set_xyzt_units(unit)
        image.to_filename(tmp_path / "b.nii")
        series = one(tmp_path / "b.nii", tmp_path)
        assert series.geometry is not None
        assert series.geometry.spacing_mm == pytest.approx(np.array([4, 3, 2]) * factor)
        assert any("converted" in note for note in series.notes) is (factor != 1)

    def test_a_template_s_coordinates_are_told(self, tmp_path: Path) -> None:
        assert "MNI 152" in " ".join(one(made(tmp_path / "a.nii", grey(), sform=4, qform=4), tmp_path).notes)

    def test_qform_where_there_is_no_sform(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey(), np.diag([-2.0, 3.0, 4.0, 1.0]), sform=0), tmp_path)
        assert series.geometry is not None
        assert series.geometry.directions[0, 2] == 1.0
        assert series.notes == ()

    def test_neither_is_told(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey(), sform=0, qform=0), tmp_path)
        assert series.geometry is not None
        assert series.geometry.spacing_mm.tolist() == [4.0, 3.0, 2.0]
        assert "which side is left is a guess" in " ".join(series.notes)

    def test_skewed_axes_are_kept_and_told(self, tmp_path: Path) -> None:
        affine = AFFINE.copy()
        affine[0, 1] = 0.5
        series = one(made(tmp_path / "a.nii", grey(), affine, qform=0), tmp_path)
        assert series.geometry is not None
        assert ras_from_lps(series.geometry.affine) == pytest.approx(affine)
        assert "not perpendicular (off by 9.5 degrees)" in " ".join(series.notes)


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

    def test_what_is_no_number_is_counted(self, tmp_path: Path) -> None:
        array = grey(kind=np.float32)
        array[0, 0, :3] = np.nan, np.inf, -np.inf
        volume = loaded(made(tmp_path / "a.nii", array), tmp_path)
        assert volume.note == "3 values are no numbers (NaN) or infinite: nothing is shown there."
        np.testing.assert_array_equal(volume.open().array, np.where(np.isfinite(array), array, np.nan).T)

    def test_what_is_no_number_counts_in_no_region(self, tmp_path: Path) -> None:
        """Half of a region holds no number: the mean is that of the other half, and the other half is counted."""
        array = np.random.default_rng(3).normal(100.0, 10.0, (20, 20, 4)).astype(np.float32)
        array[:10, :, 1], array[:, :, 2], array[0, 0, 3] = np.nan, np.nan, np.inf
        array[:10, :4, 1] = np.inf
        volume = loaded(made(tmp_path / "a.nii", array, np.eye(4)), tmp_path).open()
        half, none = (measured(whole_slice(volume, number), Voxels(volume)) for number in (1, 2))
        kept = array[10:, :, 1].astype(np.float64)
        found = [half.figure(name) for name in ("mean", "sd", "min", "max", "pixels")]
        expected = [kept.mean(), kept.std(), kept.min(), kept.max(), 200]
        assert [figure.value for figure in found if figure is not None] == pytest.approx(expected)
        assert any("200 of 400 pixels hold no finite number" in note for note in half.notes)
        assert none.figure("mean") is None
        assert any("400 of 400 pixels hold no finite number" in note for note in none.notes)

    @pytest.mark.parametrize(
        ("value", "kind", "rounded"),
        [(2**24, np.int64, False), (2**24 + 1, np.int64, True), (0.1, np.float64, True), (0.5, np.float64, False)],
    )
    def test_digits_that_are_lost_are_told(self, value: float, kind: Any, rounded: bool, tmp_path: Path) -> None:
        nibabel.Nifti1Image(np.full((2, 2, 2), value, kind), AFFINE, dtype=kind).to_filename(tmp_path / "a.nii")
        volume = loaded(tmp_path / "a.nii", tmp_path)
        assert volume.open().array[0, 0, 0] == np.float32(value)
        assert ("more digits" in volume.note) is rounded

    def test_complex_values_show_their_magnitude(self, tmp_path: Path) -> None:
        volume = loaded(made(tmp_path / "a.nii", grey(kind=np.complex64) * (3 + 4j)), tmp_path)
        assert (volume.open().array == grey().T * 5).all()
        assert "magnitude" in volume.note

    def test_the_display_range_is_a_window(self, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey()), 124, struct.pack("<ff", 90.0, 10.0))
        (window,) = one(path, tmp_path).windows
        assert (window.low, window.high) == (10, 90)

    def test_a_label_map_is_named(self, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey()), 68, struct.pack("<h", 1002))
        assert one(path, tmp_path).description == "a.nii (label map)"


class TestSeveralVolumes:
    def test_time_in_seconds(self, tmp_path: Path) -> None:
        image = nibabel.Nifti1Image(grey((4, 5, 6, 3)), AFFINE)
        image.header["pixdim"][4], image.header["toffset"] = 2500, 500
        image.header.set_xyzt_units("mm", "msec")
        image.to_filename(tmp_path / "a.nii.gz")
        volume, (dimension,) = loaded(tmp_path / "a.nii.gz", tmp_path), one(tmp_path / "a.nii.gz", tmp_path).dimensions
        assert (dimension.name, dimension.unit, dimension.values) == ("Temporal Position", "s", (0.5, 3.0, 5.5))
        assert volume.at == (0,)
        assert (np.load(volume.path) == grey((4, 5, 6, 3)).T).all()

    def test_a_number_without_a_unit_of_time(self, tmp_path: Path) -> None:
        (dimension,) = one(made(tmp_path / "a.nii", grey((4, 5, 6, 3))), tmp_path).dimensions
        assert (dimension.name, dimension.unit, dimension.values) == ("Volume", "", (1, 2, 3))

    def test_several_axes(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey((4, 5, 6, 3, 2)))
        series, volume = one(path, tmp_path), loaded(path, tmp_path)
        assert [(one.name, len(one.values)) for one in series.dimensions] == [("Component", 2), ("Volume", 3)]
        assert (np.load(volume.path) == grey((4, 5, 6, 3, 2)).T).all()
        assert volume.open().array.shape == (6, 5, 4)

    def test_too_many_are_refused(self, tmp_path: Path) -> None:
        image = nibabel.Nifti2Image(np.zeros((2, 2, 2, 70000), np.uint8), AFFINE)
        image.to_filename(tmp_path / "a.nii")
        with pytest.raises(ReadError, match="70000 pictures or volumes"):
            scanned(tmp_path / "a.nii", tmp_path)


class TestOtherFiles:
    @pytest.mark.parametrize("order", ["<", ">"])
    @pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
    def test_nifti_2(self, order: str, name: str, tmp_path: Path) -> None:
        header = nibabel.Nifti2Header(endianness=order)
        header.set_data_dtype(np.int16)
        image = nibabel.Nifti2Image(grey(), np.array(AFFINE), header)
        image.set_qform(AFFINE, code=1)
        image.to_filename(tmp_path / name)
        series = one(tmp_path / name, tmp_path)
        assert series.geometry is not None
        assert (ras_from_lps(series.geometry.affine) == AFFINE).all()
        assert (values(tmp_path / name, tmp_path) == grey().T).all()

    @pytest.mark.parametrize("pair", [nibabel.Nifti1Pair, nibabel.Nifti2Pair])
    def test_a_pair_is_one_image_by_either_file(self, pair: Any, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        pair(grey(), AFFINE).to_filename(folder / "a.hdr")
        whole, half = one(folder, tmp_path), one(folder / "a.img", tmp_path)
        assert whole.uid == half.uid
        assert (values(folder, tmp_path) == grey().T).all()
        assert scanned(folder, tmp_path).skipped == ()

    def test_a_header_without_its_voxels(self, tmp_path: Path) -> None:
        nibabel.Nifti1Pair(grey(), AFFINE).to_filename(tmp_path / "a.hdr")
        (tmp_path / "a.img").unlink()
        with pytest.raises(ReadError, match=r"a\.img, is missing"):
            scanned(tmp_path / "a.hdr", tmp_path)

    def test_several_gzip_members(self, tmp_path: Path) -> None:
        raw = made(tmp_path / "a.nii", grey()).read_bytes()
        parts = [raw[:300], raw[300:400], raw[400:]]
        (tmp_path / "b.nii.gz").write_bytes(b"".join(map(gzip.compress, parts)))
        assert (values(tmp_path / "b.nii.gz", tmp_path) == grey().T).all()

    def test_bytes_behind_the_voxels_are_left_alone(self, tmp_path: Path) -> None:
        raw = made(tmp_path / "a.nii", grey()).read_bytes()
        (tmp_path / "b.nii.gz").write_bytes(gzip.compress(raw + bytes(10_000)))
        assert (values(tmp_path / "b.nii.gz", tmp_path) == grey().T).all()

    def test_gzip_behind_a_plain_name(self, tmp_path: Path) -> None:
        (tmp_path / "b.nii").write_bytes(made(tmp_path / "a.nii.gz", grey()).read_bytes())
        assert (values(tmp_path / "b.nii", tmp_path) == grey().T).all()


class TestPictures:
    @pytest.mark.parametrize(("names", "samples"), [("RGB", 3), ("RGBA", 4)])
    def test_colours(self, names: str, samples: int, tmp_path: Path) -> None:
        numbers = np.random.default_rng(0).integers(0, 255, (4, 5, 6, samples), dtype=np.uint8)
        pixels = np.ascontiguousarray(numbers).view([(name, "u1") for name in names])[..., 0]
        affine = np.diag([-2.0, -3.0, 4.0, 1.0])  # columns to the left, rows to the back: upright as it is stored
        nibabel.Nifti1Image(pixels, affine).to_filename(tmp_path / "a.nii")
        series = one(tmp_path / "a.nii", tmp_path)
        images = formats.load(series, tmp_path, nothing)
        assert isinstance(images, StoredImages)
        assert (series.kind, series.geometry, len(images.frames)) == (Kind.IMAGES, None, 6)
        assert (np.load(images.path) == numbers[..., :3].transpose(2, 1, 0, 3)).all()
        place = images.frames[2].place
        assert place is not None
        assert (place @ (0, 4, 3, 1))[:3].tolist() == [6.0, 12.0, 8.0]
        assert (images.frames[2].spacing.rows, images.frames[2].spacing.columns) == (3.0, 2.0)
        assert ("Opacity is left out." in series.notes) is (samples == 4)

    def test_a_single_slice_is_turned_upright_and_keeps_its_place(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey((4, 5, 1)))
        series = one(path, tmp_path)
        images = formats.load(series, tmp_path, nothing)
        assert isinstance(images, StoredImages)
        (frame,) = images.frames
        assert frame.place is not None
        assert frame.directions == ("L", "P")
        for i, j in ((0, 0), (3, 1)):
            ras = (AFFINE @ (i, j, 0, 1))[:3]
            row, column = np.argwhere(np.load(images.path)[0] == grey((4, 5, 1))[i, j, 0])[0]
            assert (frame.place @ (0, row, column, 1))[:3] == pytest.approx(ras * (-1, -1, 1))

    def test_two_dimensions(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey((4, 5))), tmp_path)
        assert (series.kind, len(series.instances)) == (Kind.IMAGES, 1)


class TestRefused:
    def test_one_volume_in_four_dimensions_is_a_volume(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey((4, 5, 6, 1)))
        assert values(path, tmp_path).shape == (6, 5, 4)

    @pytest.mark.parametrize(
        ("offset", "data", "reason"),
        [
            (344, b"xxx\0", "something else"),
            (344, b"ni1\0", "a.img, is missing"),
            (70, struct.pack("<h", 1536), "128-bit floats"),
            (70, struct.pack("<h", 1), "single bits"),
            (68, struct.pack("<h", 3001), "CIFTI"),
            (108, struct.pack("<f", 100.0), "begin at byte 100"),
            (108, struct.pack("<f", float("nan")), "begin at byte nan"),
            (42, struct.pack("<h", -5), "header is wrong"),
            (40, struct.pack("<h", 900), "header is wrong"),
            (44, struct.pack("<h", 30000), "should take 1440000 bytes; the file holds 240"),
            (70, struct.pack("<h", 9999), "unknown type 9999"),
            (280, bytes(12), "matrix has no volume"),
            (280, struct.pack("<f", float("nan")), "not finite"),
        ],
    )
    def test_wrong_headers(self, offset: int, data: bytes, reason: str, tmp_path: Path) -> None:
        path = patched(made(tmp_path / "a.nii", grey(), qform=0), offset, data)
        with pytest.raises(ReadError, match=reason):
            scanned(path, tmp_path)

    def test_a_size_that_no_gzip_can_hold(self, tmp_path: Path) -> None:
        path = made(tmp_path / "a.nii", grey())
        patched(path, 42, struct.pack("<hhh", 32767, 32767, 32767))
        (tmp_path / "b.nii.gz").write_bytes(gzip.compress(path.read_bytes()))
        with pytest.raises(ReadError, match="more than"):
            scanned(tmp_path / "b.nii.gz", tmp_path)

    @pytest.mark.parametrize("damage", [lambda raw: raw[:-200], lambda raw: raw[:-6] + bytes([raw[-6] ^ 1]) + raw[-5:]])
    def test_a_damaged_gzip(self, damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
        noise = np.random.default_rng(0).integers(0, 9999, (70, 70, 70)).astype(np.int16)
        path = made(tmp_path / "a.nii.gz", noise)
        path.write_bytes(damage(path.read_bytes()))
        series = one(path, tmp_path)
        with pytest.raises(ReadError, match="shorter than its header says, or damaged"):
            formats.load(series, tmp_path, nothing)
        assert not (tmp_path / "volume.npy").exists()

    def test_no_gzip_at_all(self, tmp_path: Path) -> None:
        (tmp_path / "a.nii.gz").write_bytes(b"\x1f\x8b\x08 and no more")
        with pytest.raises(ReadError, match="cannot be opened or unpacked"):
            scanned(tmp_path / "a.nii.gz", tmp_path)

    def test_a_file_that_changed_since(self, tmp_path: Path) -> None:
        series = one(made(tmp_path / "a.nii", grey()), tmp_path)
        made(tmp_path / "a.nii", grey((3, 3, 3)))
        with pytest.raises(ReadError, match="changed"):
            formats.load(series, tmp_path, nothing)


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


@pytest.mark.parametrize("kind", [nibabel.Nifti1Pair, nibabel.Nifti2Pair, nibabel.Nifti2Image])
def test_a_mask_like_any_nifti_is_one_file_on_the_same_grid(kind: Any, tmp_path: Path) -> None:
    name = "a.nii" if kind is nibabel.Nifti2Image else "a.hdr"
    source = kind(grey((4, 5, 6, 2)), AFFINE)
    source.set_qform(AFFINE, code=2)
    source.to_filename(tmp_path / name)
    series = one(tmp_path / name, tmp_path)
    assert series.geometry is not None
    labels = (np.arange(120).reshape(6, 5, 4) % 3).astype(np.uint8)
    write_mask(labels, series.geometry, tmp_path / "mask.nii", series.instances[0].path)
    mask = nibabel.load(tmp_path / "mask.nii")
    assert (np.asanyarray(mask.dataobj) == labels.T).all()
    assert (mask.affine == AFFINE).all()
    assert (int(mask.header["sform_code"]), int(mask.header["qform_code"])) == (2, 2)
    assert loaded(tmp_path / "mask.nii", tmp_path).geometry.same_grid(series.geometry)
