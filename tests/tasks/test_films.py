"""Pictures and films as the workers write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import MedViewError, WriteError
from medview.core.images import Frame, PixelSpacing, StoredImages
from medview.core.study import Dimension, Series
from medview.core.volume import StoredVolume
from medview.jobs.local import LocalContext
from medview.tasks.film_of_series import film
from medview.tasks.films import write_film, write_picture
from tests.views.heads import SHAPE, geometry, head


def series(**changes: object) -> Series:
    return replace(Series("1.2", "1.1", "dicom", "MR", "T1", 3, "HEAD", (), geometry()), **changes)  # type: ignore[arg-type]


def pixels(folder: Path, array: np.ndarray) -> str:
    path = folder / "pixels.npy"
    np.save(path, array)
    return str(path)


def frames_of(path: Path) -> int:
    with Image.open(path) as read:
        return int(getattr(read, "n_frames", 1))


def made(tmp_path: Path, one: Series, loaded: StoredVolume | StoredImages, **changes: object) -> int:
    wishes = {"rate": 0.0, "loop": True, "plane": "axial", "along": "slices", "window": None, "pixels": 96, **changes}
    return film(LocalContext(tmp_path), one, loaded, str(tmp_path / "film.gif"), **wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_a_picture_is_written_and_its_pixels_removed(tmp_path: Path, name: str) -> None:
    array = np.zeros((20, 30, 3), np.uint8)
    array[5:10] = 200
    kept = pixels(tmp_path, array)
    assert write_picture(LocalContext(tmp_path), kept, str(tmp_path / name)) == str(tmp_path / name)
    assert not Path(kept).exists()
    with Image.open(tmp_path / name) as read:
        assert read.size == (30, 20)
        assert abs(int(np.asarray(read.convert("L"))[7, 15]) - 200) < 4


def test_sixteen_bits_keep_their_values_or_are_refused(tmp_path: Path) -> None:
    values = np.arange(600, dtype=np.uint16).reshape(20, 30) * 100
    write_picture(LocalContext(tmp_path), pixels(tmp_path, values), str(tmp_path / "a.png"))
    with Image.open(tmp_path / "a.png") as read:
        np.testing.assert_array_equal(np.asarray(read), values)
    with pytest.raises(WriteError, match=r"a\.jpg"):
        write_picture(LocalContext(tmp_path), pixels(tmp_path, values), str(tmp_path / "a.jpg"))


def test_a_film_has_all_its_pictures_and_leaves_no_pixels(tmp_path: Path) -> None:
    array = np.zeros((5, 32, 48, 3), np.uint8)
    for number in range(5):
        array[number, :, number * 8 : number * 8 + 8] = 250
    kept = pixels(tmp_path, array)
    write_film(LocalContext(tmp_path), kept, str(tmp_path / "film.gif"), 10.0, True)
    assert frames_of(tmp_path / "film.gif") == 5
    assert not Path(kept).exists()


@pytest.mark.parametrize(("plane", "count"), [("axial", SHAPE[0]), ("sagittal", SHAPE[2])])
def test_slices_of_a_volume(tmp_path: Path, plane: str, count: int) -> None:
    stored = head().store(tmp_path / "head.npy")
    assert made(tmp_path, series(), stored, plane=plane, window=(400.0, 200.0)) == count
    assert frames_of(tmp_path / "film.gif") == count


def test_positions_of_a_series_in_time(tmp_path: Path) -> None:
    array = np.stack([head().array * scale for scale in (1, 2, 3)])
    np.save(tmp_path / "time.npy", array)
    stored = StoredVolume(str(tmp_path / "time.npy"), geometry(), at=(0,))
    one = series(dimensions=(Dimension("Temporal Position", (1, 2, 3)),))
    assert made(tmp_path, one, stored, along="positions", window=(3000.0, 1500.0)) == 3
    with pytest.raises(MedViewError, match="no positions"):
        made(tmp_path, series(), head().store(tmp_path / "head.npy"), along="positions")


def test_pictures_that_can_be_read_with_square_pixels(tmp_path: Path) -> None:
    np.save(tmp_path / "pictures.npy", np.random.default_rng(1).integers(0, 900, (3, 20, 30), np.int16))
    np.save(tmp_path / "ready.npy", np.array([0, -2, 1, 2]))
    tall = Frame(spacing=PixelSpacing(2.0, 1.0))
    images = StoredImages(
        str(tmp_path / "pictures.npy"), (tall,) * 4, ready=str(tmp_path / "ready.npy"), frame_ms=100.0
    )
    assert made(tmp_path, series(), images) == 3
    with Image.open(tmp_path / "film.gif") as read:
        assert read.info["duration"] == 100
    np.save(tmp_path / "ready.npy", np.full(4, -2))
    with pytest.raises(MedViewError, match="could be read"):
        made(tmp_path, series(), images)
