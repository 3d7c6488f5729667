"""Slabs that take longer than a frame: coarse while the hand moves, whole when it rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.imaging.reslice import AXIAL
from medview.imaging.slab import slab_of
from medview.imaging.turning import turned_about
from medview.session.layout import Look, Projection, Slab
from medview.session.wishes import PictureWish
from medview.views.pictures.layers import Layers
from medview.views.pictures.refining import Refining
from medview.views.pictures.scene import Scene
from medview.views.pictures.slice_picture import Style
from medview.views.pictures.slice_view import SliceView
from tests.views.heads import CENTRE, WINDOW, head


class Later:
    """A background that works when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], object], Callable[[MedViewError], object]]] = []

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[..., object]) -> None:
        self.waiting.append((work, done, failed))

    def act(self) -> None:
        work, done, _ = self.waiting.pop(0)
        done(work())


def made(calls: list[int]) -> Callable[[int], np.ndarray]:
    def make(most: int) -> np.ndarray:
        calls.append(most)
        return np.full((2, 2), most)

    return make


def test_what_fits_into_a_frame_is_whole_at_once(qtbot: QtBot) -> None:
    calls: list[int] = []
    refining = Refining()
    values = refining.values("a", 1, made(calls), 5, 5)
    assert values.whole
    assert refining.values("a", 1, made(calls), 5, 5) is values
    assert calls == [0]
    assert not refining.coarse


def test_the_whole_comes_when_the_hand_rests(qtbot: QtBot) -> None:
    calls: list[int] = []
    refining, later = Refining(), Later()
    refining.run = later
    assert refining.values("a", 1, made(calls), 50, 5).array[0, 0] == 5
    with qtbot.waitSignal(refining.refined, raising=False, timeout=1):
        pass
    qtbot.waitUntil(lambda: bool(later.waiting))
    assert refining.coarse
    with qtbot.waitSignal(refining.refined):
        later.act()
    assert refining.values("a", 1, made(calls), 50, 5).array[0, 0] == 0
    assert calls == [5, 0]
    assert refining.count == 1


def test_what_nobody_looks_at_any_more_is_dropped(qtbot: QtBot) -> None:
    calls: list[int] = []
    refining, later = Refining(), Later()
    refining.run = later
    refining.values("a", 1, made(calls), 50, 5)
    qtbot.waitUntil(lambda: bool(later.waiting))
    refining.values("a", 2, made(calls), 50, 7)
    later.act()
    assert refining.values("a", 2, made(calls), 50, 7).array[0, 0] == 7
    assert refining.count == 0


def test_a_failure_leaves_the_coarse_values(qtbot: QtBot) -> None:
    refining, later = Refining(), Later()
    refining.run = later
    refining.values("a", 1, made([]), 50, 5)
    qtbot.waitUntil(lambda: bool(later.waiting))
    later.waiting.pop()[2](MedViewError("No."))
    assert refining.values("a", 1, made([]), 50, 5).array[0, 0] == 5


def test_a_slice_shows_a_thick_slab_coarsely_then_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.views.pictures.slice_picture.affordable", lambda _: 3)
    view, volume = SliceView(AXIAL), head()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show_scene(Scene(Layers(volume), None, Style(WINDOW), CENTRE))
    view.show_look(Look(slab=Slab(Projection.MAXIMUM, 70.0)))
    whole = slab_of(view.frame, volume.array, view.number, "maximum", 70.0)
    assert not np.array_equal(view.pixels(), whole)
    view.refining.run = None
    with qtbot.waitSignal(view.refining.refined):
        view.show()
    assert np.array_equal(view.pixels(), whole)


def test_pictures_that_are_kept_are_whole(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.views.pictures.slice_picture.affordable", lambda _: 3)
    view, volume = SliceView(AXIAL), head()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show_scene(Scene(Layers(volume), None, Style(WINDOW), CENTRE))
    view.show_look(Look(slab=Slab(Projection.MAXIMUM, 70.0)))
    view.refining.run = Later()
    view.picture(PictureWish())
    assert np.array_equal(view.pixels(), slab_of(view.frame, volume.array, view.number, "maximum", 70.0))


def test_a_plane_that_is_being_turned_is_coarse_until_the_hand_rests(qtbot: QtBot) -> None:
    view, volume = SliceView(AXIAL), head()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show_scene(Scene(Layers(volume), None, Style(WINDOW), CENTRE))
    view.show()
    for degrees in (5.0, 10.0):
        axes = turned_about(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), (1.0, 0.0, 0.0), np.radians(degrees))
        view.show_look(Look(axes=axes))
        quick = view.pixels()
    whole = view.frame.slice_of(volume.array, view.number)
    assert quick.shape == whole.shape
    assert not np.array_equal(quick, whole)
    assert np.array_equal(quick, view.frame.quick_slice_of(volume.array, view.number))
    with qtbot.waitSignal(view.refining.refined):
        pass
    assert np.array_equal(view.pixels(), whole)
    view.show_scene(Scene(Layers(volume), None, Style(WINDOW), (24.5, 29.5, 50.0)))
    assert np.array_equal(view.pixels(), view.frame.slice_of(volume.array, view.number)), "scrolling is whole again"
