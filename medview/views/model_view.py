"""An encapsulated STL or OBJ model, to be turned and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from medview.imaging.scene import OpenGL, Surface
from medview.imaging.surfaces import Mesh
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then

if TYPE_CHECKING:
    from medview.views.vtk_widget import VtkWidget

_POOL = "interactive"
_COLOUR = {1: (222, 205, 178)}


class ModelView(QWidget):
    """Shows one model; it is read in a worker, and the display is tried out there first.

    Args:
        jobs: Where that happens.
        parent: The widget it stands in.
    """

    def __init__(self, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._widget: VtkWidget | None = None
        self._path = ""
        self._serial = 0
        self._mesh: Mesh | None = None
        self.message = QLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.message)
        self.setAccessibleName(self.tr("3D model"))

    @property
    def ready(self) -> bool:
        """Whether a model stands there."""
        return self._widget is not None and self._mesh is not None

    def show_model(self, path: str) -> None:
        """Read a model and show it; an empty path shows none."""
        self._path, self._mesh = path, None
        self.message.setText(self.tr("The model is being read."))
        self._stack.setCurrentWidget(self.message)
        if path and self._widget is None:
            self._submit("opengl", self._opengl_known)
        elif path:
            self._submit("model", self._take, path=path)

    def fit(self) -> None:
        """Look from the front again."""
        if self._widget is not None:
            self._widget.scene.look_from((0.0, -1.0, 0.0))
            self._widget.ask_frame()

    def shut(self) -> None:
        """Give the graphics window back; call it before the view goes."""
        self._path = ""
        self._jobs.cancel(self._serial)
        if self._widget is not None:
            self._widget.shut()
            self._widget = None

    def _opengl_known(self, found: OpenGL) -> None:
        QTimer.singleShot(0, self, lambda: self._make_widget(found))

    def _make_widget(self, found: OpenGL) -> None:
        if not self._path:
            return
        if self._widget is None:
            from medview.views.vtk_widget import VtkWidget

            self._widget = VtkWidget(found.software, self)
            self._stack.addWidget(self._widget)
        self._submit("model", self._take, path=self._path)

    def _take(self, surface: Surface) -> None:
        if self._widget is None:
            return
        self._mesh = Mesh.load(surface.path)
        scene = self._widget.scene
        scene.show_surfaces({surface.label: self._mesh})
        scene.paint_surfaces(_COLOUR, frozenset(), frozenset())
        self._stack.setCurrentWidget(self._widget)
        self.fit()

    def _failed(self, failure: Failed) -> None:
        self.message.setText(f"{failure.message}\n{failure.hint}".strip())

    def _submit(self, task: str, done: Any, **arguments: Any) -> None:
        """Run a task; only the newest one counts."""
        self._jobs.cancel(self._serial)

        def take(value: Any) -> None:
            if serial == self._serial and self._path:
                done(value)
            self._jobs.release(_POOL, serial)

        serial = self._serial = self._jobs.submit(_POOL, task, "", Then(take, failed=self._failed), **arguments)
