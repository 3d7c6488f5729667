from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.errors import MedViewError
from medview.core.figures import UNITS, Figure, Measured
from medview.core.measured_table import Line, as_csv, as_tsv, line_to_json, position_words
from medview.core.measurement import KeyImage, Measurement, OnImage, OnPlane, Shape
from medview.core.measurement_json import (
    key_image_from_json,
    key_image_to_json,
    measurement_from_json,
    measurement_to_json,
)
from medview.core.study import Dimension
from medview.core.volume import Quantity

NUMBER = st.floats(-1e6, 1e6, allow_nan=False)
COUNTS = {Shape.POINT: 1, Shape.TEXT: 1, Shape.ANGLE: 3, Shape.COBB: 4, Shape.BIDIRECTIONAL: 4, Shape.POLYGON: 5}
PLANE = OnPlane((1.0, 0.0, 0.0), (0.0, 0.6, 0.8))


@st.composite
def drawings(draw: st.DrawFn) -> Measurement:
    shape, flat = draw(st.sampled_from(Shape)), draw(st.booleans())
    size = 2 if flat else 3
    point = st.tuples(*[NUMBER] * size)
    count = COUNTS.get(shape, 3 if shape is Shape.FREEHAND else 2)
    return Measurement(
        draw(st.text(min_size=1)), draw(st.text()), shape, tuple(draw(point) for _ in range(count)),
        OnImage(draw(st.integers(0, 9))) if flat else PLANE, draw(st.text()), draw(st.text()), draw(st.floats(0, 1e3)),
        tuple(draw(st.lists(st.integers(0, 9), max_size=2))), draw(st.text()), "2026-01-02", draw(st.text()),
        draw(st.booleans()), draw(st.none() | point),
    )  # fmt: skip


@given(drawings())
def test_drawings_come_back_from_json(one: Measurement) -> None:
    assert measurement_from_json(json.loads(json.dumps(measurement_to_json(one)))) == one


def test_key_images_come_back_from_json() -> None:
    for one in (KeyImage("1.2", 4, note="é", fingerprint="f"), KeyImage("1.2", -1, (1.0, 2.0, 3.0), PLANE)):
        assert key_image_from_json(json.loads(json.dumps(key_image_to_json(one)))) == one


@pytest.mark.parametrize(
    "change",
    [
        {"shape": "circle"},
        {"points": [[0.0, 0.0, 0.0]]},
        {"points": [[0.0, 0.0], [1.0, 1.0]]},
        {"points": [[0.0, 0.0, float("nan")], [1.0, 1.0, 1.0]]},
        {"points": [[0.0, 0.0, 1e300], [1.0, 1.0, 1.0]]},
        {"on": {"right_lps": [1, 0, 0], "down_lps": [1, 0, 0]}},
        {"on": {"right_lps": [5, 0, 0], "down_lps": [0, 1, 0]}},
        {"on": None},
        {"words_at": [1.0]},
    ],
)
def test_what_is_no_drawing_is_refused(change: dict[str, object]) -> None:
    good = measurement_to_json(Measurement("m", "1", Shape.LENGTH, ((0, 0, 0), (1, 1, 1)), PLANE))
    with pytest.raises(MedViewError, match="cannot be read"):
        measurement_from_json({**good, **change})
    with pytest.raises(MedViewError):
        measurement_from_json("nothing")


def test_a_table_has_a_column_for_each_figure_and_starts_no_formula() -> None:
    hu = UNITS[Quantity.HU]
    one = Measurement("m", "1", Shape.POINT, ((0, 0, 0),), PLANE, label="=1+1\tx", author="R")
    other = Measurement("n", "1", Shape.TEXT, ((0, 0, 0),), PLANE, text="a, b")
    lines = [Line(one, Measured((Figure("value", -3.5, hu),)), "CT"), Line(other, Measured(), "CT", "Axial 3/9")]
    rows = [row.split("\t") for row in as_tsv(lines).splitlines()]
    assert rows[0][5] == "Value (HU)"
    assert [row[5] for row in rows[1:]] == ["-3.5", ""]
    assert rows[1][2] == "'=1+1 x"
    assert rows[2][4] == "Axial 3/9"
    assert '"a, b"' in as_csv(lines)
    assert "Position" not in rows[0]
    assert line_to_json(lines[0])["figures"] == [{"name": "value", "value": -3.5, "unit": "[hnsf'U]", "code": None}]


def test_times_of_another_program_start_no_formula() -> None:
    one = Measurement("m", "1", Shape.POINT, ((0, 0, 0),), PLANE, time='=HYPERLINK("http://x")')
    assert as_tsv([Line(one, Measured())]).splitlines()[1].split("\t")[-1] == '\'=HYPERLINK("http://x")'


def test_the_position_measured_at_has_a_column_where_there_are_several() -> None:
    time = Dimension("Temporal Position", (0.0, 2.5), "s")
    phase = Dimension("Cardiac Phase", ("-A", "ES"))
    at = Measurement("m", "1", Shape.POINT, ((0, 0, 0),), PLANE, at=(1, 0))
    said = position_words(at, (time, phase))
    assert said == "Temporal Position: 2.5 s (2 of 2); Cardiac Phase: -A (1 of 2)"
    lines = [
        Line(at, Measured(), position=said),
        Line(Measurement("n", "2", Shape.POINT, ((0, 0, 0),), PLANE), Measured()),
    ]
    rows = [row.split("\t") for row in as_tsv(lines).splitlines()]
    assert [row[5] for row in rows] == ["Position", said, ""]
    assert line_to_json(lines[0])["position"] == said
    assert position_words(Measurement("m", "1", Shape.POINT, ((0, 0, 0),), PLANE, at=(7, -1)), (time, phase)) == ""


@pytest.mark.parametrize(
    "change",
    [{"frame": "first"}, {"point_lps": [1.0, "b", 3.0]}, {"on": {"image": 2}}, {"series": None, "frame": None}],
)
def test_what_is_no_key_image_is_refused(change: dict[str, object]) -> None:
    whole = {"series": "1.2", "frame": 3, "point_lps": [1.0, 2.0, 3.0], "on": None, "note": "", "fingerprint": "f"}
    assert key_image_from_json(whole).frame == 3
    with pytest.raises(MedViewError):
        key_image_from_json({**whole, **change})
