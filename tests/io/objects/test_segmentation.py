from __future__ import annotations

from dataclasses import replace

import highdicom
import numpy as np
import pytest
import SimpleITK
from highdicom.color import CIELabColor
from pydicom.uid import CTImageStorage, generate_uid

from medview.core.content import Tree
from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.overlay import FieldLayer, LabelLayer
from medview.core.study import Kind
from medview.io.objects import load_content, load_overlaid
from medview.io.objects.segments import srgb
from medview.io.objects.slide import Thinning
from medview.io.slide import load_slide
from tests.io.making import ct_slice, ct_uids, nothing, save, write_ct
from tests.io.objects.making import (
    concept,
    ct,
    derived,
    framed,
    groups,
    item,
    opened,
    referenced,
    seg,
    segment,
    shared,
    write,
)

SEGMENTATIONS = "dicom/seg_pm_sr_dcmqi/data/segmentations"


def laid(dataset, series, tmp_path) -> tuple[LabelLayer, np.ndarray]:
    layer = load_overlaid(derived(write(dataset, tmp_path)), series, tmp_path, nothing)
    assert isinstance(layer, LabelLayer)
    return layer, np.load(layer.path)


def squares(count: int) -> np.ndarray:
    """(n, 6, 8) bool: a square that moves from frame to frame."""
    frames = np.zeros((count, 6, 8), bool)
    for number in range(count):
        frames[number, 1:4, number : number + 3] = True
    return frames


@pytest.mark.shared
@pytest.mark.parametrize("name", ["", "_deflate", "_expb", "_rle", "_nonbyte_aligned", "_nonbyte_aligned_rle"])
def test_segments_equal_the_masks_they_were_made_from(name, shared_data, tmp_path) -> None:
    series = opened(shared_data / SEGMENTATIONS / "ct-3slice", tmp_path)
    path = shared_data / f"dicom/pydicom_data/liver{name}.dcm"
    truth = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(shared_data / SEGMENTATIONS / "liver_seg.nrrd")))

    layer = load_overlaid(derived(path), series, tmp_path, nothing)

    assert isinstance(layer, LabelLayer)
    assert np.array_equal(np.load(layer.path), truth)
    assert [(one.value, one.name, one.code.value) for one in layer.labels] == [(1, "Liver", "T-62000")]
    assert "SlicerEditor" in layer.note


@pytest.mark.shared
def test_overlaps_are_told_and_the_later_segment_wins(shared_data, tmp_path) -> None:
    series = opened(shared_data / SEGMENTATIONS / "ct-3slice", tmp_path)
    layer = load_overlaid(derived(shared_data / SEGMENTATIONS / "partial_overlaps.dcm"), series, tmp_path, nothing)
    assert isinstance(layer, LabelLayer)
    assert "overlap in 3134 voxels" in layer.note
    assert set(np.unique(np.load(layer.path))) == {0, 1, 2, 3, 4, 5}


@pytest.mark.shared
@pytest.mark.parametrize("images", ["image", "multiframe"])
@pytest.mark.parametrize("name", ["noppv", "ppv5"])
def test_label_maps_lie_on_single_and_multi_frame_sources(images, name, shared_data, tmp_path) -> None:
    folder = shared_data / SEGMENTATIONS
    series = opened(folder / "24x38x3" / images, tmp_path)
    layer = load_overlaid(derived(folder / f"sparse-labelmap-{name}.dcm"), series, tmp_path, nothing)
    assert isinstance(layer, LabelLayer)
    array = np.load(layer.path)
    assert array.shape == (3, 38, 24)
    assert array.sum() == 630
    assert [one.name for one in layer.labels] == ["Liver"]


def test_segments_are_placed_by_position_whatever_the_order_of_the_frames(tmp_path) -> None:
    series, frames = ct(tmp_path), squares(3)
    order = [4, 0, 2]
    made = framed(seg(series, "BINARY", [segment(1)]), frames, [groups((0, 0, 2 * k), None, 1) for k in order])
    _, array = laid(made, series, tmp_path)
    for frame, plane in enumerate(order):
        assert np.array_equal(array[plane], frames[frame])
    assert not array[[1, 3]].any()


def test_segments_without_a_place_follow_the_images_they_name(tmp_path) -> None:
    series, frames = ct(tmp_path), squares(2)
    each = [groups(None, series.instances[k], 1) for k in (3, 1)]
    made = framed(seg(series, "BINARY", [segment(1)]), frames, each, [])
    layer, array = laid(made, series, tmp_path)
    assert np.array_equal(array[3], frames[0])
    assert np.array_equal(array[1], frames[1])
    assert layer.labels[0].code.meaning == "Liver"


def test_a_place_beats_the_image_it_names_and_that_is_told(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 4), series.instances[0], 1)])
    layer, array = laid(made, series, tmp_path)
    assert array[2].any()
    assert not array[0].any()
    assert "lie elsewhere" in layer.note


def test_frames_may_cover_a_part_of_the_images(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), np.ones((1, 3, 4), bool), [groups((1.5, 2.0, 2), None, 1)])
    _, array = laid(made, series, tmp_path)
    expected = np.zeros((6, 8), bool)
    expected[4:6, 2:6] = True  # the last of its rows lies outside
    assert np.array_equal(array[1], expected)


def test_more_than_255_segments_need_16_bits(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(
        seg(series, "BINARY", [segment(1), segment(300, "Far")]),
        squares(2),
        [groups((0, 0, 0), None, 1), groups((0, 0, 2), None, 300)],
    )
    layer, array = laid(made, series, tmp_path)
    assert array.dtype == np.uint16
    assert array.max() == 300
    assert [one.name for one in layer.labels] == ["Liver", "Far"]


def test_a_hundred_segments_on_four_hundred_frames(tmp_path) -> None:
    series = ct(tmp_path, 40)
    frames = np.zeros((400, 6, 8), bool)
    each = []
    for number in range(400):
        frames[number, number % 6, number % 8] = True
        each.append(groups((0, 0, 2 * (number % 40)), series.instances[number % 40], number // 4 + 1))
    made = framed(seg(series, "BINARY", [segment(n + 1, f"S{n}") for n in range(100)]), frames, each)
    layer, array = laid(made, series, tmp_path)
    assert len(layer.labels) == 100
    last = np.zeros_like(array)
    for number in range(400):
        last[number % 40][frames[number]] = number // 4 + 1
    assert np.array_equal(array, last)


def test_a_coarser_grid_is_resampled_to_the_nearest_voxel(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((2, 3, 4), bool)
    frames[0, 1, 2] = True
    made = framed(
        seg(series, "BINARY", [segment(1)]),
        frames,
        [groups((0.375, 0.25, 1), None, 1), groups((0.375, 0.25, 5), None, 1)],
        shared((1.0, 1.5), 4.0),
    )
    layer, array = laid(made, series, tmp_path)
    expected = np.zeros((5, 6, 8), np.uint8)
    expected[0:2, 2:4, 4:6] = 1
    assert np.array_equal(array, expected)
    assert "resampled" in layer.note


def test_a_grid_in_another_order_of_axes_keeps_every_voxel(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((6, 5, 8), bool)  # coronal: rows run down, from the top slice
    frames[2, 1, 3] = True
    each = [groups((0, 0.5 * j, 8), None, 1) for j in range(6)]
    made = framed(seg(series, "BINARY", [segment(1)]), frames, each, shared((2.0, 0.75), 0.5, [1, 0, 0, 0, 0, -1]))
    layer, array = laid(made, series, tmp_path)
    assert np.argwhere(array).tolist() == [[3, 2, 3]]
    assert "resampled" not in layer.note


def test_slices_of_a_tilted_stack_keep_their_lean(tmp_path) -> None:
    """Frames that shift by two pixels a slice, as under a tilted gantry."""
    series = ct(tmp_path)
    frames = np.zeros((3, 6, 8), bool)
    frames[:, 1, 1] = True
    each = [groups((0, 0.5 * k, 2 * k + 0.2), None, 1) for k in range(3)]
    _, array = laid(framed(seg(series, "BINARY", [segment(1)]), frames, each), series, tmp_path)
    assert np.argwhere(array).tolist() == [[0, 1, 1], [1, 2, 1], [2, 3, 1]]


def test_frames_far_apart_are_refused(tmp_path) -> None:
    series = ct(tmp_path)
    each = [groups((0, 0, 0.3), None, 1), groups((0, 0, 0.4), None, 1), groups((0, 0, 90000), None, 1)]
    made = framed(seg(series, "BINARY", [segment(1)]), squares(3), each, shared(between=0.1))
    with pytest.raises(ReadError, match="None of its frames"):
        laid(made, series, tmp_path)


def test_a_wild_number_of_frames_is_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 0), None, 1)])
    made.NumberOfFrames = 2_000_000_000
    with pytest.raises(ReadError):
        laid(made, series, tmp_path)


def test_half_the_resolution_is_another_grid(tmp_path) -> None:
    series = ct(tmp_path, 4)
    assert series.geometry is not None
    affine = series.geometry.affine.copy()
    affine[:3, 3] = series.geometry.to_lps([0.5, 0.5, 0.5])
    affine[:3, :3] *= 2
    half = replace(series, geometry=Geometry((2, 3, 4), affine))
    frames = np.zeros((2, 6, 8), bool)
    frames[:, 2:4, 4:6] = True
    each = [groups((0, 0, 2 * k), series.instances[k], 1) for k in (2, 3)]
    _, array = laid(framed(seg(series, "BINARY", [segment(1)]), frames, each), half, tmp_path)
    assert np.argwhere(array).tolist() == [[1, 1, 2]]


def test_one_fractional_segment_is_a_field(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((1, 6, 8), np.uint8)
    frames[0, 2] = [0, 25, 50, 75, 100, 125, 150, 200]
    made = seg(series, "FRACTIONAL", [segment(1)], MaximumFractionalValue=200, SegmentationFractionalType="PROBABILITY")
    path = write(framed(made, frames, [groups((0, 0, 2), None, 1)]), tmp_path)
    layer = load_overlaid(derived(path), series, tmp_path, nothing)
    assert isinstance(layer, FieldLayer)
    array = np.load(layer.path)
    assert array[1, 2] == pytest.approx(frames[0, 2] / 200)
    assert array[0].max() == 0
    assert (layer.high, layer.unit) == (1.0, "1")
    assert "Probability" in layer.note


def test_several_fractional_segments_become_labels_where_they_reach_one_half(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((2, 6, 8), np.uint8)
    frames[0, 0, :4] = [49, 50, 90, 60]
    frames[1, 0, :4] = [0, 0, 60, 90]
    made = seg(series, "FRACTIONAL", [segment(1), segment(2)], MaximumFractionalValue=100)
    layer, array = laid(framed(made, frames, [groups((0, 0, 0), None, n) for n in (1, 2)]), series, tmp_path)
    assert array[0, 0, :4].tolist() == [0, 1, 1, 2]
    assert "0.5" in layer.note
    assert "overlap in 2 voxels" in layer.note


def test_label_map_values_no_segment_describes_are_told(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((1, 6, 8), np.uint16)
    frames[0, 0, :4] = [1, 2, 2000, 5]
    made = seg(series, "LABELMAP", [segment(0, "Background"), segment(1), segment(2, "Spleen")], "66.7")
    made.PixelPaddingValue = 5
    layer, array = laid(framed(made, frames, [groups((0, 0, 0))]), series, tmp_path)
    assert array[0, 0, :4].tolist() == [1, 2, 2000, 0]
    assert [one.value for one in layer.labels] == [1, 2, 2000]
    assert "2000" in layer.note


def test_a_palette_gives_label_map_colours(tmp_path) -> None:
    series = ct(tmp_path)
    frames = np.zeros((1, 6, 8), np.uint8)
    frames[0, 0, 0] = 1
    made = framed(seg(series, "LABELMAP", [segment(1)], "66.7"), frames, [groups((0, 0, 0))])
    made.PhotometricInterpretation = "PALETTE COLOR"
    for name, data in (("Red", b"\0\xc8"), ("Green", b"\0\x64"), ("Blue", b"\0\x32")):
        setattr(made, f"{name}PaletteColorLookupTableDescriptor", [2, 0, 8])
        setattr(made, f"{name}PaletteColorLookupTableData", data)
    layer, array = laid(made, series, tmp_path)
    assert layer.labels[0].colour == (200, 100, 50)
    assert array[0, 0, 0] == 1


@pytest.mark.parametrize("colour", [(255, 0, 0), (12, 200, 90), (128, 128, 128), (250, 240, 10)])
def test_cielab_colours_become_srgb(colour) -> None:
    stored = np.array(CIELabColor.from_rgb(*colour).value, dtype=np.float64)
    assert np.abs(np.array(srgb(stored)) - colour).max() <= 3


def test_segments_on_single_pictures_follow_their_frames(tmp_path) -> None:
    uids = ct_uids()
    changes = {"ImagePositionPatient": None, "ImageOrientationPatient": None}
    picture = ct_slice(0, uids, np.zeros((6, 8), np.uint16), **changes)
    picture.SOPClassUID, picture.Modality = "1.2.840.10008.5.1.4.1.1.1", "CR"
    save(picture, tmp_path / "cr" / "1.dcm")
    (tmp_path / "work").mkdir()
    series = opened(tmp_path / "cr", tmp_path / "work")
    assert series.geometry is None
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups(None, series.instances[0], 1)], [])
    _, array = laid(made, series, tmp_path)
    assert np.array_equal(array, squares(1))


def test_segments_on_an_uneven_stack_lie_on_its_pictures(tmp_path) -> None:
    places = [0, 2, 7, 9]
    write_ct(tmp_path / "ct", 4, lambda n: {"ImagePositionPatient": [0, 0, places[n]]})
    (tmp_path / "work").mkdir()
    series = opened(tmp_path / "ct", tmp_path / "work")
    assert series.geometry is None
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 7), None, 1)])
    _, array = laid(made, series, tmp_path)
    plane = next(n for n, one in enumerate(series.instances) if one.path.endswith("002.dcm"))
    assert np.array_equal(array[plane], squares(1)[0])
    assert array.sum() == 9


def test_another_patient_is_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 0), series.instances[0], 1)])
    made.PatientID = "P2"
    with pytest.raises(ReadError, match="another patient"):
        laid(made, series, tmp_path)


def test_another_frame_of_reference_is_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 0), None, 1)])
    made.FrameOfReferenceUID = generate_uid()
    with pytest.raises(ReadError, match="another frame of reference"):
        laid(made, series, tmp_path)


def test_images_it_names_count_more_than_a_wrong_frame_of_reference(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 0), series.instances[3], 1)])
    made.FrameOfReferenceUID = generate_uid()
    layer, array = laid(made, series, tmp_path)
    assert array[3].any()
    assert "another frame of reference" in layer.note


def test_other_images_are_refused(tmp_path) -> None:
    series = ct(tmp_path)
    other = replace(series.instances[0], sop_instance_uid=generate_uid())
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups(None, other, 1)], [])
    with pytest.raises(ReadError, match="None of its frames"):
        laid(made, series, tmp_path)


def test_truncated_pixels_are_refused(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(3), [groups((0, 0, 2 * k), None, 1) for k in range(3)])
    made.PixelData = made.PixelData[:4]
    with pytest.raises(ReadError, match="bytes"):
        laid(made, series, tmp_path)


def test_tiles_are_put_together_on_a_slide(tmp_path) -> None:
    series = replace(ct(tmp_path, 1), geometry=None, kind=Kind.SLIDE, pixels=None)
    frames = np.zeros((4, 4, 4), bool)
    frames[3, 1, 1] = True
    made = framed(seg(series, "BINARY", [segment(1)]), frames, [groups(None, None, 1) for _ in range(4)], [])
    made.TotalPixelMatrixRows, made.TotalPixelMatrixColumns = 6, 8
    made.DimensionOrganizationType = "TILED_FULL"
    _, array = laid(made, series, tmp_path)
    assert array.shape == (1, 6, 8)
    assert np.argwhere(array).tolist() == [[0, 5, 5]]


def test_sparse_tiles_lie_where_they_say(tmp_path) -> None:
    series = replace(ct(tmp_path, 1), geometry=None, kind=Kind.SLIDE, pixels=None)
    place = item(RowPositionInTotalImagePixelMatrix=3, ColumnPositionInTotalImagePixelMatrix=5)
    each = [groups(None, None, 1, PlanePositionSlideSequence=[place])]
    made = framed(seg(series, "BINARY", [segment(1)]), np.ones((1, 4, 4), bool), each, [])
    made.TotalPixelMatrixRows, made.TotalPixelMatrixColumns = 6, 8
    _, array = laid(made, series, tmp_path)
    assert np.argwhere(array[0]).min(axis=0).tolist() == [2, 4]
    assert array.sum() == 16


@pytest.mark.shared
@pytest.mark.parametrize("name", ["dots", "dots_tiled_full", "numbers", "control", "control_labelmap"])
def test_slide_segments_equal_highdicoms(name, shared_data, tmp_path) -> None:
    folder = shared_data / "dicom/highdicom"
    series = opened(folder / f"sm_image_{name.split('_')[0]}.dcm", tmp_path)
    layer = load_overlaid(derived(folder / f"seg_image_sm_{name}.dcm"), series, tmp_path, nothing)
    assert isinstance(layer, LabelLayer)
    truth = highdicom.seg.segread(folder / f"seg_image_sm_{name}.dcm").get_total_pixel_matrix(
        combine_segments=True, skip_overlap_checks=True
    )
    array = np.load(layer.path)
    assert array.shape == load_slide_shape(series, tmp_path)
    assert np.array_equal(array[0], truth)


def load_slide_shape(series, tmp_path) -> tuple[int, ...]:
    (tmp_path / "slide").mkdir()
    return np.load(load_slide(series, tmp_path / "slide", nothing).path, mmap_mode="r").shape[:3]


def test_thinned_tiles_show_the_nearest_pixels() -> None:
    matrix = np.arange(70).reshape(7, 10)
    picture = np.full((6, 8), -1)
    thin = Thinning((7, 10), (3, 4), (1, 2))
    for row in range(0, 7, 3):
        for column in range(0, 10, 4):
            part, (top, left) = thin.tile(matrix[row : row + 3, column : column + 4], (row, column))
            picture[top : top + part.shape[0], left : left + part.shape[1]] = part
    expected = np.full((6, 8), -1)
    expected[1:4, 2:6] = matrix[np.ix_([1, 3, 5], [1, 3, 6, 8])]
    assert np.array_equal(picture, expected)


def test_segments_alone_are_listed(tmp_path) -> None:
    series = ct(tmp_path)
    made = framed(seg(series, "BINARY", [segment(1)]), squares(1), [groups((0, 0, 0), series.instances[0], 1)])
    kind = made.SegmentSequence[0].SegmentedPropertyTypeCodeSequence[0]
    kind.SegmentedPropertyTypeModifierCodeSequence = concept(("7771000", "SCT", "Left"))
    made.SourceImageSequence = referenced(series.instances[:1])
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    listed = next(node for node in tree.root.children if node.name == "Segments").children[0]
    assert listed.name == "1 Liver"
    assert [(line.name, line.value) for line in listed.children] == [
        ("Type", "Liver"),
        ("Category", "Anatomical Structure"),
        ("Laterality", "Left"),
        ("Drawn by", "AUTOMATIC, Test net"),
    ]
    assert series.instances[0].sop_class_uid == CTImageStorage
