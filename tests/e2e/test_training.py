"""A user's path by the window alone: a folder of films and masks, two epochs, a package, run, and its outline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.finding import PictureRegion
from medview.jobs.table import POOLS
from medview.session.paths import user_paths
from medview.views.app import desktop
from tests.training.preparing.making import films

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WAIT_MS = 400_000


def test_a_folder_of_films_becomes_a_model_that_outlines_a_film(
    qtbot: QtBot, private_home: Path, tmp_path: Path
) -> None:
    data = films(tmp_path / "discs", 10)
    (data / "images" / "film-9.png").write_bytes(b"damaged")
    with desktop(user_paths(), POOLS) as shown:
        window, commands = shown.window, shown.commands
        session = window.parts.session

        def until(condition: Callable[[], object]) -> None:
            qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

        until(lambda: window.grid is not None)
        window.actions_["train"].trigger()
        training = commands.open_training()
        dialog = training.dialog
        assert dialog is not None
        qtbot.keyClicks(dialog.path, str(data))
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
        until(lambda: dialog.train.isEnabled())
        assert "film-9.png" in dialog.found.text(), "what is left out is named first"
        dialog.fields.classes.setText("disc")
        dialog.fields.epochs.setValue(2)
        qtbot.mouseClick(dialog.train, Qt.MouseButton.LeftButton)
        until(lambda: training.flow.status.phase in ("done", "paused"))
        assert training.flow.status.error is None
        assert training.flow.status.key == "discs@1.0.0"
        assert dialog.plot.isVisible()
        commands.open_paths((str(data / "images" / "film-0.png"),))
        until(lambda: dialog.run.isEnabled())
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        until(lambda: session.state.analysis is not None)
        analysis = session.state.analysis
        assert analysis is not None
        assert [label.name for label in analysis.labels] == ["disc"]
        where = next(one.where for one in analysis.findings if isinstance(one.where, PictureRegion))
        mask = np.load(where.mask)
        assert mask.shape == (1, 40, 40)
        assert 0 < mask.sum() < mask.size
        assert window.grid is not None
        pane = window.grid.panes()[0]
        until(lambda: pane.grab().toImage() is not None and window.findings.list.model().rowCount() == 1)
        qtbot.mouseClick(dialog.card, Qt.MouseButton.LeftButton)
        catalogue = commands.open_models().dialog
        assert catalogue is not None
        until(lambda: catalogue.details.entry is not None and catalogue.details.entry.key == "discs@1.0.0")
        entry = catalogue.details.entry
        assert entry is not None
        dice = next(one for one in entry.card.metrics if one.name == "Dice")
        assert (dice.label, dice.split, dice.cases) == ("disc", "val", 2)
