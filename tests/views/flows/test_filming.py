"""Films through real clicks: what is in them, and how they end early."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.session.changes import SeriesClosed
from medview.session.paths import user_paths
from medview.views.output.film_dialog import FilmDialog
from tests.films import avif_of
from tests.views.driving import Driven, driven
from tests.views.flows.leaving import SLICES, answer_file, click, dialog, open_axial, write_head
from tests.views.making import make_package


@pytest.fixture
def hands(qtbot: QtBot, private_home: Path) -> Iterator[Driven]:
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


def test_a_film_of_slices(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown = dialog(hands, Qt.Key.Key_S, FilmDialog, both)
    shown.boxes.boxes["corners"].setChecked(False)
    shown.rate.setValue(10.0)
    shown.size_.setCurrentIndex(0)
    shown.first.setValue(3)
    at, path = hands.slice().number, tmp_path / "slices.mp4"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    hands.until(lambda: "The film was saved" in hands.window.messages.text)
    film: Any = Image.open(BytesIO(avif_of(path)))
    assert film.n_frames == SLICES - 2
    assert hands.slice().number == at
    places = []
    for number in (0, 9):
        film.seek(number)
        grey = np.asarray(film.convert("L")).astype(int)
        square = (grey[: hands.slice().height() // 2] > 150).any(0)
        places.append(np.nonzero(square)[0].mean())
    scale = hands.slice().pixels_per_mm * 0.5 / 2
    assert abs((places[1] - places[0]) - 9 * 2 * scale) < scale
    assert not list(hands.window.parts.workspace.glob("film-*"))


def test_a_film_can_be_given_up_while_it_is_drawn(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown = dialog(hands, Qt.Key.Key_S, FilmDialog, both)
    path = tmp_path / "never.gif"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    click(hands, shown.close_)
    assert not shown.bar.isVisible()
    hands.qtbot.wait(50)
    assert not path.exists()
    assert not list(hands.window.parts.workspace.glob("film-*"))
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)


@pytest.mark.parametrize("closed", ["the series", "the viewport"])
def test_a_film_ends_with_words_when_its_series_is_closed(
    closed: str, hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown = dialog(hands, Qt.Key.Key_S, FilmDialog, both)
    path = tmp_path / "never.gif"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    hands.until(lambda: shown.bar.value() >= 2)
    session = hands.window.parts.session
    if closed == "the series":
        session.apply(SeriesClosed(session.state.tile.series))
    else:
        hands.grid.panes()[0].close()
    hands.until(lambda: "was closed" in shown.messages.text)
    assert not shown.bar.isVisible()
    assert shown.save.isEnabled()
    assert not path.exists()
    assert not list(hands.window.parts.workspace.glob("film-*"))
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)
