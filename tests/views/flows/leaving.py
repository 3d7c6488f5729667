"""What tests of pictures, films and pages have in common: a series, and the dialogs they leave the program through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from medview.session.changes import LayoutChanged
from medview.session.layout import ARRANGEMENTS, Layout, Tile, View
from tests.io.making import write_ct
from tests.views.driving import Driven

NAMES = ("Marker^Person", "MARKERID", "19010203", "MARKERACC", "Marker Hospital")
SLICES, ROWS, COLUMNS = 12, 40, 60


def write_head(folder: Path, name: str = NAMES[0]) -> Path:
    """A CT whose bright square goes two pixels to the right with each slice; everything that names anyone is marked."""
    stack = np.zeros((SLICES, ROWS, COLUMNS), np.int16)
    for number in range(SLICES):
        stack[number] = np.linspace(0, 900, COLUMNS)
        stack[number, 10:20, 2 * number + 4 : 2 * number + 14] = 1200

    def change(number: int) -> dict[str, Any]:
        return {
            "array": stack[number],
            "PatientName": name,
            "PatientID": NAMES[1],
            "PatientBirthDate": NAMES[2],
            "AccessionNumber": NAMES[3],
            "InstitutionName": NAMES[4],
            "PixelSpacing": [0.5, 0.5],
            "SeriesDescription": "Head",
        }

    return write_ct(folder, SLICES, change)


def open_axial(hands: Driven, folder: Path) -> None:
    """One viewport, so that its size does not hang on others, and nothing is drawn in 3D."""
    empty = Layout(ARRANGEMENTS["1x1"], (Tile(),), chosen=True)
    hands.window.parts.session.apply(LayoutChanged(empty, 0))
    hands.open(folder)
    hands.until(lambda: hands.state.tile.view is View.AXIAL and hands.slice().frame is not None)


def dialog(hands: Driven, key: Qt.Key, kind: type, modifier: Any = Qt.KeyboardModifier.ControlModifier) -> Any:
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow)
    hands.slice().setFocus()
    hands.key(key, modifier)
    found = hands.dialog()
    assert isinstance(found, kind)
    found.activateWindow()
    hands.until(found.isActiveWindow)
    return found


def answer_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "Kind (*" + path.suffix + ")"))


def click(hands: Driven, widget: Any) -> None:
    hands.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
