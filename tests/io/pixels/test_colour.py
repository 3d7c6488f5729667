"""Colours: conversions of lossy JPEG and of YCbCr, palettes plain and segmented, profiles."""

from __future__ import annotations

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.dataset import Dataset

from medview.core.errors import ReadError
from medview.io.pixels import frames
from medview.io.pixels.codecs import Decoded
from medview.io.pixels.colour import to_rgb
from medview.io.pixels.tables import expanded
from tests.io.pixels import making
from tests.io.pixels.making import compressed, image, write

SMOOTH = np.stack(np.broadcast_arrays(*np.ogrid[20:220:64j, 40:200:48j], 128.0), axis=-1).astype(np.uint8)


@pytest.mark.parametrize(
    ("photometric", "space", "notes"),
    [
        ("YBR_FULL_422", "YCbCr", 0),
        ("YBR_FULL", "YCbCr", 0),
        ("RGB", "YCbCr", 1),
        ("RGB", "RGB", 0),
        ("YBR_FULL", "RGB", 1),
    ],
)
def test_baseline_jpeg_in_colours(photometric: str, space: str, notes: int, tmp_path: Path) -> None:
    """The codestream's own marks (JFIF, component identifiers) come before the object's word, and that is told."""
    coded = bytes(imagecodecs.jpeg8_encode(SMOOTH, level=95, colorspace="RGB", outcolorspace=space))
    path = compressed(tmp_path, SMOOTH, making.JPEG, [coded], colour=True, PhotometricInterpretation=photometric)
    source = frames(path)
    assert np.abs(source.stored(0).astype(int) - SMOOTH).max() <= 6
    assert len(source.notes) == notes


def test_full_range_conversion() -> None:
    """The ends of PS3.3 C.7.6.3.1.2: black, white, and the three primaries within rounding."""
    primaries = np.array([[0, 128, 128], [255, 128, 128], [76, 85, 255], [150, 44, 21], [29, 255, 107]], np.uint8)
    rgb = to_rgb(Decoded(primaries[None], "YBR_FULL")).samples[0]
    wanted = np.array([[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]])
    assert np.abs(rgb.astype(int) - wanted).max() <= 1


def test_studio_range_conversion() -> None:
    ends = np.array([[[16, 128, 128], [235, 128, 128]]], np.uint8)
    assert to_rgb(Decoded(ends, "YBR_PARTIAL_420")).samples.tolist() == [[[0, 0, 0], [255, 255, 255]]]


def with_palette(array: np.ndarray, bits: int, first: int, tables: list[np.ndarray], **changes: object) -> Dataset:
    dataset = image(array, PhotometricInterpretation="PALETTE COLOR", **changes)
    for name, table in zip(("Red", "Green", "Blue"), tables, strict=True):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [len(table) & 0xFFFF, first, bits])
        setattr(dataset, f"{name}PaletteColorLookupTableData", table.astype("u1" if bits == 8 else "<u2").tobytes())
    return dataset


def test_palette_of_16_bits(tmp_path: Path) -> None:
    tables = [np.arange(256) * 257, np.arange(256)[::-1] * 257, np.full(256, 0x80FF)]
    array = np.array([[0, 1], [128, 255]], np.uint8)
    source = frames(write(with_palette(array, 16, 0, tables), tmp_path))
    assert source.photometric == "PALETTE COLOR"
    np.testing.assert_array_equal(source.stored(0), array)
    assert source.coloured(0).tolist() == [[[0, 255, 128], [1, 254, 128]], [[128, 127, 128], [255, 0, 128]]]


def test_palette_that_begins_elsewhere_and_is_8_bits_deep(tmp_path: Path) -> None:
    tables = [np.array([10, 20]), np.array([30, 40]), np.array([50, 60])]
    array = np.array([[0, 300], [301, 500]], np.uint16)
    source = frames(write(with_palette(array, 8, 300, tables), tmp_path))
    assert source.coloured(0).tolist() == [[[10, 30, 50], [10, 30, 50]], [[20, 40, 60], [20, 40, 60]]]


def test_palette_that_says_16_bits_and_uses_8(tmp_path: Path) -> None:
    tables = [np.arange(256)] * 3
    source = frames(write(with_palette(np.array([[7, 200]], np.uint8), 16, 0, tables), tmp_path))
    assert source.coloured(0).tolist() == [[[7] * 3, [200] * 3]]


def test_segmented_palette() -> None:
    """A discrete segment, a ramp, and the first two again (PS3.3 C.7.9.2)."""
    words = [0, 3, 100, 200, 300, 1, 4, 700, 2, 2, 0, 0]
    assert expanded(np.array(words, np.uint16)).tolist() == [100, 200, 300, 400, 500, 600, 700, *RAMP_AGAIN]


RAMP_AGAIN = [100, 200, 300, 400, 500, 600, 700]


def test_segmented_palette_of_8_bits(tmp_path: Path) -> None:
    dataset = image(np.array([[0, 1, 2, 3]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    for name in ("Red", "Green", "Blue"):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [4, 0, 8])
        setattr(dataset, f"Segmented{name}PaletteColorLookupTableData", bytes([0, 2, 9, 10, 1, 2, 30, 0]))
    assert frames(write(dataset, tmp_path)).coloured(0)[0, :, 0].tolist() == [9, 10, 20, 30]


@pytest.mark.parametrize("words", [[1, 3, 100], [0, 9, 1], [7, 1, 1], [2, 1, 0, 0], [0, 1, 5, 2, 1, 10, 0, 2, 1, 0, 0]])
def test_damaged_segments_are_refused(words: list[int]) -> None:
    with pytest.raises(ReadError, match="segments"):
        expanded(np.array(words, np.uint16))


def test_a_palette_image_without_palette(tmp_path: Path) -> None:
    dataset = image(np.zeros((2, 2), np.uint8), PhotometricInterpretation="PALETTE COLOR")
    source = frames(write(dataset, tmp_path))
    assert source.stored(0).shape == (2, 2)
    with pytest.raises(ReadError, match="palette"):
        source.coloured(0)


def test_grey_has_no_colours(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="grey"):
        frames(write(image(np.zeros((2, 2), np.uint8)), tmp_path)).coloured(0)


def test_the_profile_is_kept(tmp_path: Path) -> None:
    profile = struct.pack(">I", 128) + bytes(124)
    source = frames(write(image(np.zeros((2, 2, 3), np.uint8), colour=True, ICCProfile=profile), tmp_path))
    assert source.icc_profile == profile
