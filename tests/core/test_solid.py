from __future__ import annotations

import json

import pytest

from medview.core.solid import LEAST_CROP, STANDARD, WHOLE, Camera, Solid, with_side
from medview.session.layout import Look
from medview.session.plain import made, plain
from tests.core.test_transfer import RAMP


def test_a_side_of_the_crop_box_never_meets_the_opposite_one() -> None:
    assert with_side(WHOLE, 0, 0.4) == (0.4, 1.0, 0.0, 1.0, 0.0, 1.0)
    assert with_side(WHOLE, 3, -2.0)[3] == LEAST_CROP
    assert with_side((0.0, 0.3, 0.0, 1.0, 0.0, 1.0), 0, 0.9)[0] == pytest.approx(0.3 - LEAST_CROP)
    assert with_side(WHOLE, 5, 3.0) == WHOLE


def test_how_a_volume_is_seen_is_kept_with_the_layout() -> None:
    solid = Solid(
        camera=Camera((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (1.5, 2.0, 3.0), 2.5),
        preset="ct-bone",
        transfer=RAMP,
        quality="best",
        crop=(0.1, 0.9, 0.0, 1.0, 0.2, 0.7),
        clips=(1, 0, -1),
        opacities=(("seg|3", 0.25),),
    )
    assert made(Look, json.loads(json.dumps(plain(Look(solid=solid))))).solid == solid


def test_the_patients_sides_are_seen_upright() -> None:
    for camera in STANDARD.values():
        assert sum(a * b for a, b in zip(camera.back, camera.up, strict=True)) == 0.0
