from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from medview.core.code import UNITY
from medview.core.finding import Span, finding_from_json, finding_to_json
from medview.core.review import suggested
from medview.core.stretches import (
    answered,
    answered_whole,
    codes_along,
    is_placed,
    letters_text,
    line_codes,
    of_letters,
    of_whole_record,
    place_text,
    tracks,
)
from tests import sequence_findings as made


def test_numbers_along_a_record_are_looked_at_and_not_put_forward(tmp_path: Path) -> None:
    analysis = made.each(tmp_path)
    (first,) = tracks(analysis.findings, 0)
    assert (first.where.end, first.track.first) == (60, 0)
    assert [one.track.first for one in tracks(analysis.findings)] == [0, 60]
    assert [one.id for one in analysis.findings if is_placed(one)] == ["helix0", "strand0", "helix1"]
    assert [one.id for one in analysis.findings if suggested(one)] == ["helix0", "strand0", "helix1"]
    assert answered(analysis) == (0, 1)


def test_records_without_numbers_were_answered_for_as_a_whole(tmp_path: Path) -> None:
    assert answered_whole(made.each(tmp_path)) == frozenset()
    analysis = made.whole()
    whole = answered_whole(analysis)
    assert whole == {0, 1}
    assert all(of_whole_record(one, whole) for one in analysis.findings)
    assert answered_whole(None) == frozenset()


def test_lines_of_letters_are_no_classes(tmp_path: Path) -> None:
    odds = made.letters(tmp_path)
    (track,) = tracks(odds.findings)
    assert of_letters(track.track)
    four = replace(track.track, lines=track.track.lines[:4])
    assert of_letters(four), "log odds of nucleotides"
    assert not of_letters(replace(four, unit=UNITY)), "chances of classes called by a letter"
    assert [is_placed(one) for one in odds.findings] == [False, False], "a number is on no letters"
    assert line_codes(odds.findings) == ()
    assert line_codes(made.each(tmp_path).findings) == (made.HELIX, made.STRAND, made.COIL)
    assert codes_along(made.each(tmp_path)) == (made.HELIX, made.STRAND, made.COIL)
    assert codes_along(replace(made.whole(), classes=())) == ()


def test_a_track_is_read_as_it_was_written(tmp_path: Path) -> None:
    for finding in (*made.each(tmp_path).findings, *made.letters(tmp_path).findings):
        assert finding_from_json(finding_to_json(finding)) == finding


def test_places_count_from_one() -> None:
    where = Span(0, "chr1", 999, 2000, -1)
    assert place_text(where) == "chr1: 1,000–2,000, reverse strand"
    assert letters_text(replace(where, start=4, end=5)) == "5"
    assert place_text(Span(0, "p", 0, 3)) == "p: 1–3"
