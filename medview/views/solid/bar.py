"""Buttons over a 3D view: presets, colours, crop box, clipping, turning, pictures, surfaces."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from medview.views.settings.theme import load_theme
from medview.views.solid.door import SolidView

_ICON_PX = 18
_MARGIN_PX = 6
_LETTERS_PX = 28
"""Half the room of the letters at the upper edge: up to three, as in HPL."""
_LEAST_WIDTH = 300
"""In a narrower view the buttons would hide the body; menus and keys do the same."""
_STYLE = """
#solidBar { background: rgba(20, 22, 26, 170); border-radius: 6px; }
#solidBar QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
#solidBar QToolButton:hover { background: rgba(255, 255, 255, 40); }
#solidBar QToolButton:checked { background: rgba(80, 140, 220, 150); }
#solidBar QToolButton:focus { border-color: #9ecbff; }
"""


class SolidBar(QFrame):
    """A row of buttons in the upper right corner.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.canvas)
        self._view = view
        self._theme = load_theme("dark")  # the body stands before black in every theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(1)
        self.setObjectName("solidBar")
        self.setStyleSheet(_STYLE)
        self.presets = self._button("solid_presets", self.tr("Presets in 3D"), self._popup)
        self.colours = self._button("solid_transfer", self.tr("Colours and opacity"), view.edit_transfer)
        self.crop = self._button("solid_crop", self.tr("Crop box"), self._crop, checkable=True)
        self.panel = self._button("solid_panel", self.tr("Crop, clip and light"), view.show_panel)
        self.turn = self._button("solid_turn", self.tr("Turn"), self._turn, checkable=True)
        self.snapshot = self._button("solid_snapshot", self.tr("Save a 3D picture"), view.ask_snapshot)
        self.export = self._button("solid_export", self.tr("Export surfaces"), view.ask_surfaces)
        view.look_changed.connect(self._show_switches)
        view.offers_changed.connect(self._show_switches)
        view.turntable.changed.connect(self._show_switches)
        view.canvas.installEventFilter(self)
        self._show_switches()
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    @property
    def taken_px(self) -> int:
        """Pixels below the upper edge that words are to leave to the bar: none where it stays clear of the middle."""
        clear = self.isHidden() or self.x() > self._view.canvas.width() / 2.0 + _LETTERS_PX
        return 0 if clear else self.geometry().bottom() + 1

    def _place(self) -> None:
        canvas = self._view.canvas
        self.adjustSize()
        self.move(canvas.width() - self.width() - _MARGIN_PX, _MARGIN_PX)
        self.setVisible(canvas.width() >= _LEAST_WIDTH)

    def _button(self, icon: str, words: str, act: Callable[..., object], checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._theme.icon(icon))
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda on: act(on) if checkable else act())
        self._row.addWidget(button)
        return button

    def _popup(self) -> None:
        self._view.actions_.popup_presets(self.presets.mapToGlobal(QPoint(0, self.presets.height())))

    def _crop(self, on: bool) -> None:
        self._view.actions_.show_box(on)

    def _turn(self, on: bool) -> None:
        if on:
            self._view.turntable.play()
        else:
            self._view.turntable.stop()

    def _show_switches(self) -> None:
        self.crop.setChecked(self._view.solid.box)
        self.turn.setChecked(self._view.turntable.turning)
        self.export.setEnabled(self._view.surfaces.count > 0)
        self.export.setToolTip(
            self.tr("Export surfaces") if self.export.isEnabled() else self.tr("There are no surfaces to export.")
        )
