from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from medview.core.content import Tree
from medview.core.errors import ReadError
from medview.core.overlay import FieldLayer, ShapeKind, ShapeLayer
from medview.core.study import Kind, Series
from medview.io.objects import annotations, load_content, load_map, load_overlaid
from tests.io.making import nothing, save
from tests.io.objects.making import blank, concept, ct, derived, framed, groups, item, opened, referenced, shared, write


def mapping(**values: object) -> list[Dataset]:
    quantity = item(
        ValueType="CODE",
        ConceptNameCodeSequence=concept(("246205007", "SCT", "Quantity")),
        ConceptCodeSequence=concept(("113041", "DCM", "Apparent Diffusion Coefficient")),
    )
    return [
        item(
            MeasurementUnitsCodeSequence=concept(("um2/s", "UCUM", "um2/s")),
            QuantityDefinitionSequence=[quantity],
            **values,
        )
    ]


def map_of(series: Series, frames: np.ndarray, positions: list[float], spacing=(0.5, 0.75), **values) -> Dataset:
    """A map whose frames lie at some heights; floats are stored as floats."""
    each = [groups((0, 0, z)) for z in positions]
    common = shared(spacing)
    common[0].RealWorldValueMappingSequence = mapping(**values)
    made = framed(blank(series, "30", ContentLabel="ADC"), frames.astype(np.uint16), each, common)
    if frames.dtype.kind == "f":
        del made.PixelData, made.BitsStored, made.HighBit, made.PixelRepresentation
        made.BitsAllocated = frames.dtype.itemsize * 8
        keyword = "FloatPixelData" if frames.dtype.itemsize == 4 else "DoubleFloatPixelData"
        setattr(made, keyword, frames.tobytes())
    return made


def laid(dataset: Dataset, series: Series, tmp_path: Path) -> tuple[FieldLayer, np.ndarray]:
    layer = load_overlaid(derived(write(dataset, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, FieldLayer)
    return layer, np.load(layer.path)


@pytest.mark.parametrize("dtype", ["u2", "f4", "f8"])
def test_values_of_any_type_are_mapped(dtype, tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.arange(96).reshape(2, 6, 8).astype(dtype)
    made = map_of(series, frames, [2, 6], RealWorldValueSlope=2.0, RealWorldValueIntercept=-1.0)
    layer, array = laid(made, series, tmp_path)
    assert array[1] == pytest.approx(frames[0] * 2.0 - 1)
    assert array[3] == pytest.approx(frames[1] * 2.0 - 1)
    assert np.isnan(array[[0, 2, 4]]).all()
    assert layer.unit == "um2/s"
    assert layer.note == "Apparent Diffusion Coefficient"
    assert layer.low < layer.high


def test_tables_map_values(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.full((1, 6, 8), 11, np.uint16)
    frames[0, 0, :3] = [9, 10, 12]
    made = map_of(series, frames, [0], RealWorldValueFirstValueMapped=10, RealWorldValueLUTData=[1.5, 2.5, 7.0])
    made.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]["RealWorldValueFirstValueMapped"].VR = "US"
    _, array = laid(made, series, tmp_path)
    assert array[0, 0, :4].tolist() == [1.5, 1.5, 7.0, 2.5]


def test_a_map_on_another_grid_is_interpolated(tmp_path) -> None:
    series = ct(tmp_path)
    rows, columns = np.mgrid[0:3, 0:4]
    frames = np.stack([rows + columns + k for k in range(3)]).astype(np.float32)
    layer, array = laid(map_of(series, frames, [0, 2, 4], (1.0, 1.5)), series, tmp_path)
    assert array[1, 3, 3] == pytest.approx(1.5 + 1.5 + 1)
    assert np.isnan(array[4]).all()
    assert "resampled" in layer.note


def test_the_first_of_several_maps_is_shown(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.stack([np.full((6, 8), value) for value in (1, 2, 3, 4)]).astype(np.uint16)
    layer, array = laid(map_of(series, frames, [0, 2, 0, 2]), series, tmp_path)
    assert array[0].max() == 1
    assert array[1].max() == 2
    assert "several maps" in layer.note


def test_a_map_opens_by_itself(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.arange(96).reshape(2, 6, 8).astype(np.float32)
    path = write(map_of(series, frames[::-1].copy(), [4, 0]), tmp_path)
    stored = load_map(derived(path), tmp_path / "map.npy", nothing)
    assert stored.geometry.shape == (3, 6, 8)  # one slice of the stated distance is missing between the two
    array = stored.open().array
    assert array[0] == pytest.approx(frames[0])
    assert np.isnan(array[1]).all()
    assert array[2] == pytest.approx(frames[1])


def test_maps_without_a_grid_or_a_place_are_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = map_of(series, np.zeros((2, 6, 8), np.uint16), [0, 2])
    del made.PerFrameFunctionalGroupsSequence[1].PlanePositionSequence
    path = write(made, tmp_path)
    with pytest.raises(ReadError, match="no regular grid"):
        load_map(derived(path), tmp_path / "map.npy", nothing)
    with pytest.raises(ReadError, match="does not lie on these images"):
        load_overlaid(derived(path), series, tmp_path, nothing)


@pytest.mark.shared
def test_a_float_map_lies_on_its_slice(shared_data, tmp_path) -> None:
    series = opened(shared_data / "dicom/highdicom/ct_image.dcm", tmp_path)
    path = shared_data / "dicom/pydicom_data/parametric_map_float.dcm"
    layer = load_overlaid(derived(path), series, tmp_path, nothing)
    assert isinstance(layer, FieldLayer)
    assert np.load(layer.path).squeeze() == pytest.approx(pydicom.dcmread(path).pixel_array)


@pytest.mark.shared
def test_real_world_values_are_explained(shared_data, tmp_path) -> None:
    tree = load_content(derived(shared_data / "dicom/seg_pm_sr_dcmqi/data/sr-example/rwvm.dcm"), tmp_path, nothing)
    assert isinstance(tree, Tree)
    (found,) = tree.root.children
    assert (found.name, found.value) == ("Measures", "Standardized Uptake Value")
    assert len(found.images) == 191
    assert ("Unit", "g/ml") in [(line.name, line.value) for line in found.children]


def group(kind: str, points: np.ndarray, starts: list[int] | None = None, **values: object) -> Dataset:
    made = item(
        AnnotationGroupNumber=1, AnnotationGroupLabel="Nuclei", GraphicType=kind, NumberOfAnnotations=2, **values
    )
    made.add_new("PointCoordinatesData", "OF", points.astype("<f4").tobytes())
    if starts is not None:
        made.add_new("LongPrimitivePointIndexList", "OL", np.array(starts, "<u4").tobytes())
    return made


def annotated(series: Series, *found: Dataset, **values: object) -> Dataset:
    made = blank(series, "91.1", AnnotationCoordinateType="2D", AnnotationGroupSequence=list(found))
    made.ReferencedImageSequence = referenced(series.instances[:1])
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


@pytest.fixture
def slide(tmp_path) -> Series:
    return replace(ct(tmp_path, 1), geometry=None, kind=Kind.SLIDE, pixels=None)


@pytest.mark.parametrize(
    ("kind", "starts", "shape", "counts"),
    [
        ("POINT", None, ShapeKind.POINT, [8]),
        ("POLYGON", [1, 7], ShapeKind.POLYGON, [3, 5]),
        ("POLYLINE", [1, 7], ShapeKind.POLYLINE, [3, 5]),
        ("ELLIPSE", None, ShapeKind.ELLIPSE, [4, 4]),
        ("RECTANGLE", None, ShapeKind.POLYGON, [4, 4]),
    ],
)
def test_annotation_groups(kind, starts, shape, counts, slide, tmp_path) -> None:
    points = np.arange(16).reshape(8, 2)
    path = write(annotated(slide, group(kind, points, starts)), tmp_path)
    layer = load_overlaid(derived(path), slide, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert {one.kind for one in layer.shapes} == {shape}
    assert [len(one.points) for one in layer.shapes] == counts
    assert np.array_equal(np.concatenate([one.points for one in layer.shapes]), points)
    assert layer.shapes[0].image == (slide.instances[0].sop_instance_uid, 0)
    assert layer.shapes[0].name == "Nuclei"


def test_annotations_in_millimetres_are_taken_to_pixels(slide, tmp_path) -> None:
    dataset = pydicom.dcmread(slide.instances[0].path)
    origin = item(XOffsetInSlideCoordinateSystem=10, YOffsetInSlideCoordinateSystem=20)
    dataset.TotalPixelMatrixOriginSequence = [origin]
    dataset.ImageOrientationSlide = [0, 1, 0, 1, 0, 0]  # columns grow along y, rows along x
    dataset.SharedFunctionalGroupsSequence = [item(PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.25])])]
    save(dataset, Path(slide.instances[0].path))
    points = np.array([[10.5, 21.0], [11.0, 20.0]])
    made = annotated(slide, group("POINT", points, CommonZCoordinateValue=0.0), AnnotationCoordinateType="3D")
    layer = load_overlaid(derived(write(made, tmp_path)), slide, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert layer.shapes[0].points == pytest.approx(np.array([[4.5, 1.5], [0.5, 2.5]]))


@pytest.mark.shared
def test_annotations_lie_on_the_picture_of_their_slide(shared_data, tmp_path) -> None:
    folder = shared_data / "dicom/highdicom"
    series = opened(folder / "sm_image.dcm", tmp_path)
    layer = load_overlaid(derived(folder / "sm_annotations.dcm"), series, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert layer.shapes[0].points == pytest.approx(np.array([[34.6, 18.4], [28.7, 34.9]]), abs=1e-5)
    assert layer.shapes[0].image == (series.instances[0].sop_instance_uid, 0)


def test_annotations_of_a_tile_begin_at_the_tile(slide, tmp_path) -> None:
    dataset = pydicom.dcmread(slide.instances[0].path)
    dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns = 6, 16
    dataset.DimensionOrganizationType, dataset.NumberOfFrames = "TILED_FULL", 2
    dataset.PixelData = dataset.PixelData * 2
    save(dataset, Path(slide.instances[0].path))
    made = annotated(slide, group("POINT", np.array([[1.0, 2.0]])), PixelOriginInterpretation="FRAME")
    made.ReferencedImageSequence = referenced(slide.instances[:1], ReferencedFrameNumber=2)
    layer = load_overlaid(derived(write(made, tmp_path)), slide, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert layer.shapes[0].points.tolist() == [[9, 2]]


def test_too_many_annotations_are_told(slide, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(annotations, "MOST_SHAPES", 1)
    path = write(annotated(slide, group("ELLIPSE", np.arange(16).reshape(8, 2))), tmp_path)
    layer = load_overlaid(derived(path), slide, tmp_path, nothing)
    assert isinstance(layer, ShapeLayer)
    assert len(layer.shapes) == 1
    assert "first 1 annotations" in layer.note


def test_annotations_of_another_slide_are_refused(slide, tmp_path) -> None:
    made = annotated(slide, group("POINT", np.zeros((1, 2))))
    made.ReferencedImageSequence[0].ReferencedSOPInstanceUID = generate_uid()
    with pytest.raises(ReadError, match="another slide"):
        load_overlaid(derived(write(made, tmp_path)), slide, tmp_path, nothing)


def test_annotation_groups_are_listed(slide, tmp_path) -> None:
    values = item()
    values.add_new("FloatingPointValues", "OF", np.array([1.5, 4.0], "<f4").tobytes())
    area = item(
        ConceptNameCodeSequence=concept(("42798000", "SCT", "Area")), MeasurementValuesSequence=[values],
        MeasurementUnitsCodeSequence=concept(("um2", "UCUM", "um2")),
    )  # fmt: skip
    made = annotated(slide, group("POINT", np.zeros((2, 2)), MeasurementsSequence=[area]))
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    (found,) = tree.root.children
    assert (found.name, found.value) == ("Nuclei", "2")
    assert ("Area", "1.5 … 4 um2") in [(line.name, line.value) for line in found.children]
