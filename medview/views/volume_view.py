"""The 3D viewport: the one owner of VTK's Qt widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from medview.core.names import person_name
from medview.imaging.scene import OpenGL, SmallVolume, Surface
from medview.imaging.surfaces import Mesh
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then
from medview.views.overlaid import solid
from medview.views.scene import Scene

if TYPE_CHECKING:
    from medview.views.vtk_widget import VtkWidget

_POOL = "interactive"
_BORDER = 2
_FIRST_UNKNOWN = "\u1100"
"""Characters from here on, among them those of East Asia, are not in the font VTK writes with."""
_WHILE_SCROLLING_MS = 250
"""The slices come first: while the crosshair moves, 3D frames wait or are this far apart."""

_REST_MS = 400
"""A position of a 4D series that stays this long is worth a picture in 3D."""


class VolumeView(QWidget):
    """A translucent body with the labels' surfaces and the crosshair in it.

    The display is tried out in a worker first: where VTK cannot draw, only this viewport says so.

    Args:
        jobs: Where surfaces are built.
        parent: The widget it stands in.
    """

    cursor_moved = Signal(object)
    """(x, y, z) on a surface, LPS mm."""
    maximise_asked = Signal()
    activated = Signal()
    drawn = Signal()
    """Another frame is on the screen."""

    def __init__(self, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._widget: VtkWidget | None = None
        self._probe: OpenGL | None = None
        self._asked = False
        self._closed = False
        self._scene = Scene()
        self._serials: dict[str, int] = {}
        self._wanted: dict[str, Any] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._build_small)
        self._failure = ""
        self._small: SmallVolume | None = None
        self._meshes: dict[int, Mesh] = {}
        self.message = QLabel(self.tr("The 3D view is being prepared."))
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setStyleSheet("background: black; color: #b0b0b0;")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(_BORDER, _BORDER, _BORDER, _BORDER)
        self._stack.addWidget(self.message)
        self.setStyleSheet("background: black;")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(80, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("3D"))

    @property
    def ready(self) -> bool:
        """Whether VTK draws here."""
        return self._widget is not None

    def show_scene(self, scene: Scene) -> None:
        """Show something else; what takes long is built in a worker and appears when it is done."""
        self._scene = scene
        self._ask_small()
        self._ask_surfaces()
        if self._widget is not None:
            self._refresh(_WHILE_SCROLLING_MS)

    def fit(self) -> None:
        """Look from the front again."""
        if self._widget is not None:
            self._widget.scene.look_from((0.0, -1.0, 0.0))
            self._widget.ask_frame()

    def picture(self) -> QImage:
        """What is on the screen."""
        return self._widget.picture() if self._widget is not None else self.grab().toImage()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: try the display out, off the window's thread."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._submit("opengl", self._opengl_known, self._opengl_missing)

    def shut(self) -> None:
        """Give the graphics window back; call it before the view goes."""
        self._closed = True
        self._rest.stop()
        for serial in self._serials.values():
            self._jobs.cancel(serial)
        if self._widget is not None:
            self._widget.shut()
            self._widget = None

    def _opengl_known(self, found: OpenGL) -> None:
        self._probe = found
        QTimer.singleShot(0, self, self._make_widget)

    def _opengl_missing(self, failure: Failed) -> None:
        reason = failure.message if failure.kind == "error" else self.tr("This display cannot show 3D pictures.")
        self.message.setText(f"{reason}\n{self.tr('Axial, coronal and sagittal pictures work without it.')}")

    def _make_widget(self) -> None:
        if self._closed or self._probe is None:
            return
        from medview.views.vtk_widget import VtkWidget

        self._widget = widget = VtkWidget(self._probe.software, self)
        widget.picked.connect(self.cursor_moved)
        widget.maximise_asked.connect(self.maximise_asked)
        widget.activated.connect(self.activated)
        widget.drawn.connect(self.drawn)
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        widget.scene.show_volume(self._small)
        widget.scene.show_surfaces(self._meshes)
        self._refresh()

    def _refresh(self, wait_ms: int = 0) -> None:
        assert self._widget is not None
        scene, vtk = self._scene, self._widget.scene
        layers, style = solid(scene.layers, scene.style)
        vtk.paint_surfaces(layers.colours, style.overlay.hidden, style.rejected)
        vtk.show_cursor(scene.cursor_lps if scene.layers.volume is not None else None)
        vtk.show_words(self._patient(), "\n".join(scene.warnings), self._failure or self._thinned())
        self._widget.ask_frame(wait_ms)

    def _patient(self) -> str:
        """The patient's name as far as VTK's one font has its letters, or the identifier."""
        if self._scene.study is None:
            return ""
        patient = self._scene.study.patient
        name = person_name(patient.name).alphabetic.text
        return name if name and max(name) < _FIRST_UNKNOWN else patient.patient_id

    def _thinned(self) -> str:
        volume, small = self._scene.layers.volume, self._small
        if volume is None or small is None:
            return ""
        drawn, stored = small.volume.geometry.spacing_mm, volume.geometry.spacing_mm
        if (drawn <= stored * 1.01).all():
            return self.tr("3D")
        return self.tr("3D, thinned to voxels of {0} mm").format(" × ".join(f"{side:.1f}" for side in drawn[::-1]))

    def _ask_small(self) -> None:
        """Ask for the volume, thinned; while positions of a 4D series follow each other, once they rest."""
        stored, before = self._scene.stored, self._wanted.get("small_volume")
        if stored is before:
            return
        self._wanted["small_volume"] = stored
        if stored is not None and before is not None and stored.path == before.path:
            self._cancel("small_volume")
            self._take_small(None)
            self._rest.start()
        else:
            self._build_small()

    def _build_small(self) -> None:
        stored = self._wanted.get("small_volume")
        self._rest.stop()
        self._cancel("small_volume")
        self._failure = ""
        self._take_small(None)
        if stored is not None:
            self._submit("small_volume", self._take_small, self._tell, volume=stored)

    def _take_small(self, small: SmallVolume | None) -> None:
        self._small = small
        if self._widget is not None:
            self._widget.scene.show_volume(small)
            self._refresh()

    def _ask_surfaces(self) -> None:
        layers, _ = solid(self._scene.layers, self._scene.style)
        wanted = (layers.label_path, id(layers.volume)) if layers.labels is not None else None
        if wanted == self._wanted.get("surfaces"):
            return
        self._wanted["surfaces"] = wanted
        self._cancel("surfaces")
        self._take_meshes({})
        if wanted is not None and layers.volume is not None:
            labels = tuple(sorted(layers.colours)) if not layers.partial else tuple(range(1, 32))
            arguments = {"mask": layers.label_path, "geometry": layers.volume.geometry, "labels": labels}
            self._submit("surfaces", self._load_meshes, self._tell, **arguments)

    def _tell(self, failure: Failed) -> None:
        self._failure = failure.message
        if self._widget is not None:
            self._refresh()

    def _load_meshes(self, surfaces: tuple[Surface, ...]) -> None:
        self._take_meshes({surface.label: Mesh.load(surface.path) for surface in surfaces})

    def _take_meshes(self, meshes: dict[int, Mesh]) -> None:
        self._meshes = meshes
        if self._widget is not None:
            self._widget.scene.show_surfaces(meshes)
            self._refresh()

    def _submit(
        self, task: str, done: Callable[[Any], None], failed: Callable[[Failed], None], **arguments: Any
    ) -> None:
        def take(value: Any) -> None:
            if not self._closed and self._serials.get(task) == serial:
                done(value)

        def tell(failure: Failed) -> None:
            if not self._closed and self._serials.get(task) == serial:
                failed(failure)

        serial = self._jobs.submit(_POOL, task, "", Then(done=take, failed=tell), **arguments)
        self._serials[task] = serial

    def _cancel(self, task: str) -> None:
        serial = self._serials.pop(task, None)
        if serial is not None:
            self._jobs.cancel(serial)
            self._jobs.release(_POOL, serial)
