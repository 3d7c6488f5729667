from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, VLWholeSlideMicroscopyImageStorage, generate_uid

from medview.core.errors import ReadError
from medview.core.images import SpacingMeaning, StoredImages
from medview.core.study import Instance, Kind, Series
from medview.io import slide
from medview.io.slide import load_slide
from tests.io.making import nothing, save, scanned

TILE = (8, 10)
RANDOM = np.random.default_rng(4)


def picture(rows: int, columns: int, samples: int = 3) -> np.ndarray:
    made = RANDOM.integers(0, 255, (rows, columns, samples), dtype=np.uint8)
    return made if samples == 3 else made[..., 0]


def tiles_of(whole: np.ndarray) -> list[tuple[int, int, np.ndarray]]:
    """(row, column, tile), along rows of tiles; those at the edges are filled up with 7."""
    made = []
    for row in range(0, whole.shape[0], TILE[0]):
        for column in range(0, whole.shape[1], TILE[1]):
            tile = np.full((*TILE, *whole.shape[2:]), 7, whole.dtype)
            part = whole[row : row + TILE[0], column : column + TILE[1]]
            tile[: part.shape[0], : part.shape[1]] = part
            made.append((row, column, tile))
    return made


def write(path: Path, whole: np.ndarray, flavour: str = "VOLUME", **changes: Any) -> Path:
    """A slide object, TILED_FULL; ``changes`` are attributes by keyword, None removes one."""
    return write_tiles(path, whole.shape, [tile for _, _, tile in tiles_of(whole)], flavour, **changes)


def write_tiles(
    path: Path, shape: tuple[int, ...], tiles: list[np.ndarray], flavour: str = "VOLUME", **changes: Any
) -> Path:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = VLWholeSlideMicroscopyImageStorage, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.Modality = "1.2.3", "1.2.3.4", "SM"
    dataset.PatientID, dataset.PatientName = "P1", "Test^Slide"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", flavour, "NONE"]
    dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns = shape[:2]
    dataset.Rows, dataset.Columns = TILE
    dataset.NumberOfFrames, dataset.DimensionOrganizationType = len(tiles), "TILED_FULL"
    dataset.SamplesPerPixel = 3 if len(shape) == 3 else 1
    dataset.PhotometricInterpretation = "RGB" if len(shape) == 3 else "MONOCHROME2"
    if len(shape) == 3:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 8, 8, 7, 0
    measures, shared = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = [0.001, 0.002], 0.01
    shared.PixelMeasuresSequence = [measures]
    dataset.SharedFunctionalGroupsSequence = [shared]
    raw = b"".join(tile.tobytes() for tile in tiles)
    dataset.PixelData = raw + b"\0" * (len(raw) % 2)
    for keyword, value in changes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return save(dataset, path)


def optical_paths(*names: str) -> list[Dataset]:
    made = []
    for name in names:
        item = Dataset()
        item.OpticalPathIdentifier, item.OpticalPathDescription = name, f"channel {name}"
        made.append(item)
    return made


def series_of(*paths: Path) -> Series:
    instances = tuple(Instance(str(path)) for path in paths)
    return Series("u", "s", "dicom", "SM", "", 1, "", instances, None, kind=Kind.SLIDE)


def loaded(work: Path, *paths: Path) -> tuple[StoredImages, np.ndarray]:
    images = load_slide(series_of(*paths), work, nothing)
    return images, np.load(images.path)


@pytest.mark.parametrize("samples", [1, 3])
def test_tiles_become_one_picture(samples: int, tmp_path: Path) -> None:
    whole = picture(21, 33, samples)
    images, pixels = loaded(tmp_path, write(tmp_path / "a.dcm", whole))
    assert (pixels == whole[None]).all()
    assert pixels.dtype == (np.uint8 if samples == 3 else np.int16)
    (frame,) = images.frames
    assert (frame.spacing.rows, frame.spacing.columns) == (0.001, 0.002)
    assert frame.spacing.meaning is SpacingMeaning.CALIBRATED
    assert ("Slide", "tissue") in frame.texts
    assert images.note == ""


def test_sparse_tiles_lie_where_they_say(tmp_path: Path) -> None:
    whole = picture(16, 30)
    tiles = tiles_of(whole)
    chosen = [tiles[index] for index in (5, 0, 3, 2)]
    frames = []
    for row, column, _ in chosen:
        place, frame = Dataset(), Dataset()
        place.RowPositionInTotalImagePixelMatrix, place.ColumnPositionInTotalImagePixelMatrix = row + 1, column + 1
        frame.PlanePositionSlideSequence = [place]
        frames.append(frame)
    path = write_tiles(
        tmp_path / "a.dcm",
        whole.shape,
        [tile for _, _, tile in chosen],
        DimensionOrganizationType="TILED_SPARSE",
        PerFrameFunctionalGroupsSequence=frames,
    )
    images, pixels = loaded(tmp_path, path)
    expected = np.full_like(whole, 255)
    for row, column, tile in chosen:
        expected[row : row + 8, column : column + 10] = tile
    assert (pixels[0] == expected).all()
    assert "2 tiles are not stored" in images.note


def test_optical_paths_and_focal_planes_are_pictures_of_their_own(tmp_path: Path) -> None:
    wholes = [picture(16, 20, 1) for _ in range(4)]
    tiles = [tile for whole in wholes for _, _, tile in tiles_of(whole)]
    path = write_tiles(
        tmp_path / "a.dcm",
        (16, 20),
        tiles,
        OpticalPathSequence=optical_paths("A", "B"),
        NumberOfOpticalPaths=2,
        TotalPixelMatrixFocalPlanes=2,
    )
    images, pixels = loaded(tmp_path, path)
    assert (pixels == np.stack(wholes)).all()
    assert [dict(frame.texts)["Optical path"] for frame in images.frames] == ["A channel A"] * 2 + ["B channel B"] * 2


def test_thumbnail_first_then_the_level_that_fits_then_the_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slide, "LONGEST", 40)
    kinds = {"VOLUME": (64, 80), "LABEL": (8, 10), "THUMBNAIL": (9, 11)}
    made = {flavour: picture(*size) for flavour, size in kinds.items()}
    paths = [write(tmp_path / f"{flavour}.dcm", whole, flavour) for flavour, whole in made.items()]
    small = picture(32, 40)
    paths.append(write(tmp_path / "small.dcm", small, "VOLUME"))
    images, pixels = loaded(tmp_path, *paths)
    assert [dict(frame.texts)["Slide"] for frame in images.frames] == ["thumbnail", "tissue", "label"]
    assert (pixels[1] == small).all()
    assert (pixels[2] == made["LABEL"].repeat(4, axis=0).repeat(4, axis=1)).all()
    assert images.frames[2].spacing.rows == 0.001 / 4
    enlarged = made["THUMBNAIL"].repeat(3, axis=0).repeat(3, axis=1)
    assert (pixels[0, 2:29, 3:36] == enlarged).all()
    assert (pixels[0, 0] == 255).all()
    assert "80×64 pixels at full resolution; 1/2" in images.note
    uid = pydicom.dcmread(paths[-1]).SOPInstanceUID
    assert images.frames[1].sop_instance_uid == uid


def test_a_level_that_is_too_large_is_thinned_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slide, "LONGEST", 16)
    whole = picture(21, 33)
    images, pixels = loaded(tmp_path, write(tmp_path / "a.dcm", whole))
    assert (pixels[0] == whole[::3, ::3]).all()
    assert images.frames[0].spacing.columns == pytest.approx(0.006)
    assert "33×21 pixels" in images.note


def test_grey_beside_colour_becomes_colour(tmp_path: Path) -> None:
    grey = picture(16, 20, 1)
    paths = [write(tmp_path / "a.dcm", picture(16, 20)), write(tmp_path / "b.dcm", grey, "LABEL")]
    assert (loaded(tmp_path, *paths)[1][1] == grey[..., None]).all()


@pytest.mark.parametrize(
    ("changes", "spacing"),
    [
        ({"SharedFunctionalGroupsSequence": None}, None),
        ({"SharedFunctionalGroupsSequence": None, "ImagedVolumeWidth": 2.0, "ImagedVolumeHeight": 1.6}, (0.1, 0.1)),
    ],
)
def test_spacing_where_the_tiles_do_not_say_it(
    changes: dict[str, Any], spacing: tuple[float, float] | None, tmp_path: Path
) -> None:
    (frame,) = loaded(tmp_path, write(tmp_path / "a.dcm", picture(16, 20), **changes))[0].frames
    found = (frame.spacing.rows, frame.spacing.columns)
    assert (found == pytest.approx(spacing)) if spacing else frame.spacing.meaning is SpacingMeaning.NONE


@pytest.mark.parametrize("size", [(0, 20), (16, 0), (4_000_000_000, 4_000_000_000)])
def test_sizes_that_cannot_be(size: tuple[int, int], tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", picture(16, 20), TotalPixelMatrixRows=size[0], TotalPixelMatrixColumns=size[1])
    if min(size):
        assert max(loaded(tmp_path, path)[1].shape) <= slide.LONGEST
        return
    with pytest.raises(ReadError, match="declares"):
        loaded(tmp_path, path)


def test_a_scanned_slide_is_one_series(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.dcm", picture(16, 20), "VOLUME" if name == "a" else "LABEL")
    (study,) = scanned(tmp_path / "in", tmp_path).studies
    (series,) = study.series
    assert (series.kind, len(series.instances)) == (Kind.SLIDE, 2)
    assert len(load_slide(series, tmp_path, nothing).frames) == 2


@pytest.mark.shared
def test_public_slides(shared_data: Path, tmp_path: Path) -> None:
    paths = sorted((shared_data / "dicom" / "highdicom").glob("sm_image*.dcm"))
    assert len(paths) >= 8
    for path in paths:
        images, pixels = loaded(tmp_path, path)
        dataset = pydicom.dcmread(path)
        assert pixels.shape[1:3] == (dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns)
        assert images.frames[0].spacing.rows == 0.000499
        if dataset.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian:
            tiles = dataset.pixel_array.reshape(5, 5, 10, 10, -1)
            whole = tiles.swapaxes(1, 2).reshape(50, 50, -1).squeeze()
            assert (pixels[0] == whole).all()
