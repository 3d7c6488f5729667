"""Where one series lies in another: a turn and a shift, with what tells how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from medview.core.geometry import Float

Row = tuple[float, float, float, float]
Rows = tuple[Row, Row, Row, Row]
_DIRECTIONS = (("R", "L"), ("A", "P"), ("F", "H"))


@dataclass(frozen=True)
class Rigid:
    """A placement of a moving series in a fixed one.

    Args:
        matrix: (4, 4) rows taking homogeneous LPS mm of the fixed series to LPS mm of the moving one.
        before: Mattes mutual information where the search began, nats; higher is better.
        after: Where it ended.
        overlap: Part of the smaller series that lies in the other, 0..1.
        middle_lps: Middle of the fixed series: what turns are about, and shifts are told for.
        seconds: Time the search took.
    """

    matrix: Rows
    before: float
    after: float
    overlap: float
    middle_lps: tuple[float, float, float]
    seconds: float = 0.0

    @property
    def array(self) -> Float:
        """(4, 4) fixed to moving."""
        return np.array(self.matrix, dtype=np.float64)

    @property
    def onto_fixed(self) -> Float:
        """(4, 4) taking LPS mm of the moving series to LPS mm of the fixed one."""
        return np.asarray(np.linalg.inv(self.array))

    @property
    def shift_mm(self) -> Float:
        """(3,) how far the moving series is shifted at the middle of the fixed one, LPS mm."""
        return shift_at(self.onto_fixed, self.middle_lps)

    @property
    def rotation_deg(self) -> float:
        """Angle of the turn."""
        return turn_deg(self.array)

    def to_json(self) -> dict[str, Any]:
        """Numbers for other programs."""
        return {
            "fixed_to_moving_lps_mm": [list(row) for row in self.matrix],
            "moving_to_fixed_lps_mm": self.onto_fixed.tolist(),
            "shift_lps_mm": [round(float(part), 4) for part in self.shift_mm],
            "translation_mm": round(float(np.linalg.norm(self.shift_mm)), 4),
            "rotation_deg": round(self.rotation_deg, 4),
            "mutual_information_before": round(self.before, 6),
            "mutual_information_after": round(self.after, 6),
            "overlap": round(self.overlap, 4),
            "seconds": round(self.seconds, 2),
        }


def rows_of(matrix: ArrayLike) -> Rows:
    """A (4, 4) matrix as a value."""
    a, b, c, d = ((float(row[0]), float(row[1]), float(row[2]), float(row[3])) for row in np.asarray(matrix))
    return (a, b, c, d)


def shift_at(matrix: Float, point_lps: ArrayLike) -> Float:
    """(3,) how far a (4, 4) matrix moves what it takes to a point, mm."""
    point = np.asarray(point_lps, dtype=np.float64)
    source = np.linalg.solve(matrix[:3, :3], point - matrix[:3, 3])
    return np.asarray(point - source)


def turn_deg(matrix: Float) -> float:
    """Angle of the turn in a rigid (4, 4) matrix, degrees."""
    return float(np.degrees(np.arccos(np.clip((np.trace(matrix[:3, :3]) - 1.0) / 2.0, -1.0, 1.0))))


def shift_text(shift_mm: ArrayLike) -> str:
    """A shift with the letters of its directions (``"L 3.2  A 1.0  H 12.4 mm"``)."""
    told = (
        f"{names[int(value >= 0.0)]} {abs(value):.1f}"
        for names, value in zip(_DIRECTIONS, np.asarray(shift_mm), strict=True)
    )
    return "  ".join(told) + " mm"


def nudged(matrix: Float, shift_lps: ArrayLike, turn_lps_deg: ArrayLike, about_lps: ArrayLike) -> Float:
    """A placement moved and turned a little more.

    Args:
        matrix: (4, 4) taking LPS mm of the moving series to LPS mm of the fixed one.
        shift_lps: (3,) mm in the fixed series.
        turn_lps_deg: (3,) degrees about the L, P and H axes, by the right-hand rule.
        about_lps: (3,) point of the fixed series that stays.
    """
    about, step = np.asarray(about_lps, dtype=np.float64), np.eye(4)
    step[:3, :3] = _rotation(np.radians(np.asarray(turn_lps_deg, dtype=np.float64)))
    step[:3, 3] = about - step[:3, :3] @ about + np.asarray(shift_lps, dtype=np.float64)
    return np.asarray(step @ matrix)


def _rotation(radians: Float) -> Float:
    """(3, 3) turn by a rotation vector (Rodrigues)."""
    angle = float(np.linalg.norm(radians))
    if angle == 0.0:
        return np.eye(3)
    x, y, z = radians / angle
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross)
