from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.overlay import ShapeKind, ShapeLayer
from medview.core.study import Series
from medview.io.objects import load_content, load_overlaid, measured, report
from tests.io.making import nothing
from tests.io.objects.making import blank, concept, ct, derived, item, referenced, write

MM = ("mm", "UCUM", "millimeter")


def entry(kind: str, name: str, *children: Dataset, relation: str = "CONTAINS", **values: object) -> Dataset:
    made = item(
        RelationshipType=relation, ValueType=kind, ConceptNameCodeSequence=concept(("1", "99T", name)), **values
    )
    if children:
        made.ContentSequence = list(children)
    return made


def length(value: str, *children: Dataset) -> Dataset:
    measure = item(NumericValue=value, MeasurementUnitsCodeSequence=concept(MM))
    return entry("NUM", "Length", *children, MeasuredValueSequence=[measure])


def region(series: Series, kind: str, data: list[float], relation: str = "INFERRED FROM") -> Dataset:
    image = item(
        RelationshipType="SELECTED FROM", ValueType="IMAGE", ReferencedSOPSequence=referenced(series.instances[:1])
    )
    return entry("SCOORD", "Region", image, relation=relation, GraphicType=kind, GraphicData=data)


def report_of(series: Series, *content: Dataset, sop_class: str = "88.33", **values: object) -> Dataset:
    made = blank(series, sop_class, ValueType="CONTAINER", CompletionFlag="PARTIAL", VerificationFlag="UNVERIFIED")
    made.ConceptNameCodeSequence = concept(("126000", "DCM", "Imaging Measurement Report"))
    made.ContentSequence = list(content)
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def read(dataset: Dataset, tmp_path: Path) -> Tree:
    tree = load_content(derived(write(dataset, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    return tree


def test_lines_say_name_value_unit_code_and_relation(tmp_path) -> None:
    series = ct(tmp_path)
    tree = read(
        report_of(
            series,
            entry("TEXT", "Impression", TextValue="No change", relation="HAS PROPERTIES"),
            entry("CODE", "Finding", ConceptCodeSequence=concept(("27925004", "SCT", "Nodule"))),
            entry("PNAME", "Observer", PersonName="Doe^Jane"),
            length("12.50"),
            entry("IMAGE", "Source", ReferencedSOPSequence=referenced(series.instances[:1], ReferencedFrameNumber=3)),
        ),
        tmp_path,
    )
    assert tree.title == "Imaging Measurement Report"
    assert tree.flags == ("UNVERIFIED", "PARTIAL")
    told = [(line.name, line.value) for line in tree.root.children]
    assert told == [
        ("Impression", "No change"),
        ("Finding", "Nodule"),
        ("Observer", "Doe, Jane"),
        ("Length", "12.5 mm"),
        ("Source", "CT Image, frame 3"),
    ]
    assert tree.root.children[0].relation == "has properties"
    assert tree.root.children[1].code == "1 (99T) = 27925004 (SCT)"
    assert tree.root.children[4].images == (series.instances[0].sop_instance_uid,)


def test_a_number_draws_where_it_was_measured(tmp_path) -> None:
    series = ct(tmp_path)
    made = report_of(series, entry("CONTAINER", "Group", length("3", region(series, "POLYLINE", [1, 1, 4, 1]))))
    layer = load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    (shape,) = layer.shapes
    assert (shape.kind, shape.text) == (ShapeKind.POLYLINE, "Length: 3 mm")
    assert shape.points.tolist() == [[1, 1], [4, 1]]
    assert shape.image == (series.instances[0].sop_instance_uid, 0)


def test_a_groups_region_carries_its_numbers_and_name(tmp_path) -> None:
    series = ct(tmp_path)
    tracking = item(
        RelationshipType="HAS OBS CONTEXT",
        ValueType="TEXT",
        TextValue="Lesion 1",
        ConceptNameCodeSequence=concept(("112039", "DCM", "Tracking Identifier")),
    )
    closed = region(series, "POLYLINE", [1, 1, 4, 1, 4, 4, 1, 1], "CONTAINS")
    tree = read(report_of(series, entry("CONTAINER", "Group", tracking, length("3"), closed)), tmp_path)
    assert tree.shapes is not None
    (shape,) = tree.shapes.shapes
    assert (shape.kind, shape.name, shape.text) == (ShapeKind.POLYGON, "Lesion 1", "Length: 3 mm")
    assert len(shape.points) == 3


@pytest.mark.parametrize(
    ("kind", "data", "shape", "points"),
    [
        ("POINT", [1, 2], ShapeKind.POINT, 1),
        ("MULTIPOINT", [1, 2, 3, 4], ShapeKind.POINT, 1),
        ("CIRCLE", [1, 2, 3, 4], ShapeKind.CIRCLE, 2),
        ("ELLIPSE", [1, 2, 3, 4, 5, 6, 7, 8], ShapeKind.ELLIPSE, 4),
        ("ELLIPSE", [1, 2, 3, 4], ShapeKind.POLYLINE, 2),
    ],
)
def test_graphic_types(kind, data, shape, points, tmp_path) -> None:
    series = ct(tmp_path)
    tree = read(report_of(series, region(series, kind, data)), tmp_path)
    assert tree.shapes is not None
    assert len(tree.shapes.shapes) == (2 if kind == "MULTIPOINT" else 1)
    assert {(one.kind, len(one.points)) for one in tree.shapes.shapes} == {(shape, points)}


def test_coordinates_in_the_patient_need_the_same_frame_of_reference(tmp_path) -> None:
    series = ct(tmp_path)
    place = {"GraphicType": "POINT", "GraphicData": [1.0, 2.0, 3.0]}
    here = entry("SCOORD3D", "Centre", ReferencedFrameOfReferenceUID=series.frame_of_reference_uid, **place)
    there = entry("SCOORD3D", "Centre", ReferencedFrameOfReferenceUID="1.2.3", **place)
    layer = load_overlaid(derived(write(report_of(series, here, there), tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert [one.points.tolist() for one in layer.shapes] == [[[1, 2, 3]]]
    assert "1 of its coordinates lie on other images" in layer.note
    with pytest.raises(ReadError, match="None of the report's 1 coordinates"):
        load_overlaid(derived(write(report_of(series, there), tmp_path)), series, tmp_path, nothing)


def test_references_by_place_are_followed(tmp_path) -> None:
    series = ct(tmp_path)
    shared = region(series, "CIRCLE", [1, 2, 3, 4], "CONTAINS")
    by_place = item(RelationshipType="INFERRED FROM", ReferencedContentItemIdentifier=[1, 1])
    lost = item(RelationshipType="INFERRED FROM", ReferencedContentItemIdentifier=[1, 9])
    tree = read(report_of(series, shared, length("5", by_place), length("6", lost)), tmp_path)
    assert tree.shapes is not None
    assert "Length: 5 mm" in [one.text for one in tree.shapes.shapes]
    assert (tree.root.children[1].children[0].name, tree.root.children[1].children[0].value) == ("See 1.1", "Region")
    assert tree.root.children[2].children[0].value == "(missing)"


def test_damaged_items_still_show(tmp_path) -> None:
    series = ct(tmp_path)
    bad = [
        item(ValueType="NUM", RelationshipType="CONTAINS"),
        item(ValueType="NUM", MeasuredValueSequence=[], ConceptNameCodeSequence=[]),
        item(ValueType="WEIRD", TextValue="free"),
        region(series, "POLYLINE", [1.0]),
        item(),
    ]
    tree = read(report_of(series, *bad, length("1")), tmp_path)
    assert len(tree.root.children) == 6
    assert tree.root.children[2].value == "free"
    assert tree.root.children[5].value == "1 mm"
    assert tree.shapes is None


def test_a_missing_number_says_why(tmp_path) -> None:
    series = ct(tmp_path)
    why = concept(("114006", "DCM", "Measurement failure"))
    tree = read(report_of(series, entry("NUM", "Length", NumericValueQualifierCodeSequence=why)), tmp_path)
    assert tree.root.children[0].value == "Measurement failure"


def test_deep_and_long_reports_end(tmp_path, monkeypatch) -> None:
    series = ct(tmp_path)
    monkeypatch.setattr(report, "MOST_LINES", 20)
    monkeypatch.setattr(report, "MOST_DEPTH", 5)
    monkeypatch.setattr(measured, "MOST_DEPTH", 5)
    deep = entry("CONTAINER", "Deep")
    for _ in range(9):
        deep = entry("CONTAINER", "Deep", deep)
    tree = read(report_of(series, deep, *(length(str(number)) for number in range(30))), tmp_path)
    assert tree.root.children[-1].name == "…"

    def depth(node: Node) -> int:
        return 1 + max((depth(child) for child in node.children), default=0)

    assert depth(tree.root) <= 7


def test_who_verified_it_is_told(tmp_path) -> None:
    observer = item(
        VerifyingObserverName="Doe^Jane", VerifyingOrganization="Hospital", VerificationDateTime="20250304050607"
    )
    tree = read(
        report_of(
            ct(tmp_path), VerificationFlag="VERIFIED", PreliminaryFlag="FINAL", VerifyingObserverSequence=[observer]
        ),
        tmp_path,
    )
    assert tree.flags == ("VERIFIED", "PARTIAL")
    assert tree.root.children[0].value == "Doe, Jane, Hospital, 2025-03-04 05:06:07"


@pytest.mark.shared
def test_a_tid_1500_report_of_another_maker(shared_data, tmp_path) -> None:
    path = shared_data / "dicom/highdicom/sr_document_with_multiple_groups.dcm"
    tree = load_content(derived(path), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert tree.flags == ("UNVERIFIED", "PARTIAL", "PRELIMINARY")
    assert tree.shapes is not None
    assert [(one.kind.value, one.name, one.text) for one in tree.shapes.shapes] == [
        ("circle", "LungNodule0001", "Diameter: 10 mm"),
        ("polyline", "Aorta0001", "Diameter: 20 mm"),
        ("point", "Vertebra0001", "Volume: 200 mm3"),
    ]


@pytest.mark.shared
def test_a_pet_report_keeps_its_units(shared_data, tmp_path) -> None:
    tree = load_content(derived(shared_data / "dicom/seg_pm_sr_dcmqi/data/sr-example/sr.dcm"), tmp_path, nothing)
    assert isinstance(tree, Tree)
    group = next(line for line in tree.root.children if line.name == "Imaging Measurements").children[0]
    uptake = [line.value for line in group.children if line.name == "SUVbw"]
    assert uptake[0] == "6.01529 g/ml"


def test_key_objects_list_their_images(tmp_path) -> None:
    series = ct(tmp_path)
    marked = [
        item(RelationshipType="CONTAINS", ValueType="IMAGE", ReferencedSOPSequence=referenced([one]))
        for one in series.instances[1:3]
    ]
    words = entry("TEXT", "Key Object Description", TextValue="Look here")
    made = report_of(series, words, *marked, sop_class="88.59")
    made.ConceptNameCodeSequence = concept(("113000", "DCM", "Of Interest"))
    tree = read(made, tmp_path)
    assert (tree.title, tree.root.value) == ("Of Interest", "2 images")
    assert tree.root.images == tuple(one.sop_instance_uid for one in series.instances[1:3])
    assert tree.root.children[0].value == "Look here"


def test_a_report_of_another_patient_is_not_drawn(tmp_path) -> None:
    series = ct(tmp_path)
    made = report_of(series, region(series, "POINT", [1, 2]), PatientID="P2")
    with pytest.raises(ReadError, match="another patient"):
        load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
