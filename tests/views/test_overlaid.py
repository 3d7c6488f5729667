from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.overlay import LabelLayer, Overlaid, Shape, ShapeKind, ShapeLayer
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL, Plane, PlaneFrame
from medview.session.changes import OverlaidFound, OverlaidHidden
from medview.session.state import Overlay
from medview.views.corner_text import Corners
from medview.views.laid import part_key, parts_of, presentation, presented
from medview.views.layers import Layers, opened
from medview.views.overlaid import OverlaidPicture, bars
from medview.views.placed import placed
from medview.views.scene import scene_of
from medview.views.slice_picture import DOSE_COLOURS, Style
from medview.views.slice_view import SliceView
from tests.views import overlays
from tests.views.heads import BLUE, RED, WINDOW, geometry, label, like, picture
from tests.views.overlays import GREEN, PINK, contours, dose, labels, measurements, opened_session


def view(
    qtbot: QtBot, folder: Path, *layers: Overlaid, plane: Plane = AXIAL, hidden: frozenset[str] = frozenset(),
    k: float = 20.0, **overlay: object,
) -> SliceView:  # fmt: skip
    session = opened_session(folder)
    for layer in layers:
        session.apply(OverlaidFound(layer))
    session.apply(OverlaidHidden(hidden))
    state = replace(session.state, cursor_lps=(25.0, 25.0, 2.0 * k), overlay=Overlay(**overlay))
    made = SliceView(plane)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_corners(Corners.NONE)
    made.show_scene(replace(scene_of(state, opened(state, Layers(), True)), warnings=()))
    with qtbot.waitExposed(made):
        made.show()
    return made


def seen(made: SliceView, colour: tuple[int, int, int], tolerance: int = 40) -> np.ndarray:
    return like(picture(made), colour, tolerance)


def test_segments_are_filled_and_outlined_on_their_side(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, tmp_path, labels(tmp_path))
    assert seen(made, RED)[:, 205:].sum() > 100
    assert not seen(made, RED)[:, :195].any()
    assert seen(made, BLUE)[:, :195].sum() > 100


def test_a_hidden_segment_and_a_hidden_object_are_not_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    layer = labels(tmp_path)
    made = view(qtbot, tmp_path, layer, hidden=frozenset({part_key("seg", 1)}))
    assert not seen(made, RED).any()
    assert seen(made, BLUE).any()
    made = view(qtbot, tmp_path, layer, hidden=frozenset({"seg"}))
    assert not seen(made, BLUE).any()


def test_more_labels_than_a_byte_counts_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    values = np.where(np.load(labels(tmp_path).path) == 1, 1000, 0).astype(np.uint16)
    np.save(tmp_path / "many.npy", values)
    made = view(qtbot, tmp_path, LabelLayer("m", "Many", str(tmp_path / "many.npy"), (label(1000, RED),)), fill=1.0)
    assert seen(made, RED, 10).sum() > 500


def test_dose_is_washed_over_from_its_least_value_with_its_bar(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, tmp_path, dose(tmp_path), wash=1.0)
    shown = picture(made)
    high, low = DOSE_COLOURS[-1][1], (0, 152, 244)  # a fifth of the way up
    assert like(shown, high)[210:390, 45:190].mean() > 0.9
    assert like(shown, low)[240:390, 210:350].mean() > 0.5
    assert like(shown[20:180, 45:300], (0, 0, 0)).mean() > 0.4
    (found,) = bars(made.scene.layers)
    assert (found.title, found.low, found.high) == ("Gy", 10.0, 60.0)
    assert like(shown, high, 40)[:, 375:].sum() > 20


def test_a_layer_that_is_gone_or_of_another_size_draws_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    np.save(tmp_path / "small.npy", np.ones((2, 3, 4), np.uint8))
    lost = replace(labels(tmp_path, "lost"), path=str(tmp_path / "none.npy"))
    small = replace(labels(tmp_path, "small2"), path=str(tmp_path / "small.npy"))
    made = view(qtbot, tmp_path, lost, small)
    assert not (seen(made, RED) | seen(made, BLUE)).any()


@pytest.mark.parametrize(("k", "drawn"), [(20.0, True), (22.4, True), (23.0, False), (17.0, False)])
def test_contours_are_drawn_on_their_own_slices(qtbot: QtBot, tmp_path: Path, k: float, drawn: bool) -> None:
    made = view(qtbot, tmp_path, contours(), k=k)
    assert seen(made, GREEN).any() == drawn


@pytest.mark.parametrize("plane", [CORONAL, SAGITTAL])
def test_contours_cut_across_show_the_border_of_their_body(qtbot: QtBot, tmp_path: Path, plane: Plane) -> None:
    made = view(qtbot, tmp_path, contours(), plane=plane)
    rows, columns = np.nonzero(seen(made, GREEN))
    assert np.ptp(columns) == pytest.approx(10.0 * made.pixels_per_mm, abs=4)
    assert np.ptp(rows) == pytest.approx(5 * 2.0 * made.pixels_per_mm, abs=4)
    inside = seen(made, GREEN)[rows.min() + 6 : rows.max() - 6, columns.min() + 6 : columns.max() - 6]
    assert not inside.any()


def test_measurements_lie_on_their_image_with_their_words(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, tmp_path, measurements())
    rows, columns = np.nonzero(seen(made, PINK))
    assert np.ptp(columns) > 30 * made.pixels_per_mm + 10  # the words stand beside the line
    assert seen(made, GREEN).any()
    other = view(qtbot, tmp_path, measurements(), k=21.0)
    assert not seen(other, PINK).any()
    assert not seen(other, GREEN).any()
    assert rows.size


def test_shapes_of_an_image_count_from_the_corner_of_its_first_pixel() -> None:
    found = placed(measurements().shapes, geometry(), overlays.series())
    assert found.index.outlines[0].points.tolist() == [[20.0, 15.0, 10.0], [20.0, 15.0, 40.0]]
    assert found.points_kji.tolist() == [[20.0, 45.0, 25.0]]
    assert found.lost == 0


def test_shapes_of_other_images_and_without_number_are_counted_as_lost() -> None:
    elsewhere = Shape(ShapeKind.POINT, np.zeros((1, 2)), image=("other", 0))
    nothing = Shape(ShapeKind.POINT, np.full((1, 3), np.nan))
    assert placed((elsewhere, nothing), geometry(), overlays.series()).lost == 2


def test_circles_and_ellipses_are_round(qtbot: QtBot, tmp_path: Path) -> None:
    circle = Shape(ShapeKind.CIRCLE, np.array([(25.0, 30.0), (35.0, 30.0)]), "C", "", PINK, ("image20", 0))
    ends = geometry().to_lps([(20, 30, 5), (20, 30, 45), (20, 25, 25), (20, 35, 25)])
    made = view(qtbot, tmp_path, ShapeLayer("x", "Round", (circle, Shape(ShapeKind.ELLIPSE, ends, "E", "", GREEN))))
    for colour, size in ((PINK, (20, 20)), (GREEN, (10, 40))):
        rows, columns = np.nonzero(seen(made, colour))
        assert (np.ptp(rows), np.ptp(columns)) == pytest.approx([n * made.pixels_per_mm for n in size], abs=5)


def test_graphics_of_a_presentation_state_are_written_on_their_image(qtbot: QtBot, tmp_path: Path) -> None:
    assert seen(view(qtbot, tmp_path, overlays.presentation()), PINK).any()
    assert not seen(view(qtbot, tmp_path, overlays.presentation(), k=21.0), PINK).any()


def test_the_last_presentation_state_shown_is_the_one_applied(tmp_path: Path) -> None:
    session = opened_session(tmp_path)
    assert presentation(session.state) is None
    one, two = overlays.presentation("one"), overlays.presentation("two")
    for layer in (one, two):
        session.apply(OverlaidFound(layer))
    assert presentation(session.state) is two
    session.apply(OverlaidHidden(frozenset({"two"})))
    assert presentation(session.state) is one
    how = presented(one, "image20", 3)
    assert how is not None
    assert how.inverted
    assert presented(one, "image21") is None
    assert presented(None, "image20") is None


def test_every_segment_and_structure_can_be_hidden_by_itself(tmp_path: Path) -> None:
    assert [part.name for part in parts_of(labels(tmp_path))] == ["Part 1", "Part 2"]
    assert [(part.name, part.colour) for part in parts_of(contours())] == [("Box", GREEN)]
    assert parts_of(dose(tmp_path)) == ()


def test_slices_are_made_once_and_forgotten_with_their_layer(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path)
    for layer in (labels(tmp_path), contours(), measurements()):
        session.apply(OverlaidFound(layer))
    first = opened(session.state, Layers(), True)
    session.apply(OverlaidHidden(frozenset({"sr"})))
    second = opened(session.state, first, False)
    assert second.overlaid == first.overlaid[:2]
    frame, style, made = PlaneFrame.of(geometry(), AXIAL), Style(WINDOW), OverlaidPicture()
    one = [line.path for line in made.outlines(second, frame, 20, style)]
    assert len(one) == 3
    again = [line.path for line in made.outlines(second, frame, 20, style)]
    assert all(a is b for a, b in zip(one, again, strict=True))
    assert list(made.images(Layers(), frame, 20, style)) == []
