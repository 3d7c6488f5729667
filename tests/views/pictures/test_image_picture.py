"""Thinned pictures of a stack whose slots change hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from medview.core.images import OverlayPlane
from medview.core.volume import Window
from medview.views.pictures.image_picture import AT_ONCE, ImagePicture, Shading, Source

SIDE = 1600
FACTOR = 4


class Slots:
    """Slots of large pictures, each of one grey; work waits for the test to do it."""

    def __init__(self) -> None:
        assert SIDE * SIDE > AT_ONCE
        self.arrays = np.zeros((2, SIDE, SIDE), np.int16)
        self.ready: dict[int, int] = {}
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], object]]] = []
        self.picture = ImagePicture(lambda work, take, _failed: self.waiting.append((work, take)), lambda: None)

    def put(self, number: int, slot: int, grey: int) -> None:
        self.ready = {one: place for one, place in self.ready.items() if place != slot} | {number: slot}
        self.arrays[slot] = grey

    def grey(self, number: int) -> int:
        """What is drawn of a picture that is there."""
        slot = self.ready[number]
        source = Source(number, slot, self.arrays[slot], lambda: self.ready.get(number) == slot)
        _, image = self.picture.image(source, Shading(Window(127.5, 255.0)), QRect(0, 0, SIDE, SIDE), FACTOR)
        return image.pixelColor(10, 10).red()

    def average(self, during: Callable[[], object] = lambda: None) -> None:
        work, take = self.waiting.pop()
        made = work()
        during()
        take(made)


def test_a_slot_given_away_before_it_was_averaged_leaves_no_strangers_pixels(qtbot: QtBot) -> None:
    slots = Slots()
    slots.put(5, 0, 10)
    assert slots.grey(5) == pytest.approx(10, abs=1)
    slots.put(2500, 0, 200)
    slots.average()
    slots.put(5, 0, 10)
    assert slots.grey(5) == pytest.approx(10, abs=1)
    assert len(slots.waiting) == 1  # asked for again


def test_a_picture_read_into_another_slot_is_averaged_anew(qtbot: QtBot) -> None:
    slots = Slots()
    slots.put(5, 0, 10)
    slots.grey(5)
    slots.average(lambda: slots.put(2500, 0, 200))
    slots.put(5, 1, 30)
    assert slots.grey(5) == pytest.approx(30, abs=1)
    slots.average()
    slots.arrays[1] = 99  # drawn from what was kept
    assert slots.grey(5) == pytest.approx(30, abs=1)


def test_planes_ready_to_be_drawn_take_bounded_memory(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.views.pictures.image_picture._PLANES_KEPT", 2 * 4 * 20 * 20)
    picture = ImagePicture(None, lambda: None)
    planes = [OverlayPlane.of(np.eye(20, dtype=bool)) for _ in range(3)]
    first = picture.plane(planes[0], 1)[1]
    assert picture.plane(planes[0], 1)[1] is first
    for plane in planes[1:]:
        picture.plane(plane, 1)
    assert picture.plane(planes[0], 1)[1] is not first
