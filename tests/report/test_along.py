"""Key pictures of records of sequences, and what a report says of findings on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from medview.core.alphabet import Alphabet
from medview.core.code import Code
from medview.core.finding import Analysis, Decision, Probability, Review, Span
from medview.core.sequence import NamedRecord, SequenceRecord
from medview.imaging.sequences.pictures import WIDTH
from medview.report.along import found_along
from medview.report.found import Found
from medview.report.html import html
from medview.report.records import MOST_RECORDS
from medview.report.report import build_report
from tests import sequence_findings as made
from tests.report.test_found import coloured, like

DNA, PROTEIN = Alphabet.DNA, Alphabet.PROTEIN
LEFT, RIGHT = 120, WIDTH - 20
"""Pixels of the first and behind the last letter."""
LANES = slice(216, 250)
"""Rows of the stretches, below the plot and the ruler."""


def found(folder: Path, analysis: Analysis, *reviews: Review, unreviewed: bool = False) -> Found:
    return Found(analysis, reviews, unreviewed, folder)


def x(letter: float, length: int) -> float:
    return LEFT + letter / length * (RIGHT - LEFT)


def test_an_accepted_stretch_is_drawn_over_its_letters(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    (page,) = found_along(found(tmp_path, analysis, made.decided("helix0", Decision.ACCEPTED)))
    assert page.caption.startswith("rec0: letters 1–60")
    pixels = np.asarray(Image.open(page.path).convert("RGB"))
    lanes = like(page.path, made.ORANGE)[LANES]
    columns = np.flatnonzero(lanes.any(axis=0))
    assert abs(columns.min() - x(4, 60)) < 3
    assert abs(columns.max() - x(24, 60)) < 3
    assert not like(page.path, made.BLUE)[LANES].any(), "what nobody decided on is left out"
    assert pixels.shape[1] == WIDTH


def test_lines_are_as_high_as_their_values(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    (page,) = found_along(found(tmp_path, analysis, made.decided("helix0", Decision.ACCEPTED)))
    orange = like(page.path, made.ORANGE, 8)[:160]
    inside, outside = round(x(14, 60)), round(x(50, 60))
    top, bottom = 12, 162
    for column, value in ((inside, 0.9), (outside, 0.1)):
        rows = np.flatnonzero(orange[:, column])
        assert abs(rows.mean() - (bottom - value * (bottom - top))) < 3


def test_an_unreviewed_report_hatches_what_nobody_decided_on(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    pages = found_along(found(tmp_path, analysis, made.decided("helix0", Decision.REJECTED), unreviewed=True))
    assert [page.caption.split(":")[0] for page in pages] == ["rec0", "rec1"]
    assert "hatched" in pages[0].caption
    assert coloured(pages[0].path, made.BLUE) is not None
    assert not like(pages[0].path, made.ORANGE)[LANES].any()
    told = np.asarray(Image.open(pages[0].path).convert("RGB"))[LANES.stop :]
    (quiet,) = found_along(found(tmp_path, analysis, made.decided("strand0", Decision.ACCEPTED)))
    assert not np.array_equal(told, np.asarray(Image.open(quiet.path).convert("RGB"))[LANES.stop :])


def test_of_rare_sites_no_threshold_is_drawn(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    rare = tuple(
        replace(one, value=replace(one.value, prior=0.001)) if isinstance(one.value, Probability) else one
        for one in analysis.findings
    )
    accepted = made.decided("helix0", Decision.ACCEPTED)
    lines = [
        like(page.path, (255, 214, 60), 8).any()
        for told in (analysis, replace(analysis, findings=rare))
        for page in found_along(found(tmp_path, told, accepted))
    ]
    assert lines == [True, False], "the likeliest count, whatever the threshold"


def test_a_legend_names_the_colours_that_are_drawn(tmp_path: Path) -> None:
    accepted = made.decided("nucleus0", Decision.ACCEPTED)
    assert found(tmp_path, made.whole(), accepted).legend == (), "bars of a whole record have one colour"
    stretches = found(tmp_path, made.each(tmp_path), made.decided("helix0", Decision.ACCEPTED))
    assert [name for name, _ in stretches.legend] == ["Alpha helix", "Beta strand", "Coil"]


def test_classes_of_a_whole_record_are_bars(tmp_path: Path) -> None:
    pages = found_along(found(tmp_path, made.whole(), unreviewed=True))
    assert [page.caption.split(":")[0] for page in pages] == ["rec0", "rec1"]
    assert "probability of each class" in pages[0].caption


def test_what_drove_a_shown_answer_is_drawn_letter_by_letter(tmp_path: Path) -> None:
    analysis = made.explained(made.with_parent(made.whole()), tmp_path)
    _, why = found_along(found(tmp_path, analysis, made.decided("nucleus0", Decision.ACCEPTED)))
    assert why.caption == "rec0: Why “Nucleus”? Integrated gradients. All together: from -1.00 to +4.00."
    for colour, first, last in (((213, 94, 0), 10, 20), ((12, 69, 101), 50, 60)):
        columns = np.flatnonzero(like(why.path, colour, 12)[60:80].all(axis=0))
        assert abs(columns.min() - x(first, 60)) < 3
        assert abs(columns.max() - x(last, 60)) < 3
    others = found_along(found(tmp_path, analysis, made.decided("membrane0", Decision.ACCEPTED)))
    assert len(others) == 1, "what nobody accepted is not explained"


def test_a_long_record_is_shown_where_something_was_found(tmp_path: Path) -> None:
    analysis = made.each(tmp_path, (9000,), ("chr1",), strand=1)
    (page,) = found_along(
        found(tmp_path, analysis, made.decided("helix0", Decision.ACCEPTED), made.decided("strand0", Decision.ACCEPTED))
    )
    assert page.caption.startswith("chr1: letters 1–67")


def test_a_map_of_letters_is_drawn_beside_what_was_added(tmp_path: Path) -> None:
    analysis = made.letters(tmp_path)
    own = replace(made.each(tmp_path).findings[1], id="own", where=Span(0, "rec0", 3, 9))
    analysis = replace(analysis, findings=(*analysis.findings, own))
    decided = (made.decided("own", Decision.ACCEPTED), made.decided("perplexity", Decision.ACCEPTED))
    (page,) = found_along(found(tmp_path, analysis, *decided))
    assert page.caption.endswith("The map goes from -3 (blue) to 3 (orange); dark is 0.")
    pixels = np.asarray(Image.open(page.path).convert("RGB")).astype(int)
    top = 12 + 34  # below the title with the bar of colours
    warm, cold = pixels[top + 19 * 16 + 8, LEFT + 5], pixels[top + 8, RIGHT - 5]  # Y at the first letter, A at the last
    assert warm[0] > warm[2]
    assert cold[2] > cold[0]


def test_the_report_tells_record_letters_and_strand(tmp_path: Path) -> None:
    study, series = made.study()
    analysis = made.each(tmp_path, strand=-1)
    reviews = (made.decided("helix0", Decision.ACCEPTED), made.decided("strand0", Decision.REJECTED))
    told = build_report(study, series, analysis, reviews)
    (statement,) = told.statements
    assert statement.title == "Alpha helix (rec0: 5–24, reverse strand)"
    assert (statement.value, statement.interval, statement.decision) == ("90 %", "80 – 95 %", "Accepted")
    assert (statement.reviewer, told.rejected, told.undecided) == ("Dr Reader", 1, 1)
    assert ("SHA-256 of the file", made.FINGERPRINT) in told.provenance
    assert "Alpha helix (rec0: 5–24, reverse strand)" in html(told)
    assert "<th>Interval</th>" in html(told)
    known = replace(
        analysis.findings[1],
        value=Probability(0.9),
        what=Code("SO:0001114", "SO", "right handed alpha helix"),
        note="A caveat.",
    )
    told = build_report(study, series, replace(analysis, findings=(known,)), reviews[:1])
    assert told.statements[0].note == "SO:0001114. A caveat."
    assert "<th>Interval</th>" not in html(told)


def test_the_report_tells_records_in_words_of_sequences(tmp_path: Path) -> None:
    study, series = made.study()
    record = SequenceRecord(0, "P16235", "LSHR_RAT", "RecName: Full=Receptor {ECO:1}; AltName: Full=R;", PROTEIN, 1700)
    named = NamedRecord(record, "Rattus norvegicus", "ab" * 32)
    accepted = (made.decided("helix0", Decision.ACCEPTED),)
    told = build_report(study, series, made.each(tmp_path), accepted, records=(named,))
    assert told.examination == (
        ("Record", "P16235 (LSHR_RAT)"),
        ("Definition", "Receptor"),
        ("Organism", "Rattus norvegicus"),
        ("Length", "1 700 aa"),
    )
    assert (told.patient, told.whose) == ((("File", series.description),), series.description)
    assert ("SHA-256 of letters", f"{'ab' * 32} (P16235)") in told.provenance
    assert dict(told.provenance)["Computed with"] == "Device: cpu; Precision: float32"
    page = html(told)
    assert "Rattus norvegicus" in page
    for word in ("Series", "Study", "Patient"):
        assert word not in page, word


def test_of_many_records_the_first_are_told(tmp_path: Path) -> None:
    study, series = made.study()
    named = tuple(
        NamedRecord(SequenceRecord(index, f"r{index}", f"r{index}", "", DNA, 5)) for index in range(MOST_RECORDS + 3)
    )
    accepted = (made.decided("helix0", Decision.ACCEPTED),)
    told = build_report(study, series, made.each(tmp_path), accepted, records=named).examination
    assert told[:2] == (("Record", "r0"), ("Length", "5 bp"))
    assert told[-1] == ("Further records", "3")


def test_the_legend_names_lines_and_stretches_in_their_colours(tmp_path: Path) -> None:
    legend = dict(found(tmp_path, made.each(tmp_path), unreviewed=True).legend)
    assert (legend["Alpha helix"], legend["Beta strand"]) == (made.ORANGE, made.BLUE)
    assert legend["Coil"] not in (made.ORANGE, made.BLUE)
