"""Uncompressed pixels: bits, byte orders, planes, shared colours, whole data sets deflated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from medview.core.errors import ReadError
from medview.io.pixels import frames, opening
from tests.io.pixels.making import RLE, compressed, image, segments, write


def bits(shape: tuple[int, ...]) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2, shape, np.uint8)


def packed(array: np.ndarray) -> bytes:
    data = np.packbits(array.reshape(-1), bitorder="little").tobytes()
    return data + b"\0" * (len(data) % 2)


ONE_BIT = {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0}


@pytest.mark.parametrize("shape", [(16, 16), (3, 16, 16), (5, 7, 9)])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_bits_whether_or_not_frames_end_with_a_byte(shape: tuple[int, ...], syntax: str, tmp_path: Path) -> None:
    array = bits(shape)
    source = frames(write(image(array, **ONE_BIT, PixelData=packed(array)), tmp_path, syntax))
    assert source.dtype == np.uint8
    np.testing.assert_array_equal(source.read() if len(shape) == 3 else source.stored(0), array)


def test_bits_as_rle(tmp_path: Path) -> None:
    array = bits((3, 7, 9))
    coded = [segments([packed(one)]) for one in array]
    np.testing.assert_array_equal(frames(compressed(tmp_path, array, RLE, coded, **ONE_BIT)).read(), array)


def test_bits_as_rle_with_a_byte_each(tmp_path: Path) -> None:
    array = bits((2, 7, 9))
    coded = [segments([one.tobytes()]) for one in array * np.uint8(255)]
    np.testing.assert_array_equal(frames(compressed(tmp_path, array, RLE, coded, **ONE_BIT)).read(), array)


@pytest.mark.parametrize("shape", [(6, 7), (3, 5, 3)])
def test_bytes_as_big_endian_words(shape: tuple[int, ...], tmp_path: Path) -> None:
    """8-bit pixels as OW are swapped in pairs (PS3.5 annex A.3)."""
    array = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    data = array.tobytes() + b"\0" * (array.size % 2)
    dataset = image(array, PixelData=np.frombuffer(data, "<u2").byteswap().tobytes())
    dataset["PixelData"].VR = "OW"
    source = frames(write(dataset, tmp_path, ExplicitVRBigEndian))
    np.testing.assert_array_equal(source.read() if len(shape) == 3 else source.stored(0), array)


def test_negative_values_packed_in_twelve_bits(tmp_path: Path) -> None:
    array = np.array([[-1, -2048, 5], [2047, 0, -7], [1, -512, 300]], np.int16)
    raw = sum((int(one) & 0xFFF) << 12 * place for place, one in enumerate(array.flat))
    source = frames(write(image(array, 12, BitsAllocated=12, PixelData=raw.to_bytes(14, "little")), tmp_path))
    assert source.dtype == np.int16
    np.testing.assert_array_equal(source.stored(0), array)


def test_planes_of_colour(tmp_path: Path) -> None:
    array = np.random.default_rng(2).integers(0, 256, (2, 5, 6, 3), np.uint8)
    planar = np.moveaxis(array, -1, 1).tobytes()
    source = frames(write(image(array, colour=True, PlanarConfiguration=1, PixelData=planar), tmp_path))
    np.testing.assert_array_equal(source.read(), array)


def test_colours_shared_by_two_pixels(tmp_path: Path) -> None:
    """Luminance, luminance, blue, red: grey where both differences are half scale (PS3.3 C.7.6.3.1.2)."""
    luminance = np.arange(24, dtype=np.uint8).reshape(4, 6) * 10
    groups = np.full((4, 3, 4), 128, np.uint8)
    groups[..., :2] = luminance.reshape(4, 3, 2)
    array = np.zeros((4, 6, 3), np.uint8)
    dataset = image(array, colour=True, PhotometricInterpretation="YBR_FULL_422", PixelData=groups.tobytes())
    source = frames(write(dataset, tmp_path))
    assert source.photometric == "RGB"
    np.testing.assert_array_equal(source.stored(0), np.repeat(luminance[..., None], 3, axis=-1))


def test_a_deflated_data_set(tmp_path: Path) -> None:
    array = np.random.default_rng(3).integers(0, 4096, (3, 20, 30), np.uint16)
    source = frames(write(image(array), tmp_path, DeflatedExplicitVRLittleEndian))
    np.testing.assert_array_equal(source.read(), array)
    np.testing.assert_array_equal(source.stored(1), array[1])


def test_a_deflated_data_set_that_grows_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.io.limits.FREE_BYTES", 1 << 10)
    monkeypatch.setattr("medview.io.limits.MOST_RATIO", 2)
    path = write(image(np.zeros((512, 512), np.uint16)), tmp_path, DeflatedExplicitVRLittleEndian)
    with pytest.raises(ReadError, match="inflates"):
        opening.open_object(path)


def test_a_data_set_without_preamble(tmp_path: Path) -> None:
    array = np.random.default_rng(4).integers(0, 4096, (20, 30), np.uint16)
    dataset = image(array)
    path = tmp_path / "bare"
    dataset.save_as(path, implicit_vr=True, little_endian=True)
    assert path.read_bytes()[128:132] != b"DICM"
    np.testing.assert_array_equal(frames(path).stored(0), array)


def test_where_files_have_one_position_for_all_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.pread", raising=False)
    array = np.random.default_rng(5).integers(0, 4096, (20, 30, 20), np.uint16)
    np.testing.assert_array_equal(frames(write(image(array), tmp_path)).read(threads=4), array)
