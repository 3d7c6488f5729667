"""The histogram of the open volume and the window dragged over it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.volume import Window
from medview.imaging.windowing import histogram
from medview.session.changes import WindowChanged
from medview.session.paths import user_paths
from medview.views.settings.fonts import set_text_size
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package

NO_KEY = Qt.KeyboardModifier.NoModifier


def test_counts_by_hand():
    values = np.repeat([0.0, 1.0, 2.0], [10, 20, 70])
    counts, edges = histogram(values, bins=4)
    assert edges.tolist() == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert counts.tolist() == [10, 0, 20, 70]


def test_values_that_are_no_numbers_do_not_count():
    counts, _ = histogram(np.array([np.nan, np.inf, 1.0, 2.0]), bins=2)
    assert counts.sum() <= 2


@pytest.fixture
def opened(qtbot: QtBot, private_home: Path, tmp_path: Path):
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as driving:
        driving.open(make_head(tmp_path / "head.nii.gz"))
        driving.until(lambda: driving.window.histogram.ready and driving.window.histogram.band.isVisible())
        yield driving


def test_the_band_stands_where_the_window_is_and_follows_it(opened: Driven):
    band = opened.window.histogram.band
    assert band.getRegion() == pytest.approx((opened.state.window.low, opened.state.window.high))
    opened.window.parts.session.apply(WindowChanged(Window(50.0, 20.0)))
    assert band.getRegion() == pytest.approx((40.0, 60.0))


def test_dragging_its_end_sets_the_window(opened: Driven):
    histogram = opened.window.histogram
    session = opened.window.parts.session
    counts_low, counts_high = histogram.band.getRegion()
    wide = counts_high - counts_low
    session.apply(WindowChanged(Window(counts_low + wide / 2, wide / 2)))
    plot = histogram.band.getViewWidget()
    low, high = histogram.band.getRegion()

    def pixel(value: float) -> QPoint:
        scene = histogram.band.getViewBox().mapViewToScene(QPointF(value, 1.0))
        return plot.mapFromScene(scene)

    start = pixel(high)
    held = Qt.MouseButton.LeftButton
    for kind, left, buttons in (
        (QEvent.Type.MouseMove, 0, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonPress, 0, held),
        (QEvent.Type.MouseMove, 10, held),
        (QEvent.Type.MouseMove, 20, held),
        (QEvent.Type.MouseButtonRelease, 20, Qt.MouseButton.NoButton),
    ):
        place = QPointF(start - QPoint(left, 0))
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else held
        event = QMouseEvent(kind, place, plot.viewport().mapToGlobal(place), button, buttons, NO_KEY)
        QApplication.sendEvent(plot.viewport(), event)
        opened.qtbot.wait(20)  # pyqtgraph heeds a hundred moves a second
    assert opened.state.window.low == pytest.approx(low)
    assert opened.state.window.high < high - wide / 20


def test_it_can_be_hidden_and_counts_again_when_shown(opened: Driven):
    action = opened.window.actions_["histogram"]
    action.trigger()
    assert not opened.window.histogram.isVisible()
    action.trigger()
    opened.until(lambda: opened.window.histogram.band.isVisible())


def test_large_numbers_below_the_plot_do_not_touch(opened: Driven, qapp: QApplication) -> None:
    opened.window.resize(1024, 700)
    opened.window.preferences.change(text_size=200)
    histogram = opened.window.histogram
    opened.until(lambda: histogram.fontMetrics().height() > 20)
    plot = histogram.band.getViewWidget()
    axis = plot.getAxis("bottom")
    (low, high), _ = plot.viewRange()
    step = axis.tickSpacing(low, high, axis.width())[0][0]
    assert step / (high - low) * axis.width() > histogram.fontMetrics().horizontalAdvance("800 ")
    set_text_size(qapp, 100)
