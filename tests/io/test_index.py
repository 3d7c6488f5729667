"""What every object becomes: rooms, parts, notes, and stacks that make no grid with the reason why."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.multival import MultiValue
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid

from medview.core.study import Kind, Series
from medview.io.dicom_facts import pixels, windows
from medview.io.dicom_header import read_header
from medview.io.index.classes import Images, meaning
from medview.io.middle import middle
from tests.io.making import ct_slice, ct_uids, only_series, save, scanned, write_ct

STORAGE = "1.2.840.10008.5.1.4.1.1."


def parts(folder: Path, work: Path) -> tuple[Series, ...]:
    result = scanned(folder, work)
    assert len(result.studies) == 1
    return result.studies[0].series


def one(folder: Path, work: Path) -> Series:
    return only_series(scanned(folder, work))[1]


ROOMS = {
    "2": Images.STACKED, "4": Images.STACKED, "128": Images.STACKED, "20": Images.NUCLEAR,
    "2.1": Images.GROUPED, "4.1": Images.GROUPED, "130": Images.GROUPED, "4.4": Images.GROUPED,
    "13.1.1": Images.GROUPED, "6.2": Images.GROUPED,
    "1": Images.FLAT, "1.1": Images.FLAT, "1.2": Images.FLAT, "6.1": Images.FLAT, "3.1": Images.FLAT,
    "12.1": Images.FLAT, "12.1.1": Images.FLAT, "12.2": Images.FLAT, "77.1.1": Images.FLAT, "481.1": Images.FLAT,
    "13.1.4": Images.FLAT, "77.1.5.1": Images.FLAT,
    "77.1.6": Kind.SLIDE, "66.4": Kind.SEGMENTATION, "66.7": Kind.SEGMENTATION, "30": Kind.PARAMETRIC_MAP,
    "481.2": Kind.DOSE, "481.3": Kind.STRUCTURES, "481.5": Kind.PLAN, "481.8": Kind.PLAN,
    "11.1": Kind.PRESENTATION, "11.2": Kind.PRESENTATION, "11.8": Kind.PRESENTATION, "88.59": Kind.KEY_OBJECTS,
    "88.11": Kind.REPORT, "88.34": Kind.REPORT, "88.67": Kind.REPORT, "104.1": Kind.DOCUMENT, "104.3": Kind.DOCUMENT,
    "9.1.1": Kind.SIGNAL, "9.4.1": Kind.SIGNAL, "66": Kind.OTHER, "66.1": Kind.OTHER, "67": Kind.OTHER,
    "4.2": Kind.OTHER, "91.1": Kind.REPORT, "200.1": Kind.OTHER,
}  # fmt: skip


@pytest.mark.parametrize("end", ROOMS)
def test_every_class_has_its_room(end: str) -> None:
    assert meaning(STORAGE + end, has_pixels=isinstance(ROOMS[end], Images)) is ROOMS[end]


def test_an_unknown_class_is_a_picture_when_it_has_pixels() -> None:
    assert meaning("1.3.999", has_pixels=True) is Images.GROUPED
    assert meaning("1.3.999", has_pixels=False) is Kind.OTHER
    assert meaning(STORAGE + "2", has_pixels=False) is Kind.OTHER


IRREGULAR: dict[str, tuple[Any, str]] = {
    "uneven slices": (lambda n: {"ImagePositionPatient": [0, 0, n * n + n]}, "unevenly spaced, 2.00 to 8.00 mm apart"),
    "shifted slices": (lambda n: {"ImagePositionPatient": [3 * (n == 2), 0, 2 * n]}, "shifted sideways"),
    "a missing slice": (
        lambda n: {"ImagePositionPatient": [0, 0, 2 * (n + (n > 2))]},
        "1 slices are missing of a stack with 2.00 mm between slices: between slices 3 and 4 (4.00 mm)",
    ),
    "skewed orientation": (lambda _n: {"ImageOrientationPatient": [1, 0, 0, 0.5, 1, 0]}, "perpendicular unit"),
    "no spacing": (lambda _n: {"PixelSpacing": None}, "spacing is not stated"),
    "zero spacing": (lambda _n: {"PixelSpacing": [0, 0]}, "not positive"),
    "no orientation": (lambda _n: {"ImageOrientationPatient": None}, "orientation in the patient is not stated"),
    "no position": (lambda _n: {"ImagePositionPatient": None}, "position in the patient is not stated"),
    "one place": (lambda _n: {"ImagePositionPatient": [0, 0, 0]}, "All 5 images lie in one place"),
    "colour": (lambda _n: {"PhotometricInterpretation": "PALETTE COLOR"}, "PALETTE COLOR"),
    "a mosaic of unknown layout": (lambda _n: {"ImageType": ["ORIGINAL", "PRIMARY", "M", "MOSAIC"]}, "mosaic"),
    "all directions": (
        lambda n: {"ImageOrientationPatient": [1, 0, 0, 0, np.cos(n / 9), np.sin(n / 9)]},
        "5 different directions",
    ),
}


@pytest.mark.parametrize("kind", IRREGULAR)
def test_what_is_no_regular_grid_says_why(kind: str, tmp_path: Path) -> None:
    change, expected = IRREGULAR[kind]
    series = one(write_ct(tmp_path / "in", 5, change), tmp_path)
    assert series.geometry is None
    assert series.kind is Kind.IMAGES
    assert expected in series.irregular


def test_a_single_image_is_no_volume(tmp_path: Path) -> None:
    series = one(write_ct(tmp_path / "in", 1), tmp_path)
    assert (series.geometry, series.kind) == (None, Kind.IMAGES)
    assert series.irregular == ""  # it needs be none
    assert series.grey


REGULAR = {
    "positron emission": lambda _n: {"SOPClassUID": STORAGE + "128"},
    "secondary capture with places": lambda _n: {"SOPClassUID": STORAGE + "7"},
    "a value above the lowest bit": lambda _n: {"BitsStored": 12, "HighBit": 15},
    "rounded positions": lambda n: {"ImagePositionPatient": [0, 0, round(n * 1.23456, 2)]},
    "white is low": lambda _n: {"PhotometricInterpretation": "MONOCHROME1"},
}


@pytest.mark.parametrize("kind", REGULAR)
def test_what_makes_a_volume(kind: str, tmp_path: Path) -> None:
    series = one(write_ct(tmp_path / "in", 5, REGULAR[kind]), tmp_path)
    assert series.irregular == ""
    assert series.kind is Kind.VOLUME
    assert series.geometry is not None


SPLIT: dict[str, tuple[Any, str]] = {
    "another size": (lambda n: {"array": np.zeros((4, 4), np.uint16)} if n > 2 else {}, "4×4"),
    "another spacing": (lambda n: {"PixelSpacing": [0.5, 0.5]} if n > 2 else {}, "0.5 × 0.5 mm pixels"),
    "another direction": (lambda n: {"ImageOrientationPatient": [1, 0, 0, 0, 0, -1]} if n > 2 else {}, "Coronal"),
    "another sign": (lambda n: {"PixelRepresentation": 1} if n > 2 else {}, "16 bits signed"),
    "another frame of reference": (lambda n: {"FrameOfReferenceUID": f"1.2.{n // 3 + 1}"}, "Other frame of reference"),
    "no position": (lambda n: {"ImagePositionPatient": None} if n > 2 else {}, "Without position"),
    "a localiser": (lambda n: {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]} if n > 2 else {}, "Localiser"),
    "another class": (lambda n: {"SOPClassUID": STORAGE + "7", "ImageType": ["DERIVED"]} if n > 2 else {}, "Derived"),
}


@pytest.mark.parametrize("kind", SPLIT)
def test_what_cannot_share_a_grid_is_split_and_named(kind: str, tmp_path: Path) -> None:
    change, name = SPLIT[kind]
    first, second = parts(write_ct(tmp_path / "in", 5, change), tmp_path)
    assert first.uid + "#2" == second.uid
    assert (len(first.instances), len(second.instances)) == (3, 2)
    assert first.geometry is not None
    assert name in second.part


def test_parts_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    uids = ct_uids()
    datasets = [
        ct_slice(n, uids, np.zeros((4, 4), np.uint16), PixelSpacing=[1, 1 + n % 2], SOPInstanceUID=f"1.2.{n}")
        for n in range(8)
    ]
    for folder, order in (("a", range(8)), ("b", (5, 2, 7, 0, 3, 6, 1, 4))):
        for name, n in enumerate(order):
            save(datasets[n], tmp_path / folder / str(name))
    found = [
        [(s.uid, s.part, s.fingerprint) for s in parts(tmp_path / folder, tmp_path / "work")] for folder in ("a", "b")
    ]
    assert found[0] == found[1]


def test_three_planes_of_a_localiser_are_one_stack_of_images(tmp_path: Path) -> None:
    planes = ([1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, -1], [0, 1, 0, 0, 0, -1])
    folder = write_ct(tmp_path / "in", 3, lambda n: {"ImageOrientationPatient": planes[n]})
    series = one(folder, tmp_path)
    assert (series.kind, len(series.instances)) == (Kind.IMAGES, 3)
    assert "3 different directions" in series.irregular


def test_duplicate_slices_are_a_part_of_their_own(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 7, lambda n: {"ImagePositionPatient": [0, 0, 2 * min(n, 5)]})
    first, second = parts(folder, tmp_path)
    assert first.geometry is not None
    assert (len(first.instances), len(second.instances)) == (6, 1)
    assert second.part == "Repeated slices"
    assert "1 images lie where others" in second.notes[0]


def test_an_image_of_another_patient_is_another_study_and_says_so(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 4, lambda n: {"PatientID": "Other"} if n == 3 else {})
    result = scanned(folder, tmp_path)
    first, second = sorted(result.studies, key=lambda study: study.uid)
    assert second.uid == first.uid + "#2"
    assert len(first.series[0].instances) == 3
    assert second.series[0].uid != first.series[0].uid
    assert "patient differs" in " ".join(second.series[0].notes)
    assert result.skipped == ()


@pytest.mark.parametrize(
    ("names", "told"),
    [(("ALICE", "BOB"), True), (("Doe^Jane", "DOE^JANE^^"), False), (("Doe^Jane", ""), False)],
)
def test_two_names_under_one_patient_id_are_told(names: tuple[str, str], told: bool, tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 4, lambda n: {"PatientName": names[n // 2]})
    series = one(folder, tmp_path)
    assert len(series.instances) == 4
    assert any("different names" in note for note in series.notes) is told


def test_images_of_two_patients_with_the_same_uid_are_both_there(tmp_path: Path) -> None:
    """Some devices count their SOP Instance UIDs from the same start for everybody."""
    for name in ("ALICE", "BOB"):
        uids = ct_uids()
        for number in range(3):
            changes = {"PatientID": name, "SOPInstanceUID": f"1.2.7.{number}"}
            save(ct_slice(number, uids, np.zeros((4, 4), np.int16), **changes), tmp_path / "in" / name / f"{number}")
    copy = (tmp_path / "in" / "BOB" / "0").read_bytes()
    (tmp_path / "in" / "BOB" / "copy").write_bytes(copy)
    result = scanned(tmp_path / "in", tmp_path)
    assert [(study.patient.patient_id, len(study.series[0].instances)) for study in result.studies] == [
        ("ALICE", 3),
        ("BOB", 3),
    ]
    assert [reason for _shown, reason in result.skipped] == ["The same image was already found in another file."]
    assert len({study.series[0].fingerprint for study in result.studies}) == 2


def test_an_object_without_identifiers_gets_stable_ones(tmp_path: Path) -> None:
    dataset = ct_slice(0, ct_uids(), np.zeros((4, 4), np.uint16), StudyInstanceUID=None, SeriesInstanceUID=None)
    save(dataset, tmp_path / "in" / "a.dcm")
    first, second = (one(tmp_path / "in", tmp_path / str(n)) for n in range(2))
    assert first.uid == second.uid
    assert first.uid.startswith("2.25.")
    assert any("StudyInstanceUID, SeriesInstanceUID" in note for note in first.notes)


def cine(folder: Path, frames: int, number: int, uids: dict[str, str]) -> None:
    array = np.zeros((frames, 4, 4), np.uint8)
    dataset = ct_slice(number, uids, array[0], SOPClassUID=STORAGE + "3.1", Modality="US", NumberOfFrames=frames)
    dataset.PixelData = array.tobytes()
    save(dataset, folder / f"{number}.dcm")


def test_each_cine_is_a_part_and_stills_of_one_size_share_one(tmp_path: Path) -> None:
    uids = ct_uids()
    for number, frames in enumerate((5, 1, 7, 1)):
        cine(tmp_path / "in", frames, number, uids)
    found = parts(tmp_path / "in", tmp_path)
    assert sorted((one.part, len(one.instances)) for one in found) == [("", 2), ("Image 1", 5), ("Image 3", 7)]
    assert {one.irregular for one in found} == {""}
    clip = next(one for one in found if len(one.instances) == 5)
    assert [instance.number for instance in clip.instances] == [0, 1, 2, 3, 4]


def test_each_view_of_a_mammography_is_a_part_of_its_own(tmp_path: Path) -> None:
    uids, pixels = ct_uids(), np.zeros((4, 4), np.uint16)
    views = [(side, view) for side in "RL" for view in ("CC", "MLO")]
    for number, (side, view) in enumerate(views):
        more = {"SOPClassUID": STORAGE + "1.2", "Modality": "MG", "ImageLaterality": side, "ViewPosition": view}
        save(ct_slice(number, uids, pixels, **more), tmp_path / "in" / f"{number}.dcm")
    found = parts(tmp_path / "in", tmp_path)
    assert sorted((one.laterality, one.view_position, one.part) for one in found) == sorted(
        (side, view, f"{side} {view}") for side, view in views
    )


def test_side_view_and_contrast_are_told(tmp_path: Path) -> None:
    more = {"Laterality": "L", "ViewPosition": "pa", "ContrastBolusAgent": "ULTRAVIST 370"}
    series = one(write_ct(tmp_path / "in", change=lambda _: dict(more)), tmp_path)
    assert (series.laterality, series.view_position, series.contrast) == ("L", "PA", "ULTRAVIST 370")


def derived(kind: str, uids: dict[str, str], **more: Any) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID, dataset.Modality = STORAGE + kind, generate_uid(), "OT"
    dataset.PatientID, dataset.PatientName = "P1", "Test^Head"
    for keyword, value in (uids | more).items():
        setattr(dataset, keyword, value)
    return dataset


def test_how_pictures_lie_is_told_where_they_agree(tmp_path: Path) -> None:
    flat, uids = np.zeros((4, 4), np.uint16), ct_uids()
    chest = {"SOPClassUID": STORAGE + "1.1", "Modality": "DX", "ImageOrientationPatient": None}
    for number, said in enumerate((["A", "FR"], ["A", "FR"])):
        save(ct_slice(number, uids, flat, PatientOrientation=said, **chest), tmp_path / "dx" / f"{number}.dcm")
    assert one(tmp_path / "dx", tmp_path / "work").orientation == "A\\FR"
    save(ct_slice(2, uids, flat, PatientOrientation=["P", "FR"], **chest), tmp_path / "dx" / "2.dcm")
    assert one(tmp_path / "dx", tmp_path / "work2").orientation == ""
    lying = {**chest, "ImageOrientationPatient": [0, 1, 0, 0, 0, -1], "PatientOrientation": ["A", "F"]}
    save(ct_slice(0, uids, flat, **lying), tmp_path / "side" / "0.dcm")
    assert one(tmp_path / "side", tmp_path / "work3").orientation == "P\\F"


@pytest.mark.parametrize(
    ("said", "time"),
    [({"StudyTime": "0815"}, "0815"), ({"AcquisitionTime": "081700"}, "081700"), ({}, "")],
)
def test_a_study_tells_when_it_began(said: dict[str, str], time: str, tmp_path: Path) -> None:
    write_ct(tmp_path / "ct", change=lambda _: dict(said))
    (study,) = scanned(tmp_path / "ct", tmp_path / "work").studies
    assert study.time == time


def test_each_object_of_a_series_is_one_and_names_its_images(tmp_path: Path) -> None:
    uids, image, item = ct_uids(), Dataset(), Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = STORAGE + "2", "1.2.3.4"
    item.ReferencedImageSequence, item.SeriesInstanceUID = [image], "1.2.3"
    for number, label in enumerate(("FIRST", "SECOND")):
        state = derived("11.1", uids, ContentLabel=label, InstanceNumber=number, ReferencedSeriesSequence=[item])
        save(state, tmp_path / "in" / label)
    first, second = parts(tmp_path / "in", tmp_path)
    assert {first.kind, second.kind} == {Kind.PRESENTATION}
    assert {first.description, second.description} == {"FIRST", "SECOND"}
    assert first.uid != second.uid
    assert first.refers_to == ("1.2.3.4",)


def test_structures_keep_the_frame_of_reference_they_name(tmp_path: Path) -> None:
    item = Dataset()
    item.FrameOfReferenceUID = "1.9.9"
    uids = {key: value for key, value in ct_uids().items() if key != "FrameOfReferenceUID"}
    save(derived("481.3", uids, ReferencedFrameOfReferenceSequence=[item]), tmp_path / "in" / "s")
    assert one(tmp_path / "in", tmp_path).frame_of_reference_uid == "1.9.9"


def test_a_class_without_a_room_opens_with_a_reason(tmp_path: Path) -> None:
    save(derived("66.1", ct_uids()), tmp_path / "in" / "r")
    series = one(tmp_path / "in", tmp_path)
    assert series.kind is Kind.OTHER
    assert "Spatial Registration" in series.notes[0]


def test_an_image_without_pixels_says_so(tmp_path: Path) -> None:
    dataset = ct_slice(0, ct_uids(), np.zeros((4, 4), np.uint16))
    del dataset.PixelData
    save(dataset, tmp_path / "in" / "a.dcm")
    series = one(tmp_path / "in", tmp_path)
    assert series.kind is Kind.OTHER
    assert "no pixel data" in " ".join(series.notes)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_what_a_volume_draws_on_some_planes_only_is_told(syntax: str, tmp_path: Path) -> None:
    """On one of its images is enough; the values stay in the file."""
    uids, table = ct_uids(), Dataset()
    table.LUTDescriptor, table.LUTExplanation = [4, 0, 8], "steep"
    for number in range(4):
        dataset = ct_slice(number, uids, np.zeros((4, 4), np.uint16))
        if number == 2:
            dataset.VOILUTSequence = [table]
            dataset.add_new((0x6002, 0x3000), "OW", bytes(2))
        save(dataset, tmp_path / "in" / f"{number}.dcm", syntax)
    series = one(tmp_path / "in", tmp_path)
    assert series.kind is Kind.VOLUME
    assert len([note for note in series.notes if "overlay planes" in note or "look-up tables" in note]) == 2
    assert series.annotated
    header = read_header(str(tmp_path / "in" / "2.dcm"))
    assert header is not None
    assert (header.values["OverlayData"], header.values["VOILUTSequence"]) == (b"", b"")


def test_a_volume_without_them_says_nothing(tmp_path: Path) -> None:
    series = one(write_ct(tmp_path / "in", 4), tmp_path)
    assert (series.notes, series.annotated) == ((), False)


@pytest.mark.parametrize(("shape", "inverted"), [("INVERSE", True), ("IDENTITY", False)])
def test_the_polarity_of_a_volume(shape: str, inverted: bool, tmp_path: Path) -> None:
    series = one(write_ct(tmp_path / "in", 4, lambda _n: {"PresentationLUTShape": shape}), tmp_path)
    assert series.pixels is not None
    assert (series.kind, series.pixels.inverted, middle(series).inverted) == (Kind.VOLUME, inverted, inverted)


def header_of(tmp_path: Path, **changes: Any) -> Any:
    save(ct_slice(0, ct_uids(), np.zeros((4, 4), np.uint16), **changes), tmp_path / "a.dcm")
    return read_header(str(tmp_path / "a.dcm"))


def test_windows_keep_their_function_and_their_names(tmp_path: Path) -> None:
    header = header_of(
        tmp_path,
        WindowCenter=[40, 600, 7],
        WindowWidth=[400, 1.5, 0],
        WindowCenterWidthExplanation=["soft", "bone", "none"],
    )
    assert [(one.centre, one.width, one.name, one.function) for one in windows(header)] == [
        (40.0, 400.0, "soft", "LINEAR"),
        (600.0, 1.5, "bone", "LINEAR"),
    ]


@pytest.mark.parametrize(
    ("function", "width", "kept"),
    [
        ("LINEAR", 0.5, []),
        ("SIGMOID", 0.5, ["SIGMOID"]),
        ("LINEAR_EXACT", 0.5, ["LINEAR_EXACT"]),
        ("ODD", 2, ["LINEAR"]),
    ],
)
def test_a_window_of_each_function(function: str, width: float, kept: list[str], tmp_path: Path) -> None:
    header = header_of(tmp_path, WindowCenter=1, WindowWidth=width, VOILUTFunction=function)
    assert [one.function for one in windows(header)] == kept


def test_pixels_of_a_header(tmp_path: Path) -> None:
    stored = pixels(header_of(tmp_path, BitsStored=12, HighBit=11, PhotometricInterpretation="MONOCHROME1"))
    assert (stored.rows, stored.columns, stored.bits_stored, stored.inverted) == (4, 4, 12, True)


@pytest.mark.parametrize("keyword", ["RescaleSlope", "RescaleIntercept", "PixelSpacing", "ImagePositionPatient"])
def test_numbers_that_are_none_lose_an_image_its_place_only(keyword: str, tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 4)
    damaged = folder / "001.dcm"
    dataset = pydicom.dcmread(damaged)
    value = bytes(dataset[keyword].VR, "ascii") + struct.pack("<H", len(_stored(dataset, keyword)))
    raw = damaged.read_bytes()
    at = raw.index(value + _stored(dataset, keyword)) + len(value)
    damaged.write_bytes(raw[:at] + b"x" + raw[at + 1 :])
    whole, lost = parts(folder, tmp_path)
    assert (whole.kind, len(lost.instances)) == (Kind.IMAGES, 1)
    assert "1 slices are missing" in whole.irregular
    assert f"{keyword} is not made of numbers" in lost.irregular


def _stored(dataset: Dataset, keyword: str) -> bytes:
    value = dataset[keyword].value
    text = "\\".join(str(part) for part in value) if isinstance(value, MultiValue) else str(value)
    return text.encode() + b" " * (len(text) % 2)


def test_frames_that_cannot_be_there(tmp_path: Path) -> None:
    dataset = ct_slice(0, ct_uids(), np.zeros((6, 8), np.uint16), NumberOfFrames=3)
    save(dataset, write_ct(tmp_path / "in", 2) / "many")
    (skipped,) = scanned(tmp_path / "in", tmp_path).skipped
    assert "truncated: 96 bytes of pixels where 288" in skipped[1]


def test_frames_that_are_only_declared_are_not_listed_one_by_one(tmp_path: Path) -> None:
    dataset = ct_slice(0, ct_uids(), np.zeros((6, 8), np.uint16), NumberOfFrames=10**9)
    dataset.PixelData = encapsulate([bytes(40)])
    dataset["PixelData"].VR, dataset["PixelData"].is_undefined_length = "OB", True
    path = save(dataset, tmp_path / "in" / "many", "1.2.840.10008.1.2.4.80")
    assert len(one(tmp_path / "in", tmp_path).instances) <= path.stat().st_size


def test_other_pixels_under_the_same_uids_have_another_stamp(tmp_path: Path) -> None:
    uids, instances = ct_uids(), [generate_uid() for _ in range(3)]

    def write(folder: str, value: int) -> Series:
        for number, uid in enumerate(instances):
            pixels = np.full((6, 8), value, np.uint16)
            save(ct_slice(number, uids, pixels, SOPInstanceUID=uid), tmp_path / folder / f"{number}.dcm")
        return one(tmp_path / folder, tmp_path / "work")

    first, copy, again = write("a", 1), write("b", 2), one(tmp_path / "a", tmp_path / "work")
    changed = write("a", 3)
    assert first.stamp == again.stamp
    assert len({first.stamp, copy.stamp, changed.stamp, ""}) == 4
    assert {first.fingerprint} == {copy.fingerprint, changed.fingerprint}


@pytest.mark.parametrize(
    ("said", "known"), [((None, None), ""), (("NO", "NO"), "NO"), (("NO", None), ""), (("NO", "YES"), "YES")]
)
def test_text_in_the_pixels_is_told_as_the_files_say_it(
    said: tuple[str | None, ...], known: str, tmp_path: Path
) -> None:
    uids = ct_uids()
    for number, flag in enumerate(said):
        dataset = ct_slice(number, uids, np.full((6, 8), number, np.uint16))
        if flag:
            dataset.BurnedInAnnotation = flag
        save(dataset, tmp_path / "in" / f"{number}.dcm")
    assert one(tmp_path / "in", tmp_path / "work").burned_in == known
