"""The objects panel: which segmentations, structures, doses and other objects can be laid over the images."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from medview.core.derived import PICTURED, offered
from medview.core.kinds import kind_word
from medview.core.overlay import Colour, FieldLayer, LabelLayer, Overlaid
from medview.core.study import Series
from medview.session.changes import OverlayChanged
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views import words
from medview.views.kinds import KindIcons
from medview.views.pictures.laid import PartOf, parts_of
from medview.views.settings.theme import Theme
from medview.views.viewport.label_colours import shown_colours

_KEY = Qt.ItemDataRole.UserRole
_WHOLE = Qt.ItemDataRole.UserRole + 1
_SWATCH = 14
_MOST_HEIGHT = 300
_REDRAWN = frozenset({Part.STUDIES, Part.VOLUME, Part.OVERLAID, Part.OVERLAY})


@dataclass(frozen=True)
class Row:
    """A line of the list.

    Args:
        key: Identifier of the object, or of a part of it.
        text: For people.
        tip: More of it.
        shown: Whether it is drawn.
        colour: Its colour, or None for the icon of its kind.
        parts: The lines below.
    """

    key: str
    text: str
    tip: str
    shown: bool
    colour: Colour | None
    parts: tuple[Row, ...] = ()


class ObjectsPanel(QWidget):
    """Objects that fit the open images, each with a tick; segments and structures can be hidden one by one."""

    toggle_asked = Signal(str)
    """Series UID of an object."""
    part_asked = Signal(str)
    """Identifier of a part of an object."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._icons = KindIcons(theme)
        self._busy: frozenset[str] = frozenset()
        self._rows: tuple[Row, ...] = ()
        self._offered: tuple[Series, ...] = ()
        heading = QLabel(self.tr("Objects"))
        heading.setObjectName("heading")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(_SWATCH, _SWATCH))
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.tr("Objects that can be drawn on the images"))
        self.tree.itemChanged.connect(self._ticked)
        self.tree.itemExpanded.connect(lambda _: self._fit())
        self.tree.itemCollapsed.connect(lambda _: self._fit())
        self.notes = QLabel()
        self.notes.setObjectName("muted")
        self.notes.setWordWrap(True)
        self.fill, self._fill_row = self._slider(self.tr("Fill"), self.tr("Opacity of segments; outlines always show."))
        self.wash, self._wash_row = self._slider(self.tr("Map"), self.tr("Opacity of dose and parametric maps."))
        self.fill.valueChanged.connect(lambda percent: self._overlay(fill=percent / 100))
        self.wash.valueChanged.connect(lambda percent: self._overlay(wash=percent / 100))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        for widget in (heading, self.tree, self.notes, self._fill_row, self._wash_row):
            layout.addWidget(widget)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if parts & {Part.STUDIES, Part.VOLUME}:
            pictured = state.series is not None and state.series.kind in PICTURED
            self._offered = offered(state.series, state.studies) if state.series is not None and pictured else ()
            self.setVisible(bool(self._offered))
        if parts & _REDRAWN:
            self._list(state)
        if Part.OVERLAY in parts:
            self.fill.setValue(round(100 * state.overlay.fill))
            self.wash.setValue(round(100 * state.overlay.wash))

    def show_busy(self, uids: frozenset[str]) -> None:
        """Say which objects are being read."""
        self._busy = uids
        self._list(self._session.state)

    def _list(self, state: State) -> None:
        layers = {layer.uid: shown_colours(layer, state.overlay) for layer in state.overlaid}
        rows = tuple(self._row(series, layers.get(series.uid), state.hidden) for series in self._offered)
        if rows != self._rows:
            self._fill_tree(rows)
        shown = [layer for layer in state.overlaid if layer.uid not in state.hidden]
        self.notes.setText("\n".join(dict.fromkeys(layer.note for layer in shown if layer.note)))
        self.notes.setVisible(bool(self.notes.text()))
        self._fill_row.setVisible(any(isinstance(layer, LabelLayer) for layer in shown))
        self._wash_row.setVisible(any(isinstance(layer, FieldLayer) for layer in shown))

    def _row(self, series: Series, layer: Overlaid | None, hidden: frozenset[str]) -> Row:
        kind, title = kind_word(series), words.series_title(series)
        text = title if kind.lower() in title.lower() else f"{title}  ·  {kind}"
        text = self.tr("{name}  ·  reading…").format(name=text) if series.uid in self._busy else text
        parts = parts_of(layer) if layer is not None else ()
        colour = parts[0].colour if len(parts) == 1 else None
        below = tuple(_part_row(part, hidden) for part in parts) if len(parts) > 1 else ()
        tip = "\n".join(line for line in (f"{kind}: {title}", layer.note if layer else "", *series.notes) if line)
        return Row(series.uid, text, tip, layer is not None and series.uid not in hidden, colour, below)

    def _fill_tree(self, rows: tuple[Row, ...]) -> None:
        """Change the lines in place where they are the same objects, so that nothing jumps under the reader's hand."""
        self.tree.blockSignals(True)
        if [_shape(row) for row in rows] != [_shape(row) for row in self._rows]:
            opened = {self._key(item): item.isExpanded() for item in self._tops()}
            self.tree.clear()
            for row in rows:
                item = self._item(self.tree.invisibleRootItem(), row, True)
                item.setExpanded(opened.get(row.key, len(row.parts) <= 12))
        for row, item in zip(rows, self._tops(), strict=True):
            self._show_row(row, item)
            for n, below in enumerate(row.parts):
                part = item.child(n)
                if part is not None:
                    part.setDisabled(not row.shown)
                    self._show_row(below, part)
        self._rows = rows
        self.tree.blockSignals(False)
        self._fit()

    def _item(self, parent: QTreeWidgetItem, row: Row, whole: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent)
        item.setData(0, _KEY, row.key)
        item.setData(0, _WHOLE, whole)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        for below in row.parts:
            self._item(item, below, False)
        return item

    def _show_row(self, row: Row, item: QTreeWidgetItem) -> None:
        item.setText(0, row.text)
        item.setToolTip(0, row.tip)
        item.setCheckState(0, Qt.CheckState.Checked if row.shown else Qt.CheckState.Unchecked)
        series = next((series for series in self._offered if series.uid == row.key), None)
        if row.colour is not None:
            item.setIcon(0, swatch(row.colour))
        elif series is not None:
            item.setIcon(0, self._icons.icon(series.kind))

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """The tick follows the state, not the mouse: an object that cannot be read is unticked again."""
        wish = self.toggle_asked if item.data(0, _WHOLE) else self.part_asked
        key = self._key(item)
        row = next(row for top in self._rows for row in (top, *top.parts) if row.key == key)
        if (item.checkState(0) == Qt.CheckState.Checked) != row.shown:
            wish.emit(key)
            self._fill_tree(self._rows)

    def _overlay(self, **changed: float) -> None:
        overlay = replace(self._session.state.overlay, **changed)  # type: ignore[arg-type]
        if any(
            round(100 * getattr(self._session.state.overlay, name)) != round(100 * v) for name, v in changed.items()
        ):
            self._session.apply(OverlayChanged(overlay))

    def _slider(self, name: str, tip: str) -> tuple[QSlider, QWidget]:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setAccessibleName(name)
        slider.setToolTip(tip)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(QLabel(name))
        row.addWidget(slider, 1)
        return slider, box

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _key(self, item: QTreeWidgetItem) -> str:
        return str(item.data(0, _KEY))

    def _fit(self) -> None:
        """As high as its lines, within limits: the findings need the room."""
        lines = sum(1 + (item.childCount() if item.isExpanded() else 0) for item in self._tops())
        height = max(self.tree.sizeHintForRow(0), 18) * lines + 6
        self.tree.setFixedHeight(min(height, _MOST_HEIGHT))


def swatch(colour: Colour) -> QIcon:
    """A small square of a colour."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(pixmap.rect().adjusted(1, 1, -1, -1), QColor(*colour))
    painter.end()
    return QIcon(pixmap)


def _part_row(part: PartOf, hidden: frozenset[str]) -> Row:
    return Row(part.key, part.name, part.name, part.key not in hidden, part.colour)


def _shape(row: Row) -> tuple[str, ...]:
    return row.key, *(part.key for part in row.parts)
