from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import generate_uid

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.overlay import FieldLayer, ShapeKind, ShapeLayer
from medview.core.study import Series
from medview.io.objects import load_content, load_overlaid
from tests.io.making import nothing
from tests.io.objects.making import blank, ct, derived, item, opened, referenced, write


def line(node: Node, *names: str) -> Node:
    for name in names:
        node = next(child for child in node.children if child.name == name)
    return node


BASE = 8


def dose_of(series: Series, along: list[float], stored: list[float], **values: object):
    """A dose of 4 × 5 points 1 mm apart, growing by 10 a mm along x and y and by 100 along z, from 100 × BASE."""
    rows, columns = np.mgrid[0:4, 0:5]
    frames = np.stack([10 * rows + 10 * columns + 100 * (BASE + z) for z in along]).astype(np.uint16)
    made = blank(series, "481.2", DoseUnits="GY", DoseType="PHYSICAL", DoseSummationType="PLAN", DoseGridScaling=0.01)
    made.ImagePositionPatient, made.ImageOrientationPatient = [0, 0, 1], [1, 0, 0, 0, 1, 0]
    made.PixelSpacing, made.GridFrameOffsetVector = [1, 1], stored
    made.NumberOfFrames, made.Rows, made.Columns = frames.shape
    made.BitsAllocated, made.BitsStored, made.HighBit, made.PixelRepresentation = 16, 16, 15, 0
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.PixelData = frames.tobytes()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


@pytest.mark.parametrize(
    ("along", "stored"),
    [
        ([0, 3, 6], [0, 3, 6]),
        ([0, 3, 6], [1, 4, 7]),  # absolute: the z of each plane
        ([0, -3, -6], [0, -3, -6]),
        ([0, 2, 3, 6], [0, 2, 3, 6]),
    ],
)
def test_dose_is_interpolated_onto_the_images(along, stored, tmp_path) -> None:
    series = ct(tmp_path)
    made = dose_of(series, along, stored)
    if along[1] < 0:
        made.ImagePositionPatient = [0, 0, 7]
    layer = load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, FieldLayer)
    array = np.load(layer.path)
    assert array.dtype == np.float32
    first = made.ImagePositionPatient[2]
    for k, j, i in ((1, 2, 3), (2, 0, 0), (3, 6 - 1, 5), (2, 3, 1)):
        x, y, z = i * 0.75, j * 0.5, k * 2.0
        assert array[k, j, i] == pytest.approx(0.01 * (10 * x + 10 * y + 100 * (BASE + z - first)), abs=1e-4)
    assert np.isnan(array[0]).all()
    assert np.isnan(array[4]).all()
    assert np.isnan(array[1, 0, 6:]).all()
    assert layer.unit == "Gy"
    assert layer.low == pytest.approx(0.1 * layer.high)
    assert "PLAN" in layer.note


def test_relative_dose_is_told(tmp_path) -> None:
    series = ct(tmp_path)
    layer = load_overlaid(
        derived(write(dose_of(series, [0, 3], [0, 3], DoseUnits="RELATIVE"), tmp_path)), series, tmp_path, nothing
    )
    assert isinstance(layer, FieldLayer)
    assert layer.unit == ""
    assert "relative" in layer.note


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"FrameOfReferenceUID": generate_uid()}, "another frame of reference"),
        ({"PatientID": "P2"}, "another patient"),
        ({"GridFrameOffsetVector": [0]}, "states the place of 1 of its 2 planes"),
        ({"GridFrameOffsetVector": [0, 0]}, "at one place"),
        ({"ImagePositionPatient": None}, "does not say where"),
    ],
)
def test_doses_that_do_not_fit_are_refused(values, told, tmp_path) -> None:
    series = ct(tmp_path)
    with pytest.raises(ReadError, match=told):
        load_overlaid(derived(write(dose_of(series, [0, 3], [0, 3], **values), tmp_path)), series, tmp_path, nothing)


def test_a_dose_alone_tells_its_maximum(tmp_path) -> None:
    histogram = item(DVHType="CUMULATIVE", DoseUnits="GY", DVHMaximumDose="7.5", DVHReferencedROISequence=[])
    made = dose_of(ct(tmp_path), [0, 3], [0, 3], DVHSequence=[histogram])
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert line(tree.root, "Maximum").value == "11.7 Gy"
    assert line(tree.root, "Grid").value.startswith("2 × 4 × 5")
    assert line(tree.root, "Dose-volume histograms").children[0].children[0].value == "7.5 Gy"


def contour(kind: str, points: list[float], *images) -> object:
    made = item(ContourGeometricType=kind, NumberOfContourPoints=len(points) // 3, ContourData=points)
    made.ContourImageSequence = referenced(images)
    return made


def structures_of(series: Series, contours: dict[str, list[object]]):
    made = blank(series, "481.3", StructureSetLabel="Plan 1")
    del made.FrameOfReferenceUID
    made.StructureSetROISequence = [
        item(ROINumber=n, ROIName=name, ReferencedFrameOfReferenceUID=series.frame_of_reference_uid)
        for n, name in enumerate(contours)
    ]
    made.ROIContourSequence = [
        item(ReferencedROINumber=n, ROIDisplayColor=[255, 10 * n, 0], ContourSequence=found)
        for n, found in enumerate(contours.values())
    ]
    made.RTROIObservationsSequence = [item(ReferencedROINumber=0, RTROIInterpretedType="PTV")]
    return made


def test_contours_keep_their_points_and_colours(tmp_path) -> None:
    series = ct(tmp_path)
    square = [0, 0, 2, 1.5, 0, 2, 1.5, 1, 2, 0, 1, 2]
    made = structures_of(
        series,
        {
            "Target": [contour("CLOSED_PLANAR", square, series.instances[1])],
            "Wire": [contour("OPEN_PLANAR", square[:9]), contour("POINT", [1, 2, 3])],
            "Empty": [],
        },
    )
    layer = load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert [(one.kind, one.name, one.colour) for one in layer.shapes] == [
        (ShapeKind.POLYGON, "Target", (255, 0, 0)),
        (ShapeKind.POLYLINE, "Wire", (255, 10, 0)),
        (ShapeKind.POINT, "Wire", (255, 10, 0)),
    ]
    assert layer.shapes[0].points.tolist() == np.reshape(square, (4, 3)).tolist()
    assert layer.shapes[0].image is None
    assert layer.title == "Plan 1"
    assert "1 regions have no contour" in layer.note


def test_a_region_whose_contours_are_split_keeps_them_all(tmp_path) -> None:
    """Several ROI Contour items that name one region, and several that name none."""
    series = ct(tmp_path)
    made = structures_of(series, {"Target": [contour("CLOSED_PLANAR", [0, 0, 0, 1, 0, 0, 1, 1, 0])]})
    for number, z in ((0, 1), (None, 2), (None, 3)):
        more = item(ContourSequence=[contour("CLOSED_PLANAR", [0, 0, z, 1, 0, z, 1, 1, z])])
        if number is not None:
            more.ReferencedROINumber = number
        made.ROIContourSequence.append(more)
    layer = load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert [(one.name, one.points[0][2]) for one in layer.shapes] == [
        ("Target", 0.0),
        ("Target", 1.0),
        ("Region without a number", 2.0),
        ("Region without a number", 3.0),
    ]
    assert {one.colour for one in layer.shapes if one.name == "Target"} == {(255, 0, 0)}


def test_damaged_contours_and_missing_images_are_told(tmp_path) -> None:
    series = ct(tmp_path)
    elsewhere = item(ReferencedSOPClassUID="1.2", ReferencedSOPInstanceUID="1.2.3")
    good = contour("CLOSED_PLANAR", [0, 0, 0, 1, 0, 0, 1, 1, 0], series.instances[0])
    good.ContourImageSequence.append(elsewhere)
    made = structures_of(series, {"Target": [good, contour("CLOSED_PLANAR", [])]})
    layer = load_overlaid(derived(write(made, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert len(layer.shapes) == 1
    assert "1 contours cannot be read" in layer.note
    assert "1 of the images its contours name" in layer.note


def test_an_empty_structure_set_is_refused_on_images_and_listed_alone(tmp_path) -> None:
    series = ct(tmp_path)
    path = write(structures_of(series, {"Target": []}), tmp_path)
    with pytest.raises(ReadError, match="not one contour"):
        load_overlaid(derived(path), series, tmp_path, nothing)
    tree = load_content(derived(path), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert line(tree.root, "Regions", "Target", "Interpreted type").value == "PTV"


@pytest.mark.shared
def test_contours_of_a_plan_lie_within_their_ct(shared_data, tmp_path) -> None:
    folder = shared_data / "dicom/rt_dicompyler"
    series = opened(folder / "ct.0.dcm", tmp_path)
    layer = load_overlaid(derived(folder / "rtss.dcm"), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    counts = Counter(one.name for one in layer.shapes)
    assert counts["BODY"] == 141
    assert counts["Heart"] == 33
    body = [one.points for one in layer.shapes if one.name == "BODY"]
    assert np.isfinite(np.concatenate(body)).all()
    assert {one.kind for one in layer.shapes} == {ShapeKind.POLYGON}


@pytest.mark.shared
def test_contours_enclose_the_voxels_of_their_ct(shared_data, tmp_path) -> None:
    """Each contour of the phantom lies on a slice its file names or beside the two that are there."""
    folder = shared_data / "dicom/rtstruct_rt_utils/mock_data"
    for name in ("ct_1.dcm", "ct_2.dcm"):
        (tmp_path / "ct").mkdir(exist_ok=True)
        (tmp_path / "ct" / name).symlink_to(folder / name)
    (tmp_path / "work").mkdir()
    series = opened(tmp_path / "ct", tmp_path / "work")
    assert series.geometry is not None
    for name in ("invalid_reference_rt.dcm", "non_existent_reference_rt.dcm"):
        layer = load_overlaid(derived(folder / name), series, tmp_path, nothing)
        assert isinstance(layer, ShapeLayer)
        assert len(layer.shapes) == 12
        for shape in layer.shapes:
            index = series.geometry.to_index(shape.points)
            assert np.ptp(index[:, 0]) == pytest.approx(0, abs=1e-3)
            assert index[0, 0] == pytest.approx(round(index[0, 0]), abs=1e-3)
            assert index[:, 1:].min() > 0
            assert index[:, 1:].max() < 511
            assert "of the images its contours name" in layer.note


@pytest.mark.shared
def test_a_plan_is_summed_up(shared_data, tmp_path) -> None:
    tree = load_content(derived(shared_data / "dicom/rt_dicompyler/rtplan.dcm"), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert tree.flags == ("UNAPPROVED",)
    assert line(tree.root, "Prescription", "Breast").value == "14 Gy"
    assert line(tree.root, "Fractions", "Group 1", "Dose of all").value == "14 Gy"
    beam = line(tree.root, "Beams", "1 3 RAO")
    told = {child.name: child.value for child in beam.children}
    assert told["Energy"] == "10 MV"
    assert told["Gantry"] == "327°"
    assert told["Meterset"] == "97 MU"
    assert told["Isocentre"] == "72.5 / -304.3 / -9.3 mm (L P S)"


def test_a_plan_without_anything_still_opens(tmp_path: Path) -> None:
    tree = load_content(derived(write(blank(ct(tmp_path), "481.5"), tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert tree.notes == ("The plan has no beam.",)
