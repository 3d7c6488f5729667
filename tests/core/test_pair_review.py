"""Two aligned sequences as a finding: what it says, whence it is, and which decision on it counts."""

from dataclasses import replace

from medview.core.code import PERCENT
from medview.core.finding import Decision, Quantity, Review, Whole
from medview.core.pair_alignment import PairAlignment, Row
from medview.core.pair_review import as_analysis, decided_in, decision_on, finding_id, is_alignment

PAIR = PairAlignment(
    "global",
    Row("a", "MK-T", 0, 3, (0.1,) * 3),
    Row("b", "MRWT", 0, 4, (0.1,) * 4),
    (0.9, 0.5, 0.6, 1.0),
    2.0,
    "protein-aligner 1.2.0",
    "f" * 64,
    ((0.5,),),
    ("It is odd.",),
    "0.1",
    "2026-01-02T03:04:05+00:00",
)


def test_an_alignment_is_one_finding_of_its_file() -> None:
    analysis = as_analysis(PAIR, "1.2.3", "abc")
    (found,) = analysis.findings
    assert (analysis.model_name, analysis.series_uid) == ("protein-aligner 1.2.0", "1.2.3")
    assert (found.what.meaning, found.where) == ("Alignment of a and b", Whole())
    assert found.value == Quantity(100 * 2.4 / 3, PERCENT)
    assert found.note.endswith("of 3; 2 are the same letter twice. It is odd.")
    source = found.source
    assert (source.model, source.version, source.weights_sha256) == ("protein-aligner", "1.2.0", "f" * 64)
    assert (source.series_uid, source.input_fingerprint, source.time) == ("1.2.3", "abc", PAIR.time)
    assert as_analysis(PAIR, "1.2.3", "abc") == analysis, "decisions on it are found again"


def test_stated_scores_are_no_model_with_a_version() -> None:
    stated = replace(PAIR, scored_by="BLOSUM62 -11/-1", weights_sha256="")
    (found,) = as_analysis(stated, "1.2.3", "abc").findings
    assert (found.source.model, found.source.version) == ("BLOSUM62 -11/-1", "")


def test_the_last_decision_on_the_file_counts() -> None:
    one = Review(finding_id("abc"), Decision.ACCEPTED, "Dr. Doe", "2026-01-02")
    other = replace(one, finding=finding_id("def"), decision=Decision.REJECTED)
    assert decision_on("abc", (one, other)) == one
    assert decision_on("abc", (one, other, replace(one, decision=Decision.WITHDRAWN))) is None
    assert decision_on("ghi", (one, other)) is None


def test_a_decision_in_a_file_is_one_on_what_the_file_holds() -> None:
    review = Review(finding_id("abc"), Decision.REJECTED, "A. Reader", "2026-01-02T03:04:05+00:00", "Too short.")
    here = decided_in(review, "def")
    assert decision_on("def", (here,)) == here
    assert decision_on("abc", (here,)) is None
    assert replace(here, finding=review.finding) == review
    (found,) = as_analysis(PAIR, "1.2.3", "def").findings
    assert is_alignment(found)
