from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from medview.core.content import Tree
from medview.core.errors import ReadError
from medview.core.overlay import PresentationLayer, ShapeKind
from medview.core.study import Series
from medview.io.objects import load_content, load_overlaid
from medview.io.objects.graphics import Area
from tests.io.making import nothing
from tests.io.objects.making import blank, ct, derived, item, referenced, write


def state_of(series: Series, **values: object) -> Dataset:
    made = blank(series, "11.1", ContentLabel="KEY", ContentDescription="As read")
    made.ReferencedSeriesSequence = [
        item(SeriesInstanceUID=series.uid, ReferencedImageSequence=referenced(series.instances))
    ]
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def laid(dataset: Dataset, series: Series, tmp_path: Path) -> PresentationLayer:
    layer = load_overlaid(derived(write(dataset, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, PresentationLayer)
    return layer


def graphic(kind: str, data: list[float], units: str = "PIXEL") -> Dataset:
    return item(
        GraphicAnnotationUnits=units, GraphicDimensions=2, NumberOfGraphicPoints=len(data) // 2, GraphicData=data,
        GraphicType=kind, GraphicFilled="N",
    )  # fmt: skip


def test_windows_go_to_the_images_they_name(tmp_path) -> None:
    series = ct(tmp_path)
    one = item(WindowCenter=40, WindowWidth=400, VOILUTFunction="SIGMOID")
    one.ReferencedImageSequence = referenced(series.instances[:1])
    rest = item(WindowCenter=[300, 1], WindowWidth=[1500, 2], WindowCenterWidthExplanation=["BONE", "X"])
    layer = laid(state_of(series, SoftcopyVOILUTSequence=[one, rest]), series, tmp_path)
    shown = {one.image: one.window for one in layer.presented}
    assert len(shown) == 5
    first, second = (shown[(series.instances[n].sop_instance_uid, -1)] for n in (0, 1))
    assert (first.centre, first.width, first.function) == (40, 400, "SIGMOID")
    assert (second.centre, second.width, second.name, second.function) == (300, 1500, "BONE", "LINEAR")
    assert layer.title == "As read"


def test_frames_are_told_apart(tmp_path) -> None:
    series = ct(tmp_path)
    made = state_of(series)
    made.ReferencedSeriesSequence[0].ReferencedImageSequence = referenced(
        series.instances[:1], ReferencedFrameNumber=[1, 3]
    )
    narrow = item(WindowCenter=1, WindowWidth=2)
    narrow.ReferencedImageSequence = referenced(series.instances[:1], ReferencedFrameNumber=3)
    made.SoftcopyVOILUTSequence = [narrow]
    layer = laid(made, series, tmp_path)
    assert [(one.image[1], one.window is not None) for one in layer.presented] == [(0, False), (2, True)]


def test_tables_transformation_area_and_polarity(tmp_path) -> None:
    series = ct(tmp_path)
    table = item(LUTDescriptor=[4, 100, 12], LUTExplanation="S curve", LUTData=np.arange(4, dtype="<u2").tobytes())
    table["LUTData"].VR = "OW"
    area = item(DisplayedAreaTopLeftHandCorner=[8, 2], DisplayedAreaBottomRightHandCorner=[1, 5])
    layer = laid(
        state_of(
            series,
            SoftcopyVOILUTSequence=[item(VOILUTSequence=[table])],
            PresentationLUTShape="INVERSE",
            ImageRotation=90,
            ImageHorizontalFlip="Y",
            DisplayedAreaSelectionSequence=[area],
            ShutterShape="CIRCULAR",
        ),
        series,
        tmp_path,
    )
    first = layer.presented[0]
    assert (first.inverted, first.rotation, first.flipped, first.area) == (True, 90, True, (0, 1, 7, 4))
    assert first.lut is not None
    assert (first.lut.first, first.lut.bits, first.lut.name) == (100, 12, "S curve")
    assert first.lut.entries.tolist() == [0, 1, 2, 3]
    assert "shutter (circular)" in layer.note


def test_graphics_and_texts_lie_on_their_image(tmp_path) -> None:
    series = ct(tmp_path)
    words = item(
        UnformattedTextValue="Here", BoundingBoxAnnotationUnits="PIXEL", BoundingBoxTopLeftHandCorner=[1.0, 1.0],
        BoundingBoxBottomRightHandCorner=[3.0, 2.0], AnchorPoint=[5.0, 4.0], AnchorPointAnnotationUnits="PIXEL",
        AnchorPointVisibility="Y",
    )  # fmt: skip
    annotation = item(
        GraphicLayer="NOTES",
        ReferencedImageSequence=referenced(series.instances[2:3]),
        GraphicObjectSequence=[
            graphic("POLYLINE", [0, 0, 2, 0, 2, 2, 0, 0]),
            graphic("CIRCLE", [2, 2, 3, 2]),
            graphic("INTERPOLATED", [0, 0, 1, 1, 2, 0]),
        ],
        TextObjectSequence=[words],
    )
    layers = [item(GraphicLayer="NOTES", GraphicLayerOrder=1, GraphicLayerRecommendedDisplayGrayscaleValue=65535)]
    layer = laid(
        state_of(series, GraphicAnnotationSequence=[annotation], GraphicLayerSequence=layers), series, tmp_path
    )
    kinds = [one.kind for one in layer.shapes]
    assert kinds == [
        ShapeKind.POLYGON, ShapeKind.CIRCLE, ShapeKind.POLYLINE, ShapeKind.TEXT, ShapeKind.POLYLINE
    ]  # fmt: skip
    curve = layer.shapes[2].points
    assert curve[0].tolist() == [0, 0]
    assert curve[8].tolist() == [1, 1]
    assert curve[-1].tolist() == [2, 0]
    assert layer.shapes[3].text == "Here"
    assert layer.shapes[4].points.tolist() == [[2, 1.5], [5, 4]]
    assert {one.image for one in layer.shapes} == {(series.instances[2].sop_instance_uid, -1)}
    assert {one.colour for one in layer.shapes} == {(255, 255, 255)}


@pytest.mark.parametrize(
    ("rotation", "flipped", "corner", "across"),
    [
        (0, False, (2, 4), (12, 4)),
        (0, True, (12, 4), (2, 4)),
        (90, False, (2, 24), (2, 4)),
        (180, False, (12, 24), (2, 24)),
        (270, False, (12, 4), (12, 24)),
        (90, True, (2, 4), (2, 24)),
    ],
)
def test_display_units_are_taken_back_to_the_stored_image(rotation, flipped, corner, across) -> None:
    """A picture turned clockwise by 90 degrees shows its lower left corner at the top left."""
    area = Area((2, 4), (12, 24), rotation, flipped)
    points = area.to_image(np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert points.tolist() == [list(corner), list(across)]


def test_display_units_without_an_area_are_told(tmp_path) -> None:
    series = ct(tmp_path)
    annotation = item(GraphicLayer="A", GraphicObjectSequence=[graphic("POINT", [0.5, 0.5], "DISPLAY")])
    layer = laid(state_of(series, GraphicAnnotationSequence=[annotation]), series, tmp_path)
    assert layer.shapes == ()
    assert "area is not stated" in layer.note


def test_a_state_about_other_images_is_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = state_of(series)
    for one in made.ReferencedSeriesSequence[0].ReferencedImageSequence:
        one.ReferencedSOPInstanceUID = "1.2.3"
    with pytest.raises(ReadError, match="other images"):
        laid(made, series, tmp_path)


def test_a_state_alone_says_what_it_would_do(tmp_path) -> None:
    series = ct(tmp_path)
    made = state_of(series, SoftcopyVOILUTSequence=[item(WindowCenter=40, WindowWidth=400)], ImageRotation=180)
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    images = next(line for line in tree.root.children if line.name == "Images")
    assert images.value == "5"
    assert [(one.name, one.value) for one in images.children[0].children] == [
        ("Window", "400 / 40 LINEAR"),
        ("Rotated", "180°"),
    ]
