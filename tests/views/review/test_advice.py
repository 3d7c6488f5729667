"""The Analyse panel on CT: what runs without a network, and what can be added."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medview.core.card import Eligibility
from medview.io.formats.sequences import scan_sequences
from medview.io.sequences.loading import load_sequences
from medview.session.changes import ContentOpened, EligibilityKnown, VolumeOpened
from medview.session.session import Session
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


def test_models_that_cannot_read_sequences_are_counted_in_fitting_words(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "one.fa"
    path.write_text(">a\nACGT\n")
    (series,) = scan_sequences(str(path)).series
    known = Session(lambda _: None)
    known.apply(ContentOpened(series, load_sequences(str(path), tmp_path / "job", lambda *_: None)))
    panel = AnalysePanel()
    qtbot.addWidget(panel)
    for eligible, told in (
        ((), "Looking for models…"),
        ((replace(METHOD, reasons=("It reads CT.",)),), "No installed"),
    ):
        known.apply(EligibilityKnown(eligible))
        panel.update_state(known.state, frozenset(Part))
        assert panel.summary.text().startswith(told)
    assert panel.others.text() == "1 model does not read what is open"
    assert "series" not in "".join((panel.run.toolTip(), panel.models.toolTip(), panel.others.toolTip()))
