"""Pictures of the 3D view for files and films: what a worker draws, and over it what the view draws on the screen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from medview.core.errors import MedViewError
from medview.core.solid import Camera
from medview.core.text import tr
from medview.imaging.looking import Eye
from medview.imaging.scene import Frame3D
from medview.jobs.protocol import Failed
from medview.session.wishes import PictureWish
from medview.views.jobs import JobBridge, Then
from medview.views.solid.shots import SHARP, image_of
from medview.views.solid.volume_view import VolumeView


def solid_picture(view: VolumeView, wish: PictureWish) -> QImage:
    """The 3D view as it stands, drawn anew off the screen; the body is as fine as on the screen.

    Args:
        view: The viewport.
        wish: What stands on it; surfaces are a part of the body.
    """
    return _over(view, view.canvas.image, view.solid.camera, wish)


class TurnFrames:
    """The 3D view turned once around its vertical axis; workers draw one picture after the other.

    Args:
        view: The viewport.
        jobs: Where pictures are drawn.
    """

    count = 90
    current = 0

    def __init__(self, view: VolumeView, jobs: JobBridge) -> None:
        self._view = view
        self._jobs = jobs
        self._camera = view.solid.camera
        self._size = view.canvas.size()
        self._asked: tuple[int, bool, int] | None = None
        self._arrived: tuple[tuple[int, bool, int], QImage] | None = None
        self._failure: MedViewError | None = None

    def draw(self, number: int, wish: PictureWish) -> QImage | None:
        """The view turned by a part of the whole way round; None while it is being drawn.

        Raises:
            MedViewError: It cannot be drawn.
        """
        if self._failure is not None:
            failure, self._failure, self._asked = self._failure, None, None
            raise failure
        key = (number, wish.overlays, wish.scale)
        camera = turned_by(self._camera, 360.0 * number / self.count)
        if self._arrived is not None and self._arrived[0] == key:
            return _over(self._view, self._arrived[1], camera, wish, self._size)
        if self._asked != key:
            self._ask(key, camera, wish)
        return None

    def _ask(self, key: tuple[int, bool, int], camera: Camera, wish: PictureWish) -> None:
        size = (self._size.width() * wish.scale, self._size.height() * wish.scale)
        shot = self._view.shot(size, camera)
        if shot is None:
            raise MedViewError(tr("The 3D view shows nothing."), tr("Wait until it does, then begin again."))
        if not wish.overlays:
            shot = replace(shot, surfaces=())
        self._asked = key

        def take(frame: Frame3D) -> None:
            self._arrived = (key, image_of(frame).copy())
            self._jobs.release(SHARP, serial)

        def tell(failed: Failed) -> None:
            self._failure = MedViewError(failed.message, failed.hint)

        serial = self._jobs.submit(SHARP, "draw", "", Then(take, failed=tell), shot=shot)


def turned_by(camera: Camera, degrees: float) -> Camera:
    """A camera that went round the body, about the vertical of its picture."""
    back, up = np.array(camera.back), np.array(camera.up)
    angle = np.radians(degrees)
    way = back * np.cos(angle) + np.cross(up, back) * np.sin(angle) + up * (up @ back) * (1.0 - np.cos(angle))
    x, y, z = (float(part) for part in way / np.linalg.norm(way))
    return replace(camera, back=(x, y, z))


def _over(view: VolumeView, body: QImage, camera: Camera, wish: PictureWish, size: QSize | None = None) -> QImage:
    """A drawn body with what lies over it."""
    size = size or view.canvas.size()
    image = QImage(size * wish.scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(wish.scale)
    image.fill(QColor(0, 0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), body)
    if view.canvas.body is not None:
        view.wish, before = wish, view.wish
        view.paint_over(painter, Eye(camera, view.canvas.body, (max(1, size.width()), max(1, size.height()))))
        view.wish = before
    painter.end()
    return image
