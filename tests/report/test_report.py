from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from medview.core import text
from medview.core.code import PRESENT, Code
from medview.core.errors import MedViewError
from medview.core.figures import COUNT, SQUARE_MILLIMETRE, SQUARE_PIXEL
from medview.core.finding import Category, Decision, Finding, PictureBox, Probability, Quantity
from medview.core.language import speak
from medview.report.html import html
from medview.report.pdf import pdf
from medview.report.report import build_report
from medview.report.wording import value_words
from tests.reportable import Case, decided, make_case, of_another_patient


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def _report(case, reviews, **more):
    return build_report(case.study, case.series, case.analysis, reviews, **more)


def test_lists_accepted_findings_with_decision_and_interval(case):
    report = _report(case, case.accepted("volume-1"))
    (told,) = report.statements
    assert told.title == "Left box"
    assert told.value == "2.40 mL"
    assert told.interval.replace("\xa0", " ") == "2.10 – 2.75 (90 %)"
    assert (told.decision, told.reviewer) == ("Accepted", "Dr Reader")
    assert told.time == "2025-03-04 05:06 +0100"
    assert report.reviewers == ("Dr Reader",)


def test_rejected_findings_are_counted_not_listed(case):
    reviews = (*case.accepted("volume-1"), decided("volume-2", Decision.REJECTED, "wrong place"))
    report = _report(case, reviews)
    assert [told.finding for told in report.statements] == ["volume-1"]
    assert report.counts == (
        "1 AI finding was rejected by the reader.",
        "1 AI finding was not reviewed and is left out.",
    )


def test_rejected_findings_are_not_suggestions_either(case):
    report = _report(case, (decided("volume-2", Decision.REJECTED),), unreviewed=True)
    assert [told.finding for told in report.statements] == ["volume-1", "asymmetry"]


def test_a_withdrawn_decision_is_none(case):
    reviews = (*case.accepted("volume-1", "volume-2"), decided("volume-2", Decision.WITHDRAWN))
    assert [told.finding for told in _report(case, reviews).statements] == ["volume-1"]


def test_a_modified_finding_is_told_by_its_replacement(case):
    other = replace(case.analysis.findings[0], id="mine")
    analysis = replace(case.analysis, findings=(*case.analysis.findings, other))
    review = replace(decided("volume-1", Decision.MODIFIED), replacement="mine")
    report = _report(replace(case, analysis=analysis), (review,))
    assert [(told.finding, told.decision) for told in report.statements] == [("mine", "Modified")]
    assert report.undecided == 2


def test_a_modification_that_was_taken_back_is_not_told(case):
    other = replace(case.analysis.findings[0], id="mine")
    analysis = replace(case.analysis, findings=(*case.analysis.findings, other))
    undone = (
        replace(decided("volume-1", Decision.MODIFIED), replacement="mine"),
        decided("volume-1", Decision.WITHDRAWN),
    )
    report = _report(replace(case, analysis=analysis), undone, unreviewed=True)
    assert [told.finding for told in report.statements] == ["volume-1", "volume-2", "asymmetry"]
    modified = _report(replace(case, analysis=analysis), undone[:1], unreviewed=True)
    assert [told.finding for told in modified.statements] == ["mine", "volume-2", "asymmetry"]


def test_what_a_person_added_is_told_and_counted_apart(case):
    first = case.analysis.findings[0]
    own = replace(first, id="own", value=Category(PRESENT), source=replace(first.source, model="", author="Dr Reader"))
    with_own = replace(case, analysis=replace(case.analysis, findings=(*case.analysis.findings, own)))
    reviews = (*case.accepted("volume-1"), decided("own", Decision.ADDED))
    report = _report(with_own, reviews)
    told = report.statements[-1]
    assert (told.value, told.interval, told.decision, told.reviewer) == (
        "by hand", "", "Added by the reader", "Dr Reader",
    )  # fmt: skip
    assert (report.added, report.undecided) == (1, 2)
    assert report.counts[0] == "1 finding was added by the reader; the model has none there."
    assert report.provenance == _report(case, case.accepted("volume-1")).provenance, "no model made it"
    taken_away = _report(with_own, (*reviews, decided("own", Decision.WITHDRAWN)))
    assert [one.finding for one in taken_away.statements] == ["volume-1"]
    assert taken_away.added == 0


def test_nothing_reviewed_is_refused(case):
    with pytest.raises(MedViewError, match="None of the 3 findings has been reviewed"):
        _report(case, ())


def test_rejecting_all_is_a_report(case):
    reviews = tuple(decided(key, Decision.REJECTED) for key in ("volume-1", "volume-2", "asymmetry"))
    report = _report(case, reviews)
    assert report.statements == ()
    assert "No finding was accepted." in html(report)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (of_another_patient, "does not belong to the study"),
        (lambda case: replace(case, study=replace(case.study, series=())), "does not list the series"),
        (lambda case: replace(case, analysis=replace(case.analysis, series_uid="8")), "made on another series"),
        (lambda case: replace(case, series=replace(case.series, fingerprint="e")), "have changed"),
    ],
)
def test_parts_of_different_patients_are_refused(case, change, message):
    changed = change(case)
    if changed.series is not case.series:
        changed = replace(changed, study=replace(changed.study, series=(changed.series,)))
    with pytest.raises(MedViewError, match=message):
        _report(changed, case.accepted("volume-1"))


def test_names_are_readable_in_every_script(case):
    report = _report(case, case.accepted("volume-1"))
    assert report.patient_name == "Мüller, Ann (山田太郎)"
    assert ("Born", "1970-01-31") in report.patient


def test_every_word_of_a_page_is_in_a_font_that_has_it(case, monkeypatch):
    """What a font lacks is no text of the page, and an empty box to the eye."""
    monkeypatch.setattr(text, "_translate", lambda told: f"审{told}")
    for unreviewed, heading in ((False, "Findings"), (True, "AI suggestions, unreviewed")):
        document = pypdfium2.PdfDocument(pdf(_report(case, case.accepted("volume-1"), unreviewed=unreviewed)))
        told = document[0].get_textpage().get_text_range()
        wanted = [heading, "Finding", "Decision", "Accepted", "How this was made", "Not a medical device", "Page 1"]
        wanted += ["UNREVIEWED: AI output"] if unreviewed else []
        assert [words for words in wanted if f"审{words}" not in told] == []


def test_provenance_is_complete(case):
    told = dict(_report(case, case.accepted("volume-1")).provenance)
    assert told["Weights sha256"] == "ab" * 32
    assert told["Model"] == "Two boxes (test-model), version 1.2.3"
    assert told["Computed with"] == "Device: cpu; Precision: float32"
    assert told["Software"] == "MedView 9.9"


def test_html_escapes_what_people_typed(case):
    study = replace(case.study, description="<script>alert(1)</script>")
    report = _report(replace(case, study=study), (replace(case.accepted("volume-1")[0], reason="a<b & c"),))
    page = html(report)
    assert "<script>" not in page
    assert "a&lt;b &amp; c" in page
    assert "Not a medical device" in page


def test_html_says_unreviewed(case):
    assert "UNREVIEWED" in html(_report(case, (), unreviewed=True))
    assert "UNREVIEWED" not in html(_report(case, case.accepted("volume-1")))


def test_html_states_its_language(case):
    speak("zh_CN")
    try:
        assert '<html lang="zh-CN">' in html(_report(case, (), unreviewed=True))
    finally:
        speak("en")
    assert '<html lang="en">' in html(_report(case, (), unreviewed=True))


def boxed(case: Case, score: float, name: str, frame: int = 0) -> Finding:
    value = Probability(score, score - 0.1, score + 0.05, threshold=0.6)
    return replace(case.analysis.findings[0], id=name, where=PictureBox(frame, (1.0, 2.0), (3.0, 4.0)), value=value)


def test_boxes_are_stated_from_their_threshold_on_or_where_a_person_decided(case):
    found = (boxed(case, 0.9, "sure"), boxed(case, 0.3, "doubtful"), boxed(case, 0.2, "seen"))
    changed = replace(case, analysis=replace(case.analysis, findings=found))
    report = _report(changed, (), unreviewed=True)
    assert [(told.finding, told.value, told.interval) for told in report.statements] == [("sure", "90 %", "80 – 95 %")]
    reviews = (decided("seen", Decision.ACCEPTED),)
    assert [told.finding for told in _report(changed, reviews).statements] == ["seen"]


def test_of_several_pictures_it_is_said_which_one(case):
    analysis = replace(case.analysis, findings=(boxed(case, 0.9, "a", frame=2),))
    films = replace(case.series, instances=case.series.instances[:1] * 3)
    study = replace(case.study, series=(films,))
    report = build_report(study, films, analysis, (), unreviewed=True)
    assert report.statements[0].title == "Left box (picture 3)"
    one = replace(films, instances=films.instances[:1])
    alone = build_report(replace(study, series=(one,)), one, analysis, (), unreviewed=True)
    assert alone.statements[0].title == "Left box"


@pytest.mark.parametrize(
    ("unit", "said"), [(SQUARE_MILLIMETRE, "12345 mm²"), (SQUARE_PIXEL, "12345 px²"), (COUNT, "12345")]
)
def test_areas_and_counts_have_no_decimals(unit: Code, said: str) -> None:
    assert value_words(Quantity(12345.4, unit)) == (said, "")
