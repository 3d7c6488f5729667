from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.study import Patient, ScanResult
from medview.core.volume import StoredVolume, Window
from medview.session.changes import StudiesFound, VolumeOpened
from medview.session.priors import (
    BY_CENTRES,
    BY_FRAME,
    by_position,
    counterpart,
    day_text,
    differences,
    prior_text,
    priors,
    refused,
    same_patient,
)
from medview.session.session import Session
from medview.session.state import frame_key
from tests.session.hangable import ADAM, grid, images, study, volume

NOW = study("now", volume("n", "CT", "Thorax", "CHEST"))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ADAM, True),
        (Patient("P1"), True),
        (Patient(" P1 ", "ADAMS^JOHN^^Dr", "19500102", "m"), True),
        (Patient("P1", "Adams^John", "19500102", "O"), True),
        (Patient("P2", "Adams^John", "19500102", "M"), False),
        (Patient("P1", "Adams^John", "19500103", "M"), False),
        (Patient("P1", "Adams^John", "19500102", "F"), False),
        (Patient("P1", "Baker^John", "19500102", "M"), False),
        (Patient("", "Adams^John", "19500102", "M"), False),
    ],
)
def test_who_is_the_same_patient(other: Patient, same: bool) -> None:
    assert same_patient(ADAM, other) is same
    assert same_patient(other, ADAM) is same


def test_nobody_is_the_same_without_an_identifier() -> None:
    assert not same_patient(Patient("", "A^B"), Patient("", "A^B"))


def test_differences_are_named() -> None:
    assert differences(ADAM, Patient("P1", "X", "19990101", "F")) == ("birth date", "sex", "name")


def test_priors_are_older_and_of_the_same_patient_best_first() -> None:
    studies = (
        NOW,
        study("mr", volume("m", "MR"), date="20240401"),
        study("abdomen", volume("a", "CT", "", "ABDOMEN"), date="20240301"),
        study("chest", volume("c", "CT", "", "Chest"), date="20200101"),
        study("chest2", volume("c2", "CT", "", "CHEST"), date="20210101"),
        study("later", volume("l", "CT", "", "CHEST"), date="20250101"),
        study("same day", volume("d", "CT", "", "CHEST")),
        study("undated", volume("u", "CT", "", "CHEST"), date=""),
        study("other", volume("o", "CT", "", "CHEST"), date="20220101", patient=Patient("P9")),
        replace(study("phantom", volume("p", "CT"), date="20220101"), is_template=True),
    )
    assert [one.uid for one in priors(studies, NOW)] == ["chest2", "chest", "abdomen", "mr"]
    mr = volume("x", "MR")
    assert priors(studies, NOW, mr)[0].uid == "mr"


def test_of_one_day_the_earlier_study_is_a_prior_where_both_tell_their_time() -> None:
    now = replace(NOW, time="093000")
    studies = (
        now,
        replace(study("morning", volume("m", "CT", "", "CHEST")), time="081502.5"),
        replace(study("night", volume("g", "CT", "", "CHEST")), time="00:10"),
        replace(study("same time", volume("s", "CT", "", "CHEST")), time="093000"),
        replace(study("later", volume("l", "CT", "", "CHEST")), time="1030"),
        study("untold", volume("u", "CT", "", "CHEST")),
        study("yesterday", volume("y", "CT", "", "CHEST"), date="20240430"),
    )
    assert [one.uid for one in priors(studies, now)] == ["morning", "night", "yesterday"]
    assert [day_text(one, now) for one in priors(studies, now)] == [
        "2024-05-01 08:15:02",
        "2024-05-01 00:10",
        "2024-04-30",
    ]
    assert [one.uid for one in priors(studies, NOW)] == ["yesterday"]


def test_another_person_under_the_same_id_is_told() -> None:
    other = study("old", volume("o", "CT"), date="20200131", patient=replace(ADAM, birth_date="19700101"))
    assert priors((NOW, other), NOW) == ()
    (told,) = refused((NOW, other), NOW)
    assert "2020-01-31" in told
    assert "birth date" in told


def test_the_counterpart_shows_the_same() -> None:
    old = study(
        "old",
        volume("mr", "MR", "Thorax", "CHEST"),
        volume("scout", "CT", "Scout", "CHEST", plane="coronal"),
        volume("abdomen", "CT", "Abdomen", "ABDOMEN"),
        volume("chest", "CT", "Lung", "CHEST"),
        images("dose", "CT"),
    )
    found = counterpart(NOW.series[0], old)
    assert found is not None
    assert found.uid == "chest"
    pa, lateral = images("pa", "CR", view_position="PA"), images("lat", "CR", view_position="LL")
    film = counterpart(images("x", "CR", view_position="PA"), study("old", lateral, pa))
    assert film is not None
    assert film.uid == "pa"
    assert counterpart(images("us", "US"), old) is None


def test_volumes_of_two_studies_are_matched_at_their_centres() -> None:
    here, there = volume("a", "CT", geometry=grid()), volume("b", "CT", geometry=grid(20, origin=(100.0, -50.0, 7.0)))
    here, there = replace(here, study_uid="1"), replace(there, study_uid="2")
    found = by_position(there, here)
    assert found is not None
    assert (found.onto, found.how) == (frame_key(here), BY_CENTRES)
    moved = np.array(found.matrix) @ [*there.geometry.centre_lps, 1.0]  # type: ignore[union-attr]
    np.testing.assert_allclose(moved[:3], here.geometry.centre_lps)  # type: ignore[union-attr]


def test_a_shared_frame_of_reference_is_believed_where_volumes_overlap() -> None:
    here = replace(volume("a", "CT", geometry=grid(), frame_of_reference_uid="F"), study_uid="1")
    near = replace(volume("b", "CT", geometry=grid(origin=(5.0, 0.0, 0.0)), frame_of_reference_uid="F"), study_uid="2")
    far = replace(near, geometry=grid(origin=(500.0, 0.0, 0.0)))
    found = by_position(near, here)
    assert found is not None
    assert found.how == BY_FRAME
    np.testing.assert_array_equal(found.matrix, np.eye(4))
    apart = by_position(far, here)
    assert apart is not None
    assert apart.how == BY_CENTRES


def test_nothing_is_aligned_that_shares_a_frame_or_has_no_place() -> None:
    here = replace(volume("a", "CT", frame_of_reference_uid="F"), study_uid="1")
    assert by_position(replace(here, uid="b"), here) is None
    assert by_position(images("p", "CR"), here) is None


def test_an_earlier_study_beside_a_later_one_is_called_a_prior() -> None:
    old = study("old", volume("o", "CT"), date="20190302")
    stranger = study("stranger", volume("s", "CT"), date="20100101", patient=Patient("P7"))
    session = Session(lambda _: None)
    session.apply(StudiesFound(ScanResult((NOW, old, stranger))))
    for number, one in enumerate((old, stranger)):
        series = one.series[0]
        stored = StoredVolume("v.npy", grid())
        session.apply(VolumeOpened(series, stored, Window(0.0, 1.0), tile=-1 if number else None))
    assert prior_text(session.state, old.series[0]) == ""
    session.apply(VolumeOpened(NOW.series[0], StoredVolume("v.npy", grid()), Window(0.0, 1.0), tile=-1))
    assert prior_text(session.state, NOW.series[0]) == ""
    assert prior_text(session.state, stranger.series[0]) == ""
    assert prior_text(session.state, old.series[0]) == "Prior, 2019-03-02"
    assert prior_text(session.state, None) == ""
