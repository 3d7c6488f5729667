"""What drawings measure is computed once, and large regions beside the window's thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.measurement import Measurement, OnImage, OnPlane, Shape
from medview.core.study import Series
from medview.core.volume import Volume
from medview.session.state import Opened
from medview.views.background import Background
from medview.views.drawing.figures import AT_ONCE, FigureBook

ON = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
SERIES = Series("1.2", "1", "dicom", "CT", "", 1, "", (), None)


@pytest.fixture
def book(qtbot: QtBot) -> Iterator[FigureBook]:
    background = Background()
    yield FigureBook(background)
    background.close()


def opened(folder: Path, side: int, values: int = 7) -> Opened:
    geometry = Geometry.from_axes((2, side, side), (1.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    volume = Volume(geometry, np.full(geometry.shape, values, np.int16)).store(folder / f"{side}{values}.npy")
    return Opened(SERIES, volume=volume)


def box(side: float) -> Measurement:
    return Measurement("m", "1.2", Shape.RECTANGLE, ((0.0, 0.0, 0.0), (side, side, 0.0)), ON)


def test_the_same_drawing_is_measured_once(book: FigureBook, tmp_path: Path) -> None:
    one, shown = box(20.0), opened(tmp_path, 32)
    assert book.of(one, shown) is book.of(one, shown)
    assert book.of(replace(one), shown) is not book.of(one, shown)


def test_another_position_has_other_values(book: FigureBook, tmp_path: Path) -> None:
    one = box(20.0)
    assert book.of(one, opened(tmp_path, 32, 7)).figure("mean").value == 7  # type: ignore[union-attr]
    assert book.of(one, opened(tmp_path, 32, 9)).figure("mean").value == 9  # type: ignore[union-attr]


def test_a_large_region_is_outlined_at_once_and_its_values_come_later(
    book: FigureBook, tmp_path: Path, qtbot: QtBot
) -> None:
    side = int(AT_ONCE**0.5) + 100
    one, shown = box(side - 10.0), opened(tmp_path, side)
    with qtbot.waitSignal(book.changed) as told:
        first = book.of(one, shown)
        assert first.figure("area") is not None
        assert first.figure("mean") is None
        assert book.of(one, shown) is first
    assert told.args == ["m"]
    assert book.of(one, shown).figure("mean").value == 7  # type: ignore[union-attr]


def test_a_list_never_waits_for_values(book: FigureBook, tmp_path: Path, qtbot: QtBot) -> None:
    one, shown = box(20.0), opened(tmp_path, 32)
    with qtbot.waitSignal(book.changed):
        assert book.later(one, shown).figure("mean") is None
    assert book.later(one, shown).figure("mean") is not None


def test_a_picture_read_later_gets_its_values_then(book: FigureBook, tmp_path: Path) -> None:
    np.save(tmp_path / "i.npy", np.full((1, 8, 8), 3, np.int16))
    np.save(tmp_path / "ready.npy", np.array([-1], np.int32))
    images = StoredImages(str(tmp_path / "i.npy"), (Frame(),), ready=str(tmp_path / "ready.npy"))
    one = Measurement("m", "1.2", Shape.RECTANGLE, ((1.0, 1.0), (4.0, 4.0)), OnImage(0))
    shown = Opened(SERIES, images=images)
    assert "not read yet" in book.of(one, shown).notes[-1]
    np.save(tmp_path / "ready.npy", np.array([0], np.int32))
    assert book.of(one, shown).figure("mean").value == 3  # type: ignore[union-attr]


def test_what_was_drawn_on_the_other_form_of_a_series_says_so(book: FigureBook, tmp_path: Path) -> None:
    one = Measurement("m", "1.2", Shape.LENGTH, ((1.0, 1.0), (4.0, 4.0)), OnImage(0))
    assert "another way" in book.of(one, opened(tmp_path, 32)).notes[0]


def test_files_that_are_gone_are_told(book: FigureBook, tmp_path: Path) -> None:
    shown = opened(tmp_path, 32)
    Path(shown.volume.path).unlink()  # type: ignore[union-attr]
    assert "not there any more" in book.of(box(20.0), shown).notes[0]
