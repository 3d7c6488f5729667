"""VTK's own Qt widget, tamed: it draws when asked, keeps its keys to itself and ends cleanly.

Import this module only after the window is shown and the display was tried out.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget
from vtkmodules.qt.QVTKRenderWindowInteractor import QVTKRenderWindowInteractor
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkInteractionStyle import vtkInteractorStyleTrackballCamera
from vtkmodules.vtkInteractionWidgets import vtkOrientationMarkerWidget
from vtkmodules.vtkRenderingCore import vtkWindowToImageFilter

from medview.views.volume_scene import VolumeScene, orientation_cube

_BUDGET_S = 0.045
"""A frame may keep the window waiting so long; coarser rays keep to it."""
_COARSENESS = (1.0, 4.0)
_CHANGE = 1.3
_CLICK_SLACK = 4.0


class VtkWidget(QVTKRenderWindowInteractor):  # type: ignore[misc]
    """A 3D scene in a Qt widget: left rotates, middle pans, right zooms, a click on a surface moves the crosshair.

    Args:
        software: Whether the processor draws.
        parent: The viewport.
    """

    picked = Signal(object)
    """(x, y, z) on a surface, LPS mm."""
    maximise_asked = Signal()
    activated = Signal()
    drawn = Signal()

    def __init__(self, software: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = VolumeScene(software)
        self._software = software
        self._coarseness = 2.0 if software else 1.0
        self._pressed: QPointF | None = None
        window = self.GetRenderWindow()
        window.SetMultiSamples(0 if software else 4)
        self.scene.add_to(window)
        self._iren = window.GetInteractor()
        self._iren.SetInteractorStyle(vtkInteractorStyleTrackballCamera())
        self._iren.RemoveObservers("CharEvent")  # VTK's own keys: q quits, w draws wires
        self._iren.EnableRenderOff()  # the style asks for a frame at every step; they are merged
        self._iren.AddObserver("RenderEvent", lambda *_: self.ask_frame())
        self._cube = vtkOrientationMarkerWidget()
        self._cube.SetOrientationMarker(orientation_cube())
        self._cube.SetInteractor(self._iren)
        self._cube.SetViewport(0.84, 0.0, 1.0, 0.2)
        self._cube.SetEnabled(True)
        self._cube.InteractiveOff()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.draw)
        self._iren.Initialize()

    def ask_frame(self, wait_ms: int = 0) -> None:
        """Draw within ``wait_ms``; wishes of the same time become one frame.

        Where the processor draws, a wish that may wait does so until no further one comes: slices go first.
        """
        put_off = self._software and wait_ms > 0
        if put_off or not self._timer.isActive() or self._timer.remainingTime() > wait_ms:
            self._timer.start(wait_ms)

    def draw(self) -> None:
        """Draw now."""
        if not self.isVisible():
            return
        self.scene.set_coarseness(self._coarseness)
        self.scene.keep_in_range()
        begun = time.perf_counter()
        self.GetRenderWindow().Render()
        if self._software:
            self._adapt(time.perf_counter() - begun)
        self.drawn.emit()

    def picture(self) -> QImage:
        """The scene as it is now."""
        reader = vtkWindowToImageFilter()
        reader.SetInput(self.GetRenderWindow())
        reader.ReadFrontBufferOff()
        self._iren.EnableRenderOn()  # the reader draws through the interactor
        reader.Update()
        self._iren.EnableRenderOff()
        image = reader.GetOutput()
        columns, rows, _ = image.GetDimensions()
        pixels = np.ascontiguousarray(vtk_to_numpy(image.GetPointData().GetScalars()).reshape(rows, columns, 3)[::-1])
        return QImage(pixels.data, columns, rows, columns * 3, QImage.Format.Format_RGB888).copy()

    def shut(self) -> None:
        """Give everything back; the widget is of no use afterwards."""
        self._timer.stop()
        self._cube.SetEnabled(False)
        self._cube.SetInteractor(None)
        self._iren.RemoveAllObservers()
        self.Finalize()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What lay over the window has gone."""
        self.ask_frame()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        self.activated.emit()
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A left click that was no drag picks a point."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            return
        if (event.position() - pressed).manhattanLength() <= _CLICK_SLACK:
            point = self.scene.pick(*self._iren.GetEventPosition())
            if point is not None:
                self.picked.emit(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Left: maximise, or back."""
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self.maximise_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the window's actions."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the window's actions."""
        event.ignore()

    def _adapt(self, seconds: float) -> None:
        """Coarser rays after a slow frame, finer ones after a quick one."""
        fineness = _CHANGE if seconds > _BUDGET_S else 1.0 / _CHANGE if seconds < _BUDGET_S / 2.0 else 1.0
        self._coarseness = min(max(self._coarseness * fineness, _COARSENESS[0]), _COARSENESS[1])
