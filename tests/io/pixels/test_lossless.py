"""Every odd bit depth comes back from every lossless encoding as it went in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from medview.io.pixels import frames
from tests.io.pixels import making
from tests.io.pixels.making import compressed, image, write

ROWS, COLUMNS = 7, 9


def values(bits: int, signed: bool, colour: bool = False) -> np.ndarray:
    """Noise over the whole range of some bits, both ends included."""
    low, high = (-(1 << (bits - 1)), 1 << (bits - 1)) if signed else (0, 1 << bits)
    size = next(size for size in (1, 2, 4, 8) if bits <= size * 8)
    shape = (ROWS, COLUMNS, 3) if colour else (ROWS, COLUMNS)
    made = np.random.default_rng(bits).integers(low, high, shape, np.int64).astype(f"{'i' if signed else 'u'}{size}")
    made.flat[:2] = low, high - 1
    return made


def whole(array: np.ndarray) -> np.ndarray:
    """All allocated bits as an unsigned number."""
    return array.view(array.dtype.str.replace("i", "u"))


def cut(array: np.ndarray, bits: int) -> np.ndarray:
    """The stored bits as an unsigned number, as codecs that know no sign get them."""
    unsigned = whole(array)
    return unsigned & unsigned.dtype.type((1 << bits) - 1)


def lossless_jpeg(array: np.ndarray, bits: int) -> bytes:
    return making.jpeg_lossless(cut(array, bits), bits)


CODECS: dict[str, tuple[str, Callable[[np.ndarray, int], bytes], range]] = {
    "RLE": (making.RLE, lambda array, bits: making.rle(cut(array, bits)), range(2, 33)),
    "JPEG lossless": (making.JPEG_SV1, lossless_jpeg, range(2, 17)),
    "JPEG lossless 57": (making.JPEG_LOSSLESS, lossless_jpeg, range(8, 17)),
    "JPEG-LS": (making.JPEG_LS, lambda array, bits: making.jpeg_ls(cut(array, bits), bits), range(2, 17)),
    "JPEG-LS full": (making.JPEG_LS, lambda array, bits: making.jpeg_ls(whole(array), bits), range(8, 17)),
    "JPEG 2000": (making.JPEG_2000, making.jpeg_2000, range(2, 17)),
    "HTJ2K": (making.HTJ2K, making.htj2k, range(8, 17)),
    "uncompressed": (making.UNCOMPRESSED, lambda array, bits: array.tobytes(), range(2, 33)),
}  # fmt: skip
"""Name: transfer syntax, encoder, bits it is tried with."""


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("signed", [False, True])
def test_every_depth(name: str, signed: bool, tmp_path: Path) -> None:
    syntax, encode, depths = CODECS[name]
    for bits in depths:
        array = values(bits, signed)
        source = frames(compressed(tmp_path, array, syntax, [encode(array, bits)], bits))
        stored = source.stored(0)
        assert stored.dtype == array.dtype, bits
        np.testing.assert_array_equal(stored, array, f"{bits} bits")


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("signed", [False, True])
def test_every_depth_uncompressed(syntax: str, signed: bool, tmp_path: Path) -> None:
    for bits in (2, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 63):
        array = values(bits, signed)
        big = syntax == ExplicitVRBigEndian
        ordered = array.astype(array.dtype.newbyteorder(">" if big else "<"))
        dataset = image(ordered, bits, PixelData=ordered.tobytes() + b"\0" * (ordered.nbytes % 2))
        if bits <= 8:
            dataset["PixelData"].VR = "OB"
        stored = frames(write(dataset, tmp_path, syntax)).stored(0)
        assert stored.dtype == ordered.dtype
        np.testing.assert_array_equal(stored, array, f"{bits} bits")


@pytest.mark.parametrize("bits", [8, 12, 16])
@pytest.mark.parametrize("name", ["RLE", "JPEG lossless", "JPEG-LS", "JPEG 2000", "uncompressed"])
def test_colours(name: str, bits: int, tmp_path: Path) -> None:
    syntax, encode, _ = CODECS[name]
    array = values(bits, signed=False, colour=True)
    source = frames(compressed(tmp_path, array, syntax, [encode(array, bits)], bits, colour=True))
    assert (source.samples, source.photometric, source.shape) == (3, "RGB", (ROWS, COLUMNS, 3))
    np.testing.assert_array_equal(source.stored(0), array)
    np.testing.assert_array_equal(source.coloured(0), array >> (bits - 8))


def test_reversible_colour_transform(tmp_path: Path) -> None:
    array = values(8, signed=False, colour=True)
    coded = making.jpeg_2000(array, 8, colours=True)
    source = frames(
        compressed(tmp_path, array, making.JPEG_2000, [coded], colour=True, PhotometricInterpretation="YBR_RCT")
    )
    np.testing.assert_array_equal(source.stored(0), array)


def test_high_bit_above_the_stored_bits(tmp_path: Path) -> None:
    """Twelve bits that begin at the fifth: old scanners stored them so, with something else below."""
    array = values(12, signed=True)
    raised = (array.astype(np.int16) << 4) | 5
    stored = frames(write(image(raised, 12, HighBit=15), tmp_path)).stored(0)
    np.testing.assert_array_equal(stored, array)


def test_something_above_the_stored_bits(tmp_path: Path) -> None:
    array = values(12, signed=True)
    soiled = (cut(array, 12) | 0x5000).view(np.int16)
    np.testing.assert_array_equal(frames(write(image(soiled, 12), tmp_path)).stored(0), array)


def test_twelve_bits_packed(tmp_path: Path) -> None:
    array = values(12, signed=False).reshape(-1)
    pairs = np.append(array, np.uint16(0)).reshape(-1, 2).astype(np.uint32)
    packed = (pairs[:, 0] | pairs[:, 1] << 12).astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    dataset = image(array.reshape(ROWS, COLUMNS), 12, BitsAllocated=12, PixelData=packed)
    np.testing.assert_array_equal(frames(write(dataset, tmp_path)).stored(0), array.reshape(ROWS, COLUMNS))


@pytest.mark.parametrize(("tag", "kind", "vr"), [(0x7FE00008, "f4", "OF"), (0x7FE00009, "f8", "OD")])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_floating_point(tag: int, kind: str, vr: str, syntax: str, tmp_path: Path) -> None:
    array = np.random.default_rng(0).normal(size=(2, ROWS, COLUMNS)).astype(kind)
    big = syntax == ExplicitVRBigEndian
    ordered = array.astype(array.dtype.newbyteorder(">" if big else "<"))
    dataset = image(array, PixelData=None, BitsStored=None, HighBit=None, PixelRepresentation=None)
    dataset.add_new(tag, vr, ordered.tobytes())
    source = frames(write(dataset, tmp_path, syntax))
    assert source.dtype == ordered.dtype
    np.testing.assert_array_equal(source.read(), array)
