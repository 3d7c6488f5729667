"""Multi-frame objects: places and values of each frame from its functional groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from medview.core.study import Kind, Series
from medview.core.volume import Quantity
from medview.io import nuclear
from medview.io.dicom_volume import load_dicom
from medview.io.functional_groups import groups, of_dataset
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned

ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"
SHAPE = (5, 6)


def item(**values: Any) -> Dataset:
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def group(name: str, **values: Any) -> dict[str, Any]:
    return {name: Sequence([item(**values)])}


def frame(place: int, time: int, stack: str = "1", **more: Any) -> Dataset:
    """Place and time of one frame; ``more`` are further functional groups."""
    content = group(
        "FrameContentSequence", StackID=stack, InStackPositionNumber=place + 1, TemporalPositionIndex=time,
        DimensionIndexValues=[1, place + 1, time],
    )  # fmt: skip
    position = group("PlanePositionSequence", ImagePositionPatient=[1, 2, 3 + 4 * place])
    return item(**(content | position | more))


def enhanced(frames: list[Dataset], uids: dict[str, str], number: int = 1, **shared: Any) -> Dataset:
    """An enhanced MR object whose frame n holds the value n everywhere."""
    array = np.repeat(np.arange(len(frames), dtype=np.uint16), SHAPE[0] * SHAPE[1])
    dataset = ct_slice(
        number, uids, array.reshape(len(frames), -1)[0].reshape(SHAPE), SOPClassUID=ENHANCED_MR, Modality="MR",
        ImagePositionPatient=None, ImageOrientationPatient=None, PixelSpacing=None, RescaleSlope=None,
        RescaleIntercept=None, NumberOfFrames=len(frames),
    )  # fmt: skip
    dataset.PixelData = array.tobytes()
    common = (
        group("PlaneOrientationSequence", ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
        | group("PixelMeasuresSequence", PixelSpacing=[0.5, 0.75], SliceThickness=4)
        | shared
    )
    dataset.SharedFunctionalGroupsSequence = Sequence([item(**common)])
    dataset.PerFrameFunctionalGroupsSequence = Sequence(frames)
    return dataset


def one(dataset: Dataset, tmp_path: Path) -> Series:
    save(dataset, tmp_path / "in" / "a.dcm")
    return only_series(scanned(tmp_path / "in", tmp_path))[1]


def values(series: Series, tmp_path: Path) -> np.ndarray:
    return np.load(load_dicom(series, tmp_path / "v.npy", nothing).path)


def test_frames_sorted_by_place_and_time(tmp_path: Path) -> None:
    order = [(2, 1), (0, 1), (1, 1), (1, 2), (2, 2), (0, 2)]
    series = one(enhanced([frame(*at) for at in order], ct_uids()), tmp_path)
    assert series.kind is Kind.VOLUME
    assert series.geometry is not None
    assert series.geometry.affine.tolist() == [[0, 0, 0.75, 1], [0, 0.5, 0, 2], [4, 0, 0, 3], [0, 0, 0, 1]]
    assert [(one.name, one.values) for one in series.dimensions] == [("Temporal Position", (1.0, 2.0))]
    assert [instance.number for instance in series.instances] == [1, 2, 0, 5, 3, 4]
    assert values(series, tmp_path)[..., 0, 0].tolist() == [[1, 2, 0], [5, 3, 4]]


def test_uncompressed_frames_are_read_from_their_own_place(tmp_path: Path) -> None:
    series = one(enhanced([frame(place, 1) for place in range(3)], ct_uids()), tmp_path)
    offsets = [instance.frame.offset for instance in series.instances if instance.frame is not None]
    assert np.diff(offsets).tolist() == [2 * SHAPE[0] * SHAPE[1]] * 2


def test_each_frame_has_its_own_slope(tmp_path: Path) -> None:
    slopes = [group("PixelValueTransformationSequence", RescaleSlope=2 + n, RescaleIntercept=10) for n in range(3)]
    series = one(enhanced([frame(n, 1, **slope) for n, slope in enumerate(slopes)], ct_uids()), tmp_path)
    assert values(series, tmp_path)[:, 0, 0].tolist() == [10, 13, 18]


def test_several_files_of_one_series_join(tmp_path: Path) -> None:
    uids = ct_uids()
    for number in range(3):
        save(enhanced([frame(place, number + 1) for place in range(2)], uids, number), tmp_path / "in" / str(number))
    series = only_series(scanned(tmp_path / "in", tmp_path))[1]
    assert (len(series.instances), series.dimensions[0].values) == (6, (1.0, 2.0, 3.0))


def test_stacks_are_parts(tmp_path: Path) -> None:
    frames = [frame(place, 1, stack) for stack in ("A", "B") for place in range(3)]
    save(enhanced(frames, ct_uids()), tmp_path / "in" / "a")
    found = scanned(tmp_path / "in", tmp_path).studies[0].series
    assert sorted(series.part for series in found) == ["Stack A", "Stack B"]


def test_windows_and_dimensions_of_frames() -> None:
    window = group("FrameVOILUTSequence", WindowCenter=[40, 50], WindowWidth=[400, 80], VOILUTFunction="SIGMOID")
    echo = group("MREchoSequence", EffectiveEchoTime=12.5)
    gradient = Sequence([item(DiffusionGradientOrientation=[0.0, 1.0, 0.0])])
    diffusion = group("MRDiffusionSequence", DiffusionBValue=700.0, DiffusionGradientDirectionSequence=gradient)
    kind = group("MRImageFrameTypeSequence", FrameType=["ORIGINAL", "PRIMARY", "T2", "NONE"])
    made = of_dataset(enhanced([frame(0, 1, **(window | echo | diffusion | kind))], ct_uids()))[0]
    assert [(one.centre, one.function) for one in made.windows] == [(40.0, "SIGMOID"), (50.0, "SIGMOID")]
    assert made.values == {
        "Echo Time": 12.5,
        "Diffusion b-value": 700.0,
        "Temporal Position": 1.0,
        "Diffusion Gradient": "0.000 1.000 0.000",
        "Image Type": "T2",
    }


def test_a_dimension_that_only_its_index_tells(tmp_path: Path) -> None:
    frames = []
    for turn in (2, 1):
        for place in range(2):
            made = frame(place, 1)
            made.FrameContentSequence[0].DimensionIndexValues = [place + 1, turn]
            frames.append(made)
    dataset = enhanced(frames, ct_uids())
    pointers = [item(DimensionIndexPointer=Tag(0x0020, 0x9057)), item(DimensionIndexPointer=Tag(0x0018, 0x9005))]
    dataset.DimensionIndexSequence = Sequence(pointers)
    series = one(dataset, tmp_path)
    assert [(one.name, one.values) for one in series.dimensions] == [("Pulse Sequence Name", (1.0, 2.0))]


def test_real_world_values_are_told(tmp_path: Path) -> None:
    unit = Sequence([item(CodeValue="mm2/s", CodeMeaning="square millimetre per second")])
    mapping = group(
        "RealWorldValueMappingSequence", MeasurementUnitsCodeSequence=unit, RealWorldValueSlope=1e-6,
        RealWorldValueIntercept=0.0,
    )  # fmt: skip
    series = one(enhanced([frame(place, 1) for place in range(2)], ct_uids(), **mapping), tmp_path)
    assert any("square millimetre per second" in note for note in series.notes)


def test_frames_that_say_nothing_of_their_place_are_images(tmp_path: Path) -> None:
    dataset = enhanced([frame(place, 1) for place in range(3)], ct_uids())
    del dataset.PerFrameFunctionalGroupsSequence, dataset.SharedFunctionalGroupsSequence
    series = one(dataset, tmp_path)
    assert (series.kind, len(series.instances)) == (Kind.IMAGES, 3)
    assert "not stated for each frame" in series.irregular


def test_one_frame_seen_over_time_is_a_stack_with_a_dimension(tmp_path: Path) -> None:
    series = one(enhanced([frame(0, time) for time in (1, 2, 3)], ct_uids()), tmp_path)
    assert (series.kind, series.dimensions[0].name) == (Kind.IMAGES, "Temporal Position")


@pytest.mark.parametrize("damage", ["PlanePositionSequence", "PixelMeasuresSequence"])
def test_a_damaged_group_counts_as_absent(damage: str) -> None:
    dataset = enhanced([frame(0, 1), frame(1, 1)], ct_uids())
    for holder in (*dataset.PerFrameFunctionalGroupsSequence, *dataset.SharedFunctionalGroupsSequence):
        if damage in holder:
            setattr(holder, damage, Sequence([]))
    found = of_dataset(dataset)[0]
    assert (found.position is None) == (damage == "PlanePositionSequence")
    assert (found.spacing is None) == (damage == "PixelMeasuresSequence")


def test_the_unit_of_a_frame_decides_what_a_ct_measures(tmp_path: Path) -> None:
    for unit, expected in (("HU", Quantity.HU), ("US", Quantity.ARBITRARY)):
        scale = group("PixelValueTransformationSequence", RescaleSlope=1, RescaleIntercept=0, RescaleType=unit)
        dataset = enhanced([frame(place, 1) for place in range(2)], ct_uids(), **scale)
        dataset.SOPClassUID, dataset.Modality = "1.2.840.10008.5.1.4.1.1.2.1", "CT"
        save(dataset, tmp_path / unit / "a.dcm")
        series = only_series(scanned(tmp_path / unit, tmp_path))[1]
        assert load_dicom(series, tmp_path / "v.npy", nothing).quantity is expected


def test_places_in_a_volume_of_ultrasound_are_not_the_patient_s() -> None:
    dataset = enhanced([frame(0, 1)], ct_uids())
    position = group("PlanePositionVolumeSequence", ImagePositionVolume=[1, 2, 3])
    orientation = group("PlaneOrientationVolumeSequence", ImageOrientationVolume=[1, 0, 0, 0, 1, 0])
    dataset.SharedFunctionalGroupsSequence = Sequence([item(**orientation)])
    dataset.PerFrameFunctionalGroupsSequence = Sequence([item(**position)])
    dataset.NumberOfFrames = 1
    found = of_dataset(dataset)[0]
    assert (found.position, found.orientation) == ((1, 2, 3), (1, 0, 0, 0, 1, 0))
    assert "not of the patient" in found.notes[0]


@pytest.mark.parametrize("sop_class", ["2.1", "20"])
def test_no_more_frames_are_believed_than_the_file_can_hold(sop_class: str, tmp_path: Path) -> None:
    """A small file may say that it has very many; each listed would take its memory."""
    dataset = enhanced([frame(0, 1)], ct_uids())
    dataset.PerFrameFunctionalGroupsSequence, dataset.NumberOfFrames = Sequence(), 1_000_000
    dataset.SOPClassUID = f"1.2.840.10008.5.1.4.1.1.{sop_class}"
    path = save(dataset, tmp_path / "in" / "one.dcm")
    size = path.stat().st_size
    read = {"2.1": groups, "20": nuclear.groups}[sop_class]
    assert len(read(str(path), size, 0)) == size
