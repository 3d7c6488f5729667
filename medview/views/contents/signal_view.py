"""Signals with their layout, speed, gain and measurements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from medview.core.content import Signal as Signals
from medview.core.content import SignalGroup
from medview.imaging import traces
from medview.views.contents.signal_paper import Measured, SignalPaper

_SPEEDS = (12.5, 25.0, 50.0, 100.0)
_GAINS = (2.5, 5.0, 10.0, 20.0, 40.0)
_SPEED, _GAIN = 25.0, 10.0
_MAGNIFIED = (2.0, 16.0)
_PAGE_MM, _PLAIN = 400.0, 4.0
"""Paper wider than this is scrolled, at so many pixels a millimetre."""
_STEP = 1.15
_MOMENT = re.compile(r"\([-+\d.,\s]+ ?m?s\)")
_TOLD = 60
"""Lines of a tip: more do not fit a screen."""
_TWELVE, _LIST = "twelve", "list"


class SignalView(QWidget):
    """Waveforms of one object on paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: Signals | None = None
        self._samples: NDArray[Any] = np.empty((0, 0), np.float32)
        self._fitted = True
        self.paper = SignalPaper()
        self.paper.measured.connect(self._tell)
        self.group = _whole(QComboBox())
        self.layouts = _whole(QComboBox())
        self.speed = _choice(_SPEEDS, "{0:g} mm/s", _SPEED)
        self.gain = _choice(_GAINS, "{0:g} mm/mV", _GAIN)
        self.start = QSlider(Qt.Orientation.Horizontal)
        self.start.setAccessibleName(self.tr("Time shown"))
        self.reading = QLabel()
        self.annotations = QLabel()
        self.annotations.setWordWrap(True)
        self.annotations.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.group.currentIndexChanged.connect(self._show_group)
        for box in (self.layouts, self.speed, self.gain):
            box.currentIndexChanged.connect(self._arrange)
        self.start.valueChanged.connect(self._arrange)
        self._area = _Area(self)
        self._area.setWidget(self.paper)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.annotations)
        layout.addLayout(self._controls())
        layout.addWidget(self._area, 1)
        layout.addWidget(self.start)

    def show_signals(self, signals: Signals) -> None:
        """Show the signals of another object."""
        self._signals = signals
        said, points = divided(signals.annotations)
        told = self.tr("{count} marked points").format(count=len(points))
        self.annotations.setText(
            "      ".join(one.replace(" ", "\u00a0") for one in ((*said, told) if points else said))
        )
        self.annotations.setToolTip("\n".join(points[:_TOLD]))
        self.annotations.setVisible(bool(signals.annotations))
        with QSignalBlocker(self.group):
            self.group.clear()
            for number, group in enumerate(signals.groups, start=1):
                self.group.addItem(group.title or self.tr("Group {number}").format(number=number))
        self.group.setVisible(len(signals.groups) > 1)
        self._show_group()

    def clear(self) -> None:
        """Let go of the files."""
        self._signals = None
        self._samples = np.empty((0, 0), np.float32)
        self.paper.show_samples(self._samples, (), 1.0)

    def magnify(self, factor: float) -> None:
        """Enlarge the paper."""
        self._fitted = False
        least, most = _MAGNIFIED
        self.paper.set_pixels_per_mm(min(max(self.paper.pixels_per_mm * factor, least), most))

    def fit(self) -> None:
        """As large as fits the width, for a page; long signals keep their size."""
        self._fitted = True
        page, room = self.paper.page, self._area.viewport().width()
        if page.width_mm > 0:
            least, most = _MAGNIFIED
            fitting = room / page.width_mm if page.width_mm < _PAGE_MM else _PLAIN
            self.paper.set_pixels_per_mm(min(max(fitting, least), most))

    def refit(self) -> None:
        """Another width, another size, unless the reader chose one."""
        if self._fitted:
            self.fit()

    def shown_group(self) -> SignalGroup | None:
        """The group whose channels are shown."""
        groups = self._signals.groups if self._signals is not None else ()
        at = self.group.currentIndex()
        return groups[at] if 0 <= at < len(groups) else None

    def _show_group(self) -> None:
        group = self.shown_group()
        if group is None:
            return
        self._samples = np.load(group.path, mmap_mode="r", allow_pickle=False)
        self.paper.show_samples(self._samples, group.units, group.rate_hz)
        with QSignalBlocker(self.layouts), QSignalBlocker(self.start):
            self.layouts.clear()
            if traces.is_twelve_lead(group.names):
                self.layouts.addItem(self.tr("3 × 4 and rhythm"), _TWELVE)
            self.layouts.addItem(self.tr("One below the other"), _LIST)
            self.start.setRange(0, max(0, int(np.ceil(self._length_s - traces.PAGE_S))))
            self.start.setValue(0)
        self._fitted = True
        self._arrange()

    @property
    def _length_s(self) -> float:
        group = self.shown_group()
        return self._samples.shape[1] / group.rate_hz if group is not None and group.rate_hz > 0 else 0.0

    def _arrange(self) -> None:
        group = self.shown_group()
        if group is None:
            return
        mm_s, mm_mv = self.speed.currentData(), self.gain.currentData()
        paged = self.layouts.currentData() == _TWELVE
        self.start.setVisible(paged and self.start.maximum() > 0)
        if paged:
            start = float(self.start.value())
            length = min(traces.PAGE_S, self._length_s - start)
            page = traces.twelve_leads(group.names, group.units, start, length, mm_s, mm_mv)
        else:
            page = traces.listed(self._samples, group.names, group.units, self._length_s, mm_s, mm_mv)
        self._show_page(page, mm_s, mm_mv, group.rate_hz)

    def _show_page(self, page: traces.Page, mm_s: float, mm_mv: float, rate_hz: float) -> None:
        legend = f"{mm_s:g} mm/s    {mm_mv:g} mm/mV    {rate_hz:g} Hz"
        self.paper.show_page(page, mm_s, mm_mv, legend)
        self.refit()

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for box, name in (
            (self.group, self.tr("Group of channels")),
            (self.layouts, self.tr("Layout")),
            (self.speed, self.tr("Paper speed")),
            (self.gain, self.tr("Gain")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            row.addWidget(box)
        self.reading.setText(self._invitation())
        self.reading.setObjectName("muted")
        row.addWidget(self.reading, 1)
        return row

    def _invitation(self) -> str:
        return self.tr("Click twice on the paper to measure.")

    def _tell(self, measured: Measured | None) -> None:
        self.reading.setText(self._invitation() if measured is None else measured_text(measured))


class _Area(QScrollArea):
    """Ctrl and the wheel magnify; another width fits the paper anew."""

    def __init__(self, view: SignalView) -> None:
        super().__init__()
        self._view = view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.refit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._view.magnify(_STEP ** (event.angleDelta().y() / 120.0))
            event.accept()
        else:
            super().wheelEvent(event)


def measured_text(measured: Measured) -> str:
    """A caliper's reading: time, rate and height."""
    parts = [f"{1000 * measured.seconds:.0f} ms"]
    if measured.seconds > 0.1:
        parts.append(f"{60 / measured.seconds:.0f}/min")
    if measured.units is not None:
        parts.append(f"{measured.units:.3g} {measured.unit}".strip())
    return "   ".join(parts)


def divided(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said of the signals, and the points in time that are only marked."""
    points = tuple(_said(*pair) for pair in pairs if _MOMENT.fullmatch(pair[1].strip()))
    return tuple(_said(*pair) for pair in pairs if not _MOMENT.fullmatch(pair[1].strip())), points


def _said(name: str, value: str) -> str:
    return f"{name}: {value}" if name and value else name or value


def _whole(box: QComboBox) -> QComboBox:
    """As wide as its widest line: speed and gain must be readable."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    return box


def _choice(values: Sequence[float], text: str, chosen: float) -> QComboBox:
    box = _whole(QComboBox())
    for value in values:
        box.addItem(text.format(value), value)
    box.setCurrentIndex(list(values).index(chosen))
    return box
