"""Going from the list to where something was drawn, in viewports that show it, and others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.measurement import Measurement, OnImage, OnPlane, Shape
from medview.core.study import Kind, Patient, ScanResult, Series, Study
from medview.core.volume import StoredVolume, Window
from medview.session import changes
from medview.session.layout import View, put
from medview.session.session import Session
from medview.session.state import State, frame_key
from medview.views.drawing.jumping import jump, place_of

GRID = Geometry.from_axes((20, 30, 40), (2.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
AXIAL, SAGITTAL = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), OnPlane((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
TURNED = OnPlane((1.0, 0.0, 0.0), (0.0, 0.8, 0.6))


def series(uid: str, kind: Kind = Kind.VOLUME) -> Series:
    return Series(uid, "1", "dicom", "CT", uid, 1, "", (), GRID if kind is Kind.VOLUME else None, kind=kind)


@pytest.fixture
def session() -> Session:
    one, pictures = series("1.2"), series("1.3", Kind.IMAGES)
    made = Session(lambda _: None, State())
    made.apply(changes.StudiesFound(ScanResult((Study("1", Patient("p"), "", "", "", "", (one, pictures)),))))
    made.apply(changes.VolumeOpened(one, StoredVolume("v.npy", GRID), Window(0, 1)))
    stack = StoredImages("i.npy", (Frame(), Frame(), Frame()))
    made.apply(changes.LayoutChanged(put(made.state.layout, pictures.uid, pictures.kind, 3)))
    made.apply(changes.ImagesOpened(pictures, stack, Window(0, 1), tile=-1))
    return made


def line(on: OnPlane, k: float) -> Measurement:
    return Measurement("m", "1.2", Shape.LENGTH, ((10.0, 10.0, k), (20.0, 10.0, k)), on)


def cursor(session: Session) -> tuple[float, float, float]:
    return session.state.cursors[frame_key(series("1.2"))]


def test_the_crosshair_goes_to_the_middle_and_the_viewport_of_that_side_is_active(session: Session) -> None:
    jump(session, line(AXIAL, 6.0))
    assert cursor(session) == (15.0, 10.0, 6.0)
    assert session.state.tile.view is View.AXIAL
    assert session.state.active == 0


def test_a_plane_no_viewport_shows_turns_one(session: Session) -> None:
    jump(session, line(TURNED, 6.0))
    look = session.state.tile.look
    assert look.axes == (TURNED.right_lps, TURNED.down_lps)
    assert cursor(session) == (15.0, 10.0, 6.0)
    jump(session, replace(line(TURNED, 8.0), id="n"))
    assert session.state.tile.look is look


def test_a_picture_of_another_series_is_shown_in_its_own_viewport(session: Session) -> None:
    jump(session, Measurement("p", "1.3", Shape.POINT, ((3.0, 4.0),), OnImage(2)))
    assert session.state.active == 3
    assert session.state.frame == 2


def test_what_is_not_open_goes_nowhere(session: Session) -> None:
    before = session.state
    jump(session, replace(line(AXIAL, 6.0), series="9.9"))
    assert session.state is before


def test_places_are_told_in_words(session: Session) -> None:
    opened = session.state.opened["1.2"]
    assert place_of(line(AXIAL, 6.0), opened) == "Axial 4/20"
    assert place_of(line(SAGITTAL, 6.0), opened) == "Sagittal 11/40"
    assert place_of(line(TURNED, 6.0), opened) == "Oblique"
    pictures = session.state.opened["1.3"]
    assert place_of(Measurement("p", "1.3", Shape.POINT, ((3.0, 4.0),), OnImage(2)), pictures) == "3/3"
