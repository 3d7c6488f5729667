"""An encapsulated STL or OBJ model, to be turned and looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from medview.core.solid import Camera
from medview.imaging.looking import Body
from medview.imaging.scene import Painted, Shot, Surface
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then
from medview.views.solid.canvas import Canvas
from medview.views.solid.marks import paint_cube
from medview.views.solid.shots import Shots, Shown, Wish

_POOL = "interactive"
_COLOUR = (222, 205, 178)


class ModelView(QWidget):
    """Shows one model; it is read and drawn in workers.

    Args:
        jobs: Where that happens.
        parent: The widget it stands in.
    """

    def __init__(self, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._path = ""
        self._serial = 0
        self._surface: Surface | None = None
        self.message = QLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.canvas = Canvas(self.tr("3D model"))
        self.canvas.drawn_over.append(paint_cube)
        self.shots = Shots(jobs, self)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.setAccessibleName(self.tr("3D model"))
        self.canvas.camera_changed.connect(lambda _: self._draw())
        self.canvas.resized.connect(self._draw)
        self.canvas.held.connect(self.shots.hold)
        self.shots.arrived.connect(self._show)
        self.shots.failed.connect(self._failed)

    @property
    def ready(self) -> bool:
        """Whether a model stands there."""
        return not self.canvas.image.isNull()

    def show_model(self, path: str) -> None:
        """Read a model and show it; an empty path shows none."""
        self._drop()
        self._path = path
        self.message.setText(self.tr("The model is being read."))
        self._stack.setCurrentWidget(self.message)
        if path:
            self._submit(path)

    def fit(self) -> None:
        """Look from the front again."""
        self.canvas.look(Camera())

    def shut(self) -> None:
        """Ask for nothing more; call it before the view goes."""
        self._path = ""
        self._drop()
        self.shots.shut()

    def _submit(self, path: str) -> None:
        """Run the task; only the newest one counts."""

        def take(surface: Surface) -> None:
            if serial == self._serial:
                self._surface = surface
                self.canvas.body = Body.between(surface.low, surface.high)
                self.canvas.camera = Camera()
                self._draw()

        def tell(failure: Failed) -> None:
            if serial == self._serial:
                self._failed(failure)

        serial = self._jobs.submit(_POOL, "model", "", Then(take, failed=tell), path=path)
        self._serial = serial

    def _draw(self) -> None:
        if self._surface is None or self.canvas.body is None:
            return
        painted = (Painted(self._surface.path, _COLOUR),)
        shot = Shot(self.canvas.pixels(), self.canvas.camera, self.canvas.body, surfaces=painted)
        self.shots.want(Wish(shot, shot))

    def _show(self, shown: Shown) -> None:
        if self._surface is not None:
            self.canvas.show_image(shown.image, shown.shot.camera)
            self._stack.setCurrentWidget(self.canvas)

    def _failed(self, failure: Failed) -> None:
        if not self.ready:
            self.message.setText(f"{failure.message}\n{failure.hint}".strip())

    def _drop(self) -> None:
        if self._serial:
            self._jobs.cancel(self._serial)
            self._jobs.release(_POOL, self._serial)
        self._serial, self._surface = 0, None
        self.canvas.show_image(QImage(), None)
        self.canvas.body = None
        self.shots.want(Wish(None, None))
        self.shots.forget()
