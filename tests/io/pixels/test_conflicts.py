"""Codestreams that disagree with their object, damaged ones, and ones that would take too much."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from medview.core.errors import MedViewError, ReadError
from medview.io.pixels import frames
from tests.io.pixels import making
from tests.io.pixels.making import compressed, image, write

Encode = Callable[[np.ndarray, int], bytes]
SIGNED = np.array([[-2000, -1, 0], [1, 2000, 4095 - 2048]], np.int16)


def test_jpeg_2000_unsigned_in_a_signed_object(tmp_path: Path) -> None:
    coded = making.jpeg_2000((SIGNED & 0x1FFF).astype(np.uint16), 13)
    source = frames(compressed(tmp_path, SIGNED, making.JPEG_2000, [coded], 13))
    np.testing.assert_array_equal(source.stored(0), SIGNED)
    assert "sign" in " ".join(source.notes)


def test_jpeg_2000_signed_in_an_unsigned_object(tmp_path: Path) -> None:
    array = (SIGNED & 0x1FFF).astype(np.uint16)
    coded = making.jpeg_2000(SIGNED, 13)
    np.testing.assert_array_equal(frames(compressed(tmp_path, array, making.JPEG_2000, [coded], 13)).stored(0), array)


def test_a_shallow_codestream_in_a_deep_object(tmp_path: Path) -> None:
    array = np.arange(48, dtype=np.uint16).reshape(6, 8)
    for syntax, coded in (
        (making.JPEG_LS, making.jpeg_ls(array.astype(np.uint8), 8)),
        (making.JPEG_2000, making.jpeg_2000(array.astype(np.uint8), 8)),
        (making.JPEG_SV1, making.jpeg_lossless(array.astype(np.uint8), 8)),
    ):
        stored = frames(compressed(tmp_path, array, syntax, [coded], 12)).stored(0)
        assert stored.dtype == np.uint16
        np.testing.assert_array_equal(stored, array)


@pytest.mark.parametrize("size", [(9, 8), (8, 9), (4000, 4000)])
@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (making.JPEG_LS, making.jpeg_ls),
        (making.JPEG_2000, making.jpeg_2000),
        (making.JPEG_SV1, making.jpeg_lossless),
    ],
)
def test_another_size_than_declared(syntax: str, encode: Encode, size: tuple[int, int], tmp_path: Path) -> None:
    array = np.zeros((8, 8), np.uint8)
    coded = encode(np.zeros(size, np.uint8), 8)
    with pytest.raises(ReadError, match=f"{size[0]}×{size[1]}×1"):
        frames(compressed(tmp_path, array, syntax, [coded])).stored(0)


def test_a_tiny_codestream_that_says_it_is_huge_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    array = np.zeros((8, 8), np.uint8)
    coded = bytearray(making.jpeg_lossless(array, 8))
    at = coded.index(b"\xff\xc3") + 5
    coded[at : at + 4] = struct.pack(">HH", 65000, 65000)

    def decode(*_: object, **__: object) -> None:
        pytest.fail("it was given to the decoder")

    monkeypatch.setattr(imagecodecs, "jpeg8_decode", decode)
    with pytest.raises(ReadError, match="65000×65000"):
        frames(compressed(tmp_path, array, making.JPEG_SV1, [bytes(coded)])).stored(0)


def test_a_huge_object_in_few_bytes_is_refused(tmp_path: Path) -> None:
    array = np.zeros((8, 8), np.uint8)
    path = compressed(tmp_path, array, making.JPEG_LS, [making.jpeg_ls(array, 8)], Rows=65535, Columns=65535)
    with pytest.raises(ReadError, match="MB"):
        frames(path)


def test_deeper_than_the_object_has_room(tmp_path: Path) -> None:
    array = np.zeros((8, 8), np.uint8)
    coded = making.jpeg_ls(np.zeros((8, 8), np.uint16), 16)
    with pytest.raises(ReadError, match="16 bits"):
        frames(compressed(tmp_path, array, making.JPEG_LS, [coded])).stored(0)


def test_a_deflated_frame_that_never_ends_is_bounded(tmp_path: Path) -> None:
    array = np.zeros((64, 64), np.uint8)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(bytes(1 << 26)) + packer.flush()
    source = frames(compressed(tmp_path, array, making.DEFLATED_FRAME, [bomb + b"\0" * (len(bomb) % 2)]))
    np.testing.assert_array_equal(source.stored(0), array)


@pytest.mark.parametrize("seed", range(30))
def test_damage_is_told(seed: int, tmp_path: Path) -> None:
    """Flipped and missing bytes: another picture or a refusal, nothing else."""
    random = np.random.default_rng(seed)
    array = random.integers(0, 4096, (40, 50), np.uint16)
    for syntax, coded in (
        (making.JPEG_LS, making.jpeg_ls(array, 12)),
        (making.JPEG_2000, making.jpeg_2000(array, 12)),
        (making.HTJ2K, making.htj2k(array, 12)),
        (making.JPEG_SV1, making.jpeg_lossless(array, 12)),
        (making.RLE, making.rle(array)),
        (making.DEFLATED_FRAME, zlib.compress(array.tobytes(), wbits=-15)),
        (making.UNCOMPRESSED, array.tobytes()),
    ):
        damaged = np.frombuffer(coded, np.uint8).copy()
        places = random.integers(0, damaged.size, 5)
        damaged[places] = random.integers(0, 256, 5)
        kept = damaged[: random.integers(1, damaged.size)] if seed % 3 == 0 else damaged
        try:
            stored = frames(compressed(tmp_path, array, syntax, [kept.tobytes() + b"\0" * (kept.size % 2)], 12)).stored(
                0
            )
        except MedViewError:
            continue
        assert stored.shape == array.shape


def test_too_few_uncompressed_bytes(tmp_path: Path) -> None:
    array = np.zeros((8, 8), np.uint16)
    with pytest.raises(ReadError, match=r"128 bytes; the file holds 100"):
        frames(write(image(array, PixelData=bytes(100)), tmp_path))


def test_padding_after_uncompressed_pixels(tmp_path: Path) -> None:
    array = np.arange(64, dtype=np.uint16).reshape(8, 8)
    source = frames(write(image(array, PixelData=array.tobytes() + bytes(60)), tmp_path))
    assert source.count == 1
    np.testing.assert_array_equal(source.stored(0), array)


@pytest.mark.parametrize(
    "changes",
    [
        {"Rows": 0},
        {"Columns": None},
        {"BitsAllocated": 11},
        {"BitsStored": 17},
        {"HighBit": 20},
        {"SamplesPerPixel": 2},
        {"PhotometricInterpretation": "RGB"},
    ],
)
def test_impossible_formats_are_refused(changes: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        frames(write(image(np.zeros((8, 8), np.uint16), **changes), tmp_path))


def test_what_is_no_image(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Dear Sir or Madam, " * 20)
    for path in (
        write(image(np.zeros((8, 8), np.uint16), PixelData=None), tmp_path),
        tmp_path / "text",
        tmp_path / "-",
    ):
        with pytest.raises(ReadError):
            frames(path)


def test_a_frame_that_is_not_there(tmp_path: Path) -> None:
    source = frames(write(image(np.zeros((2, 8, 8), np.uint16)), tmp_path))
    for number in (-1, 2):
        with pytest.raises(ReadError, match="2 frames"):
            source.stored(number)


def test_frames_without_number_are_refused(tmp_path: Path) -> None:
    many = {"NumberOfFrames": 1 << 21, "Rows": 1, "Columns": 1, "BitsAllocated": 1, "BitsStored": 1, "HighBit": 0}
    with pytest.raises(ReadError, match="2097152 frames"):
        frames(write(image(np.zeros((512, 512), np.uint8), **many), tmp_path))


def test_many_large_frames_are_opened_and_not_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    array = np.zeros((4, 64, 64), np.uint16)
    monkeypatch.setattr("medview.io.limits.MOST_VALUES", 2 * 64 * 64)
    coded = [making.jpeg_ls(one, 16) for one in array]
    source = frames(compressed(tmp_path, array, making.JPEG_LS, coded))
    assert source.stored(3).shape == (64, 64)
    assert source.read(range(2)).shape == (2, 64, 64)
    with pytest.raises(ReadError, match="declares"):
        source.read()
