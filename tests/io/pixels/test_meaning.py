"""What frames mean: modality and VOI tables, windows, padding, overlays, spacing, places, times, words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medview.core.images import Frame, SpacingMeaning
from medview.core.volume import Window
from medview.io.pixels import frames
from medview.io.pixels.facts import frame_times, shown
from medview.io.pixels.modality import Modality, common_kind
from medview.io.pixels.spacing import pixel_spacing
from tests.io.pixels.making import JPEG_LS, compressed, image, jpeg_ls, write

ARRAY = np.arange(64, dtype=np.uint16).reshape(8, 8)


def item(**values: object) -> Dataset:
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def table(first: int, entries: np.ndarray, bits: int = 16, name: str = "") -> Dataset:
    return item(LUTDescriptor=[len(entries), first, bits], LUTData=entries.astype("<u2").tobytes(), LUTExplanation=name)


def facts(path: Path, array: np.ndarray = ARRAY, **changes: object) -> Frame:
    return shown(frames(write(image(array, **changes), path)))[0].frame


def meaning(path: Path, array: np.ndarray = ARRAY, **changes: object) -> tuple[Modality, np.ndarray]:
    source = frames(write(image(array, **changes), path))
    values = shown(source)[0].values
    return values, values.apply(source.stored(0), values.kind(source.form))


def test_rescale_stays_whole_where_it_can(tmp_path: Path) -> None:
    _, values = meaning(tmp_path, bits=12, RescaleSlope=2, RescaleIntercept=-1024)
    assert values.dtype == np.int16
    np.testing.assert_array_equal(values, ARRAY.astype(int) * 2 - 1024)


@pytest.mark.parametrize(
    ("array", "slope", "intercept", "kind"),
    [
        (ARRAY.astype(np.uint8), 1, 0, "u1"),
        (ARRAY, 1, 0, "u2"),
        (ARRAY, 1, -1024, "i4"),
        (ARRAY.astype(np.int16), 1, 0, "i2"),
        (ARRAY.astype(np.uint32), 1, 0, "u4"),
        (ARRAY, 0.5, 0, "f4"),
        (ARRAY.astype(np.uint32), 3, 0, "f4"),
    ],
)
def test_type_of_the_values(array: np.ndarray, slope: float, intercept: float, kind: str, tmp_path: Path) -> None:
    _, values = meaning(tmp_path, array, RescaleSlope=slope, RescaleIntercept=intercept)
    assert values.dtype == np.dtype(kind)
    np.testing.assert_allclose(values, array * float(slope) + intercept)


def test_one_type_for_frames_that_differ(tmp_path: Path) -> None:
    form = frames(write(image(ARRAY, bits=12), tmp_path)).form
    assert common_kind([(Modality(), form), (Modality(1.0, -5.0), form)]) == np.int16
    assert common_kind([(Modality(), form), (Modality(0.1), form)]) == np.float32


def test_modality_table_comes_before_rescale(tmp_path: Path) -> None:
    """Values below and beyond the table get its first and last entry (PS3.3 C.11.1.1.1)."""
    entries = np.array([500, 400, 7])
    made, values = meaning(tmp_path, ModalityLUTSequence=Sequence([table(10, entries)]), RescaleSlope=9)
    assert made.lut is not None
    assert values.dtype == np.int16
    assert values.reshape(-1)[[0, 10, 11, 12, 13, 63]].tolist() == [500, 500, 400, 7, 7, 7]


def test_windows_with_their_function(tmp_path: Path) -> None:
    changes = {
        "WindowCenter": [40, 50, 1],
        "WindowWidth": [400, 350, 0],
        "WindowCenterWidthExplanation": ["SOFT", "B", "C"],
        "VOILUTFunction": "SIGMOID",
    }
    wanted = (Window(40, 400, "SOFT", "SIGMOID"), Window(50, 350, "B", "SIGMOID"))
    assert facts(tmp_path, **changes).windows == wanted
    assert facts(tmp_path, WindowCenter=1, WindowWidth=2).windows[0].function == "LINEAR"
    assert facts(tmp_path, WindowCenter=1, WindowWidth=0.5, VOILUTFunction="LINEAR_EXACT").windows[0].width == 0.5


def test_voi_tables(tmp_path: Path) -> None:
    signed = {"PixelRepresentation": 1}
    two = Sequence([table(-16, np.array([0, 4095]), 12, "HARD"), table(5, np.array([1, 2]))])
    first, second = facts(tmp_path, **signed, VOILUTSequence=two).luts
    assert (first.first, first.bits, first.name, first.entries.tolist()) == (-16.0, 12, "HARD", [0, 4095])
    assert second.first == 5.0


@pytest.mark.parametrize(
    ("changes", "inverted"),
    [
        ({}, False),
        ({"PhotometricInterpretation": "MONOCHROME1"}, True),
        ({"PresentationLUTShape": "INVERSE"}, True),
        ({"PhotometricInterpretation": "MONOCHROME1", "PresentationLUTShape": "INVERSE"}, True),
        ({"PresentationLUTShape": "IDENTITY"}, False),
    ],
)
def test_polarity(changes: dict[str, str], inverted: bool, tmp_path: Path) -> None:
    assert facts(tmp_path, **changes).inverted == inverted


def test_padding_after_rescale(tmp_path: Path) -> None:
    signed = ARRAY.astype(np.int16)
    ct = {"RescaleIntercept": -1024, "RescaleSlope": 1}
    assert facts(tmp_path, signed, PixelPaddingValue=-2000, **ct).padding == (-3024.0, -3024.0)
    assert facts(tmp_path, PixelPaddingValue=10, PixelPaddingRangeLimit=2).padding == (2.0, 10.0)
    assert facts(tmp_path).padding is None


def overlay(bits: np.ndarray, origin: tuple[int, int], group: int = 0x6000, **more: object) -> Dataset:
    dataset = image(ARRAY)
    for element, vr, value in (
        (0x10, "US", bits.shape[-2]), (0x11, "US", bits.shape[-1]), (0x40, "CS", "G"),
        (0x50, "SS", [origin[0] + 1, origin[1] + 1]), (0x100, "US", 1), (0x102, "US", 0), (0x1500, "LO", "Mark"),
    ):  # fmt: skip
        dataset.add_new((group, element), vr, value)
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    dataset.add_new((group, 0x3000), "OW", packed + b"\0" * (len(packed) % 2))
    for keyword, value in more.items():
        setattr(dataset, keyword, value)
    return dataset


def drawn(frame: Frame) -> np.ndarray:
    """All planes of a frame on an image of 8×8."""
    out = np.zeros((8, 8), bool)
    for plane in frame.overlays:
        row, column = plane.origin
        out[row : row + plane.bits.shape[0], column : column + plane.bits.shape[1]] |= plane.bits
    return out


@pytest.mark.parametrize("origin", [(0, 0), (2, 1), (-3, -1), (6, 5)])
def test_an_overlay_is_cut_to_the_image(origin: tuple[int, int], tmp_path: Path) -> None:
    bits = np.random.default_rng(0).integers(0, 2, (7, 6), np.uint8)
    frame = shown(frames(write(overlay(bits, origin), tmp_path)))[0].frame
    wanted = np.zeros((24, 24), bool)
    wanted[8 + origin[0] : 15 + origin[0], 8 + origin[1] : 14 + origin[1]] = bits
    np.testing.assert_array_equal(drawn(frame), wanted[8:16, 8:16])
    assert frame.overlays[0].name == "Mark"


def test_an_overlay_beside_the_image_is_left_out(tmp_path: Path) -> None:
    path = write(overlay(np.ones((3, 3), np.uint8), (100, 0)), tmp_path)
    assert shown(frames(path))[0].frame.overlays == ()


def test_an_overlay_over_a_whole_mammogram(tmp_path: Path) -> None:
    bits = np.zeros((2000, 2000), np.uint8)
    bits[10, 10] = bits[1990, 1990] = 1
    dataset = overlay(bits, (0, 0))
    dataset.Rows, dataset.Columns, dataset.PixelData = 2000, 2000, bytes(2000 * 2000 * 2)
    (plane,) = shown(frames(write(dataset, tmp_path)))[0].frame.overlays
    assert (plane.origin, plane.shape) == ((10, 10), (1981, 1981))
    np.testing.assert_array_equal(np.argwhere(plane.bits), [[0, 0], [1980, 1980]])


def test_an_overlay_for_each_frame(tmp_path: Path) -> None:
    bits = np.random.default_rng(1).integers(0, 2, (3, 5, 7), np.uint8)
    stack = np.zeros((3, 8, 8), np.uint16)
    dataset = overlay(bits, (0, 0), NumberOfFrames=3, PixelData=stack.tobytes())
    dataset.add_new((0x6000, 0x15), "IS", "3")
    dataset.add_new((0x6000, 0x51), "US", 1)
    several = shown(frames(write(dataset, tmp_path)))
    for number, one in enumerate(several):
        np.testing.assert_array_equal(drawn(one.frame)[:5, :7], bits[number].astype(bool))


def test_an_overlay_in_the_unused_bits(tmp_path: Path) -> None:
    mark = np.random.default_rng(2).integers(0, 2, (8, 8), np.uint16)
    dataset = image(ARRAY | mark << 13, bits=12)
    for element, vr, value in ((0x10, "US", 8), (0x11, "US", 8), (0x50, "SS", [1, 1]), (0x102, "US", 13)):
        dataset.add_new((0x6000, element), vr, value)
    source = frames(write(dataset, tmp_path))
    np.testing.assert_array_equal(drawn(shown(source)[0].frame), mark.astype(bool))
    np.testing.assert_array_equal(source.stored(0), ARRAY)


IMAGER = {"ImagerPixelSpacing": [0.2, 0.2]}
FIDUCIAL = {"PixelSpacingCalibrationType": "FIDUCIAL", "PixelSpacingCalibrationDescription": "ball"}


@pytest.mark.parametrize(
    ("changes", "meaning", "rows", "note"),
    [
        ({"Modality": "CT", "PixelSpacing": [0.5, 0.4]}, SpacingMeaning.PATIENT, 0.5, ""),
        ({"Modality": "CR", **IMAGER}, SpacingMeaning.DETECTOR, 0.2, ""),
        ({"Modality": "CR", **IMAGER, "PixelSpacing": [0.2, 0.2]}, SpacingMeaning.DETECTOR, 0.2, ""),
        ({"Modality": "CR", **IMAGER, "PixelSpacing": [0.1, 0.1]}, SpacingMeaning.CALIBRATED, 0.1, "say how"),
        ({"Modality": "DX", "PixelSpacing": [0.1, 0.1], **FIDUCIAL}, SpacingMeaning.CALIBRATED, 0.1, "image: ball"),
        ({"Modality": "CR", "PixelSpacing": [0.1, 0.1]}, SpacingMeaning.DETECTOR, 0.1, "whether"),
        ({"Modality": "MG", "ImagerPixelSpacing": [0.1, 0.1], "EstimatedRadiographicMagnificationFactor": 1.07},
         SpacingMeaning.DETECTOR, 0.1, "magnification 1.07"),
        ({"Modality": "XA", "ImagerPixelSpacing": [0.3, 0.3], "DistanceSourceToDetector": 1000,
          "DistanceSourceToPatient": 800}, SpacingMeaning.DETECTOR, 0.3, "magnification 1.25"),
        ({"NominalScannedPixelSpacing": [0.17, 0.17]}, SpacingMeaning.DETECTOR, 0.17, "film"),
        ({"Modality": "RTIMAGE", "ImagePlanePixelSpacing": [0.4, 0.4], "RTImageSID": 1500, "RadiationMachineSAD": 1000},
         SpacingMeaning.DETECTOR, 0.4, "1500 mm"),
        ({"PixelAspectRatio": [4, 3]}, SpacingMeaning.NONE, 4 / 3, ""),
        ({}, SpacingMeaning.NONE, 1.0, ""),
        ({"Modality": "CT", "PixelSpacing": [0.0, 0.4]}, SpacingMeaning.NONE, 1.0, ""),
    ],
)  # fmt: skip
def test_spacing_and_its_meaning(
    changes: dict[str, object], meaning: SpacingMeaning, rows: float, note: str, tmp_path: Path
) -> None:
    found = facts(tmp_path, **changes).spacing
    assert (found.meaning, found.rows) == (meaning, pytest.approx(rows))
    assert note in found.note


def region(**changes: object) -> Dataset:
    made = {
        "RegionLocationMinX0": 0, "RegionLocationMinY0": 1, "RegionLocationMaxX1": 7, "RegionLocationMaxY1": 7,
        "PhysicalUnitsXDirection": 3, "PhysicalUnitsYDirection": 3, "PhysicalDeltaX": 0.02, "PhysicalDeltaY": 0.03,
    }  # fmt: skip
    return item(**made | changes)


def test_ultrasound_regions(tmp_path: Path) -> None:
    one = facts(tmp_path, SequenceOfUltrasoundRegions=Sequence([region()]))
    assert one.regions == ((1, 0, 7, 7, pytest.approx(0.3), pytest.approx(0.2)),)
    assert (one.spacing.meaning, one.spacing.rows) == (SpacingMeaning.CALIBRATED, pytest.approx(0.3))
    doppler = region(PhysicalUnitsXDirection=4, PhysicalUnitsYDirection=7)
    assert facts(tmp_path, SequenceOfUltrasoundRegions=Sequence([doppler])).regions == ()
    small = region(RegionLocationMaxX1=2)
    assert facts(tmp_path, SequenceOfUltrasoundRegions=Sequence([small])).spacing.meaning is SpacingMeaning.NONE
    other = region(PhysicalDeltaX=0.05)
    two = facts(tmp_path, SequenceOfUltrasoundRegions=Sequence([region(), other]))
    assert (len(two.regions), two.spacing.meaning) == (2, SpacingMeaning.NONE)


def test_place_and_letters(tmp_path: Path) -> None:
    found = facts(
        tmp_path, Modality="MR", PixelSpacing=[2, 3], ImagePositionPatient=[10, 20, 30],
        ImageOrientationPatient=[0, 1, 0, 0, 0, -1],
    )  # fmt: skip
    assert found.place is not None
    assert (found.place @ [0, 5, 7, 1]).tolist() == [10, 20 + 7 * 3, 30 - 5 * 2, 1]
    assert found.directions == ("P", "F")
    assert facts(tmp_path, PatientOrientation=["A", "FR"]).directions == ("A", "FR")
    assert facts(tmp_path, PatientOrientation=["", ""]).directions == ("", "")


def test_words_of_a_mammogram_and_an_angiogram(tmp_path: Path) -> None:
    view = item(CodeMeaning="cranio-caudal")
    view.ViewModifierCodeSequence = Sequence([item(CodeMeaning="Magnification")])
    found = dict(facts(tmp_path, ImageLaterality="L", ViewCodeSequence=Sequence([view])).texts)
    assert found == {"Side": "left", "View": "cranio-caudal, Magnification"}
    angles = {"PositionerPrimaryAngle": -30, "PositionerSecondaryAngle": 20}
    assert dict(facts(tmp_path, **angles).texts) == {"Beam": "RAO 30° CRAN 20°"}


def test_losses_are_told(tmp_path: Path) -> None:
    assert facts(tmp_path).lossy == ""
    flagged = {"LossyImageCompression": "01", "LossyImageCompressionRatio": [10.2, 3]}
    methods = ["ISO_15444_1", "ISO_10918_1"]
    assert "JPEG 2000 10.2:1, JPEG 3:1" in facts(tmp_path, **flagged, LossyImageCompressionMethod=methods).lossy


@pytest.mark.parametrize(
    ("changes", "step", "times"),
    [
        ({"FrameTime": 40}, 40.0, [0.0, 40.0, 80.0]),
        ({"FrameTimeVector": [0, 30, 50]}, 40.0, [0.0, 30.0, 80.0]),
        ({"CineRate": 25}, 40.0, [0.0, 40.0, 80.0]),
        ({"RecommendedDisplayFrameRate": 50}, 20.0, [0.0, 20.0, 40.0]),
        ({}, 0.0, [None, None, None]),
    ],
)
def test_cine_times(changes: dict[str, object], step: float, times: list[float | None], tmp_path: Path) -> None:
    source = frames(write(image(np.zeros((3, 8, 8), np.uint8), **changes), tmp_path))
    assert frame_times(source.dataset).step_ms == step
    assert [one.frame.time_ms for one in shown(source)] == times
    assert [one.frame.number for one in shown(source)] == [0, 1, 2]


def test_functional_groups_of_each_frame(tmp_path: Path) -> None:
    per_frame = [
        item(
            FrameVOILUTSequence=Sequence([item(WindowCenter=10 * n, WindowWidth=5)]),
            PixelValueTransformationSequence=Sequence([item(RescaleSlope=n + 1, RescaleIntercept=0)]),
            PlanePositionSequence=Sequence([item(ImagePositionPatient=[0, 0, n])]),
        )
        for n in range(3)
    ]
    shared = item(
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[2, 2])]),
        PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]),
    )
    array = np.ones((3, 8, 8), np.uint16)
    dataset = image(array, bits=8, PerFrameFunctionalGroupsSequence=Sequence(per_frame))
    dataset.SharedFunctionalGroupsSequence = Sequence([shared])
    found = shown(frames(write(dataset, tmp_path)))
    assert [one.frame.windows[0].centre for one in found] == [0, 10, 20]
    assert [one.values.slope for one in found] == [1, 2, 3]
    assert [one.frame.place[2, 3] for one in found if one.frame.place is not None] == [0, 1, 2]
    assert found[0].frame.spacing.meaning is SpacingMeaning.PATIENT


def test_damaged_values_count_as_absent(tmp_path: Path) -> None:
    path = write(image(ARRAY, Modality="CT", PixelSpacing=[0.5, 0.5], WindowCenter=40, WindowWidth=431.5), tmp_path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"0.5\\0.5", b"x.5\\0.5").replace(b"431.5", b"4z1.5"))
    source = frames(path)
    frame = shown(source)[0].frame
    assert frame.windows == ()
    assert frame.spacing.meaning is SpacingMeaning.NONE
    assert pixel_spacing(source.dataset).rows == 1.0


def test_compressed_frames_have_the_same_facts(tmp_path: Path) -> None:
    path = compressed(tmp_path, ARRAY, JPEG_LS, [jpeg_ls(ARRAY, 16)], WindowCenter=5, WindowWidth=9)
    assert shown(frames(path))[0].frame.windows[0].centre == 5
