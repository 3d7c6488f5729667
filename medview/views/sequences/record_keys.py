"""Which key does what on a drawn record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

from medview.views.sequences.along import PAN_PART, STEP
from medview.views.sequences.places import Scale
from medview.views.sequences.values import Interval

NO, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

Pressed = tuple[Qt.Key, Qt.KeyboardModifier]


class Keyed(Protocol):
    """What keys act on."""

    scale: Scale
    copy_asked: SignalInstance

    def look(self, scale: Scale) -> None:
        """Look elsewhere."""

    def fit(self) -> None:
        """See all of it."""

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle."""

    def pan_by(self, pixels: float) -> None:
        """Look further to the right."""

    def scroll_bands(self, way: int) -> None:
        """Scroll through the bands."""

    def select(self, interval: Interval | None) -> None:
        """Select letters."""

    def extend(self, by: int) -> None:
        """Move the free end of the selection."""

    def step_span(self, by: int) -> None:
        """Choose another finding."""

    def nudge(self, edge: int, by: int) -> None:
        """Move an end of the chosen finding."""

    def see_chosen(self) -> None:
        """See what is chosen."""

    def cancel(self) -> None:
        """Give up what is held, selected or chosen."""


def key_table(view: Keyed) -> Mapping[Pressed, Callable[[], object]]:
    """Key and modifiers -> what is done; the number pad's keys are the same."""
    key = Qt.Key
    return {
        (key.Key_Plus, NO): lambda: view.zoom_by(STEP),
        (key.Key_Equal, NO): lambda: view.zoom_by(STEP),
        (key.Key_Minus, NO): lambda: view.zoom_by(1.0 / STEP),
        (key.Key_0, NO): view.fit,
        (key.Key_Left, NO): lambda: view.pan_by(-PAN_PART * view.scale.width),
        (key.Key_Right, NO): lambda: view.pan_by(PAN_PART * view.scale.width),
        (key.Key_PageUp, NO): lambda: view.pan_by(-view.scale.width),
        (key.Key_PageDown, NO): lambda: view.pan_by(view.scale.width),
        (key.Key_Home, NO): lambda: view.look(replace(view.scale, first=0.0)),
        (key.Key_End, NO): lambda: view.look(replace(view.scale, first=float(view.scale.length)).within()),
        (key.Key_Up, NO): lambda: view.scroll_bands(-1),
        (key.Key_Down, NO): lambda: view.scroll_bands(1),
        (key.Key_Left, SHIFT): lambda: view.extend(-1),
        (key.Key_Right, SHIFT): lambda: view.extend(1),
        (key.Key_Home, SHIFT): lambda: view.extend(-view.scale.length),
        (key.Key_End, SHIFT): lambda: view.extend(view.scale.length),
        (key.Key_A, CTRL): lambda: view.select((0, view.scale.length)),
        (key.Key_C, CTRL | SHIFT): lambda: view.copy_asked.emit(True),
        (key.Key_BracketRight, NO): lambda: view.step_span(1),
        (key.Key_BracketLeft, NO): lambda: view.step_span(-1),
        (key.Key_Left, ALT): lambda: view.nudge(1, -1),
        (key.Key_Right, ALT): lambda: view.nudge(1, 1),
        (key.Key_Left, ALT | SHIFT): lambda: view.nudge(-1, -1),
        (key.Key_Right, ALT | SHIFT): lambda: view.nudge(-1, 1),
        (key.Key_Return, NO): view.see_chosen,
        (key.Key_Escape, NO): view.cancel,
    }


def pressed(event: QKeyEvent) -> Pressed:
    """Key and modifiers of a press; the Shift that some keyboards need for a sign does not count."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
        held &= ~SHIFT
    return (Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key), held
