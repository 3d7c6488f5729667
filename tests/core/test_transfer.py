from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.transfer import (
    MOST_POINTS,
    Greys,
    Transfer,
    TransferPoint,
    first_choice,
    in_body,
    in_values,
    shifted,
    suits,
    transfer_from_json,
    transfer_to_json,
)
from medview.core.volume import Quantity

RAMP = Transfer(
    "Ramp", (TransferPoint(0.0, 0.0, (0, 0, 0)), TransferPoint(100.0, 1.0, (200, 100, 50))), gradient=((2.0, 0.5),)
)
GREYS = Greys(-1000.0, 3000.0, border=-400.0, white=600.0)


def presets() -> tuple[Transfer, ...]:
    data = json.loads(resource("presets", "volume.json").read_text(encoding="utf-8"))
    return tuple(transfer_from_json(one) for one in data)


def test_values_between_points_are_interpolated_and_beyond_them_stay() -> None:
    assert RAMP.opacity_at([-5.0, 0.0, 50.0, 100.0, 500.0]).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert RAMP.colour_at(50.0) == (100, 50, 25)


def test_points_stand_by_ascending_value_and_an_edited_preset_is_none_any_more() -> None:
    late = TransferPoint(-10.0, 0.2, (1, 2, 3))
    edited = transfer_from_json({**transfer_to_json(RAMP), "id": "mine"}).with_points((*RAMP.points, late))
    assert [point.value for point in edited.points] == [-10.0, 0.0, 100.0]
    assert edited.id == ""


@pytest.mark.parametrize("points", [RAMP.points[:1], RAMP.points[::-1], RAMP.points * MOST_POINTS])
def test_too_few_unordered_and_too_many_points_are_refused(points: tuple[TransferPoint, ...]) -> None:
    with pytest.raises(MedViewError, match="points"):
        Transfer("Bad", points)


def test_percent_of_the_body_become_values_and_back() -> None:
    body = transfer_from_json({**transfer_to_json(RAMP), "scale": "body"})
    values = in_values(body, GREYS)
    assert [point.value for point in values.points] == [-400.0, 600.0]
    assert values.gradient == ((20.0, 0.5),)
    assert in_values(values, GREYS) is values
    again = in_body(values, GREYS)
    assert [point.value for point in again.points] == pytest.approx([0.0, 100.0])
    assert again.gradient[0] == pytest.approx((2.0, 0.5))


def test_shifting_and_stretching_move_every_point() -> None:
    assert [point.value for point in shifted(RAMP, 30.0).points] == [30.0, 130.0]
    assert [point.value for point in shifted(RAMP, 0.0, 2.0, 50.0).points] == [-50.0, 150.0]


def test_every_shipped_preset_reads_writes_and_has_an_identifier_of_its_own() -> None:
    shipped = presets()
    assert len({one.id for one in shipped}) == len(shipped)
    for one in shipped:
        assert transfer_from_json(json.loads(json.dumps(transfer_to_json(one)))) == one
        assert one.opacity_at(np.linspace(one.low, one.high, 50)).max() > 0.05


@pytest.mark.parametrize(
    ("quantity", "modality", "wanted"),
    [
        (Quantity.HU, "CT", "ct-overview"),
        (Quantity.ARBITRARY, "MR", "mr-overview"),
        (Quantity.SUV, "PT", "pet-mip"),
        (Quantity.ARBITRARY, "PT", "mip"),
        (Quantity.ARBITRARY, "", "mr-overview"),
    ],
)
def test_a_volume_opens_with_the_preset_of_its_modality(quantity: Quantity, modality: str, wanted: str) -> None:
    assert first_choice(presets(), quantity, modality).id == wanted


def test_the_kinds_of_blending_and_the_shipped_presets_cover_what_readers_ask_for() -> None:
    shipped = presets()
    assert {one.blend for one in shipped} == {"composite", "maximum", "minimum", "average"}
    assert {one.id for one in shipped} >= {
        "ct-bone",
        "ct-angio",
        "ct-lung",
        "ct-soft",
        "ct-skin",
        "mr-angio",
        "pet-mip",
    }
    assert all(any(suits(one, quantity) for one in shipped) for quantity in Quantity)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"name": "x", "points": 3},
        {"name": "x", "points": [{"value": 0, "opacity": 0, "colour": [0, 0]}] * 2},
        {"name": "x", "points": [{"value": float("nan"), "opacity": 0, "colour": [0, 0, 0]}] * 2},
        {**transfer_to_json(RAMP), "blend": "glow"},
        {**transfer_to_json(RAMP), "scale": "inches"},
        {**transfer_to_json(RAMP), "shading": {"colour": 1}},
        {**transfer_to_json(RAMP), "unit_mm": "deep"},
    ],
)
def test_anything_else_is_refused_in_plain_words(data: Any) -> None:
    with pytest.raises(MedViewError):
        transfer_from_json(data)


def test_numbers_beyond_their_range_are_put_back_into_it() -> None:
    data = transfer_to_json(RAMP)
    data["points"][1]["opacity"], data["points"][1]["colour"], data["unit_mm"] = 7.0, (300, -5, 10), -1.0
    read = transfer_from_json(data)
    assert read.points[1] == TransferPoint(100.0, 1.0, (255, 0, 10))
    assert read.unit_mm > 0.0
