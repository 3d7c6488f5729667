"""The demonstration: the window on an average brain, for a person; or driven through all four steps without one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from medview.core.code import PERCENT
from medview.core.errors import MedViewError
from medview.core.finding import Finding, Quantity
from medview.session.listing import listed
from medview.session.paths import Paths
from medview.session.state import JobStatus, Part, State
from medview.views.app import Desktop, desktop
from medview.views.review.report_preview import ReportPreview

READER = "Demonstration (no person)"
"""Who decides when nobody is there: the report says so."""
REASON = "The template is symmetric by construction."
EXPORTS = ("report.pdf", "segmentation.dcm", "findings.json")
FAILED = "0-failed"
SHOTS = ("1-opened", "2-analysing", "3-findings", "4-place", "5-reviewed", "6-report", "7-saved")

_STEP_S = 180.0
_ANALYSIS_S = 900.0
"""How long a step may take on a slow machine before the demonstration says that it is stuck."""
_SETTLE_MS = 700
"""What is drawn in steps has its last one by then."""
_SHOWN_FRACTION = 0.25
"""How far the analysis is on its screenshot."""


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("demo", text)


def show_demo(folder: Path, model: str, paths: Paths) -> int:
    """Open the window on the study and analyse it, unless its result is there already.

    Args:
        folder: The study.
        model: The model's identifier.
        paths: The user's folders.

    Returns:
        The exit code.
    """
    with desktop(paths) as shown:
        started: list[bool] = []

        def analyse_once(state: State, parts: frozenset[Part]) -> None:
            if Part.ELIGIBLE in parts and state.eligible and not state.analyses and not started:
                started.append(True)
                QTimer.singleShot(0, lambda: shown.commands.analysing.analyse(model))

        shown.window.parts.session.listen(analyse_once)
        QTimer.singleShot(0, lambda: shown.commands.open_paths((str(folder),)))
        return shown.app.exec()


def drive_demo(folder: Path, model: str, out: Path) -> int:
    """Drive the window through all four steps by mouse and keys, and leave what they give in ``out``.

    The user's own settings and decisions are not touched.

    Args:
        folder: The study.
        model: The model's identifier.
        out: Where report, segmentation, findings and screenshots go; earlier ones are replaced.

    Returns:
        The exit code.

    Raises:
        MedViewError: A step failed or did not end.
    """
    _empty(out)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    with TemporaryDirectory(prefix="medview-demo-") as private, desktop(_private(Path(private))) as shown:
        driver = Driver(shown, out)
        driver.open_study(folder)
        driver.analyse(model)
        driver.review()
        driver.report()
    return 0


class Driver:
    """Does with the window what a person would.

    Args:
        shown: The window.
        out: Where screenshots and exports go.
    """

    def __init__(self, shown: Desktop, out: Path) -> None:
        self._shown = shown
        self._window = shown.window
        self._out = out

    def open_study(self, folder: Path) -> None:
        """Open a folder by the toolbar."""
        self._wait(tr("the window"), lambda: self._window.grid is not None)
        self._answer_file_dialog(folder)
        self._click(self._button("open_folder"))
        self._wait(tr("the study"), lambda: self._state.volume is not None and bool(self._state.eligible))
        self._shoot(SHOTS[0])

    def analyse(self, model: str) -> None:
        """Choose the model, run it, and wait for its result."""
        models = self._window.analyse.models
        models.setFocus()
        models.setCurrentIndex(models.findData(model))
        self._click(self._window.analyse.run)
        self._wait(tr("the analysis to begin"), self._well_under_way, _ANALYSIS_S)
        self._shoot(SHOTS[1])
        self._wait(tr("the analysis"), lambda: self._state.analysis is not None, _ANALYSIS_S)
        self._shoot(SHOTS[2])

    def review(self) -> None:
        """Accept each finding at its place; reject the one that means nothing on a symmetric template."""
        findings = listed(self._state)
        for number, finding in enumerate(findings):
            self._select(number)
            if number == 0:
                self._shoot(SHOTS[3])
            self._reject(finding) if _compares_sides(finding) else self._accept(finding)
        self._shoot(SHOTS[4])

    def report(self) -> None:
        """Look at the report and save everything."""
        self._click(self._window.findings.report_button)
        self._wait(tr("the report"), lambda: self._preview().page_count > 0)
        self._shoot(SHOTS[5])
        dialog = self._preview()
        self._answer_file_dialog(self._out)
        self._click(dialog.save)
        self._wait(tr("the files"), lambda: all((self._out / name).exists() for name in EXPORTS))
        self._wait(tr("the end of the export"), dialog.show_folder.isVisible)
        self._shoot(SHOTS[6])
        dialog.close()

    @property
    def _state(self) -> State:
        return self._window.parts.session.state

    def _well_under_way(self) -> bool:
        jobs = [job for job in self._state.jobs if job.task == "analyse"]
        far = any(job.status is JobStatus.RUNNING and job.fraction >= _SHOWN_FRACTION for job in jobs)
        return far or self._state.analysis is not None

    def _accept(self, finding: Finding) -> None:
        self._click(self._window.findings.accept_button)
        self._answer_form(READER)
        self._decided(finding)

    def _reject(self, finding: Finding) -> None:
        self._click(self._window.findings.reject_button)
        self._answer_form(READER)
        self._answer_form(REASON)
        self._decided(finding)

    def _decided(self, finding: Finding) -> None:
        self._wait(tr("a decision"), lambda: finding.id in self._state.decisions)

    def _answer_form(self, text: str) -> None:
        """Answer the name's question if it is asked, and the reason's; nothing where neither is."""
        form = self._window.findings.form
        asked_name = not self._state.reviewer
        if form.isVisible() and asked_name == (text == READER):
            QTest.keyClicks(form.field, text)
            QTest.keyClick(form.field, Qt.Key.Key_Return)

    def _select(self, row: int) -> None:
        view = self._window.findings.list
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center()
        )

    def _button(self, action: str) -> QWidget:
        return self._window.toolbar.widgetForAction(self._window.actions_[action])

    def _click(self, widget: QWidget) -> None:
        self._wait(tr("a button"), widget.isEnabled)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _preview(self) -> ReportPreview:
        return self._window.findChildren(ReportPreview)[-1]

    def _answer_file_dialog(self, folder: Path) -> None:
        """Put a folder into the dialog that the next click opens; it has a loop of its own, so a timer does."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(100, answer)
                return
            field = dialog.findChildren(QLineEdit, "fileNameEdit")[0]
            field.setText(str(folder))  # key by key, the dialog's own suggestions would be mixed in
            QTest.keyClick(field, Qt.Key.Key_Return)

        QTimer.singleShot(100, answer)

    def _wait(self, what: str, condition: Callable[[], bool], limit_s: float = _STEP_S) -> None:
        end = time.monotonic() + limit_s
        while not condition():
            self._raise_what_failed()
            if time.monotonic() > end:
                self._shoot(FAILED)
                raise MedViewError(
                    tr("The demonstration waited for {what} in vain.").format(what=what),
                    tr("{name}.png shows the screen; try again when the computer has less to do.").format(name=FAILED),
                )
            QTest.qWait(20)

    def _raise_what_failed(self) -> None:
        failed = [job for job in self._state.jobs if job.status is JobStatus.FAILED]
        if failed:
            self._shoot(FAILED)
            raise MedViewError(failed[0].note, failed[0].hint)

    def _shoot(self, name: str) -> None:
        """Take a picture of the screen, where the window is: 3D is not drawn by Qt, so no widget can be asked."""
        QTest.qWait(_SETTLE_MS)
        area = self._window.frameGeometry()
        picture = self._window.screen().grabWindow(0, area.x(), area.y(), area.width(), area.height())
        picture.save(str(self._out / f"{name}.png"))


def _compares_sides(finding: Finding) -> bool:
    return isinstance(finding.value, Quantity) and finding.value.unit.same_as(PERCENT)


def _empty(out: Path) -> None:
    """Remove what an earlier demonstration left, and nothing else."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in (*EXPORTS, *(f"{shot}.png" for shot in (FAILED, *SHOTS))):
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise MedViewError(
            tr("The results cannot be written to {folder}: {reason}.").format(folder=out, reason=error.strerror),
            tr("Choose another folder with --out."),
        ) from error


def _private(home: Path) -> Paths:
    """Folders of this demonstration alone."""
    private = Paths(home / "config", home / "data", home / "cache", home / "logs")
    for folder in (private.config, private.store, private.models, private.cache, private.logs):
        folder.mkdir(parents=True)
    return private
