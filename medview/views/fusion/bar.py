"""Below a slice with another series over it: which series, in which colours, how opaque, and how it was placed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

from medview.imaging.colours import COLOUR_MAPS, colour_title
from medview.session.layout import Fusion
from medview.views.settings.theme import Theme

_COLOURS_FROM, _SLIDER_FROM = 430, 260
"""A bar narrower than this leaves out the colours, then the slider; keys do the same."""
_LEAST_LETTERS = 8


class FusionBar(QWidget):
    """A row of controls; it says what is wanted and shows what is told.

    Args:
        theme: Icons.
        parent: The widget it stands in.
    """

    series_chosen = Signal(str)
    colours_chosen = Signal(str)
    opacity_chosen = Signal(float)
    register_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.series = _combo(self.tr("Series drawn over this one"))
        self.series.activated.connect(lambda _: self.series_chosen.emit(self.series.currentData()))
        self.colours = _combo(self.tr("Colours of the fused series"))
        for name in COLOUR_MAPS:
            self.colours.addItem(colour_title(name), name)
        self.colours.activated.connect(lambda _: self.colours_chosen.emit(self.colours.currentData()))
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setMinimumWidth(60)
        self.opacity.setAccessibleName(self.tr("Opacity of the fused series"))
        self.opacity.setToolTip(self.opacity.accessibleName())
        self.opacity.valueChanged.connect(lambda value: self.opacity_chosen.emit(value / 100.0))
        self.refusal = QLabel()
        self.refusal.setObjectName("notice")
        self.refusal.setWordWrap(True)
        self.refusal.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.register = _button(theme, "register", self.tr("Register or move by hand…"))
        self.register.clicked.connect(self.register_asked)
        self.close_button = _button(theme, "close", self.tr("Take the fused series away"))
        self.close_button.clicked.connect(self.close_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        for widget, stretch in (
            (self.series, 3),
            (self.colours, 2),
            (self.opacity, 2),
            (self.refusal, 4),
            (self.register, 0),
            (self.close_button, 0),
        ):
            row.addWidget(widget, stretch)
        self.refusal.hide()

    def show_offered(self, offered: tuple[tuple[str, str], ...]) -> None:
        """List the (UID, title) of series that can be drawn."""
        if offered == tuple((self.series.itemData(n), self.series.itemText(n)) for n in range(self.series.count())):
            return
        with QSignalBlocker(self.series):
            self.series.clear()
            for uid, title in offered:
                self.series.addItem(title, uid)

    def show_fusion(self, fusion: Fusion, refusal: str) -> None:
        """Show what is drawn, or why it is not."""
        with QSignalBlocker(self.series), QSignalBlocker(self.colours), QSignalBlocker(self.opacity):
            self.series.setCurrentIndex(self.series.findData(fusion.series))
            self.colours.setCurrentIndex(self.colours.findData(fusion.colours))
            self.opacity.setValue(round(fusion.opacity * 100))
        self.series.setToolTip(self.series.currentText())
        self.refusal.setText(refusal)
        self.refusal.setToolTip(refusal)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Leave out what there is no room for."""
        refused = bool(self.refusal.text())
        self.refusal.setVisible(refused)
        self.colours.setVisible(not refused and width >= _COLOURS_FROM)
        self.opacity.setVisible(not refused and width >= _SLIDER_FROM)

    def minimumSizeHint(self) -> QSize:
        """A narrow viewport stays narrow."""
        return QSize(60, super().minimumSizeHint().height())


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(_LEAST_LETTERS)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return combo


def _button(theme: Theme, icon: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIcon(theme.icon(icon))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
