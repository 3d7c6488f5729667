"""DICOM segmentations as label maps to learn from, and everything that can be wrong with them."""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest
from highdicom.seg import SegmentationTypeValues
from PIL import Image
from pydicom.uid import generate_uid

from medview.core.errors import MedViewError
from medview.core.training import FoundData, Kind
from medview.io.formats.volumes import read_volume
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.preparing.inspecting import inspect
from medview.training.preparing.objects import converted
from tests.io.making import save
from tests.io.objects.making import framed, groups, item, segment
from tests.training.preparing.segmenting import LIVER, SIDE, mask, seg, series

SCALE = (0.75, 0.5, 2.0)
"""Voxel sides of the stacks along x, y and z."""


def _ignore(fraction: float, note: str) -> None:
    assert 0.0 <= fraction <= 1.0


def look(folder: Path, kind: Kind | None = None) -> FoundData:
    return inspect(folder, kind, 20, folder.parent / "work", _ignore)


def _volumes(folder: Path, count: int = 4) -> Path:
    """A folder for each series, its segmentation in ``masks/`` under a name that tells nothing."""
    for serial in range(count):
        sources = series(folder / "images" / f"case{serial}", serial)
        seg(sources, mask(serial), folder / "masks" / f"{'dacb'[serial]}.dcm")
    return folder


def test_series_and_segmentations_of_any_file_name_become_volumes_with_label_maps(tmp_path: Path) -> None:
    folder = _volumes(tmp_path / "data")
    rows = [f"case{n},{'train' if n < 3 else 'val'},g{n},A" for n in range(4)]
    (folder / "split.csv").write_text("\n".join(["file,split,group,site", *rows]))
    found = look(folder)
    assert (found.kind, found.kinds, found.problem, found.modality) == (
        "volume-segmentation", ("volume-segmentation",), "", "CT",
    )  # fmt: skip
    assert found.classes == (("Liver", 4), ("Spleen", 4))
    assert (dict(found.split), found.split_made) == ({"train": 3, "val": 1}, False)
    data = read_data(Path(found.folder), "segmentation")
    assert [(one.name, one.group, one.traits) for one in data.samples] == [
        (f"case{n}", f"g{n}", (("site", "A"),)) for n in range(4)
    ]
    for serial, sample in enumerate(data.samples):
        assert sample.mask is not None
        image, labels = read_volume(str(sample.path)), read_volume(str(sample.mask))
        assert image.geometry.same_grid(labels.geometry)
        np.testing.assert_array_equal(labels.array, mask(serial))
        assert image.array[labels.array == 1].mean() > image.array[labels.array == 0].mean() + 300


def test_a_segmentation_of_a_part_in_another_order_is_placed_by_its_geometry(tmp_path: Path) -> None:
    """Two slices only, the upper one first, and nothing that names images by number."""
    sources = series(tmp_path / "data" / "a", 0)
    drawn = mask(0)
    seg([sources[5], sources[4]], drawn[[5, 4]], tmp_path / "data" / "seg.dcm")
    made = converted(tmp_path / "data", tmp_path / "out", _ignore)
    labels = read_volume(str(next((made.folder / "labels").iterdir()))).array
    expected = np.zeros_like(drawn)
    expected[4:6] = drawn[4:6]
    np.testing.assert_array_equal(labels, expected)


def test_fractions_are_cut_at_half(tmp_path: Path) -> None:
    sources = series(tmp_path / "data" / "a", 0)
    fractions = np.zeros((8, SIDE, SIDE), np.float32)
    fractions[2:5, 4:8, 4:8], fractions[2:5, 8:12, 4:8] = 0.5, 0.49
    kind = SegmentationTypeValues.FRACTIONAL
    seg(sources, fractions, tmp_path / "data" / "seg.dcm", ("Liver",), kind)
    made = converted(tmp_path / "data", tmp_path / "out", _ignore)
    labels = read_volume(str(next((made.folder / "labels").iterdir()))).array
    np.testing.assert_array_equal(labels, fractions >= 0.5)


def test_segments_are_numbered_by_their_order_in_all_cases_together(tmp_path: Path) -> None:
    """The first case has the second segment alone."""
    for serial, names in enumerate((("Liver", "Spleen"), ("Liver", "Spleen"))):
        sources = series(tmp_path / "data" / f"case{serial}", serial)
        values = mask(serial) * (mask(serial) == 2 if serial == 0 else 1)
        seg(sources, values, tmp_path / "data" / f"{serial}.dcm", names)
    one = pydicom.dcmread(tmp_path / "data" / "0.dcm")
    del one.SegmentSequence[0]
    one.save_as(tmp_path / "data" / "0.dcm")
    found = converted(tmp_path / "data", tmp_path / "out", _ignore)
    assert '"Liver": 1' in (found.folder / "dataset.json").read_text()
    assert np.unique(read_mask(found.folder / "labels" / "case0.nii.gz")).tolist() == [0, 2]
    assert np.unique(read_mask(found.folder / "labels" / "case1.nii.gz")).tolist() == [0, 1, 2]


def test_segmentations_of_one_series_are_put_together(tmp_path: Path) -> None:
    sources = series(tmp_path / "data" / "a", 0)
    for number, name in enumerate(("Liver", "Spleen"), start=1):
        seg(sources, (mask(0) == number).astype(np.uint8), tmp_path / "data" / f"{name}.dcm", (name,))
    made = converted(tmp_path / "data", tmp_path / "out", _ignore)
    np.testing.assert_array_equal(read_mask(made.folder / "labels" / "a.nii.gz"), mask(0))
    seg(sources, (mask(0) == 1).astype(np.uint8), tmp_path / "data" / "second-reader.dcm", ("Liver",))
    with pytest.raises(MedViewError, match="Several segmentations of the same images overlap in 432 voxels"):
        converted(tmp_path / "data", tmp_path / "out", _ignore)


def test_what_is_wrong_with_segmentations_is_named_before_training(tmp_path: Path) -> None:
    folder = _volumes(tmp_path / "data")
    elsewhere = series(tmp_path / "elsewhere", 7)
    seg(elsewhere, mask(7), folder / "masks" / "elsewhere.dcm")
    lonely = series(folder / "images" / "lonely", 8)
    contrary = series(folder / "images" / "contrary", 9)
    seg(contrary, mask(9), folder / "masks" / "contrary.dcm", FrameOfReferenceUID=generate_uid())
    empty = series(folder / "images" / "empty", 10)
    seg(empty, mask(10), folder / "masks" / "empty.dcm", SegmentSequence=[])
    overlapping = series(folder / "images" / "overlapping", 11)
    both = np.stack([mask(11) > 0, mask(11) == 2], axis=-1).astype(np.uint8)
    seg(overlapping, both, folder / "masks" / "overlapping.dcm")
    blank = series(folder / "images" / "blank", 12)
    seg(blank, np.zeros_like(mask(12)), folder / "masks" / "blank.dcm")
    Image.fromarray(np.zeros((4, 4), np.uint8)).save(folder / "masks" / "picture.png")
    found = look(folder)
    assert (found.cases, len(lonely)) == (5, 8)
    reasons = dict(found.left_out)
    assert "another series: it names 8 images" in reasons["elsewhere.dcm"]
    assert "Put the images it was drawn on into the folder" in reasons["elsewhere.dcm"]
    assert "states the frame of reference" in reasons["contrary.dcm"]
    assert "describes no segment" in reasons["empty.dcm"]
    assert "Segments (Liver, Spleen) overlap in 96 voxels" in reasons["overlapping.dcm"]
    assert reasons["lonely"] == "It has no mask."
    assert "picture.png" in reasons
    assert any("masks are empty: blank.nii.gz" in warning for warning in found.warnings)


def test_where_nothing_is_drawn_nothing_can_be_trained(tmp_path: Path) -> None:
    for serial in range(4):
        sources = series(tmp_path / "data" / f"{serial}", serial, 3)
        seg(sources, np.zeros((3, SIDE, SIDE), np.uint8), tmp_path / "data" / f"{serial}.dcm")
    assert "Nothing is drawn" in look(tmp_path / "data").problem


def test_nifti_volumes_take_segmentations_of_their_name_and_place(tmp_path: Path) -> None:
    """The NIfTI files are turned, as dcm2niix turns them; the second one is another patient's."""
    folder = tmp_path / "data"
    (folder / "images").mkdir(parents=True)
    for serial, name in enumerate("ab"):
        sources = series(tmp_path / "dicom" / name, serial)
        seg(sources, mask(serial), folder / "masks" / f"{name}.dcm")
        values = np.stack([one.pixel_array for one in sources]).transpose(2, 1, 0)[:, ::-1].astype(np.int16)
        affine = np.diag([-SCALE[0], SCALE[1], SCALE[2], 1.0])
        affine[1, 3] = -SCALE[1] * (SIDE - 1) + (300.0 if serial else 0.0)
        nibabel.Nifti1Image(values, affine).to_filename(folder / "images" / f"{name}.nii.gz")
    made = converted(folder, tmp_path / "out", _ignore)
    image, labels = (read_volume(str(made.folder / part / "a.nii.gz")) for part in ("images", "labels"))
    assert image.geometry.same_grid(labels.geometry)
    assert (labels.array == 1).sum() == (mask(0) == 1).sum()
    assert image.array[labels.array == 1].min() >= 1300
    assert [name for name, _ in made.left_out] == ["b.dcm"]
    assert "elsewhere" in made.left_out[0][1]


def _pictures(folder: Path, count: int = 4) -> Path:
    for serial in range(count):
        (one,) = series(tmp := folder / "images" / f"s{serial}", serial, 1)
        (tmp / "000.dcm").rename(folder / "images" / f"film{serial}.dcm")
        tmp.rmdir()
        seg([one], mask(serial, 1), folder / "masks" / f"{'dacb'[serial]}.dcm")
    return folder


def test_single_pictures_take_the_masks_drawn_on_them(tmp_path: Path) -> None:
    found = look(_pictures(tmp_path / "data"))
    assert (found.kind, found.cases, found.classes) == ("picture-segmentation", 4, (("Liver", 4), ("Spleen", 4)))
    assert (found.groups, found.split_made, found.problem) == (4, True, "")
    data = read_data(Path(found.folder), "segmentation")
    for serial, sample in enumerate(data.samples):
        assert sample.name == f"film{serial}"
        assert sample.mask is not None
        np.testing.assert_array_equal(read_mask(sample.mask), mask(serial, 1)[0])
        assert read_picture(sample.path).tolist() == read_picture(tmp_path / "data/images" / sample.path.name).tolist()


def test_pictures_of_several_frames_are_learned_from_where_they_are_drawn_on(tmp_path: Path) -> None:
    (one,) = series(tmp_path / "one", 0, 1)
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "FrameOfReferenceUID"):
        delattr(one, keyword)
    frames = np.arange(3 * SIDE * SIDE, dtype=np.uint16).reshape(3, SIDE, SIDE)
    one.SOPClassUID, one.Modality, one.NumberOfFrames = "1.2.840.10008.5.1.4.1.1.3.1", "US", 3
    one.RescaleIntercept = 0
    one.PixelData = frames.tobytes()
    one.file_meta.MediaStorageSOPClassUID = one.SOPClassUID
    (tmp_path / "data").mkdir()
    one.save_as(tmp_path / "data" / "cine.dcm")
    source = [item(ReferencedSOPClassUID=one.SOPClassUID, ReferencedSOPInstanceUID=one.SOPInstanceUID)]
    drawn = mask(0, 1) == 1
    each = groups(None, None, 1)
    named = [item(**{**{e.keyword: e.value for e in source[0]}, "ReferencedFrameNumber": 3})]
    each.DerivationImageSequence = [item(SourceImageSequence=named)]
    made = item(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.66.4",
        SOPInstanceUID=generate_uid(),
        StudyInstanceUID=one.StudyInstanceUID,
        SeriesInstanceUID=generate_uid(),
        PatientID=one.PatientID,
        Modality="SEG",
        SegmentationType="BINARY",
        SegmentSequence=[segment(1)],
        ReferencedSeriesSequence=[item(SeriesInstanceUID=one.SeriesInstanceUID, ReferencedInstanceSequence=source)],
    )
    save(framed(made, drawn, [each], []), tmp_path / "data" / "seg.dcm")
    found = converted(tmp_path / "data", tmp_path / "out", _ignore)
    assert [path.name for path in (found.folder / "images").iterdir()] == ["cine-0003.png"]
    np.testing.assert_array_equal(read_picture(found.folder / "images" / "cine-0003.png"), frames[2])
    np.testing.assert_array_equal(read_mask(found.folder / "masks" / "cine-0003.png"), drawn[0])


def test_a_segmentation_is_never_read_as_a_picture(tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "data", 1)
    with pytest.raises(MedViewError, match=r"d\.dcm is a DICOM segmentation"):
        read_mask(folder / "masks" / "d.dcm")


def test_a_kind_the_segmentations_do_not_teach_is_refused(tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "data")
    with pytest.raises(MedViewError, match="not laid out for this kind") as told:
        look(folder, "volume-segmentation")
    assert "picture-segmentation" in told.value.hint


def test_a_models_classes_keep_their_values(tmp_path: Path) -> None:
    folder = _volumes(tmp_path / "data", 1)
    made = converted(folder, tmp_path / "out", _ignore, (), {"Pancreas": 1, LIVER.value: 3})
    assert np.unique(read_mask(made.folder / "labels" / "case0.nii.gz")).tolist() == [0, 3]
    assert made.warnings == ("The model has no class for Spleen: it counts as background.",)
    with pytest.raises(MedViewError, match="none of the model's classes") as told:
        converted(folder, tmp_path / "out", _ignore, (), {"Pancreas": 1, "Kidney": 3})
    assert "like the classes" in told.value.hint
