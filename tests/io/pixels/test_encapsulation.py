"""Frames are found in fragments of any kind, and read one at a time."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom.encaps import encapsulate_extended

from medview.core.errors import ReadError
from medview.io.pixels import FrameSource, frames
from medview.io.pixels.access import FileAccess
from tests.io.pixels import making
from tests.io.pixels.making import fragmented, fragments, image, write

END = b"\xfe\xff\xdd\xe0\0\0\0\0"


def pictures(count: int = 3, side: int = 16) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, side, side), np.uint8)


def coded(array: np.ndarray) -> list[bytes]:
    """JPEG-LS frames, of even length as the standard asks."""
    made = [making.jpeg_ls(one, 8) for one in array]
    return [one + b"\0" * (len(one) % 2) for one in made]


def halves(frame: bytes) -> list[bytes]:
    middle = len(frame) // 4 * 2
    return [frame[:middle], frame[middle:]]


def flat(parts: list[list[bytes]]) -> list[bytes]:
    return [part for frame in parts for part in frame]


def starts(parts: list[list[bytes]]) -> list[int]:
    """Offset of the first fragment of each frame, from the first byte after the offset table."""
    sizes = [sum(len(part) + 8 for part in frame) for frame in parts]
    return [sum(sizes[:number]) for number in range(len(sizes))]


def stored(tmp_path: Path, array: np.ndarray, pixels: bytes) -> np.ndarray:
    return opened(tmp_path, array, pixels).read()


def opened(tmp_path: Path, array: np.ndarray, pixels: bytes) -> FrameSource:
    """A file whose pixel data is a fragment sequence, byte for byte as given."""
    return frames(fragmented(tmp_path, image(array), making.JPEG_LS, pixels))


def test_one_fragment_a_frame_without_a_table(tmp_path: Path) -> None:
    array = pictures()
    np.testing.assert_array_equal(stored(tmp_path, array, fragments(*coded(array))), array)


def test_a_frame_in_several_fragments_with_a_table(tmp_path: Path) -> None:
    array = pictures()
    parts = [halves(frame) for frame in coded(array)]
    pixels = fragments(*flat(parts), table=starts(parts))
    np.testing.assert_array_equal(stored(tmp_path, array, pixels), array)


def test_several_fragments_without_a_table_are_told(tmp_path: Path) -> None:
    array = pictures()
    source = opened(tmp_path, array, fragments(*flat([halves(frame) for frame in coded(array)])))
    np.testing.assert_array_equal(source.read(), array)
    assert "first bytes" in " ".join(source.notes)


def test_a_table_that_points_nowhere_is_not_followed(tmp_path: Path) -> None:
    array = pictures()
    pixels = fragments(*coded(array), table=[0, 3, 7])
    np.testing.assert_array_equal(stored(tmp_path, array, pixels), array)


def test_one_frame_in_many_fragments(tmp_path: Path) -> None:
    array = pictures(1)[0]
    frame = coded(array[None])[0]
    pieces = [frame[at : at + 10] for at in range(0, len(frame), 10)]
    source = opened(tmp_path, array, fragments(*pieces))
    np.testing.assert_array_equal(source.stored(0), array)
    assert source.notes == ()


def test_empty_fragments_are_passed_over(tmp_path: Path) -> None:
    array = pictures(2)
    first, second = coded(array)
    np.testing.assert_array_equal(stored(tmp_path, array, fragments(first, b"", second, b"")), array)


def test_a_missing_delimiter_is_told(tmp_path: Path) -> None:
    array = pictures()
    source = opened(tmp_path, array, fragments(*coded(array), end=False))
    np.testing.assert_array_equal(source.read(), array)
    assert "delimiter" in " ".join(source.notes)


def test_an_odd_fragment_with_and_without_a_padding_byte(tmp_path: Path) -> None:
    array = pictures(2)
    first, second = (making.jpeg_ls(one, 8) for one in array)
    first = first if len(first) % 2 else first + b"\0"
    both = fragments(first, second)
    np.testing.assert_array_equal(stored(tmp_path, array, both), array)
    after = 8 + 8 + len(first)
    np.testing.assert_array_equal(stored(tmp_path, array, both[:after] + b"\0" + both[after:]), array)


def test_extended_offset_table(tmp_path: Path) -> None:
    array = pictures()
    pixels, offsets, lengths = encapsulate_extended([making.jpeg_ls(one, 8) for one in array])
    dataset = image(array, ExtendedOffsetTable=offsets, ExtendedOffsetTableLengths=lengths)
    source = frames(fragmented(tmp_path, dataset, making.JPEG_LS, pixels + END))
    np.testing.assert_array_equal(source.read(), array)
    assert source.notes == ()


def test_a_wrong_extended_offset_table_is_not_followed(tmp_path: Path) -> None:
    array = pictures()
    pixels, _, lengths = encapsulate_extended([making.jpeg_ls(one, 8) for one in array])
    dataset = image(array, ExtendedOffsetTable=struct.pack("<3Q", 0, 1, 2), ExtendedOffsetTableLengths=lengths)
    np.testing.assert_array_equal(frames(fragmented(tmp_path, dataset, making.JPEG_LS, pixels + END)).read(), array)


TOLD = "It holds 3 frames and declares {}; only the declared are shown."


def test_more_frames_than_declared_in_a_table_are_told(tmp_path: Path) -> None:
    array = pictures(3)
    parts = [[frame] for frame in coded(array)]
    source = opened(tmp_path, array[:2], fragments(*flat(parts), table=starts(parts)))
    assert source.count == 3
    assert TOLD.format(2) in source.notes


@pytest.mark.parametrize("declared", [1, 2])
@pytest.mark.parametrize("table", [(), (0,)])
@pytest.mark.parametrize("split", [False, True])
def test_more_frames_than_declared_without_a_table_are_told(
    declared: int, table: tuple[int, ...], split: bool, tmp_path: Path
) -> None:
    array = pictures(3)
    parts = flat([halves(frame) for frame in coded(array)]) if split else coded(array)
    source = opened(tmp_path, array[:declared] if declared > 1 else array[0], fragments(*parts, table=table))
    assert source.count == declared
    assert TOLD.format(declared) in source.notes
    for number in range(declared):
        np.testing.assert_array_equal(source.stored(number), array[number])


def test_more_uncompressed_frames_than_declared_are_told(tmp_path: Path) -> None:
    array = pictures(3)
    source = frames(write(image(array, NumberOfFrames=None), tmp_path))
    assert TOLD.format(1) in source.notes


def test_fewer_frames_than_declared_are_refused(tmp_path: Path) -> None:
    array = pictures(3)
    with pytest.raises(ReadError, match=r"2 parts .* 3 frames"):
        opened(tmp_path, array, fragments(*coded(array)[:2]))


def test_no_items(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no items"):
        opened(tmp_path, pictures(), b"")


def test_a_cut_off_frame_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    array = pictures(3)
    whole = fragments(*coded(array))
    source = opened(tmp_path, array, whole[: len(whole) - 8 - 100])
    np.testing.assert_array_equal(source.stored(1), array[1])
    assert "cut off" in " ".join(source.notes)
    with pytest.raises(ReadError):
        source.stored(2)


def test_one_frame_is_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    array = pictures(60)
    source = opened(tmp_path, array, fragments(*coded(array)))
    read: list[int] = []
    real = FileAccess.read

    def counted(self: FileAccess, offset: int, length: int) -> bytes:
        read.append(length)
        return real(self, offset, length)

    monkeypatch.setattr(FileAccess, "read", counted)
    np.testing.assert_array_equal(source.stored(41), array[41])
    assert sum(read) < 500


def test_fragments_with_a_stated_length(tmp_path: Path) -> None:
    """Not allowed, and found: the element states its length."""
    array = pictures(1)[0]
    pixels = fragments(coded(array[None])[0])
    path = write(image(array, PixelData=pixels), tmp_path, making.JPEG_LS)
    np.testing.assert_array_equal(frames(path).stored(0), array)


def test_uncompressed_pixels_under_a_compressed_syntax_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not stored the way"):
        frames(write(image(pictures(1)[0]), tmp_path, making.JPEG_LS))


def test_parallel_and_serial_agree(tmp_path: Path) -> None:
    array = pictures(9)
    source = opened(tmp_path, array, fragments(*coded(array)))
    np.testing.assert_array_equal(source.read(threads=3), source.read(threads=1))
    np.testing.assert_array_equal(source.read(range(2, 5)), array[2:5])


def test_a_stop_ends_parallel_decoding(tmp_path: Path) -> None:
    array = pictures(9)
    source = opened(tmp_path, array, fragments(*coded(array)))

    class StopError(Exception):
        pass

    def stop(done: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        source.decode_into(np.empty_like(array), range(9), 2, stop)
