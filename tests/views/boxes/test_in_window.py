"""From a picture on disk to a report, by window alone: analyse, decide by key, change a box, restart, report."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.card import Eligibility
from medview.core.finding import Analysis, Decision, PictureBox
from medview.session.changes import EligibilityKnown
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.views.review.report_preview import ReportPreview
from tests.views.driving import Driven, driven
from tests.views.making import MODEL, make_package


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def package(paths: Paths) -> Path:
    return make_package(paths.models)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.png"
    Image.fromarray(np.tile(np.linspace(0, 255, 120), (90, 1)).astype(np.uint8)).save(path)
    return path


def analyse(hands: Driven) -> Analysis:
    """Run the test model, which says of itself that it reads volumes, on the open pictures."""
    hands.window.parts.session.apply(EligibilityKnown((Eligibility(MODEL, "Cells", "1.0.0", ""),)))
    return hands.analyse()


def test_pictures_are_analysed_reviewed_kept_and_reported(
    qtbot: QtBot, paths: Paths, package: Path, film: Path, tmp_path: Path
) -> None:
    with driven(qtbot, paths, package) as hands:
        hands.open(film)
        analyse(hands)
        probability, box = listed(hands.state)
        hands.click_finding(0)
        hands.key(Qt.Key.Key_Return)
        hands.answer("Dr Reader")
        hands.until(lambda: hands.state.selected == box.id)
        hands.window.findings.reviewing.change_place(box, PictureBox(0, (20.0, 10.0), (50.0, 40.0)))
        assert hands.state.decisions[probability.id].decision is Decision.ACCEPTED
        assert hands.window.findings.summary.text() == "2 of 2 reviewed"
    with driven(qtbot, paths, package) as again:
        again.open(film)
        again.until(lambda: again.state.analysis)
        changed = listed(again.state)[1]
        assert changed.where == PictureBox(0, (20.0, 10.0), (50.0, 40.0))
        assert again.window.findings.summary.text() == "2 of 2 reviewed"
        qtbot.mouseClick(again.window.findings.report_button, Qt.MouseButton.LeftButton)
        dialog = again.dialog()
        assert isinstance(dialog, ReportPreview)
        again.until(lambda: dialog.page_count)
        assert not dialog.undecided.isVisible()
        out = tmp_path / "out"
        out.mkdir()
        dialog.export_asked.emit(str(out))
        again.until(lambda: dialog.messages.text)
        assert (out / "report.pdf").stat().st_size > 10_000
        dialog.close()
