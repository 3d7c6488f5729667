"""The overlay bar: where a result has several maps, a person chooses which one is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from medview.core.code import UNITY, Code
from medview.core.finding import Analysis, Field, Finding
from medview.session.state import Part
from medview.views.pictures.layers import Layers, opened
from medview.views.review.overlay_bar import OverlayBar
from tests.views.heads import SHAPE, analysis, session

SPREAD = Code("spread", "99MEDVIEW", "Spread")


def with_spread(folder: Path) -> Analysis:
    found = analysis(folder)
    np.save(folder / "spread.npy", np.full(SHAPE, 0.25, np.float16))
    first = found.findings[-1]
    spread = Finding("spread", SPREAD, first.where, Field(str(folder / "spread.npy"), UNITY, 0.0, 0.5), first.source)
    return replace(found, findings=(*found.findings, spread))


def test_one_map_needs_no_choice(qtbot: QtBot, tmp_path: Path) -> None:
    bar = OverlayBar(session(tmp_path, analysis(tmp_path)))
    qtbot.addWidget(bar)
    assert bar.uncertainty.isEnabled()
    assert bar.map.isHidden()


def test_the_chosen_map_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    known = session(tmp_path, with_spread(tmp_path))
    bar = OverlayBar(known)
    qtbot.addWidget(bar)
    known.listen(bar.update_state)
    assert not bar.map.isHidden()
    assert bar.map.currentText() == UNITY.meaning
    first = opened(known.state, Layers(), volume_changed=True)
    assert first.uncertainty_range == (0.0, 1.0)
    bar.map.setCurrentIndex(1)
    bar.map.activated.emit(1)
    assert known.state.overlay.uncertainty, "who chooses a map wants to see it"
    layers = opened(known.state, first, volume_changed=False)
    assert layers.uncertainty is not None
    assert float(layers.uncertainty.max()) == 0.25
    assert (layers.uncertainty_range, layers.uncertainty_name) == ((0.0, 0.5), "Spread")
    bar.update_state(known.state, frozenset(Part))
    assert bar.map.currentText() == "Spread"


def test_a_single_map_that_is_no_uncertainty_is_named(tmp_path: Path) -> None:
    found = analysis(tmp_path)
    why = replace(found.findings[-1], what=Code("WHY-GC-1", "99MEDVIEW", "Why “Part 1”? Grad-CAM"))
    known = session(tmp_path, replace(found, findings=(*found.findings[:-1], why)))
    assert opened(known.state, Layers(), volume_changed=True).uncertainty_name == "Why “Part 1”? Grad-CAM"
    entropy = replace(why, what=Code("CLASS-ENTROPY", "99MEDVIEW", "Entropy"))
    known = session(tmp_path, replace(found, findings=(*found.findings[:-1], entropy)))
    assert opened(known.state, Layers(), volume_changed=True).uncertainty_name == ""
