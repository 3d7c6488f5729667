"""From which score on boxes and stretches are listed and drawn: a slider for each class, with how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QScrollArea, QSizePolicy, QSlider, QVBoxLayout, QWidget

from medview.core.overlay import Colour
from medview.imaging.colour_blind import palette
from medview.session.changes import OverlayChanged
from medview.session.listing import BoxClass, box_classes, told_colours
from medview.session.session import Session
from medview.session.state import Part, State

_CHANGED = frozenset({Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.VOLUME})
_SHOWN_AT_ONCE = 6
"""Classes that need no scrolling."""
_SWATCH = 12
_PLACES = {False: ((0, 0, 1), (0, 1, 1), (0, 2, 1)), True: ((0, 0, 3), (1, 0, 2), (1, 2, 1))}
"""(line, column, columns) of name, slider and count, in enough room and in little."""


class ThresholdBar(QWidget):
    """A row for each class of boxes or stretches: whether it is drawn, from which score on, how many those are.

    Args:
        session: The session.
        parent: The panel.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: dict[str, ClassRow] = {}
        self._narrow: bool | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setObjectName("panel")
        inside.setLayout(self._grid)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if not parts & _CHANGED:
            return
        found = box_classes(state)
        if list(self.rows) != [one.key for one in found]:
            self._make(found)
        colours = told_colours(state.analysis, palette, state.overlay.safe_colours)
        for one in found:
            self.rows[one.key].show_class(one, colours.get(one.what.value, (255, 255, 255)))
        self.setVisible(bool(found))
        self._place()
        self._fit_height(len(found))

    def _make(self, found: Iterable[BoxClass]) -> None:
        for row in self.rows.values():
            for widget in row.widgets:
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self.rows = {one.key: ClassRow(one) for one in found}
        for row in self.rows.values():
            row.slider.valueChanged.connect(partial(self._moved, row))
            row.shown.toggled.connect(partial(self._switched, row))
        self._narrow = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Each class on one line where there is room, else its slider below its name."""
        rows = tuple(self.rows.values())
        widest = [
            max((one.sizeHint().width() for one in part), default=0)
            for part in zip(*(x.widgets for x in rows), strict=True)
        ]
        narrow = sum(widest) + 4 * self._grid.horizontalSpacing() > self.width()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for number, row in enumerate(rows):
            for widget, (line, column, span) in zip(row.widgets, _PLACES[narrow], strict=True):
                self._grid.addWidget(widget, 2 * number + line, column, 1, span)
                widget.setVisible(widget is not row.slider or not row.by_hand)  # what is hidden still has no height
        self._fit_height(len(rows))

    def _fit_height(self, count: int) -> None:
        content = self._area.widget()
        assert content is not None
        high = content.sizeHint().height()
        self._area.setFixedHeight(min(high, round(high * _SHOWN_AT_ONCE / max(count, 1))))

    def _moved(self, row: ClassRow, percent: int) -> None:
        overlay = self._session.state.overlay
        limits = {**dict(overlay.thresholds), row.key: percent / 100.0}
        self._session.apply(OverlayChanged(replace(overlay, thresholds=tuple(limits.items()))))

    def _switched(self, row: ClassRow, on: bool) -> None:
        overlay = self._session.state.overlay
        unseen = overlay.unseen - {row.key} if on else overlay.unseen | {row.key}
        self._session.apply(OverlayChanged(replace(overlay, unseen=unseen)))


class ClassRow:
    """The widgets of one class.

    Args:
        one: The class.
    """

    def __init__(self, one: BoxClass) -> None:
        self.key, self.by_hand = one.key, one.by_hand
        name = _tr("{name}, by hand").format(name=one.what.title) if one.by_hand else one.what.title
        self.shown = QCheckBox(name)
        draw = _tr("Draw boxes of this class: {name}")
        if one.on_letters:
            draw = _tr("Draw findings of this class: {name}")
        self.shown.setToolTip(draw.format(name=name))
        self.shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setMinimumWidth(60)
        self.slider.setAccessibleName(_tr("Least score of {name}").format(name=name))
        tip = _tr(
            "Boxes of {name} from this score on are listed and drawn; the model's own threshold is {first:.0f} %."
        )
        if one.on_letters:
            tip = _tr("Findings of {name} from this score on are listed and drawn; the least sure has {first:.0f} %.")
        if one.is_change:
            tip = _tr("Variants with at least this score of {name}, from 0 to 1, are listed and drawn.")
        self.slider.setToolTip(tip.format(name=name, first=100.0 * one.first))
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        told = _tr("≥ {score:.2f}: {count} of {of}") if one.is_change else _tr("≥ {percent} %: {count} of {of}")
        self._told = _tr("{count} added") if one.by_hand else told

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """From left to right."""
        return self.shown, self.slider, self.count

    def show_class(self, one: BoxClass, colour: Colour) -> None:
        """Show where the class stands now."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.shown):
            self.slider.setValue(round(100.0 * one.threshold))
            self.shown.setChecked(not one.unseen)
        self.shown.setIcon(_swatch(colour))
        percent = self.slider.value()
        self.count.setText(self._told.format(percent=percent, score=percent / 100.0, count=one.count, of=one.of))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ThresholdBar", text)


def _swatch(colour: Colour) -> QIcon:
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(QColor(*colour))
    return QIcon(pixmap)
