from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medview.core.overlay import (
    FieldLayer,
    LabelLayer,
    Overlaid,
    PresentationLayer,
    Presented,
    Shape,
    ShapeKind,
    ShapeLayer,
)
from medview.core.study import Instance
from medview.core.volume import Volume, Window
from medview.imaging.oblique import ObliqueFrame, frame_of
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL, Plane, PlaneFrame
from medview.session.changes import ImagesOpened, OverlaidFound, OverlaidHidden
from medview.session.session import Session
from medview.session.state import Overlay, Part, State
from medview.views.pictures.image_view import ImageScene, ImageView
from medview.views.pictures.laid import Laid, part_key, parts_of, presentation, presented
from medview.views.pictures.layers import Layers, opened
from medview.views.pictures.overlaid import OverlaidPicture, bars, solid
from medview.views.pictures.overlaid_images import ImageOverlay
from medview.views.pictures.placed import placed
from medview.views.pictures.scene import scene_of
from medview.views.pictures.slice_picture import SlicePicture, Style
from medview.views.pictures.slice_view import SliceView
from medview.views.pictures.stack import Stack
from medview.views.viewport.colouring import DOSE_COLOURS
from medview.views.viewport.corner_text import Corners
from tests.views import overlays
from tests.views.heads import BLUE, CENTRE, RED, SHAPE, WINDOW, geometry, label, like, picture, pointing
from tests.views.overlays import GREEN, PINK, contours, dose, labels, measurements, opened_session


def view(
    qtbot: QtBot, folder: Path, *layers: Overlaid, plane: Plane = AXIAL, hidden: frozenset[str] = frozenset(),
    k: float = 20.0, **overlay: object,
) -> SliceView:  # fmt: skip
    session = opened_session(folder)
    for layer in layers:
        session.apply(OverlaidFound(layer))
    session.apply(OverlaidHidden(hidden))
    state = replace(pointing(session.state, (25.0, 25.0, 2.0 * k)), overlay=Overlay(**overlay))
    made = SliceView(plane)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_corners(Corners.NONE)
    made.show_scene(replace(scene_of(state, opened(state, Layers(), True)), warnings=()))
    with qtbot.waitExposed(made):
        made.show()
    return made


def seen(made: QWidget, colour: tuple[int, int, int], tolerance: int = 40) -> np.ndarray:
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


def test_shapes_of_all_frames_lie_on_each_slice_of_their_object() -> None:
    one = replace(measurements().shapes[0], image=("image20", -1))
    assert placed((one,), geometry(), overlays.series()).index.lying(0, 20) == [0]
    frames = tuple(Instance("/nowhere/all.dcm", "", "image20", number=k) for k in range(40))
    found = placed((one,), geometry(), replace(overlays.series(), instances=frames))
    assert [found.index.lying(0, k) for k in (0, 7, 39)] == [[0], [7], [39]]


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


def tilted(volume: Volume) -> ObliqueFrame:
    """An axial plane turned by 0.3 rad, through the middle of the head."""
    cosine, sine = np.cos(0.3), np.sin(0.3)
    frame = frame_of(volume, AXIAL, ((cosine, 0.0, sine), (0.0, 1.0, 0.0)), CENTRE)
    assert isinstance(frame, ObliqueFrame)
    return frame


def bright() -> Volume:
    """A volume that is nowhere below 100."""
    return Volume(geometry(), np.full(SHAPE, 100, np.int16))


def middle(frame: ObliqueFrame) -> int:
    return frame.clamped(frame.position(CENTRE)[0])


def test_outlines_on_a_turned_plane_are_of_the_labels_that_are_filled(tmp_path: Path) -> None:
    values = np.zeros(SHAPE, np.uint8)
    values[10:30, 20:40, 15:25] = 1
    values[10:30, 20:40, 25:35] = 5
    np.save(tmp_path / "two.npy", values)
    colours = {1: RED, 5: BLUE, 2: GREEN, 3: GREEN, 4: GREEN, 100: PINK}
    layer = LabelLayer("two", "Two", str(tmp_path / "two.npy"), tuple(label(n, c) for n, c in colours.items()))
    laid = Laid(layer, np.load(layer.path))
    frame, style = tilted(bright()), Style(WINDOW)
    number = middle(frame)
    analysed = SlicePicture().outlines(Layers(bright(), laid.array, colours=colours), frame, number, style)
    segments = list(OverlaidPicture().outlines(Layers(bright(), overlaid=(laid,)), frame, number, style))
    filled = np.unique(frame.slice_of(values, number, labels=True))
    assert filled.tolist() == [0, 1, 5]
    assert {line.colour for line in analysed} == {line.colour for line in segments} == {RED, BLUE}


def test_fields_on_a_turned_plane_draw_nothing_beside_the_volume(tmp_path: Path) -> None:
    frame, style = tilted(bright()), Style(WINDOW, overlay=Overlay(wash=1.0, uncertainty=True))
    number = middle(frame)
    inside = frame.inside(number)
    field = FieldLayer("dose", "Dose", "", "Gy", 10.0, 60.0)
    over = OverlaidPicture()
    empty = Layers(bright(), overlaid=(Laid(field, np.zeros(SHAPE, np.float32)),))
    assert list(over.images(empty, frame, number, style)) == []
    full = Layers(bright(), overlaid=(Laid(field, np.full(SHAPE, 40.0, np.float32)),))
    (washed,) = over.images(full, frame, number, style)
    doubtful = Layers(bright(), uncertainty=np.full(SHAPE, 0.5, np.float16), uncertainty_range=(-1.0, 1.0))
    unsure = SlicePicture().uncertainty(doubtful, frame, number, style)
    assert unsure is not None
    for image in (washed, unsure):
        alpha = np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., 3]
        assert np.array_equal(alpha > 0, inside)


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


def pane(qtbot: QtBot, folder: Path, frame: int, *layers: Overlaid, **overlay: object) -> tuple[ImageView, Session]:
    session = Session(lambda _: None, State(overlay=Overlay(**overlay)))
    session.apply(ImagesOpened(overlays.series(), overlays.stack(folder), Window(50.0, 100.0), frame))
    made = ImageView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_corners(Corners.NONE)
    laid = ImageOverlay(made)
    session.listen(laid.update_state)
    laid.update_state(session.state, frozenset(Part))
    made.show_scene(ImageScene(Stack(session.state.images), frame, session.state.window))
    for layer in layers:
        session.apply(OverlaidFound(layer))
    with qtbot.waitExposed(made):
        made.show()
    return made, session


def on_stack(made: ImageView, column: float, row: float) -> tuple[int, int, int]:
    at = made.pixels_to_widget().map(QPointF(column, row))
    red, green, blue = picture(made)[round(at.y()), round(at.x())].tolist()
    return red, green, blue


def near(shown: tuple[int, int, int], colour: tuple[int, int, int]) -> bool:
    """Lines are drawn smooth."""
    return bool(np.abs(np.subtract(shown, colour)).max() <= 100)


def stacked_labels(folder: Path) -> LabelLayer:
    values = np.zeros((3, 40, 60), np.uint8)
    values[1, 10:20, 30:50] = 1
    np.save(folder / "stacked.npy", values)
    return LabelLayer("seg", "S", str(folder / "stacked.npy"), (label(1, RED),))


def test_segments_lie_on_their_picture(qtbot: QtBot, tmp_path: Path) -> None:
    made, session = pane(qtbot, tmp_path, 1, stacked_labels(tmp_path), fill=1.0)
    assert on_stack(made, 40.0, 15.0) == RED
    assert on_stack(made, 31.0, 11.0) == RED
    assert on_stack(made, 28.0, 15.0) == (0, 0, 0)
    session.apply(OverlaidHidden(frozenset({part_key("seg", 1)})))
    assert on_stack(made, 40.0, 15.0) == (0, 0, 0)
    other, _ = pane(qtbot, tmp_path, 0, stacked_labels(tmp_path), fill=1.0)
    assert on_stack(other, 40.0, 15.0) == (0, 0, 0)


def test_fields_on_pictures_have_their_bar(qtbot: QtBot, tmp_path: Path) -> None:
    values = np.full((3, 40, 60), np.nan, np.float32)
    values[0, :20] = 60.0
    np.save(tmp_path / "dose.npy", values)
    layer = replace(dose(tmp_path), path=str(tmp_path / "dose.npy"))
    np.save(tmp_path / "dose.npy", values)
    made, _ = pane(qtbot, tmp_path, 0, layer, wash=1.0)
    assert on_stack(made, 20.0, 10.0) == DOSE_COLOURS[-1][1]
    assert on_stack(made, 20.0, 30.0) == (0, 0, 0)
    assert [found.title for found in made.bars] == ["Gy"]


def test_shapes_lie_on_the_image_and_frame_they_name(qtbot: QtBot, tmp_path: Path) -> None:
    square = np.array([(10.0, 10.0), (50.0, 10.0), (50.0, 30.0), (10.0, 30.0)])
    layer = ShapeLayer("sr", "M", (Shape(ShapeKind.POLYGON, square, "A", "9 mm²", PINK, ("picture1", 0)),))
    made, _ = pane(qtbot, tmp_path, 1, layer)
    assert near(on_stack(made, 30.0, 10.0), PINK)
    assert near(on_stack(made, 10.0, 20.0), PINK)
    assert seen(made, PINK)[:, round(made.pixels_to_widget().map(QPointF(50, 0)).x()) + 8 :].any()
    assert not seen(pane(qtbot, tmp_path, 0, layer)[0], PINK).any()


def test_shapes_of_the_patient_lie_on_pictures_with_a_place(qtbot: QtBot, tmp_path: Path) -> None:
    corners = np.array([(10.0, 10.0, 0.2), (40.0, 10.0, 0.2), (40.0, 30.0, 0.2)])
    layer = ShapeLayer("rt", "S", (Shape(ShapeKind.POLYGON, corners, "R", "", GREEN),))
    made, _ = pane(qtbot, tmp_path, 2, layer)
    assert near(on_stack(made, 25.5, 10.5), GREEN)
    assert not seen(pane(qtbot, tmp_path, 1, layer)[0], GREEN).any()
    far = replace(layer.shapes[0], points=corners + np.array([0.0, 0.0, 5.0]))
    assert not seen(pane(qtbot, tmp_path, 2, replace(layer, shapes=(far,)))[0], GREEN).any()


def test_a_presentation_state_turns_windows_and_writes_on_its_picture_only(qtbot: QtBot, tmp_path: Path) -> None:
    how = Presented(("picture0", -1), Window(-50.0, 20.0), inverted=True, rotation=90, area=(0.0, 0.0, 29.0, 39.0))
    note = Shape(ShapeKind.TEXT, np.array([(20.0, 20.0)]), "N", "Here", PINK, ("picture0", 0))
    layer = PresentationLayer("pr", "P", (how,), (note,))
    made, session = pane(qtbot, tmp_path, 0, layer)
    assert made.shown_window() == Window(-50.0, 20.0)
    assert made.shown_inverted()
    assert made.pixels_to_widget().map(QPointF(1, 0)).y() > made.pixels_to_widget().map(QPointF(0, 0)).y()
    assert made.zoom > 1.0
    assert seen(made, PINK).any()
    session.apply(OverlaidHidden(frozenset({"pr"})))
    assert made.shown_window() == Window(50.0, 100.0)
    assert made.zoom == 1.0
    assert not seen(made, PINK).any()


def test_segments_are_solid_in_3d_unless_an_analysis_is_shown(tmp_path: Path) -> None:
    session = opened_session(tmp_path)
    session.apply(OverlaidFound(labels(tmp_path)))
    session.apply(OverlaidHidden(frozenset({part_key("seg", 1)})))
    layers = opened(session.state, Layers(), True)
    found, style = solid(layers, Style(WINDOW))
    assert (found.label_path, found.volume) == (labels(tmp_path).path, layers.volume)
    assert found.colours == {1: RED, 2: BLUE}
    assert style.overlay.hidden == {1}
    own = replace(layers, labels=layers.overlaid[0].array, label_path="own")
    assert solid(own, Style(WINDOW))[0] is own
