"""Tables of drawings: each has the values of the position it was drawn at, whatever is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.measurement import Measurement, OnPlane, Shape
from medview.session.changes import PositionChosen
from medview.views.background import Background
from medview.views.drawing.figures import AT_ONCE, FigureBook
from medview.views.drawing.lines import lines_of
from tests.views.heads import head
from tests.views.reading.test_dimension_bar import TIME, moving

ON = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


@pytest.fixture
def book(qtbot: QtBot) -> Iterator[FigureBook]:
    background = Background()
    yield FigureBook(background)
    background.close()


def test_values_are_those_of_the_position_drawn_at(tmp_path: Path) -> None:
    kept = moving(tmp_path, TIME)
    place = tuple(head().geometry.to_lps((10, 12, 14)).tolist())
    one = Measurement("m", kept.state.series.uid, Shape.POINT, (place,), ON, at=(1,))  # type: ignore[union-attr]
    kept.draw(one)
    kept.apply(PositionChosen((3,)))
    (line,) = lines_of(tuple(kept.state.opened.values()))
    assert line.measured.figure("value").value == head().array[10, 12, 14] + 100  # type: ignore[union-attr]
    assert line.position == "Temporal Position: 2 s (2 of 5)"


def test_a_large_region_is_whole_in_the_table_while_it_is_still_being_measured(
    tmp_path: Path, book: FigureBook
) -> None:
    kept = moving(tmp_path, TIME)
    geometry = head().geometry
    centre = geometry.to_lps((np.array(geometry.shape) - 1) / 2.0)
    reach = float((np.array(geometry.shape) * geometry.spacing_mm).max()) * 4.0
    ball = (tuple(centre.tolist()), tuple(np.add(centre, (reach, 0.0, 0.0)).tolist()))
    one = Measurement("m", kept.state.series.uid, Shape.SPHERE, ball, ON, at=(2,))  # type: ignore[union-attr]
    kept.draw(one)
    opened = next(iter(kept.state.opened.values()))
    assert 4.2 * reach**3 / (1000.0 * geometry.voxel_ml) > AT_ONCE
    assert book.of(opened.measurements[0], opened).figure("mean") is None, "it is still being measured"
    (line,) = lines_of((opened,))
    assert line.measured.figure("mean").value == pytest.approx((head().array + 200.0).mean())  # type: ignore[union-attr]


def test_voxels_that_are_gone_and_positions_that_never_were_are_told(tmp_path: Path) -> None:
    kept = moving(tmp_path, TIME)
    one = Measurement("m", kept.state.series.uid, Shape.POINT, ((0.0, 0.0, 0.0),), ON, at=(70,))  # type: ignore[union-attr]
    kept.draw(one)
    opened = next(iter(kept.state.opened.values()))
    (line,) = lines_of((opened,))
    assert line.position == ""
    assert "not there" in " ".join(line.measured.notes)
    assert opened.volume is not None
    (line,) = lines_of((replace(opened, volume=replace(opened.volume, path=str(tmp_path / "gone.npy"))),))
    assert "not there" in " ".join(line.measured.notes)
