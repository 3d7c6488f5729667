from __future__ import annotations

from medview.core.derived import offered, owners, target
from medview.core.study import Instance, Kind, Patient, Series, Study


def series(uid: str, kind: Kind, *images: str, refers: tuple[str, ...] = (), place: str = "") -> Series:
    instances = tuple(Instance(f"{image}.dcm", "", image) for image in images)
    return Series(
        uid, "s", "dicom", "", uid, None, "", instances, None, frame_of_reference_uid=place, kind=kind, refers_to=refers
    )  # fmt: skip


def study(*listed: Series, uid: str = "s") -> Study:
    return Study(uid, Patient(), "", "", "", "", listed)


CT = series("ct", Kind.VOLUME, "a", "b", place="f")
MR = series("mr", Kind.VOLUME, "c", place="g")
SEG = series("seg", Kind.SEGMENTATION, "x", refers=("b",), place="f")
DOSE = series("dose", Kind.DOSE, "y", refers=("plan",), place="f")
REPORT = series("sr", Kind.REPORT, "z", refers=("c",), place="f")
LOST = series("lost", Kind.PRESENTATION, "w", refers=("gone",))


def test_objects_about_the_images_come_before_those_of_the_same_place() -> None:
    listed = study(DOSE, CT, MR, SEG, REPORT, LOST)
    assert [found.uid for found in offered(CT, (listed,))] == ["seg", "dose"]
    assert [found.uid for found in offered(MR, (listed,))] == ["sr"]


def test_an_object_is_seen_on_what_it_names_or_on_its_place() -> None:
    listed = (study(DOSE, MR, CT, SEG, REPORT, LOST),)
    assert target(SEG, listed) is CT
    assert target(DOSE, listed) is CT
    assert target(REPORT, listed) is MR
    assert target(LOST, listed) is None
    assert target(SEG, ()) is None


def test_place_alone_joins_only_within_a_study() -> None:
    assert target(DOSE, (study(series("ct", Kind.VOLUME, "a", place="h")),)) is None
    elsewhere = Series("o", "t", "dicom", "CT", "", None, "", (), None, frame_of_reference_uid="f")
    assert target(DOSE, (study(elsewhere, uid="t"),)) is None


def test_owners_name_the_series_each_object_belongs_to() -> None:
    assert owners(study(CT, MR, SEG, DOSE, REPORT, LOST)) == {"seg": "ct", "dose": "ct", "sr": "mr"}
    assert owners(study(CT, MR)) == {}


def test_annotations_of_slides_can_be_drawn_though_they_have_no_room() -> None:
    marks = Series("ann", "s", "dicom", "ANN", "", None, "", (), None, kind=Kind.OTHER, refers_to=("a",))
    other = Series("raw", "s", "dicom", "RAW", "", None, "", (), None, kind=Kind.OTHER, refers_to=("a",))
    assert [found.uid for found in offered(CT, (study(CT, marks, other),))] == ["ann"]
