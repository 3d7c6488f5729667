"""Data folders in every layout, and everything that can be wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image

from medview.core.errors import MedViewError
from medview.training.data import LabelledBox, PictureData, Sample, folds, read_data, read_mask, read_picture


def picture(path: Path, seed: int = 0, size: tuple[int, int] = (12, 16)) -> Path:
    """Noise of (rows, columns) pixels."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(0, 255, size, np.uint8)).save(path)
    return path


def mask(path: Path, filled: bool = True, size: tuple[int, int] = (12, 16), value: int = 255) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.zeros(size, np.uint8)
    values[3:9, 4:10] = value if filled else 0
    Image.fromarray(values).save(path)
    return path


def table(path: Path, *rows: str) -> None:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """Six films with masks, their splits, a label, groups and a site."""
    for number in range(6):
        picture(tmp_path / "images" / f"film_{number}.png", number)
        mask(tmp_path / "masks" / f"film_{number}.png")
    rows = [f"film_{n}.png,{'train' if n < 4 else 'val'},{n % 2},p{n // 2},{'AB'[n % 2]}" for n in range(6)]
    table(tmp_path / "split.csv", "file,split,tuberculosis,patient_id,site", *rows)
    return tmp_path


def _left_out(data: PictureData) -> dict[str, str]:
    return dict(data.left_out)


def test_pictures_with_masks(films: Path) -> None:
    data = read_data(films, "segmentation")
    assert [sample.name for sample in data.samples] == [f"film_{n}" for n in range(6)]
    first = data.samples[0]
    assert (first.split, first.group) == ("train", "p0")
    assert dict(first.traits) == {"tuberculosis": "0", "site": "A"}
    assert first.mask == films / "masks" / "film_0.png"
    assert (data.left_out, data.warnings, data.classes) == ((), (), ())


def test_a_split_is_chosen_and_an_unknown_one_refused(films: Path) -> None:
    assert [sample.name for sample in read_data(films, "segmentation", "val").samples] == ["film_4", "film_5"]
    with pytest.raises(MedViewError, match="no case of the split test") as refusal:
        read_data(films, "segmentation", "test")
    assert "train, val" in refusal.value.hint


def test_a_folder_without_splits_is_taken_whole(films: Path) -> None:
    (films / "split.csv").unlink()
    assert len(read_data(films, "segmentation", "train").samples) == 6


def test_a_column_of_yes_and_no_names_both_classes(films: Path) -> None:
    data = read_data(films, "classification")
    assert data.classes == ("no tuberculosis", "tuberculosis")
    assert [sample.label for sample in data.samples[:2]] == ["no tuberculosis", "tuberculosis"]
    assert dict(data.samples[0].traits) == {"site": "A"}


def test_a_column_of_names_gives_the_classes(films: Path) -> None:
    table(films / "split.csv", "file,diagnosis,other", *(f"film_{n}.png,{'xyz'[n % 3]},1" for n in range(6)))
    data = read_data(films, "classification")
    assert data.classes == ("x", "y", "z")
    assert {sample.label for sample in data.samples} == {"x", "y", "z"}


def test_several_columns_that_may_be_the_label_are_refused(films: Path) -> None:
    table(films / "split.csv", "file,one,two", *(f"film_{n}.png,{n % 2},{n // 3}" for n in range(6)))
    with pytest.raises(MedViewError, match="one, two"):
        read_data(films, "classification")


def test_cases_without_a_class_are_named(films: Path) -> None:
    table(films / "split.csv", "file,label", "film_0.png,a", "film_1.png,b", "film_2.png,", "gone.png,a")
    data = read_data(films, "classification")
    assert [sample.name for sample in data.samples] == ["film_0", "film_1"]
    assert _left_out(data) == {
        "film_2.png": "No table states its class.",
        "film_3.png": "No table states its class.",
        "film_4.png": "No table states its class.",
        "film_5.png": "No table states its class.",
        "gone": "A table names it, but it is not there.",
    }


@pytest.mark.parametrize("split", ["", "train/"])
def test_a_folder_for_each_class(tmp_path: Path, split: str) -> None:
    for number in range(4):
        picture(tmp_path / f"{split}{'cat' if number % 2 else 'dog'}" / f"{number}.jpg", number)
    data = read_data(tmp_path, "classification")
    assert data.classes == ("cat", "dog")
    assert [(sample.name, sample.label) for sample in data.samples] == [
        ("0", "dog"), ("1", "cat"), ("2", "dog"), ("3", "cat"),
    ]  # fmt: skip
    assert {sample.split for sample in data.samples} == {split.rstrip("/")}


def test_missing_and_lone_masks_are_named(films: Path) -> None:
    (films / "masks" / "film_0.png").unlink()
    mask(films / "masks" / "other.png")
    (films / "images" / "notes.txt").write_text("no picture", encoding="utf-8")
    data = read_data(films, "segmentation")
    assert len(data.samples) == 5
    assert _left_out(data) == {
        "film_0.png": "It has no mask.",
        "other.png": "There is no picture of this mask.",
        "images/notes.txt": "It is no picture.",
    }


def test_masks_with_an_ending_of_their_own(films: Path) -> None:
    for path in (films / "masks").iterdir():
        path.rename(path.with_name(f"{path.stem}_mask.png"))
    assert len(read_data(films, "segmentation").samples) == 6


def test_a_folder_of_another_name_with_files_named_alike_holds_the_masks(films: Path) -> None:
    (films / "masks").rename(films / "vessels")
    assert len(read_data(films, "segmentation").samples) == 6
    mask(films / "fov" / "film_0.png")
    with pytest.raises(MedViewError, match="fov/, vessels/"):
        read_data(films, "segmentation")


def test_damaged_files_and_masks_of_another_size_are_named(films: Path) -> None:
    whole = (films / "images" / "film_0.png").read_bytes()
    (films / "images" / "film_0.png").write_bytes(whole[: len(whole) // 2])
    (films / "masks" / "film_1.png").write_bytes(b"no picture")
    mask(films / "masks" / "film_2.png", size=(12, 12))
    data = read_data(films, "segmentation")
    reasons = _left_out(data)
    assert len(data.samples) == 3
    assert "cannot be decoded" in reasons["film_0.png"]
    assert "something else" in reasons["film_1.png"]
    assert reasons["film_2.png"] == "The picture has 16 × 12 pixels, its mask 12 × 12."


def test_empty_masks_are_told_and_only_empty_ones_refused_for_training(films: Path) -> None:
    mask(films / "masks" / "film_0.png", filled=False)
    assert read_data(films, "segmentation", "train").warnings == ("1 masks are empty: film_0.png.",)
    for number in range(6):
        mask(films / "masks" / f"film_{number}.png", filled=False)
    with pytest.raises(MedViewError, match="All 4 masks of train are empty"):
        read_data(films, "segmentation", "train")


def test_one_class_only_is_told_and_refused_for_training(films: Path) -> None:
    table(films / "split.csv", "file,split,label", *(f"film_{n}.png,train,ill" for n in range(6)))
    assert "one class, ill" in read_data(films, "classification").warnings[0]
    with pytest.raises(MedViewError, match="All 6 cases of train are of one class, ill"):
        read_data(films, "classification", "train")


def test_a_group_in_two_splits_is_told_and_refused_for_training(films: Path) -> None:
    text = (films / "split.csv").read_text(encoding="utf-8")
    (films / "split.csv").write_text(text.replace("film_1.png,train", "film_1.png,val"), encoding="utf-8")
    assert read_data(films, "segmentation", "val").warnings == ("1 groups are in more than one split: p0.",)
    with pytest.raises(MedViewError, match="more than one split: p0"):
        read_data(films, "segmentation", "train")


def test_the_same_picture_in_two_splits_is_refused_for_training_even_as_another_file(films: Path) -> None:
    with Image.open(films / "images" / "film_0.png") as same:
        same.save(films / "images" / "film_5.png", compress_level=0)
    with pytest.raises(MedViewError, match=r"film_0\.png, film_5\.png"):
        read_data(films, "segmentation", "train")


def test_nothing_usable_is_refused_with_the_reasons(films: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for path in (films / "images").iterdir():
        path.write_bytes(b"")
    with pytest.raises(MedViewError, match=r"no case that can be used\. film_0\.png"):
        read_data(films, "segmentation")
    empty = tmp_path_factory.mktemp("empty")
    for task in ("segmentation", "classification", "detection"):
        with pytest.raises(MedViewError, match=r"holds no pictures|states no classes"):
            read_data(empty, task)
        with pytest.raises(MedViewError, match="no folder gone"):
            read_data(empty / "gone", task)


COCO = {
    "images": [{"id": 7, "file_name": "a.png", "width": 16, "height": 12}, {"id": 8, "file_name": "b.png"}],
    "annotations": [
        {"image_id": 7, "category_id": 2, "bbox": [1, 2, 5, 4]},
        {"image_id": 7, "category_id": 1, "bbox": [8, 0, 4, 12]},
    ],
    "categories": [{"id": 1, "name": "cell"}, {"id": 2, "name": "plate"}],
}
BOXES = (LabelledBox("plate", (1, 2), (6, 6)), LabelledBox("cell", (8, 0), (12, 12)))


def _coco(folder: Path) -> None:
    (folder / "val_coco.json").write_text(json.dumps(COCO), encoding="utf-8")


def _voc(folder: Path) -> None:
    (folder / "Annotations").mkdir()
    for name, boxes in (("a", BOXES), ("b", ())):
        objects = "".join(
            f"<object><name>{b.label}</name><bndbox><xmin>{b.low[0]}</xmin><ymin>{b.low[1]}</ymin><xmax>{b.high[0]}"
            f"</xmax><ymax>{b.high[1]}</ymax></bndbox></object>"
            for b in boxes
        )
        (folder / "Annotations" / f"{name}.xml").write_text(f"<annotation>{objects}</annotation>", encoding="utf-8")
    table(folder / "val.txt", "a", "b")


def _yolo(folder: Path) -> None:
    (folder / "labels").mkdir()
    lines = [f"1 {3.5 / 16} {4 / 12} {5 / 16} {4 / 12}", f"0 {10 / 16} 0.5 {4 / 16} 1"]
    table(folder / "labels" / "a.txt", *lines)
    (folder / "labels" / "b.txt").write_text("", encoding="utf-8")
    table(folder / "data.yaml", "path: x", "names:", "  0: cell", "  1: plate", "nc: 2")
    table(folder / "groups.csv", "id,near_duplicate_group,split", "a,1,val", "b,2,valid")


@pytest.fixture
def boxed(tmp_path: Path) -> Path:
    for number, name in enumerate("ab"):
        picture(tmp_path / "images" / f"{name}.png", number)
    return tmp_path


@pytest.mark.parametrize("write", [_coco, _voc, _yolo])
def test_boxes_of_all_three_kinds(boxed: Path, write: Callable[[Path], None]) -> None:
    write(boxed)
    data = read_data(boxed, "detection", "val")
    assert data.classes == ("cell", "plate")
    first, second = data.samples
    assert [box.label for box in first.boxes] == [box.label for box in BOXES]
    corners, expected = ([(*box.low, *box.high) for box in boxes] for boxes in (first.boxes, BOXES))
    assert np.array(corners) == pytest.approx(np.array(expected))
    assert second.boxes == ()
    assert not data.left_out


def test_names_of_yolo_classes_in_brackets_and_as_a_list(boxed: Path) -> None:
    _yolo(boxed)
    for text in ("names: ['cell', \"plate\"]", "names:\n- cell\n- plate\n"):
        (boxed / "data.yaml").write_text(text, encoding="utf-8")
        assert read_data(boxed, "detection").classes == ("cell", "plate")
    (boxed / "data.yaml").unlink()
    assert [box.label for box in read_data(boxed, "detection").samples[0].boxes] == ["1", "0"]


def test_boxes_outside_the_picture_are_named_and_those_across_its_edge_cut(boxed: Path) -> None:
    content = dict(COCO)
    content["annotations"] = [
        {"image_id": 7, "category_id": 1, "bbox": [20, 2, 5, 4]},
        {"image_id": 7, "category_id": 1, "bbox": [3, 3, 0, 4]},
        {"image_id": 7, "category_id": 1, "bbox": [10, 2, 50, 4]},
    ]
    (boxed / "a.json").write_text(json.dumps(content), encoding="utf-8")
    data = read_data(boxed, "detection")
    assert data.samples[0].boxes == (LabelledBox("cell", (10, 2), (16, 6)),)
    assert [name for name, _ in data.left_out] == ["a.png", "a.png"]
    assert "Box 1 (20, 2, 25, 6)" in data.left_out[0][1]
    assert data.warnings == ("Boxes reach beyond the picture and are cut at its edge: a.png.",)


def test_damaged_box_files_are_named(boxed: Path) -> None:
    _voc(boxed)
    (boxed / "Annotations" / "a.xml").write_text("<annotation><object></annotation>", encoding="utf-8")
    (boxed / "Annotations" / "c.xml").write_text("<annotation/>", encoding="utf-8")
    data = read_data(boxed, "detection")
    assert [sample.name for sample in data.samples] == ["b"]
    assert "no VOC file" in _left_out(data)["a.xml"]
    assert _left_out(data)["c.xml"] == "There is no picture of this name."


def test_a_voc_file_that_declares_entities_is_not_read(boxed: Path) -> None:
    _voc(boxed)
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><annotation>&b;</annotation>'
    (boxed / "Annotations" / "a.xml").write_text(bomb, encoding="utf-8")
    assert "entities" in _left_out(read_data(boxed, "detection"))["a.xml"]


def test_a_damaged_coco_file_is_refused(boxed: Path) -> None:
    (boxed / "a.json").write_text('{"images": [', encoding="utf-8")
    with pytest.raises(MedViewError, match=r"a\.json cannot be read"):
        read_data(boxed, "detection")
    (boxed / "a.json").write_text('{"images": [{"id": 1}], "annotations": [], "categories": []}', encoding="utf-8")
    with pytest.raises(MedViewError, match=r"a\.json is no COCO file"):
        read_data(boxed, "detection")


def test_no_boxes_at_all_are_refused_for_training(boxed: Path) -> None:
    (boxed / "train.json").write_text(json.dumps(COCO | {"annotations": []}), encoding="utf-8")
    with pytest.raises(MedViewError, match="None of the 2 pictures of train has a box"):
        read_data(boxed, "detection", "train")


def test_folds_divide_no_group_and_share_the_classes() -> None:
    samples = [Sample(f"s{n:02}", Path(), group=f"g{n // 2}", label="ab"[n // 2 % 2]) for n in range(40)]
    parts = folds(samples, 5, 1)
    assert sorted(sample.name for part in parts for sample in part) == [sample.name for sample in samples]
    groups = [{sample.group for sample in part} for part in parts]
    assert sum(map(len, groups)) == len(set.union(*groups))
    assert all(sum(sample.label == "a" for sample in part) == 4 for part in parts)
    assert parts == folds(samples[::-1], 5, 1)
    assert parts != folds(samples, 5, 2)


def test_folds_of_boxes_share_the_rare_class() -> None:
    rare, common = LabelledBox("rare", (0, 0), (1, 1)), LabelledBox("common", (0, 0), (1, 1))
    samples = [Sample(f"s{n:02}", Path(), boxes=(common, rare) if n < 6 else (common,)) for n in range(30)]
    assert [sum(rare in sample.boxes for sample in part) for part in folds(samples, 3, 0)] == [2, 2, 2]


def test_more_folds_than_groups_are_refused() -> None:
    with pytest.raises(MedViewError, match="2 groups cannot be divided into 3"):
        folds([Sample(str(n), Path(), group=str(n % 2)) for n in range(8)], 3, 0)


def test_masks_as_numbers_of_classes_or_as_brightness(tmp_path: Path) -> None:
    assert np.unique(read_mask(mask(tmp_path / "a.png"))).tolist() == [0, 1]
    assert np.unique(read_mask(mask(tmp_path / "b.png", value=3))).tolist() == [0, 3]
    assert np.unique(read_mask(mask(tmp_path / "c.jpg"))).tolist() == [0, 1]  # with soft edges
    values = np.zeros((12, 16), np.uint8)
    values[:4], values[4:8] = 128, 255
    Image.fromarray(values).save(tmp_path / "d.png")
    with pytest.raises(MedViewError, match="0, 128, 255"):
        read_mask(tmp_path / "d.png")


def test_masks_in_nifti_files_lie_as_pictures_do(tmp_path: Path) -> None:
    """Columns along x to the patient's left, rows along y to the back, as ITK writes a picture."""
    values = np.zeros((12, 16), np.uint8)
    values[1, 2] = 1
    nibabel.Nifti1Image(values.T[:, :, None], np.diag([-1.0, -1.0, 1.0, 1.0])).to_filename(tmp_path / "m.nii.gz")
    assert np.argwhere(read_mask(tmp_path / "m.nii.gz")).tolist() == [[1, 2]]


def test_volumes_in_nifti_files_are_cases_too(tiny_data: Path) -> None:
    data = read_data(tiny_data, "segmentation", "val")
    assert [sample.name for sample in data.samples] == ["case_4", "case_5"]
    assert {"alone.nii.gz", "images/notes.txt", "gone"} <= set(_left_out(data))


def test_colour_pictures_keep_their_colours(tmp_path: Path) -> None:
    colours = np.zeros((4, 5, 3), np.uint8)
    colours[..., 1] = 200
    Image.fromarray(colours).save(tmp_path / "c.png")
    assert read_picture(tmp_path / "c.png").tolist() == colours.tolist()
    with pytest.raises(MedViewError, match=r"no file gone\.png"):
        read_picture(tmp_path / "gone.png")


@pytest.mark.shared
def test_the_public_data_folders(shared_data: Path) -> None:
    films = read_data(shared_data / "chest_xray", "segmentation", "val")
    assert (len(films.samples), films.left_out, films.warnings) == (70, (), ())
    classes = read_data(shared_data / "chest_xray", "classification")
    assert (len(classes.samples), classes.classes) == (490, ("no tuberculosis", "tuberculosis"))
    tumours = read_data(shared_data / "brain_tumor_boxes", "detection")
    assert (len(tumours.samples), tumours.classes) == (647, ("tumor",))
    assert len({sample.group for sample in tumours.samples}) < 647
    cells = read_data(shared_data / "blood_cell_boxes", "detection")
    assert (len(cells.samples), cells.classes) == (292, ("Platelets", "RBC", "WBC"))
    assert all("Box" in reason for _, reason in cells.left_out)
