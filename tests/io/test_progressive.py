from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.images import Frame, StoredImages
from medview.io.progressive import LEAST_SLOTS, UNREAD, UNREADABLE, Shelf, open_stack

SHAPE = (6, 5)


def number_picture(number: int) -> np.ndarray:
    return np.full(SHAPE, number, dtype=np.int16)


def frames(count: int) -> tuple[Frame, ...]:
    return tuple(Frame(number=number) for number in range(count))


def go_on(_fraction: float, _note: str = "") -> None:
    pass


class Told(list[StoredImages]):
    def __call__(self, images: StoredImages) -> None:
        self.append(images)


def mapped(images: StoredImages) -> tuple[np.ndarray, np.ndarray]:
    return np.load(images.path, mmap_mode="r"), np.load(images.ready, mmap_mode="r")


def shown(images: StoredImages) -> dict[int, int]:
    """Picture to the value in its slot."""
    array, ready = mapped(images)
    return {number: int(array[slot, 0, 0]) for number, slot in enumerate(ready) if slot >= 0}


def test_the_first_picture_is_told_at_once_and_all_are_read(tmp_path: Path) -> None:
    seen: list[set[int]] = []

    class Early(Told):
        def __call__(self, images: StoredImages) -> None:
            seen.append(set(shown(images)))
            super().__call__(images)

    told = Early()
    images = open_stack(number_picture, frames(40), tmp_path, go_on, told, first=25)
    assert seen == [{25}]
    assert (images.ready, images.wanted, images.note) == ("", "", "")
    assert images.path == told[0].path
    assert np.load(images.path)[:, 0, 0].tolist() == list(range(40))


def test_one_picture_needs_no_early_telling(tmp_path: Path) -> None:
    told = Told()
    images = open_stack(number_picture, frames(1), tmp_path, go_on, told)
    assert not told
    assert images.ready == ""


def test_reading_goes_outwards_from_the_picture_wanted_now(tmp_path: Path) -> None:
    order: list[int] = []
    lock = threading.Lock()
    told = Told()

    def read(number: int) -> np.ndarray:
        with lock:
            order.append(number)
            if len(order) == 1 + 8:
                np.load(told[0].wanted, mmap_mode="r+")[0] = 190
        return number_picture(number)

    open_stack(read, frames(200), tmp_path, go_on, told, first=50)
    assert order[0] == 50
    assert all(abs(number - 50) <= 12 for number in order[1:9])
    after = order[30:60]  # those on their way when the wish changed have passed
    assert all(abs(number - 190) <= 60 for number in after)


def test_a_budget_keeps_the_pictures_around_the_one_on_screen(tmp_path: Path) -> None:
    each = 6 * 5 * 2
    images = open_stack(number_picture, frames(100), tmp_path, go_on, Told(), first=50, budget=20 * each)
    array, ready = mapped(images)
    assert len(array) == 20
    held = np.flatnonzero(ready >= 0)
    assert held.tolist() == list(range(held[0], held[0] + 20))
    assert abs(held.mean() - 50) <= 1
    assert shown(images) == {int(number): int(number) for number in held}


def test_the_least_number_of_slots_is_kept_however_small_the_budget(tmp_path: Path) -> None:
    images = open_stack(number_picture, frames(30), tmp_path, go_on, Told(), budget=1)
    assert len(mapped(images)[0]) == LEAST_SLOTS


def test_slices_are_evicted_and_read_again(tmp_path: Path) -> None:
    images = open_stack(number_picture, frames(100), tmp_path, go_on, Told(), budget=20 * 6 * 5 * 2)
    assert set(shown(images)) == set(range(20))
    for wanted in (90, 5, 50):
        np.load(images.wanted, mmap_mode="r+")[0] = wanted
        Shelf(images).fill(number_picture, go_on)
        held = shown(images)
        assert len(held) == 20
        assert wanted in held
        assert all(number == value for number, value in held.items())
        assert max(abs(number - wanted) for number in held) <= 19


def test_a_shown_picture_is_never_another_one_while_slots_change_hands(tmp_path: Path) -> None:
    images = open_stack(number_picture, frames(60), tmp_path, go_on, Told(), budget=10 * 6 * 5 * 2)
    array, ready = mapped(images)
    wrong: list[int] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for number in range(60):
                slot = int(ready[number])
                if slot < 0:
                    continue
                value = int(array[slot, 0, 0])
                if int(ready[number]) == slot and value != number:
                    wrong.append(number)

    watcher = threading.Thread(target=look)
    watcher.start()
    for wanted in (55, 3, 30, 59, 0):
        np.load(images.wanted, mmap_mode="r+")[0] = wanted
        Shelf(images).fill(number_picture, go_on)
    stop.set()
    watcher.join()
    assert not wrong


def failing(bad: set[int]) -> Callable[[int], np.ndarray]:
    def read(number: int) -> np.ndarray:
        if number in bad:
            raise ReadError("It is damaged.", "Copy it again.")
        return number_picture(number)

    return read


def test_a_damaged_picture_leaves_the_others_and_is_told(tmp_path: Path) -> None:
    images = open_stack(failing({0, 7}), frames(12), tmp_path, go_on, Told())
    _, ready = mapped(images)
    assert np.flatnonzero(ready == UNREADABLE).tolist() == [0, 7]
    assert not (ready == UNREAD).any()
    assert "2 of 12" in images.note
    assert "picture 1: It is damaged." in images.note


def test_nothing_readable_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"It is damaged\."):
        open_stack(failing(set(range(5))), frames(5), tmp_path, go_on, Told())


def test_values_that_need_a_wider_type_begin_again_in_it(tmp_path: Path) -> None:
    def read(number: int) -> np.ndarray:
        return number_picture(number) if number < 6 else np.full(SHAPE, number + 0.5, dtype=np.float32)

    told = Told()
    images = open_stack(read, frames(10), tmp_path, go_on, told)
    array = np.load(images.path)
    assert array.dtype == np.float32
    assert array[:, 0, 0].tolist() == [0, 1, 2, 3, 4, 5, 6.5, 7.5, 8.5, 9.5]
    assert [images.path for images in told][-1] == images.path
    assert len(told) == 2


def test_a_picture_of_another_size_is_left_out(tmp_path: Path) -> None:
    def read(number: int) -> np.ndarray:
        return np.zeros((3, 3), dtype=np.int16) if number == 2 else number_picture(number)

    assert "3×3" in open_stack(read, frames(4), tmp_path, go_on, Told()).note


def test_a_cancel_is_heard_while_reading(tmp_path: Path) -> None:
    class CancelledError(BaseException):
        pass

    def stop(fraction: float, _note: str = "") -> None:
        if fraction > 0.2:
            raise CancelledError

    with pytest.raises(CancelledError):
        open_stack(number_picture, frames(500), tmp_path, stop, Told())


def test_colours_are_kept(tmp_path: Path) -> None:
    images = open_stack(lambda n: np.full((4, 4, 3), n, np.uint8), frames(3), tmp_path, go_on, Told())
    assert np.load(images.path).shape == (3, 4, 4, 3)


def test_a_stopped_filler_puts_nothing_into_a_slot_that_another_took(tmp_path: Path) -> None:
    images = evicting(tmp_path)
    decoding, stopped, go = threading.Event(), threading.Event(), threading.Event()

    class Cancelled(Exception):
        pass

    def slow(number: int) -> np.ndarray:
        if number == 30:
            decoding.set()
            assert go.wait(20)
        return number_picture(number)

    def cancel(_fraction: float, _note: str = "") -> None:
        if decoding.is_set():
            stopped.set()
            raise Cancelled

    def fill() -> None:
        with pytest.raises(Cancelled):
            Shelf(images).fill(slow, cancel)

    Shelf(images).want(30)
    former = threading.Thread(target=fill)
    former.start()
    assert stopped.wait(20)
    Shelf(images).want(12)
    Shelf(images).fill(number_picture, go_on)
    taken = shown(images)
    go.set()
    former.join()
    assert shown(images) == taken == {number: number for number in taken}
    assert 12 in taken


def test_a_slot_that_holds_another_picture_is_not_written(tmp_path: Path) -> None:
    images = evicting(tmp_path)
    before = shown(images)
    slot = int(mapped(images)[1][3])
    Shelf(images)._put(30, slot, number_picture(30))
    assert shown(images) == before


def evicting(folder: Path) -> StoredImages:
    """40 pictures, with room for the first ones only."""
    shelf = Shelf.made(folder, StoredImages("", frames(40)), SHAPE, np.dtype(np.int16), LEAST_SLOTS)
    shelf.fill(number_picture, go_on)
    assert set(shown(shelf.images)) == set(range(LEAST_SLOTS))
    return shelf.images
