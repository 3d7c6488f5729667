from __future__ import annotations

import pytest

from medview.core.errors import ReadError
from medview.io.limits import FREE_BYTES, MOST_INFLATED, MOST_RATIO, check_inflated, check_size


def test_what_a_file_holds_may_be_read() -> None:
    check_size(512, 512, 1, 1, 2, 512 * 512 * 2, compressed=False)
    check_size(9, 7, 3, 1, 1 / 8, 24, compressed=False)  # 189 bits
    check_size(4096, 4096, 1, 1, 2, 200, compressed=True)  # an empty JPEG-LS image


@pytest.mark.parametrize("sides", [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (-5, 1, 1, 1)])
def test_sides_are_positive(sides: tuple[int, int, int, int]) -> None:
    with pytest.raises(ReadError, match="at least one"):
        check_size(*sides, 2, 10_000, compressed=False)


def test_more_than_the_file_holds_is_refused() -> None:
    with pytest.raises(ReadError, match="524288 bytes; the file holds 524287"):
        check_size(512, 512, 1, 1, 2, 512 * 512 * 2 - 1, compressed=False)
    with pytest.raises(ReadError, match="24 bytes; the file holds 23"):
        check_size(9, 7, 3, 1, 1 / 8, 23, compressed=False)


def test_a_compressed_frame_declares_no_more_than_it_can_mean() -> None:
    with pytest.raises(ReadError, match="compressed bytes a frame"):
        check_size(65535, 65535, 1, 1, 2, 1000, compressed=True)
    with pytest.raises(ReadError, match="compressed bytes a frame"):
        check_size(1024, 1024, 1 << 20, 1, 1, 1 << 30, compressed=True)
    check_size(1 << 14, 1 << 14, 1, 3, 1, (3 << 28) // MOST_RATIO + 1, compressed=True)


def test_what_inflates_stays_within_bounds() -> None:
    check_inflated(FREE_BYTES, 10)
    check_inflated(FREE_BYTES * 2, FREE_BYTES)
    for size, packed in ((FREE_BYTES + 1, 10), (MOST_INFLATED + 1, MOST_INFLATED)):
        with pytest.raises(ReadError, match="inflates"):
            check_inflated(size, packed)
