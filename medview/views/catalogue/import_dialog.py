"""Import someone's model: choose it, see what was read, complete what is missing, write the package."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medview.catalog.imported import Imported
from medview.core.errors import MedViewError
from medview.session.state import Job
from medview.views.catalogue.answers import task_arguments
from medview.views.catalogue.form import Form
from medview.views.catalogue.strip import JobStrip
from medview.views.drops import dropped_paths
from medview.views.flow import Flow
from medview.views.messages import rich
from medview.views.settings.fonts import resize_for_text

_WIDTH, _HEIGHT = 780, 700


class ImportDialog(QDialog):
    """Asks for a model and for what it does not say itself.

    Args:
        parent: The catalogue's window.
    """

    read_asked = Signal(str, object)
    """Path, and the arguments of the task."""
    write_asked = Signal(str, object)
    """The same."""
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a model"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        resize_for_text(self, _WIDTH, _HEIGHT)
        self.what = QLabel(
            self.tr(
                "Choose a MONAI bundle, an nnU-Net v2 folder or export, PyTorch or safetensors weights, Keras HDF5 "
                "weights, or an ONNX file. It is read as data: nothing of it is run."
            )
        )
        self.what.setWordWrap(True)
        self.path = QLineEdit()
        self.path.setPlaceholderText(self.tr("File or folder of the model"))
        self.path.setAccessibleName(self.tr("File or folder of the model"))
        self.path.textChanged.connect(self._forget)
        self.failure = QLabel()
        self.failure.setObjectName("failure")
        self.failure.setWordWrap(True)
        self.failure.setTextFormat(Qt.TextFormat.RichText)
        self.failure.hide()
        self.strip = JobStrip()
        self.strip.cancel_asked.connect(self.cancel_asked)
        self.form = Form()
        self._busy = False
        self._arrange()
        self._offer()
        self.path.setFocus()

    def choose(self, path: str) -> None:
        """Take a path and read it."""
        self.path.setText(path)
        self._ask_read()

    def show_read(self, read: Imported) -> None:
        """Show what was read."""
        self.failure.hide()
        self.form.show_read(read)
        self._offer()
        self.form.focus_first()

    def show_refusal(self, error: MedViewError) -> None:
        """Show why it cannot be imported, and what to do; what was written stays in the form."""
        self.failure.setText(rich(error.message, error.hint))
        self.failure.show()
        self._offer()

    def show_job(self, job: Job | None) -> None:
        """Show how far a job is; None: there is none."""
        self.strip.show_job(job)
        self._busy = job is not None
        self._offer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or folder."""
        if dropped_paths(event.mimeData()) and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData())[:1]:
            self.choose(path)

    def _forget(self) -> None:
        """Another path: what was read is of another model."""
        self.failure.hide()
        self.form.show_nothing()
        self._offer()

    def _ask_read(self) -> None:
        self._send(self.read_asked)

    def _ask_write(self) -> None:
        self._send(self.write_asked)

    def _send(self, signal: SignalInstance) -> None:
        try:
            arguments = task_arguments(self.form.read, self.form.answers)
        except MedViewError as error:
            self.show_refusal(error)
            return
        self.failure.hide()
        signal.emit(self.path.text().strip(), arguments)

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("File of a model"), self.path.text())
        if path:
            self.choose(path)

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder of a model"), self.path.text())
        if path:
            self.choose(path)

    def _offer(self) -> None:
        self.read.setEnabled(bool(self.path.text().strip()) and not self._busy)
        self.write.setEnabled(self.form.read is not None and not self._busy)
        for widget in (self.path, self.file, self.folder, self.form):
            widget.setEnabled(not self._busy)

    def _arrange(self) -> None:
        self.file = _button(self.tr("File…"), self.tr("Choose a file"), self._ask_file)
        self.folder = _button(self.tr("Folder…"), self.tr("Choose a folder"), self._ask_folder)
        tip = self.tr("Read the model with what the form says of its network; nothing is written")
        self.read = _button(self.tr("Read"), tip, self._ask_read)
        tip = self.tr("Write the package and a golden output to check it by")
        self.write = _button(self.tr("Import"), tip, self._ask_write)
        self.write.setProperty("primary", True)
        close = _button(self.tr("Close"), self.tr("Close without importing"), self.reject)
        self.path.returnPressed.connect(self._ask_read)
        buttons = QWidget()
        flow = Flow(buttons, stretched=False)
        for button in (self.file, self.folder, self.read):
            flow.addWidget(button)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(close)
        below.addWidget(self.write)
        layout = QVBoxLayout(self)
        for widget in (self.what, self.path, buttons, self.strip, self.failure):
            layout.addWidget(widget)
        layout.addWidget(self.form, 1)
        layout.addLayout(below)


def _button(text: str, tip: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: clicked())
    return button
