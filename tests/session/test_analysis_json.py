"""An analysis of pictures as it is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from medview.core.finding import GateAnswer, Picture, PictureBox, PictureRegion, Probability
from medview.core.splicing import NotScored
from medview.session.analysis_json import analysis_from_json, analysis_to_json, map_files, with_map_files
from tests.session.samples import sample_analysis


def test_findings_on_pictures_and_the_gate_are_stored_and_read(tmp_path: Path) -> None:
    plain = sample_analysis(tmp_path)
    first, second, third = plain.findings
    mask = str(tmp_path / "films.npy")
    analysis = replace(
        plain,
        findings=(
            replace(first, where=PictureRegion(mask, (1, 2), 3, (4.5, 6.0))),
            replace(second, where=PictureBox(0, (1.0, 2.0), (3.0, 4.5))),
            replace(third, where=Picture(7), value=Probability(0.4, 0.3, 0.5, None, 0.6, True)),
        ),
        gate=(GateAnswer("levels", 1.0, 16.0, False, "It is blank.", 2), GateAnswer("colour", 0.0, 0.1, True)),
    )
    stored = json.loads(json.dumps(analysis_to_json(analysis)))
    assert analysis_from_json(stored) == analysis
    assert mask in map_files(analysis)
    moved = with_map_files(analysis, lambda path: f"kept/{Path(path).name}")
    assert moved.findings[0].where == PictureRegion("kept/films.npy", (1, 2), 3, (4.5, 6.0))


def test_what_was_left_out_is_stored_and_read(tmp_path: Path) -> None:
    analysis = replace(sample_analysis(tmp_path), left_out=(NotScored(4, "Too near an end.", "chr1", 9, "AC", "A"),))
    assert analysis_from_json(json.loads(json.dumps(analysis_to_json(analysis)))) == analysis


def test_an_analysis_stored_before_there_was_a_gate_is_read(tmp_path: Path) -> None:
    analysis = sample_analysis(tmp_path)
    stored = json.loads(json.dumps(analysis_to_json(analysis)))
    del stored["gate"]
    assert analysis_from_json(stored) == analysis
