"""Save a film: what moves, which part of it, how fast, how large, and what stands on its pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from medview.core.study import Series
from medview.session.wishes import SIZES, FilmWish, PictureWish
from medview.views.messages import MessageBar
from medview.views.output.frames import Range
from medview.views.output.option_column import OptionColumn
from medview.views.output.picture_dialog import Preview
from medview.views.output.wish_boxes import WishBoxes
from medview.views.settings.fonts import resize_for_text

Named = TypeVar("Named", bound=QWidget)

_RATES = (1.0, 60.0)


class FilmDialog(QDialog):
    """Asks how a film is to be made.

    Args:
        film: How the last one was made.
        wish: What was wished for on its pictures.
        choices: (what moves, pictures, picture on the screen, rate that suits it or 0) of each film there can be.
        series: What is shown.
        parent: The window.
    """

    changed = Signal()
    """A new preview is due."""
    save_asked = Signal()
    cancel_asked = Signal()

    def __init__(
        self,
        film: FilmWish,
        wish: PictureWish,
        choices: tuple[tuple[str, int, int, float], ...],
        series: Iterable[Series],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save film"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, 1000, 680)
        self._choices = choices
        self._film = film
        self.what = _named(QComboBox(), self.tr("What moves"))
        for number, (words, *_) in enumerate(choices):
            self.what.addItem(words, number)
        self.first = _named(QSpinBox(), self.tr("First picture"))
        self.last = _named(QSpinBox(), self.tr("Last picture"))
        self.step = _named(QSpinBox(), self.tr("Every how many pictures"))
        self.back = QCheckBox(self.tr("There and &back"))
        self.back.setChecked(film.there_and_back)
        self.rate = _named(QDoubleSpinBox(), self.tr("Pictures per second"))
        self.rate.setRange(*_RATES)
        self.rate.setDecimals(1)
        self.rate.setValue(film.rate)
        self.size_ = _named(QComboBox(), self.tr("Size"))
        for size, words in zip(SIZES, self._sizes(), strict=True):
            self.size_.addItem(words, size)
        self.size_.setCurrentIndex(self.size_.findData(film.size))
        self.kind = _named(QComboBox(), self.tr("File"))
        self.kind.addItem(self.tr("MP4 (AV1)"), False)
        self.kind.addItem(self.tr("GIF"), True)
        self.kind.setCurrentIndex(int(film.gif))
        self.loop = QCheckBox(self.tr("Begin again at the &end (GIF)"))
        self.loop.setChecked(film.loop)
        self.boxes = WishBoxes(wish, series)
        self.preview = Preview()
        self.slider = _named(QSlider(Qt.Orientation.Horizontal), self.tr("Picture of the preview"))
        self.facts = QLabel()
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        self.messages = MessageBar()
        self.bar = QProgressBar()
        self.bar.hide()
        self._lay_out()
        self._connect()
        self._take_choice()

    @property
    def film(self) -> FilmWish:
        """How the film is to be made."""
        return replace(
            self._film,
            rate=self.rate.value(),
            size=self.size_.currentData(),
            loop=self.loop.isChecked(),
            there_and_back=self.back.isChecked(),
            gif=self.kind.currentData(),
        )

    @property
    def range_(self) -> Range:
        """Which pictures it shows."""
        return Range(self.first.value() - 1, self.last.value() - 1, self.step.value(), self.back.isChecked())

    def show_progress(self, done: int, count: int) -> None:
        """Show how many pictures are drawn; the rest waits meanwhile."""
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.bar.setFormat(self.tr("Picture {done} of {count}").format(done=done, count=count))
        self.set_busy(True)

    def set_busy(self, busy: bool) -> None:
        """Whether pictures are being drawn."""
        self.bar.setVisible(busy)
        self.save.setEnabled(not busy)
        self.left.setEnabled(not busy)
        self.slider.setEnabled(not busy)
        self.close_.setText(self.tr("Cancel") if busy else self.tr("Close"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving ends the drawing."""
        self.cancel_asked.emit()
        super().closeEvent(event)

    def _take_choice(self) -> None:
        """Another thing moves: all of it, by default."""
        _, count, current, rate = self._choices[self.what.currentData()]
        for spin, value in ((self.first, 1), (self.last, count)):
            with QSignalBlocker(spin):
                spin.setRange(1, count)
                spin.setValue(value)
        with QSignalBlocker(self.step):
            self.step.setRange(1, max(1, count - 1))
            self.step.setValue(1)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, count - 1)
            self.slider.setValue(current)
        if _RATES[0] <= rate <= _RATES[1]:
            self.rate.setValue(rate)
        self._change()

    def _change(self) -> None:
        self.last.setMinimum(min(self.first.value() + 1, self.last.maximum()))
        self.loop.setEnabled(self.kind.currentData())
        count = len(self.range_.numbers())
        told = self.tr("{count} pictures in {seconds:.1f} s").format(count=count, seconds=count / self.rate.value())
        players = (
            self.tr("GIF plays everywhere; it is larger and has fewer colours.")
            if self.kind.currentData()
            else self.tr("MP4 is small and exact; browsers, VLC and current players show it.")
        )
        self.facts.setText(f"{told}\n{players}")
        self.save.setEnabled(count > 1)
        self.changed.emit()

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self._take_choice)
        for combo in (self.size_, self.kind):
            combo.currentIndexChanged.connect(self._change)
        for spin in (self.first, self.last, self.step, self.rate):
            spin.valueChanged.connect(self._change)
        for box in (self.back, self.loop):
            box.toggled.connect(self._change)
        self.boxes.changed.connect(self._change)
        self.slider.valueChanged.connect(self.changed)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Film"), self.what)
        between = QHBoxLayout()
        for spin in (self.first, self.last):
            between.addWidget(spin)
        form.addRow(self.tr("First, last"), between)
        form.addRow(self.tr("E&very n-th"), self.step)
        form.addRow("", self.back)
        form.addRow(self.tr("Pictures per se&cond"), self.rate)
        form.addRow(self.tr("Si&ze"), self.size_)
        form.addRow(self.tr("F&ile"), self.kind)
        form.addRow("", self.loop)
        options = QVBoxLayout()
        options.addLayout(form)
        options.addWidget(self.boxes)
        options.addWidget(self.facts)
        options.addStretch(1)
        self.left = OptionColumn(options)
        seen = QVBoxLayout()
        seen.addWidget(self.preview, 1)
        seen.addWidget(self.slider)
        columns = QHBoxLayout()
        columns.addWidget(self.left)
        columns.addLayout(seen, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.messages)
        layout.addLayout(columns, 1)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.save = QPushButton(self.tr("S&ave…"))
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self.save.clicked.connect(self.save_asked)
        self.close_ = QPushButton(self.tr("Close"))
        self.close_.clicked.connect(self._leave)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self.close_)
        row.addWidget(self.save)
        return row

    def _leave(self) -> None:
        busy = self.bar.isVisible()
        self.cancel_asked.emit()
        if busy:
            self.set_busy(False)
        else:
            self.reject()

    def _sizes(self) -> tuple[str, ...]:
        return self.tr("Half as large"), self.tr("As on the screen"), self.tr("Twice as large")


def _named(widget: Named, name: str) -> Named:
    """Say what it is, to the eye and to a screen reader."""
    widget.setAccessibleName(name)
    widget.setToolTip(name)
    return widget
