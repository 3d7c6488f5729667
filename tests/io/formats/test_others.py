"""Analyze, MGH, MINC, NRRD and MetaImage beside the libraries of their makers."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
import SimpleITK

from medview.core.errors import ReadError
from medview.core.images import StoredImages
from medview.core.study import Kind, Series
from medview.core.volume import StoredVolume, Volume
from medview.io import formats
from medview.io.formats.space import lps_from_ras, ras_from_lps
from tests.io.making import MARKER_LPS, axis_orders, centroid_lps, head, nothing, only_series, scanned

ARRAY = np.arange(120, dtype=np.int16).reshape(4, 5, 6)
"""(k, j, i)."""

OBLIQUE = np.array([[0.9, 0.1, -0.4], [-0.2, 0.95, 0.1], [0.3, 0.2, 0.9]])
OBLIQUE = np.linalg.qr(OBLIQUE)[0]


def one(path: Path, work: Path) -> Series:
    return only_series(scanned(path, work))[1]


def loaded(path: Path, work: Path) -> Volume:
    volume = formats.load(one(path, work), work, nothing)
    assert isinstance(volume, StoredVolume)
    return volume.open()


def itk_image(array: np.ndarray = ARRAY) -> SimpleITK.Image:
    image = SimpleITK.GetImageFromArray(array)
    image.SetSpacing((1.5, 2.5, 3.5))
    image.SetOrigin((-10.0, 20.0, 30.0))
    image.SetDirection(OBLIQUE.ravel().tolist())
    return image


def itk_affine(path: Path) -> np.ndarray:
    """(i, j, k) to LPS, as ITK reads it."""
    image = SimpleITK.ReadImage(path)
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing()
    affine[:3, 3] = image.GetOrigin()
    return affine


class TestAnalyze:
    def make(self, path: Path, kind: Any = nibabel.Spm2AnalyzeImage, array: np.ndarray = ARRAY) -> Path:
        image = kind(array.T, np.diag([-2.0, 3.0, 4.0, 1.0]))
        image.to_filename(path)
        path.with_suffix(".mat").unlink(missing_ok=True)
        return path

    @pytest.mark.parametrize("kind", [nibabel.AnalyzeImage, nibabel.Spm99AnalyzeImage, nibabel.Spm2AnalyzeImage])
    def test_beside_nibabel(self, kind: Any, tmp_path: Path) -> None:
        path = self.make(tmp_path / "a.hdr", kind)
        volume, image = loaded(path, tmp_path), nibabel.load(path)
        assert (volume.array == np.asanyarray(image.dataobj).T).all()
        assert ras_from_lps(volume.geometry.affine) == pytest.approx(image.affine)

    def test_the_side_is_a_guess_and_said_to_be(self, tmp_path: Path) -> None:
        series = one(self.make(tmp_path / "a.hdr"), tmp_path)
        assert series.geometry is not None
        assert series.geometry.directions[0, 2] == 1  # the first axis to the left
        assert "which side is left is a guess" in " ".join(series.notes)

    def test_spm_s_origin_and_scale(self, tmp_path: Path) -> None:
        path = self.make(tmp_path / "a.hdr")
        raw = bytearray(path.read_bytes())
        struct.pack_into("<ff", raw, 112, 0.5, 3.0)
        struct.pack_into("<hhh", raw, 253, 2, 3, 4)
        path.write_bytes(raw)
        volume, image = loaded(path, tmp_path), nibabel.load(path)
        assert (volume.array == ARRAY * 0.5 + 3).all()
        assert ras_from_lps(volume.geometry.affine) == pytest.approx(image.affine)

    @pytest.mark.parametrize("order", ["<", ">"])
    def test_several_volumes_in_both_byte_orders(self, order: str, tmp_path: Path) -> None:
        header = nibabel.AnalyzeHeader(endianness=order)
        header.set_data_dtype(np.int16)
        array = np.arange(240, dtype=np.int16).reshape(2, 4, 5, 6)
        nibabel.AnalyzeImage(array.T, None, header).to_filename(tmp_path / "a.hdr")
        series = one(tmp_path / "a.img", tmp_path)
        stored = formats.load(series, tmp_path, nothing)
        assert [dimension.values for dimension in series.dimensions] == [(1, 2)]
        assert (np.load(stored.path) == array).all()

    def test_a_matrix_of_spm_is_told_of(self, tmp_path: Path) -> None:
        path = self.make(tmp_path / "a.hdr")
        path.with_suffix(".mat").write_bytes(b"")
        assert "SPM's matrix" in " ".join(one(path, tmp_path).notes)

    def test_a_header_without_voxels(self, tmp_path: Path) -> None:
        path = self.make(tmp_path / "a.hdr")
        path.with_suffix(".img").unlink()
        with pytest.raises(ReadError, match=r"a\.img, is missing"):
            scanned(path, tmp_path)


class TestMgh:
    AFFINE = lps_from_ras(np.array([[-1.0, 0, 0, 9], [0, 0, 2, 8], [0, -3, 0, 7], [0, 0, 0, 1]]))

    @pytest.mark.parametrize("name", ["a.mgh", "a.mgz"])
    @pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.float32])
    def test_beside_nibabel(self, name: str, kind: Any, tmp_path: Path) -> None:
        nibabel.MGHImage(ARRAY.T.astype(kind), ras_from_lps(self.AFFINE)).to_filename(tmp_path / name)
        volume = loaded(tmp_path / name, tmp_path)
        assert (volume.array == ARRAY).all()
        assert volume.geometry.affine == pytest.approx(self.AFFINE, abs=1e-5)

    def test_frames(self, tmp_path: Path) -> None:
        array = np.arange(240, dtype=np.int16).reshape(2, 4, 5, 6)
        nibabel.MGHImage(array.T, ras_from_lps(self.AFFINE)).to_filename(tmp_path / "a.mgz")
        series = one(tmp_path / "a.mgz", tmp_path)
        assert [dimension.name for dimension in series.dimensions] == ["Volume"]
        assert (np.load(formats.load(series, tmp_path, nothing).path) == array).all()

    def test_without_orientation(self, tmp_path: Path) -> None:
        nibabel.MGHImage(ARRAY.T, ras_from_lps(self.AFFINE)).to_filename(tmp_path / "a.mgh")
        raw = bytearray((tmp_path / "a.mgh").read_bytes())
        raw[28:30] = b"\0\0"
        (tmp_path / "a.mgh").write_bytes(raw)
        series = one(tmp_path / "a.mgh", tmp_path)
        assert series.geometry is not None
        assert ras_from_lps(series.geometry.affine)[:3, :3].tolist() == [[-1, 0, 0], [0, 0, 1], [0, -1, 0]]
        assert "coronal image is assumed" in " ".join(series.notes)

    @pytest.mark.parametrize("data", [b"", b"\0\0\0\1", b"\0\0\0\2" + bytes(300), b"\0\0\0\1" + b"\xff" * 300])
    def test_what_is_none(self, data: bytes, tmp_path: Path) -> None:
        (tmp_path / "a.mgh").write_bytes(data)
        with pytest.raises(ReadError, match=r"MGH|header is wrong"):
            scanned(tmp_path / "a.mgh", tmp_path)


class TestMinc:
    @pytest.mark.parametrize("start", [b"CDF\x01" + b"\x7f" * 600, b"\x89HDF\r\n\x1a\n" + bytes(600)])
    def test_damage_is_told(self, start: bytes, tmp_path: Path) -> None:
        (tmp_path / "a.mnc").write_bytes(start)
        with pytest.raises(ReadError, match="damaged"):
            scanned(tmp_path / "a.mnc", tmp_path)


class TestNrrd:
    @pytest.mark.parametrize("name", ["a.nrrd", "a.nhdr"])
    @pytest.mark.parametrize("packed", [False, True])
    @pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint32, np.float32, np.float64])
    def test_beside_itk(self, name: str, packed: bool, kind: Any, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        SimpleITK.WriteImage(itk_image(ARRAY.astype(kind)), folder / name, packed)
        volume = loaded(folder, tmp_path)
        assert (volume.array == ARRAY).all()
        assert volume.geometry.affine[:, [2, 1, 0, 3]] == pytest.approx(itk_affine(folder / name), abs=1e-9)

    @staticmethod
    def text(path: Path, fields: dict[str, str], data: bytes = ARRAY.tobytes()) -> Path:
        every = {
            "type": "int16",
            "dimension": "3",
            "sizes": "6 5 4",
            "endian": "little",
            "encoding": "raw",
            "space": "left-posterior-superior",
            "space directions": "(1.5,0,0) (0,2.5,0) (0,0,3.5)",
            "space origin": "(1,2,3)",
        }
        lines = [f"{name}: {value}" for name, value in (every | fields).items() if value]
        path.write_bytes("\n".join(["NRRD0004", "# made", *lines, "", ""]).encode() + data)
        return path

    @pytest.mark.parametrize(
        "space", ["left-posterior-superior", "LPS", "right-anterior-superior", "RAS", "left-anterior-superior"]
    )
    def test_spaces(self, space: str, tmp_path: Path) -> None:
        path = self.text(tmp_path / "a.nrrd", {"space": space})
        volume = loaded(path, tmp_path)
        assert volume.geometry.affine[:, [2, 1, 0, 3]] == pytest.approx(itk_affine(path))
        assert (volume.array == ARRAY).all()

    @pytest.mark.parametrize("fields", [{"space": "", "space dimension": "3"}, {"space": "scanner-xyz"}])
    def test_a_space_that_is_not_the_patient_s(self, fields: dict[str, str], tmp_path: Path) -> None:
        series = one(self.text(tmp_path / "a.nrrd", fields), tmp_path)
        assert "is not the patient's" in " ".join(series.notes)

    def test_no_space(self, tmp_path: Path) -> None:
        fields = {"space": "", "space directions": "", "space origin": "", "spacings": "1 2 3"}
        path = self.text(tmp_path / "a.nrrd", fields)
        series = one(path, tmp_path)
        assert series.geometry is not None
        assert series.geometry.affine[:, [2, 1, 0, 3]] == pytest.approx(itk_affine(path))
        assert "which side is left is a guess" in " ".join(series.notes)

    @pytest.mark.parametrize(
        ("fields", "data"),
        [
            ({"encoding": "ascii"}, " ".join(map(str, ARRAY.ravel())).encode()),
            ({"encoding": "hex"}, ARRAY.tobytes().hex().encode()),
            ({"encoding": "gzip"}, gzip.compress(ARRAY.tobytes())),
            ({"encoding": "bzip2"}, __import__("bz2").compress(ARRAY.tobytes())),
            ({"endian": "big"}, ARRAY.astype(">i2").tobytes()),
            ({"byte skip": "-1"}, b"x" * 77 + ARRAY.tobytes()),
            ({"line skip": "2", "byte skip": "3"}, b"one\ntwo\nabc" + ARRAY.tobytes()),
        ],
    )
    def test_encodings(self, fields: dict[str, str], data: bytes, tmp_path: Path) -> None:
        assert (loaded(self.text(tmp_path / "a.nrrd", fields, data), tmp_path).array == ARRAY).all()

    def test_time(self, tmp_path: Path) -> None:
        array = np.arange(240, dtype=np.int16)
        fields = {
            "dimension": "4",
            "sizes": "6 5 4 2",
            "kinds": "domain domain domain time",
            "space directions": "(1,0,0) (0,1,0) (0,0,1) none",
            "spacings": "nan nan nan 2000",
            "units": '"mm" "mm" "mm" "ms"',
        }
        series = one(self.text(tmp_path / "a.nrrd", fields, array.tobytes()), tmp_path)
        (dimension,) = series.dimensions
        assert (dimension.name, dimension.unit, dimension.values) == ("Temporal Position", "s", (0.0, 2.0))
        assert (np.load(formats.load(series, tmp_path, nothing).path).ravel() == array).all()

    def test_numbers_side_by_side_become_volumes(self, tmp_path: Path) -> None:
        array = np.arange(240, dtype=np.int16).reshape(4, 5, 6, 2)
        fields = {
            "dimension": "4",
            "sizes": "2 6 5 4",
            "kinds": "vector domain domain domain",
            "space directions": "none (1,0,0) (0,1,0) (0,0,1)",
            "DWMRI_b-value": "=1000",
        }
        series = one(self.text(tmp_path / "a.nrrd", fields, array.tobytes()), tmp_path)
        assert [dimension.name for dimension in series.dimensions] == ["Component"]
        assert (np.load(formats.load(series, tmp_path, nothing).path) == np.moveaxis(array, -1, 0)).all()
        assert "b-values up to 1000" in " ".join(series.notes)

    def test_colours(self, tmp_path: Path) -> None:
        array = np.random.default_rng(0).integers(0, 255, (4, 5, 6, 3), dtype=np.uint8)
        SimpleITK.WriteImage(SimpleITK.GetImageFromArray(array, isVector=True), tmp_path / "a.nrrd")
        series = one(tmp_path / "a.nrrd", tmp_path)
        images = formats.load(series, tmp_path, nothing)
        assert isinstance(images, StoredImages)
        assert (series.kind, len(images.frames)) == (Kind.IMAGES, 4)
        assert (np.load(images.path) == array).all()

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"type": "block"}, "type block"),
            ({"encoding": "zrl"}, "encoding zrl"),
            ({"sizes": "6 5"}, "states the sizes"),
            ({"sizes": "6 5 -4"}, "states the sizes"),
            ({"sizes": "6 5 4000000000"}, "should take|declares"),
            ({"encoding": "gzip", "sizes": "60000 50000 40000"}, "declares|more than"),
            ({"space directions": "(0,0,0) (0,1,0) (0,0,1)"}, "no volume"),
            ({"data file": "../../etc/passwd"}, "outside its own folder"),
            ({"data file": "gone.raw"}, "missing"),
            ({"data file": "."}, "missing"),
            ({"data file": "LIST"}, "several files"),
        ],
    )
    def test_what_is_refused(self, fields: dict[str, str], reason: str, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match=reason):
            scanned(self.text(tmp_path / "a.nrrd", fields), tmp_path)


class TestMetaImage:
    @pytest.mark.parametrize("name", ["a.mha", "a.mhd"])
    @pytest.mark.parametrize("packed", [False, True])
    @pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float64])
    def test_beside_itk(self, name: str, packed: bool, kind: Any, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        SimpleITK.WriteImage(itk_image(ARRAY.astype(kind)), folder / name, packed)
        volume = loaded(folder, tmp_path)
        assert (volume.array == ARRAY).all()
        assert volume.geometry.affine[:, [2, 1, 0, 3]] == pytest.approx(itk_affine(folder / name), abs=1e-6)
        assert scanned(folder, tmp_path).skipped == ()

    def test_several_volumes_and_components(self, tmp_path: Path) -> None:
        array = np.arange(240, dtype=np.int16).reshape(2, 4, 5, 6)
        SimpleITK.WriteImage(SimpleITK.GetImageFromArray(array, isVector=False), tmp_path / "a.mha")
        series = one(tmp_path / "a.mha", tmp_path)
        assert [dimension.values for dimension in series.dimensions] == [(1, 2)]
        assert (np.load(formats.load(series, tmp_path, nothing).path) == array).all()
        beside = np.moveaxis(array, 0, -1)
        SimpleITK.WriteImage(SimpleITK.GetImageFromArray(beside, isVector=True), tmp_path / "b.mha")
        series = one(tmp_path / "b.mha", tmp_path)
        assert [dimension.name for dimension in series.dimensions] == ["Component"]
        assert (np.load(formats.load(series, tmp_path, nothing).path) == array).all()

    @staticmethod
    def text(path: Path, fields: dict[str, str], data: bytes = ARRAY.tobytes()) -> Path:
        every = {
            "ObjectType": "Image",
            "NDims": "3",
            "DimSize": "6 5 4",
            "ElementType": "MET_SHORT",
            "ElementSpacing": "1 2 3",
        }
        lines = [f"{name} = {value}" for name, value in (every | fields).items() if value]
        path.write_bytes("\n".join([*lines, "ElementDataFile = LOCAL", ""]).encode() + data)
        return path

    @pytest.mark.parametrize(
        ("fields", "data"),
        [
            ({"BinaryData": "False"}, " ".join(map(str, ARRAY.ravel())).encode()),
            ({"BinaryDataByteOrderMSB": "True"}, ARRAY.astype(">i2").tobytes()),
            ({"ElementByteOrderMSB": "True"}, ARRAY.astype(">i2").tobytes()),
            ({"CompressedData": "True"}, zlib.compress(ARRAY.tobytes())),
            ({"HeaderSize": "-1"}, b"x" * 99 + ARRAY.tobytes()),
        ],
    )
    def test_encodings(self, fields: dict[str, str], data: bytes, tmp_path: Path) -> None:
        path = self.text(tmp_path / "a.mha", fields, data)
        assert (loaded(path, tmp_path).array == ARRAY).all()
        assert "which side is left is a guess" in " ".join(one(path, tmp_path).notes)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"ElementType": "MET_STRING"}, "MET_STRING"),
            ({"DimSize": "6 5"}, "states the sizes"),
            ({"DimSize": "6 5 400000"}, "should take"),
            ({"ObjectType": "Tube"}, "something else"),
            ({"TransformMatrix": "0 0 0 0 0 0 0 0 0"}, "no volume"),
        ],
    )
    def test_what_is_refused(self, fields: dict[str, str], reason: str, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match=reason):
            scanned(self.text(tmp_path / "a.mha", fields), tmp_path)


@pytest.mark.parametrize("order", axis_orders()[::5], ids=str)
@pytest.mark.parametrize("name", ["a.nrrd", "a.mha", "a.mgz"])
def test_the_marker_stays_left(order: Any, name: str, tmp_path: Path) -> None:
    made = head(*order)
    affine = made.geometry.affine[:, [2, 1, 0, 3]]
    if name == "a.mgz":
        nibabel.MGHImage(made.array.T, ras_from_lps(made.geometry.affine)).to_filename(tmp_path / name)
    else:
        spacing = np.linalg.norm(affine[:3, :3], axis=0)
        image = SimpleITK.GetImageFromArray(made.array)
        image.SetSpacing(spacing.tolist())
        image.SetDirection((affine[:3, :3] / spacing).ravel().tolist())
        image.SetOrigin(affine[:3, 3].tolist())
        SimpleITK.WriteImage(image, tmp_path / name)
    volume = loaded(tmp_path / name, tmp_path)
    assert volume.geometry.same_grid(made.geometry)
    assert centroid_lps(volume.array == 1000, volume.geometry) == pytest.approx(MARKER_LPS, abs=1.5)
