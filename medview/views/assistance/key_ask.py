"""Asks for a key by having it pressed, and says who has it already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medview.views.actions.spec import ActionSpec
from medview.views.actions.table import holders, menu_of, native, standard_key, title, words
from medview.views.settings.fonts import scaled

_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown,
)  # fmt: skip
_MOVES = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WIDTH = 460


@dataclass(frozen=True)
class Wish:
    """What is wanted of a key.

    Args:
        key: The key; empty for none.
        taken_from: Names of the actions that have it.
        swap: They get the key the action had, else none.
    """

    key: str
    taken_from: tuple[str, ...] = ()
    swap: bool = False


class KeyAsk(QDialog):
    """Waits for a key to be pressed.

    Args:
        spec: The action that is to have it.
        specs: All actions.
        given: The key each has now.
        parent: The list of keys.
    """

    wished = Signal(str, object)
    """Name of the action, and a ``Wish``."""

    def __init__(
        self, spec: ActionSpec, specs: tuple[ActionSpec, ...], given: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change a key"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(_WIDTH))
        self._spec, self._specs, self._given = spec, specs, given
        self._have: tuple[ActionSpec, ...] = ()
        self._key = ""
        question = QLabel(self.tr("Press the key for “{action}”. Esc leaves it as it is.").format(action=title(spec)))
        question.setWordWrap(True)
        explained = QLabel(words(spec.help))
        explained.setObjectName("muted")
        explained.setWordWrap(True)
        self.field = _Pressed()
        self.field.setAccessibleName(question.text())
        self.field.setText(native(given[spec.name]))
        self.field.pressed.connect(self._pressed)
        self.told = QLabel()
        self.told.setWordWrap(True)
        layout = QVBoxLayout(self)
        for widget in (question, explained, self.field, self.told):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        self._show_choice()
        self.field.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.use = self._button(self.tr("Use it"), lambda: self._wish(Wish(self._key)))
        self.swap = self._button(self.tr("Swap"), lambda: self._wish(Wish(self._key, self._names, True)))
        self.steal = self._button(self.tr("Take it"), lambda: self._wish(Wish(self._key, self._names)))
        self.clear = self._button(self.tr("No key"), lambda: self._wish(Wish("")))
        self.standard = self._button(self.tr("Standard"), lambda: self._pressed(standard_key(self._spec)))
        cancel = self._button(self.tr("Cancel"), self.reject)
        self.swap.setToolTip(self.tr("The other action gets the key this one had"))
        self.steal.setToolTip(self.tr("The other action has no key then"))
        self.standard.setToolTip(self.tr("The key this action comes with"))
        row = QHBoxLayout()
        for button in (self.use, self.swap, self.steal):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.standard, self.clear, cancel):
            row.addWidget(button)
        return row

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        return button

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(spec.name for spec in self._have)

    def _pressed(self, key: str) -> None:
        self._key = key
        self._have = holders(self._specs, self._given, self._spec, key)
        self.field.setText(native(key))
        self._show_choice()
        (self.swap if self._have else self.use).setFocus()

    def _show_choice(self) -> None:
        taken, pressed = bool(self._have), bool(self._key)
        self.use.setVisible(not taken)
        self.use.setEnabled(pressed)
        self.swap.setVisible(taken)
        self.steal.setVisible(taken)
        menu = menu_of(self._key)
        told = (self._who() if taken else "", menu_words(self._key, menu) if menu else "")
        free = self.tr("This key is free.") if pressed else ""
        self.told.setText("\n".join(filter(None, told)) or free)

    def _who(self) -> str:
        names = ", ".join(f"“{title(spec)}”" for spec in self._have)
        return self.tr("This key belongs to {actions}. Swap the keys, or take it away.").format(actions=names)

    def _wish(self, wish: Wish) -> None:
        self.wished.emit(self._spec.name, wish)
        self.accept()


def menu_words(key: str, menu: str) -> str:
    """What to tell about a key that opens a menu already."""
    told = words("{key} opens the menu “{menu}” already: neither works reliably while both have it.")
    return told.format(key=native(key), menu=menu)


class _Pressed(QLineEdit):
    """Shows the key that is pressed in it; Tab and Esc do what they always do."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def event(self, event: QEvent) -> bool:
        """No key is a shortcut while it is asked for."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape or key in _MOVES:
            event.ignore()
            return
        if key not in _MODIFIERS:
            self.pressed.emit(QKeySequence(_combination(event, key)).toString())


def _combination(event: QKeyEvent, key: Qt.Key) -> QKeyCombination:
    """Shift is a part of a sign that is typed with it: “?”, not “Shift+?”."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    if sign and sign.isprintable() and not sign.isalnum() and not sign.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(modifiers, key)
