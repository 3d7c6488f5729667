"""What is drawn over a body in 3D: orientation cube, crosshair, the three planes, and the crop box with its handles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QTransform

from medview.core.geometry import Float, Geometry
from medview.core.solid import Crop, Point, with_side
from medview.core.volume import Volume
from medview.imaging.cutting import Turned
from medview.imaging.looking import Eye
from medview.imaging.oblique import frame_of
from medview.imaging.reslice import PLANES

_CUBE_PX, _CUBE_INSET = 21.0, 42.0
_FACES: tuple[tuple[str, tuple[int, int, int], tuple[int, int, int]], ...] = (
    ("L", (1, 0, 0), (0, 0, 1)),
    ("R", (-1, 0, 0), (0, 0, 1)),
    ("P", (0, 1, 0), (0, 0, 1)),
    ("A", (0, -1, 0), (0, 0, 1)),
    ("H", (0, 0, 1), (0, -1, 0)),
    ("F", (0, 0, -1), (0, -1, 0)),
)
"""Letter, the way a side of the cube faces, and the way the letter's top points; LPS."""
_FACE, _EDGE, _LETTER = QColor(64, 71, 82), QColor(150, 158, 170), QColor(235, 235, 235)
_CROSS_PX, _GAP_PX = 26.0, 6.0
_BOX = QColor(120, 200, 255)
_HANDLE_PX, _GRAB_PX = 6.0, 11.0


def paint_cube(painter: QPainter, eye: Eye) -> None:
    """A cube with the patient's sides on it, in the lower right corner."""
    width, height = eye.size
    middle = QPointF(width - _CUBE_INSET, height - _CUBE_INSET)
    right, up, back = eye.axes
    font = QFont(painter.font())
    font.setPixelSize(40)
    font.setBold(True)
    painter.setFont(font)
    seen: list[tuple[str, Float, Float]] = [
        (letter, np.array(way), np.array(top)) for letter, way, top in _FACES if np.dot(np.array(way), back) > 0.02
    ]
    for letter, way, top in sorted(seen, key=lambda face: float(face[1] @ back)):
        along = np.cross(top, way)
        corners = [way - along + top, way + along + top, way + along - top, way - along - top]
        places = [middle + QPointF(float(c @ right), -float(c @ up)) * _CUBE_PX for c in corners]
        shade = 0.55 + 0.45 * float(way @ back)
        painter.setPen(QPen(_EDGE, 1.0))
        painter.setBrush(QColor.fromRgbF(_FACE.redF() * shade, _FACE.greenF() * shade, _FACE.blueF() * shade))
        painter.drawPolygon(QPolygonF(places))
        _paint_letter(painter, letter, places)


def _paint_letter(painter: QPainter, letter: str, corners: Sequence[QPointF]) -> None:
    """A letter on a side of the cube, as the side lies."""
    square = QRectF(0.0, 0.0, 60.0, 60.0)
    turn = QTransform()
    flat = QPolygonF([square.topLeft(), square.topRight(), square.bottomRight(), square.bottomLeft()])
    if not QTransform.quadToQuad(flat, QPolygonF(list(corners)), turn):
        return
    painter.save()
    painter.setTransform(turn, True)
    painter.setPen(_LETTER)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def paint_cross(painter: QPainter, eye: Eye, point_lps: Point) -> None:
    """Three short lines through the crosshair's point, along the patient's axes, with a gap at their middle."""
    reach = _CROSS_PX * eye.mm_per_pixel
    gap = _GAP_PX / _CROSS_PX
    for axis in np.eye(3):
        for sign in (-1.0, 1.0):
            ends = np.array(point_lps) + np.outer((gap, 1.0), axis * sign * reach)
            _line(painter, eye.project(ends)[0], QColor(255, 255, 255), 1.6)


def paint_planes(painter: QPainter, eye: Eye, volume: Volume, point_lps: Point, turned: Turned) -> None:
    """The planes through the crosshair as sheets in the colours of their planes, the farther ones first."""
    sheets = []
    for plane, axes in zip(PLANES, turned, strict=True):
        frame = frame_of(volume, plane, axes, point_lps)
        number, rows, columns = frame.position(point_lps)[0], *frame.shape
        ends = ((-0.5, -0.5), (-0.5, columns - 0.5), (rows - 0.5, columns - 0.5), (rows - 0.5, -0.5))
        places, depth = eye.project([frame.point(number, row, column) for row, column in ends])
        sheets.append((float(depth.mean()), places, QColor(*plane.colour)))
    for _, places, colour in sorted(sheets, key=lambda sheet: -sheet[0]):
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 26))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))


@dataclass(eq=False)
class CropBox:
    """The crop box: drag a handle to move its side.

    Args:
        geometry: The volume's grid, or None.
        crop: What is shown of it.
        moved: Told the crop while a handle is dragged.
        done: Told when it is let go.
    """

    moved: Callable[[Crop], None]
    done: Callable[[], None]
    geometry: Geometry | None = None
    crop: Crop = (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)
    shown: bool = False
    _side: int | None = None

    def paint(self, painter: QPainter, eye: Eye) -> None:
        """Draw the box; handles in front are brighter."""
        if not self.shown or self.geometry is None:
            return
        corners = {ends: self._place(ends) for ends in product((0, 1), repeat=3)}
        for one, other in product(corners, repeat=2):
            if one < other and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
                _line(painter, eye.project([corners[one], corners[other]])[0], _BOX, 1.2)
        places, depths = self._handles(eye)
        for side in np.argsort(-depths):
            near = depths[side] <= np.median(depths)
            painter.setPen(QPen(QColor(0, 0, 0), 1.0))
            painter.setBrush(_BOX if near else _BOX.darker(180))
            size = _HANDLE_PX * (1.3 if side == self._side else 1.0)
            painter.drawEllipse(QPointF(*places[side]), size, size)

    def press(self, eye: Eye, at: QPointF) -> bool:
        """Take the nearest handle, if one is under the pointer."""
        self._side = self._under(eye, at)
        return self._side is not None

    def drag(self, eye: Eye, at: QPointF) -> None:
        """Move the side so that its handle follows the pointer along the side's own direction."""
        if self._side is None or self.geometry is None:
            return
        axis, place = self._side // 2, self._middle(self._side)
        way = self.geometry.affine[:3, axis] * max(self.geometry.shape[axis] - 1, 1)
        ends, _ = eye.project([place, place + way * 1e-3])
        step = (ends[1] - ends[0]) / 1e-3
        length = float(step @ step)
        if length > 1.0:
            part = float(np.array([at.x() - ends[0][0], at.y() - ends[0][1]]) @ step) / length
            self.crop = with_side(self.crop, self._side, self.crop[self._side] + part)
            self.moved(self.crop)

    def release(self) -> None:
        """Let the side be where it is."""
        self._side = None
        self.done()

    def hover(self, eye: Eye, at: QPointF) -> Qt.CursorShape | None:
        """A hand over a handle."""
        return Qt.CursorShape.PointingHandCursor if self._under(eye, at) is not None else None

    def _under(self, eye: Eye, at: QPointF) -> int | None:
        if not self.shown or self.geometry is None:
            return None
        places, depths = self._handles(eye)
        away = np.hypot(*(places - (at.x(), at.y())).T)
        near = np.flatnonzero(away <= _GRAB_PX)
        return int(near[np.argmin(depths[near])]) if len(near) else None

    def _handles(self, eye: Eye) -> tuple[Float, Float]:
        return eye.project([self._middle(side) for side in range(6)])

    def _place(self, ends: tuple[int, ...]) -> Float:
        assert self.geometry is not None
        parts = np.array([self.crop[2 * axis + end] for axis, end in enumerate(ends)])
        return self.geometry.to_lps(parts * (np.array(self.geometry.shape) - 1))

    def _middle(self, side: int) -> Float:
        """The middle of a side of the box, LPS mm."""
        assert self.geometry is not None
        parts = np.array([(self.crop[2 * axis] + self.crop[2 * axis + 1]) / 2.0 for axis in range(3)])
        parts[side // 2] = self.crop[side]
        return self.geometry.to_lps(parts * (np.array(self.geometry.shape) - 1))


def _line(painter: QPainter, ends: Float, colour: QColor, width: float) -> None:
    one, other = (QPointF(x, y) for x, y in ends.tolist())
    for ink, broad in ((QColor(0, 0, 0, 160), width + 1.6), (colour, width)):
        painter.setPen(QPen(ink, broad))
        painter.drawLine(one, other)
