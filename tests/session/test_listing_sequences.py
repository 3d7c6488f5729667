from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from medview.core.content import SequenceContent
from medview.core.finding import Analysis, Decision, Probability, Span
from medview.core.review import accepted_findings
from medview.core.study import ScanResult
from medview.imaging.colour_blind import palette
from medview.io.sequences.loading import load_sequences
from medview.report.report import build_report
from medview.session.changes import (
    AnalysisFinished,
    ContentOpened,
    FindingReplaced,
    FindingSelected,
    FrameShown,
    OverlayChanged,
    Reviewed,
    StudiesFound,
)
from medview.session.listing import (
    box_classes,
    class_codes,
    class_key,
    listed,
    shown_evidence,
    stretches,
    told_colours,
    undecided,
)
from medview.session.reduce import reduce
from medview.session.state import Part, State
from medview.session.store import Store
from tests import sequence_findings as made
from tests.io.making import nothing


def content(folder: Path) -> SequenceContent:
    path = folder / "two.fa"
    path.write_text(">rec0\n" + "ACDEF" * 12 + "\n>rec1\n" + "GHIKL" * 8 + "\n")
    return load_sequences(str(path), folder / "job", nothing)


def state(folder: Path, analysis: Analysis) -> State:
    study, series = made.study()
    found = State(reviewer="R")
    for change in (
        StudiesFound(ScanResult((study,))),
        ContentOpened(series, content(folder)),
        AnalysisFinished(analysis),
    ):
        found, _ = reduce(found, change)
    return found


def ids(findings: tuple[object, ...]) -> list[str]:
    return [one.id for one in findings]  # type: ignore[attr-defined]


def test_stretches_are_listed_record_by_record_in_the_order_they_lie(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    turned = state(tmp_path, replace(analysis, findings=analysis.findings[::-1]))
    assert ids(listed(turned)) == ["helix0", "strand0", "helix1"]
    assert ids(undecided(turned)) == ["helix0", "strand0", "helix1"]
    assert ids(stretches(turned)) == ["helix0", "strand0"]
    turned, parts = reduce(turned, FrameShown(1))
    assert parts == {Part.FRAME}
    assert ids(stretches(turned)) == ["helix1"]
    turned, _ = reduce(turned, FrameShown(9))
    assert turned.frame == 1


def test_classes_of_whole_records_are_ranked_within_each(tmp_path: Path) -> None:
    found = state(tmp_path, made.whole())
    assert ids(listed(found)) == ["nucleus0", "membrane0", "membrane1", "nucleus1"]
    assert stretches(found) == ()
    assert class_codes(found.analysis) == ()


def test_what_classes_are_together_stands_after_them(tmp_path: Path) -> None:
    found = state(tmp_path, made.with_parent(made.whole()))
    assert ids(listed(found)) == ["nucleus0", "membrane0", "cell0", "membrane1", "nucleus1", "cell1"]


def ruled_out(analysis: Analysis, *names: str) -> Analysis:
    """The same where the prediction set leaves some classes out, and what they are together is below its threshold."""
    return replace(
        analysis,
        findings=tuple(
            replace(one, value=replace(one.value, possible=False if one.id in names else one.value.possible))
            if isinstance(one.value, Probability) and not one.value.sum_of
            else replace(one, value=replace(one.value, value=0.45))
            for one in analysis.findings
        ),
    )


def test_unlikely_classes_stand_last_and_ask_for_no_decision(tmp_path: Path) -> None:
    analysis = ruled_out(made.with_parent(made.whole()), "membrane0", "nucleus1", "nucleus0")
    found = state(tmp_path, analysis)
    assert ids(listed(found)) == ["nucleus0", "membrane0", "cell0", "membrane1", "nucleus1", "cell1"]
    assert ids(undecided(found)) == ["nucleus0", "membrane1"], "what reaches its threshold is asked, set or not"
    decided, _ = reduce(found, Reviewed(made.decided("membrane0", Decision.ACCEPTED)))
    assert "membrane0" in ids(listed(decided)), "it can be decided on"
    assert ids(accepted_findings(analysis, decided.reviews)) == ["membrane0"]
    study, series = made.study()
    report = build_report(study, series, analysis, decided.reviews)
    assert (len(report.statements), report.undecided) == (1, 2), "the report counts what was asked only"


def test_evidence_leaves_an_answer_one_of_the_whole_record(tmp_path: Path) -> None:
    analysis = made.explained(made.whole(), tmp_path)
    found = state(tmp_path, analysis)
    assert ids(listed(found)) == ["nucleus0", "membrane0", "membrane1", "nucleus1"]
    assert class_codes(analysis) == ()
    assert shown_evidence(found) == (), "nobody asked for it now"
    for change in (OverlayChanged(replace(found.overlay, map="WHY-nucleus0")), FindingSelected("nucleus0")):
        (along,) = shown_evidence(reduce(found, change)[0])
        assert along.finding.id == "why-nucleus0"
    assert shown_evidence(reduce(found, FindingSelected("membrane0"))[0]) == ()
    elsewhere, _ = reduce(reduce(found, FindingSelected("nucleus0"))[0], FrameShown(1))
    assert shown_evidence(elsewhere) == ()


def test_evidence_is_kept_with_its_analysis(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    analysis = made.explained(made.whole(), tmp_path)
    with Store(tmp_path / "store") as store:
        kept = store.add_analysis(made.whole(), made.FINGERPRINT)
        told = store.add_evidence(kept.id, analysis.findings[-1])
        assert told.value.path != analysis.findings[-1].value.path
        (tmp_path / "evidence.npy").unlink()
        assert store.analyses(made.FINGERPRINT)[0].findings[-1] == told
        assert float(np.load(told.value.path).sum()) == 5.0


def test_hidden_classes_and_rejected_findings(tmp_path: Path) -> None:
    found = state(tmp_path, made.each(tmp_path))
    hidden = replace(found.overlay, unseen=frozenset({class_key(found.findings[1])}))
    found, _ = reduce(found, OverlayChanged(hidden))
    assert ids(stretches(found)) == ["strand0"]
    found, _ = reduce(found, Reviewed(made.decided("strand0", Decision.REJECTED), "1.2.3"))
    assert ids(stretches(found)) == ["strand0"]
    assert ids(undecided(found)) == ["helix0", "helix1"]


def test_the_reader_may_want_surer_stretches(tmp_path: Path) -> None:
    found = state(tmp_path, made.each(tmp_path))
    helix, strand = box_classes(found)
    assert (helix.what, helix.first, helix.count, helix.of, helix.on_letters) == (made.HELIX, 0.7, 2, 2, True)
    assert (strand.what, strand.first, strand.count) == (made.STRAND, 0.8, 1)
    limits = replace(found.overlay, thresholds=((helix.key, 0.85),))
    found, _ = reduce(found, OverlayChanged(limits))
    assert ids(listed(found)) == ["helix0", "strand0"]
    assert [(one.count, one.of) for one in box_classes(found)] == [(1, 2), (1, 1)]
    found, _ = reduce(found, Reviewed(made.decided("helix1", Decision.ACCEPTED), "1.2.3"))
    assert ids(listed(found)) == ["helix0", "strand0", "helix1"], "what was decided on stays"


def test_classes_of_whole_records_have_no_threshold_of_the_reader(tmp_path: Path) -> None:
    assert box_classes(state(tmp_path, made.whole())) == ()


def test_a_moved_stretch_takes_the_models_place(tmp_path: Path) -> None:
    found = state(tmp_path, made.each(tmp_path))
    moved = replace(found.findings[1], id="moved", where=Span(0, "rec0", 40, 50))
    found, _ = reduce(found, FindingReplaced("run-each", moved, "1.2.3"))
    found, _ = reduce(found, Reviewed(made.decided("helix0", Decision.MODIFIED, "moved"), "1.2.3"))
    assert ids(listed(found)) == ["strand0", "moved", "helix1"]


def test_lines_have_colours_of_their_own(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    colours = told_colours(analysis, palette, False)
    assert colours["helix"] == made.ORANGE
    assert len(set(colours.values())) == 3
    assert class_codes(analysis) == (made.HELIX, made.STRAND)
    assert class_codes(replace(analysis, classes=())) == (made.HELIX, made.STRAND, made.COIL)


def test_numbers_along_records_are_kept_with_the_analysis(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with Store(tmp_path / "store") as store:
        kept = store.add_analysis(made.each(tmp_path / "in"), made.FINGERPRINT)
        for name in ("track.npy", "spread.npy"):
            (tmp_path / "in" / name).unlink()
        (again,) = store.analyses(made.FINGERPRINT)
    assert again == kept
    track = again.findings[0].value
    assert all(Path(path).is_file() for path in (track.path, track.spread))  # type: ignore[union-attr]


def test_what_is_stored_comes_with_the_file(tmp_path: Path) -> None:
    study, series = made.study()
    analysis, review = made.each(tmp_path), made.decided("helix0", Decision.ACCEPTED)
    opened, _ = reduce(State(), StudiesFound(ScanResult((study,))))
    opened, _ = reduce(opened, ContentOpened(series, content(tmp_path), None, (analysis,), (review,)))
    assert (opened.analysis, opened.reviews) == (analysis, (review,))
