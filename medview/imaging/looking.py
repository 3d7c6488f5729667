"""Where places of a body are in a picture of it: the eye of the 3D view, as VTK and the window both need it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from medview.core.geometry import Float, Geometry
from medview.core.solid import ZOOMS, Camera, Point

_EYE_RADII = 4.0
"""Distance of the eye in radii of the body: a perspective that helps and hardly distorts."""
_FILL = 0.66
"""Part of the body's radius that half a fitted picture shows; a head then fills it, and corners of air lie outside."""
_FULL_TURN_PX = 0.5
"""Degrees the body turns for each pixel dragged."""


@dataclass(frozen=True)
class Body:
    """The room a 3D view is about.

    Args:
        centre: LPS mm.
        radius: Of the sphere around it, mm.
    """

    centre: Point
    radius: float

    @classmethod
    def of(cls, geometry: Geometry) -> Body:
        """The body of a grid, whole voxels included."""
        centre = geometry.centre_lps
        radius = float(np.linalg.norm(geometry.spacing_mm * geometry.shape)) / 2.0
        return cls(_point(centre), max(radius, 1e-3))

    @classmethod
    def between(cls, low: Point, high: Point) -> Body:
        """The body of a box."""
        middle, sides = (np.array(low) + high) / 2.0, np.array(high) - low
        return cls(_point(middle), max(float(np.linalg.norm(sides)) / 2.0, 1e-3))


@dataclass(frozen=True)
class Eye:
    """A camera that looks at a body through a picture.

    Args:
        camera: From where.
        body: At what.
        size: (width, height) of the picture, pixels.
    """

    camera: Camera
    body: Body
    size: tuple[int, int]

    @property
    def focal(self) -> Float:
        """(3,) the place looked at, LPS mm."""
        return np.asarray(np.array(self.body.centre) + self.camera.offset)

    @property
    def position(self) -> Float:
        """(3,) the eye, LPS mm."""
        return np.asarray(self.focal + self._back * self.distance)

    @property
    def distance(self) -> float:
        """From the eye to the place looked at, mm."""
        return _EYE_RADII * self.body.radius

    @property
    def half_height(self) -> float:
        """Half of what the picture shows at the place looked at, mm."""
        width, height = self.size
        return _FILL * self.body.radius * max(1.0, height / max(width, 1)) / self.camera.zoom

    @property
    def angle_deg(self) -> float:
        """Angle of the view, top to bottom."""
        return float(2.0 * np.degrees(np.arctan2(self.half_height, self.distance)))

    @property
    def near_far(self) -> tuple[float, float]:
        """Distances from the eye between which the whole body lies, mm."""
        middle = self.distance + float(np.dot(self._back, self.camera.offset))
        reach = self.body.radius * 1.1
        return max(middle - reach, self.distance * 0.01), max(middle + reach, self.distance * 0.02)

    @property
    def axes(self) -> tuple[Float, Float, Float]:
        """Unit LPS directions to the picture's right, to its top, and to the eye."""
        right = np.cross(self.camera.up, self._back)
        right /= np.linalg.norm(right)
        return right, np.cross(self._back, right), self._back

    @property
    def mm_per_pixel(self) -> float:
        """At the place looked at."""
        return 2.0 * self.half_height / max(self.size[1], 1)

    def project(self, points_lps: ArrayLike) -> tuple[Float, Float]:
        """(..., 2) pixels (right, down) of (..., 3) places, and their (...) distance from the eye along the view."""
        right, up, back = self.axes
        way = np.asarray(points_lps, dtype=np.float64) - self.position
        depth = -(way @ back)
        scale = self.distance / np.maximum(depth, 1e-9) / self.mm_per_pixel
        width, height = self.size
        pixels = np.stack((width / 2.0 + (way @ right) * scale, height / 2.0 - (way @ up) * scale), axis=-1)
        return pixels, depth

    def ray(self, x: float, y: float) -> tuple[Float, Float]:
        """The eye and the unit LPS direction from it through a pixel."""
        right, up, back = self.axes
        width, height = self.size
        mm = self.mm_per_pixel
        way = right * ((x - width / 2.0) * mm) + up * ((height / 2.0 - y) * mm) - back * self.distance
        return self.position, way / np.linalg.norm(way)

    @property
    def _back(self) -> Float:
        back = np.array(self.camera.back, dtype=np.float64)
        return np.asarray(back / np.linalg.norm(back))


def turned(eye: Eye, right_px: float, down_px: float) -> Camera:
    """The camera after the body was turned by a drag; the place looked at stays."""
    right, up, _ = eye.axes
    turn = _rotation(up, -right_px * _FULL_TURN_PX) @ _rotation(right, -down_px * _FULL_TURN_PX)
    return _with_axes(eye.camera, turn @ eye.axes[2], turn @ up)


def rolled(eye: Eye, degrees: float) -> Camera:
    """The camera after the picture was turned in its plane."""
    return _with_axes(eye.camera, eye.axes[2], _rotation(eye.axes[2], degrees) @ eye.axes[1])


def about_up(camera: Camera, degrees: float) -> Camera:
    """The camera after going round the body, as on a turntable."""
    turn = _rotation(np.array(camera.up, dtype=np.float64), degrees)
    return _with_axes(camera, turn @ np.array(camera.back), np.array(camera.up))


def panned(eye: Eye, right_px: float, down_px: float) -> Camera:
    """The camera after the body was dragged across the picture."""
    right, up, _ = eye.axes
    moved = (up * down_px - right * right_px) * eye.mm_per_pixel
    reach = eye.body.radius * 2.0
    return replace(eye.camera, offset=_point(np.clip(np.array(eye.camera.offset) + moved, -reach, reach)))


def zoomed(camera: Camera, factor: float) -> Camera:
    """The camera after magnifying."""
    return replace(camera, zoom=min(max(camera.zoom * factor, ZOOMS[0]), ZOOMS[1]))


def _with_axes(camera: Camera, back: Float, up: Float) -> Camera:
    back = back / np.linalg.norm(back)
    up = up - back * (up @ back)
    return replace(camera, back=_point(back), up=_point(up / np.linalg.norm(up)))


def _rotation(axis: Float, degrees: float) -> Float:
    """Rodrigues' matrix; counter-clockwise seen against the axis."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(degrees)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross)


def _point(values: ArrayLike) -> Point:
    x, y, z = (float(value) for value in np.asarray(values))
    return (x, y, z)
