"""A viewport alone with its drawing hand, for tests that draw with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from medview.core.figures import Measured
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.measured_text import main_text
from medview.core.measurement import Measurement
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import Quantity, Volume
from medview.imaging.reslice import AXIAL, Plane
from medview.session.changes import StudiesFound, VolumeOpened
from medview.session.session import Drawings, Session
from medview.session.settings import Settings
from medview.session.state import Opened, Part, State
from medview.views.background import Background
from medview.views.drawing.desk import Desk
from medview.views.drawing.fitting import DrawingFitting
from medview.views.pictures.image_view import ImageScene, ImageView
from medview.views.pictures.layers import Layers, opened
from medview.views.pictures.scene import scene_of
from medview.views.pictures.slice_view import SliceView
from medview.views.pictures.stack import Stack
from medview.views.settings.preferences import Preferences
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import Viewport
from tests.views.heads import WINDOW, mouse

LEFT = Qt.MouseButton.LeftButton
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
Pair = tuple[float, float]
ORDER = np.eye(3)[:, [2, 1, 0]]


@dataclass(eq=False)
class Bench:
    """A viewport and what a test does with it; places are the viewport's own."""

    session: Session
    desk: Desk
    view: Any
    fitting: DrawingFitting
    to_place: Callable[[float, float], tuple[float, ...]]

    @property
    def drawn(self) -> tuple[Measurement, ...]:
        return self.session.state.measurements

    @property
    def last(self) -> Measurement:
        return self.drawn[-1]

    @property
    def current(self) -> Opened:
        current = self.session.state.current
        assert current is not None
        return current

    def pixel(self, column: float, row: float) -> Pair:
        """The widget pixel of a place in pixels of the picture; (0, 0) the centre of the first."""
        x, y = self.view.pixel_of(self.to_place(column, row)).toTuple()
        return x, y

    def drag(self, start: Pair, end: Pair, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self.press(start, modifier)
        for part in (0.5, 1.0):
            self.move((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])), modifier)
        self.release(end, modifier)

    def click(self, *points: Pair) -> None:
        for point in points:
            self.move(point)
            self.press(point)
            self.release(point)

    def press(self, at: Pair, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        mouse(self.view, PRESS, self.pixel(*at), LEFT, modifier)

    def move(self, at: Pair, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        mouse(self.view, MOVE, self.pixel(*at), modifier=modifier)

    def release(self, at: Pair, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        mouse(self.view, RELEASE, self.pixel(*at), LEFT, modifier)

    def paint(self) -> None:
        """Paint, so that the hand knows what lies where."""
        self.view.grab()
        QApplication.processEvents()

    def measured(self, one: Measurement | None = None) -> Measured:
        return self.desk.book.of(one or self.last, self.current)

    def text(self, one: Measurement | None = None) -> str:
        one = one or self.last
        return main_text(one, self.measured(one))

    def words(self, one: Measurement | None = None) -> str:
        """What is written beside it, as it is painted."""
        self.paint()
        wanted = (one or self.last).id
        item = next(item for item in self.fitting.hand.items if item.one.id == wanted)
        assert item.label is not None
        return "\n".join(item.label.words)

    def shut(self) -> None:
        self.desk.shut()


def slice_bench(
    folder: Path,
    spacing: tuple[float, float, float] = (2.0, 1.0, 1.0),
    directions: np.ndarray = ORDER,
    array: np.ndarray | None = None,
    plane: Plane = AXIAL,
    settings: Settings = Settings(),  # noqa: B008
    drawings: Drawings | None = None,
) -> Bench:
    """An axial slice of 40 × 60 × 50 voxels; rows and columns are the voxels' own, as far as they lie upright."""
    values = array if array is not None else np.random.default_rng(5).integers(0, 1000, (40, 60, 50)).astype(np.int16)
    geometry = Geometry.from_axes(values.shape, spacing, directions, (-24.0, -30.0, 0.0))  # type: ignore[arg-type]
    series = Series("1.2", "1.1", "dicom", "CT", "T1", 3, "HEAD", (), geometry, fingerprint="f" * 64)
    session = Session(lambda _: None, State(reviewer="R"), drawings)
    study = Study("1.1", Patient("ID-7"), "20240229", "Head", "", "", (series,))
    session.apply(StudiesFound(ScanResult((study,))))
    volume = Volume(geometry, values, Quantity.HU).store(folder / "volume.npy")
    session.apply(VolumeOpened(series, volume, WINDOW))
    view = SliceView(plane)
    layers = opened(session.state, Layers(), True)

    def show(state: State) -> None:
        view.show_scene(scene_of(state, layers))

    def to_place(column: float, row: float) -> tuple[float, ...]:
        assert view.frame is not None
        return view.frame.point(view.number, row, column)

    return _bench(folder, session, view, show, to_place, settings)


def image_bench(folder: Path, session: Session, settings: Settings = Settings()) -> Bench:  # noqa: B008
    """A picture of the session's stack."""
    view = ImageView()
    stacks: dict[int, Stack] = {}

    def show(state: State) -> None:
        images = state.images
        assert isinstance(images, StoredImages)
        stack = stacks.setdefault(id(images), Stack(images))
        view.show_scene(ImageScene(stack, state.frame, state.window, state.study, state.series))

    return _bench(folder, session, view, show, lambda column, row: (column + 0.5, row + 0.5), settings)


def _bench(
    folder: Path,
    session: Session,
    view: Viewport,
    show: Callable[[State], None],
    to_place: Callable[[float, float], tuple[float, ...]],
    settings: Settings,
) -> Bench:
    background = Background()
    desk = Desk(session, Preferences(settings, folder / "settings.json", background), background)
    fitting = DrawingFitting(desk, view, lambda: session.state.current)
    view.destroyed.connect(background.close)

    def changed(state: State, parts: frozenset[Part]) -> None:
        show(state)
        fitting.show_state(state, parts)

    view.resize(620, 560)
    view.show()
    session.listen(changed)
    changed(session.state, frozenset(Part))
    view.fit()
    return Bench(session, desk, view, fitting, to_place)


def tool(bench: Bench, wanted: Tool) -> None:
    bench.view.set_tool(wanted)


def point(at: QPointF) -> Pair:
    return at.x(), at.y()
