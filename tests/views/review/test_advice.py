"""The Analyse panel on CT: what runs without a network, and what can be added."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medview.core.card import Eligibility
from medview.session.changes import EligibilityKnown, VolumeOpened
from medview.session.state import Part
from medview.views.review.analyse import AnalysePanel
from tests.views.heads import WINDOW, session

METHOD = Eligibility("ct-lungs", "Lungs (CT, classical)", "1", "By thresholds.", classical=True)
NETWORK = Eligibility("organs", "Organs (CT)", "1", "A network.")


@pytest.mark.parametrize(
    ("modality", "eligible", "advised"),
    [
        ("CT", (METHOD,), True),
        ("CT", (METHOD, NETWORK), False),
        ("CT", (METHOD, replace(NETWORK, reasons=("It reads MR.",))), True),
        ("CT", (), False),
        ("MR", (METHOD,), False),
    ],
)
def test_networks_for_ct_are_asked_for_where_there_is_none(
    qtbot: QtBot, tmp_path: Path, modality: str, eligible: tuple[Eligibility, ...], advised: bool
) -> None:
    known = session(tmp_path)
    series, volume = known.state.series, known.state.volume
    assert series is not None
    assert volume is not None
    known.apply(VolumeOpened(replace(series, modality=modality), volume, WINDOW))
    known.apply(EligibilityKnown(eligible))
    panel = AnalysePanel()
    qtbot.addWidget(panel)
    panel.update_state(known.state, frozenset(Part))
    assert panel.advice.isHidden() is not advised
    assert "nnU-Net" in panel.advice.text()
