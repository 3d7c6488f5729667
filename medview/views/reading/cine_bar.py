"""Below a stack or along a dimension: play, a slider, where one is, and how fast it goes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from medview.views.reading.cine import RATES
from medview.views.settings.theme import Theme

_LEAST_SLIDER = 110
"""Pixels for the slider with the margins."""


class CineBar(QWidget):
    """A row of controls; it says what is wanted and shows what is told.

    Args:
        theme: Icons.
        title: What stands before the slider; may be empty.
        parent: The widget it stands in.
    """

    number_chosen = Signal(int)
    play_asked = Signal()
    rate_chosen = Signal(float)

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = {on: theme.icon("pause" if on else "play") for on in (False, True)}
        self.play = QToolButton()
        self.play.setAutoRaise(True)
        self.play.clicked.connect(self.play_asked)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(title or self.tr("Picture"))
        self.slider.valueChanged.connect(self.number_chosen)
        self.where = QLabel()
        self.rate = QDoubleSpinBox()
        self.rate.setRange(*RATES)
        self.rate.setDecimals(1)
        self.rate.setSuffix(self.tr(" /s"))
        self.rate.setKeyboardTracking(False)
        self.rate.setToolTip(self.tr("Pictures per second"))
        self.rate.setAccessibleName(self.tr("Pictures per second"))
        self.rate.valueChanged.connect(self.rate_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        if title:
            row.addWidget(QLabel(title))
        for widget, stretch in ((self.play, 0), (self.slider, 1), (self.where, 0), (self.rate, 0)):
            row.addWidget(widget, stretch)
        self.show_playing(False)

    def show_count(self, count: int, widest: str = "") -> None:
        """Take another number of positions; the label keeps room for the ``widest`` text."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(count - 1, 0))
            self.slider.setPageStep(max(1, count // 20))
        self.where.setMinimumWidth(self.where.fontMetrics().horizontalAdvance(widest))

    def show_number(self, number: int, words: str) -> None:
        """Show where one is."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(number)
        self.where.setText(words)

    def fit(self, width: int) -> None:
        """Leave out what a bar of ``width`` pixels has no room for: the rate first, then the place in words."""
        fixed = self.play.sizeHint().width() + _LEAST_SLIDER
        place = max(self.where.minimumWidth(), self.where.sizeHint().width())
        self.where.setVisible(width >= fixed + place)
        self.rate.setVisible(width >= fixed + place + self.rate.sizeHint().width())

    def show_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self.play.setIcon(self._icons[playing])
        words = self.tr("Stop") if playing else self.tr("Play")
        self.play.setToolTip(self.tr("{what} (C)").format(what=words))
        self.play.setAccessibleName(words)

    def show_rate(self, rate: float) -> None:
        """Show how fast it plays."""
        with QSignalBlocker(self.rate):
            self.rate.setValue(rate)
