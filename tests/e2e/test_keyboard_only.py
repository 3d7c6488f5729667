"""Open, analyse, decide, export: with the shipped model, by real key events alone; nothing is clicked or called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.session.state import State
from medview.views.app import Desktop, desktop
from medview.views.assistance.palette import Palette
from medview.views.review.report_preview import ReportPreview

pytestmark = [pytest.mark.shared, pytest.mark.slow]

CROP = "dicom/series_mr_hippocrop_small/Study1"
READER = "Keyboard Reader"
REASON = "Too small"
EXPORTS = ("report.pdf", "segmentation.dcm", "findings.json")
WAIT_MS = 60_000
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Keyboard:
    """Presses keys where the focus is, and looks at what came of it."""

    def __init__(self, shown: Desktop, qtbot: QtBot) -> None:
        self.window = shown.window
        self._qtbot = qtbot

    @property
    def state(self) -> State:
        return self.window.parts.session.state

    def until(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(focused() or self.window, key, modifier)

    def write(self, text: str) -> None:
        QTest.keyClicks(focused(), text)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _ in range(80):
            now = focused()
            if now is not None and wanted(now):
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not come there; it stands on {focused()}")

    def answer_file_dialog(self, folder: Path) -> None:
        """Write a folder into the dialog the next key opens, which has a loop of its own."""

        def answer() -> None:
            if not in_dialog(QFileDialog):
                QTimer.singleShot(50, answer)
                return
            self.write(str(folder))
            self.press(Qt.Key.Key_Return)

        QTimer.singleShot(50, answer)


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def in_dialog(kind: type[QDialog]) -> bool:
    """Whether the focus is in a dialog of a kind."""
    now = focused()
    return now is not None and isinstance(now.window(), kind)


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


def test_from_the_files_to_the_report_without_a_mouse(
    qtbot: QtBot, paths: Paths, tmp_path: Path, shared_data: Path
) -> None:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    out = tmp_path / "out"
    out.mkdir()
    with desktop(paths) as shown:
        keyboard = Keyboard(shown, qtbot)
        qtbot.waitExposed(shown.window)
        shown.window.activateWindow()
        keyboard.until(lambda: shown.window.grid is not None and focused() is not None)
        opened(keyboard, shared_data / CROP)
        analysed(keyboard)
        decided(keyboard)
        exported(keyboard, out)
        keyboard.press(Qt.Key.Key_Q, CONTROL)
        keyboard.until(lambda: not shown.window.isVisible())
    told = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert told["status"] == "REVIEWED"
    assert {review["decision"] for review in told["reviews"]} == {"accepted", "rejected"}
    assert {review["reviewer"] for review in told["reviews"]} == {READER}
    assert pydicom.dcmread(out / "segmentation.dcm", stop_before_pixels=True).Modality == "SEG"
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")


def opened(keyboard: Keyboard, folder: Path) -> None:
    """Ctrl+Shift+O, the folder's name, Enter."""
    keyboard.answer_file_dialog(folder)
    keyboard.press(Qt.Key.Key_O, CONTROL | SHIFT)
    keyboard.until(lambda: keyboard.state.volume is not None and keyboard.state.eligible)
    keyboard.window.activateWindow()
    keyboard.until(lambda: focused() is not None)


def analysed(keyboard: Keyboard) -> None:
    """The palette finds the model by a part of its name."""
    keyboard.press(Qt.Key.Key_K, CONTROL)
    keyboard.until(lambda: in_dialog(Palette))
    keyboard.write("analyse with hippo")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: keyboard.state.analysis is not None)


def decided(keyboard: Keyboard) -> None:
    """F6 goes to the findings; Enter accepts, Delete rejects."""
    findings = keyboard.window.findings
    for _ in range(10):
        if findings.list.hasFocus():
            break
        keyboard.press(Qt.Key.Key_F6)
    assert findings.list.hasFocus()
    keyboard.press(Qt.Key.Key_Home)
    count = len(listed(keyboard.state))
    assert count > 1
    for number in range(count):
        reject = number == count - 1
        keyboard.press(Qt.Key.Key_Delete if reject else Qt.Key.Key_Return)
        if number == 0:
            keyboard.until(findings.form.field.hasFocus)
            keyboard.write(READER)
            keyboard.press(Qt.Key.Key_Return)
        if reject:
            keyboard.until(findings.form.field.hasFocus)
            keyboard.write(REASON)
            keyboard.press(Qt.Key.Key_Return)
        keyboard.until(lambda number=number: len(keyboard.state.decisions) == number + 1)
        keyboard.until(findings.list.hasFocus)
    verdicts = [review.decision for review in keyboard.state.decisions.values()]
    assert verdicts.count(Decision.REJECTED) == 1


def exported(keyboard: Keyboard, out: Path) -> None:
    """Ctrl+P shows the report; Tab comes to the button that saves it."""
    keyboard.press(Qt.Key.Key_P, CONTROL)
    keyboard.until(lambda: isinstance(QApplication.activeModalWidget(), ReportPreview))
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, ReportPreview)
    keyboard.until(lambda: preview.page_count > 0 and preview.save.isEnabled())
    preview.activateWindow()
    keyboard.until(lambda: in_dialog(ReportPreview))
    keyboard.tab_to(lambda widget: widget is preview.save)
    keyboard.answer_file_dialog(out)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.until(lambda: all((out / name).exists() for name in EXPORTS))
    keyboard.until(preview.show_folder.isVisible)
    preview.activateWindow()
    keyboard.until(lambda: focused() is not None)
    keyboard.press(Qt.Key.Key_Escape)
    keyboard.until(lambda: not isinstance(QApplication.activeModalWidget(), ReportPreview))
    keyboard.window.activateWindow()
    keyboard.until(lambda: focused() is not None)
