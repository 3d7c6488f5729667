from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import ReadError
from medview.core.images import SpacingMeaning, StoredImages
from medview.core.study import Kind, Series
from medview.io import formats
from medview.io.middle import middle
from tests.io.making import nothing, only_series, scanned, write_ct

RANDOM = np.random.default_rng(3)
GREY = RANDOM.integers(0, 255, (20, 30), dtype=np.uint8)
COLOUR = RANDOM.integers(0, 255, (20, 30, 3), dtype=np.uint8)


def one(path: Path, work: Path) -> Series:
    return only_series(scanned(path, work))[1]


def loaded(path: Path, work: Path) -> tuple[StoredImages, np.ndarray]:
    images = formats.load(one(path, work), work, nothing)
    assert isinstance(images, StoredImages)
    return images, np.load(images.path)


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".tiff", ".TIF"])
@pytest.mark.parametrize("array", [GREY, COLOUR])
def test_pixels_without_losses(suffix: str, array: np.ndarray, tmp_path: Path) -> None:
    Image.fromarray(array).save(tmp_path / f"a{suffix}", dpi=(96, 96))
    images, pixels = loaded(tmp_path / f"a{suffix}", tmp_path)
    assert (pixels == array[None]).all()
    assert pixels.dtype == (np.uint8 if array.ndim == 3 else np.int16)
    assert images.frames[0].spacing.meaning is SpacingMeaning.NONE  # dots of print are no millimetres
    assert images.frames[0].lossy == ""


def test_what_a_picture_is(tmp_path: Path) -> None:
    Image.fromarray(COLOUR).save(tmp_path / "a.png")
    series = one(tmp_path / "a.png", tmp_path)
    assert (series.kind, series.source_format, series.geometry) == (Kind.IMAGES, "picture", None)
    assert series.irregular == ""  # a picture lacks nothing
    assert (middle(series).array == COLOUR).all()
    assert not series.grey
    Image.fromarray(GREY).save(tmp_path / "b.png")
    assert one(tmp_path / "b.png", tmp_path).grey


def test_jpeg_says_that_it_lost_something(tmp_path: Path) -> None:
    smooth = np.broadcast_to(np.arange(0, 240, 8, dtype=np.uint8)[None, :, None], (20, 30, 3))
    Image.fromarray(smooth).save(tmp_path / "a.jpg", quality=95)
    images, pixels = loaded(tmp_path / "a.jpg", tmp_path)
    assert images.frames[0].lossy == "Compressed with losses: JPEG"
    assert np.abs(pixels[0].astype(int) - smooth).max() < 6


@pytest.mark.parametrize(("kind", "suffix"), [(np.uint16, ".png"), (np.uint16, ".tif"), (np.float32, ".tif")])
def test_deep_greys(kind: Any, suffix: str, tmp_path: Path) -> None:
    deep = (RANDOM.random((20, 30)) * 65535).astype(kind)
    Image.fromarray(deep).save(tmp_path / f"a{suffix}")
    pixels = loaded(tmp_path / f"a{suffix}", tmp_path)[1]
    assert pixels.dtype == np.float32
    assert (pixels[0] == deep).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_followed(orientation: int, tmp_path: Path) -> None:
    upright = np.zeros((20, 30, 3), np.uint8)
    upright[:10, :5] = 255  # taller than wide, at the top left
    turned = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.ascontiguousarray(turned)).save(tmp_path / "a.png", exif=exif)
    assert (loaded(tmp_path / "a.png", tmp_path)[1][0] == upright).all()


def test_pages(tmp_path: Path) -> None:
    pages = [Image.fromarray(GREY + number) for number in range(3)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    images, pixels = loaded(tmp_path / "a.tif", tmp_path)
    assert len(images.frames) == len(one(tmp_path / "a.tif", tmp_path).instances) == 3
    assert (pixels == np.stack([GREY + number for number in range(3)])).all()


def test_a_page_of_another_size_is_left_black_and_told(tmp_path: Path) -> None:
    pages = [Image.fromarray(COLOUR), Image.fromarray(COLOUR[:5]), Image.fromarray(COLOUR)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    images, pixels = loaded(tmp_path / "a.tif", tmp_path)
    assert not pixels[1].any()
    assert (pixels[2] == COLOUR).all()
    assert "left black: 2." in images.note


def test_what_is_transparent_lies_on_black(tmp_path: Path) -> None:
    see_through = np.dstack([COLOUR, np.zeros((20, 30), np.uint8)])
    see_through[:10, :, 3] = 255
    Image.fromarray(see_through).save(tmp_path / "a.png")
    pixels = loaded(tmp_path / "a.png", tmp_path)[1][0]
    assert (pixels[:10] == COLOUR[:10]).all()
    assert not pixels[10:].any()


class TestBesideImages:
    def test_pictures_do_not_flood_a_study(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 3)
        Image.fromarray(GREY).save(folder / "logo.png")
        result = scanned(folder, tmp_path)
        only_series(result)
        assert [(Path(path).name, "beside" in reason) for path, reason in result.skipped] == [("logo.png", True)]

    def test_they_open_by_themselves_and_where_there_is_nothing_else(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 3)
        Image.fromarray(GREY).save(folder / "logo.png")
        assert one(folder / "logo.png", tmp_path).source_format == "picture"
        for file in folder.glob("*.dcm"):
            file.unlink()
        assert one(folder, tmp_path).source_format == "picture"


class TestRefused:
    def test_what_is_no_picture(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing of the kind")
        with pytest.raises(ReadError, match=r"holds something else|cannot be decoded"):
            scanned(tmp_path / "a.png", tmp_path)

    def test_more_pixels_than_its_bytes_can_mean(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("medview.io.limits.FREE_BYTES", 1 << 10)
        Image.new("RGB", (2000, 2000)).save(tmp_path / "a.png")
        with pytest.raises(ReadError, match="declares"):
            scanned(tmp_path / "a.png", tmp_path)

    def test_a_bomb(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        Image.new("1", (4000, 4000)).save(tmp_path / "a.png")
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
        with pytest.raises(ReadError, match="million pixels"):
            scanned(tmp_path / "a.png", tmp_path)

    def test_cut_off(self, tmp_path: Path) -> None:
        Image.fromarray(COLOUR).save(tmp_path / "a.png")
        raw = (tmp_path / "a.png").read_bytes()
        (tmp_path / "a.png").write_bytes(raw[: len(raw) // 2])
        with pytest.raises(ReadError, match="cannot be decoded"):
            loaded(tmp_path / "a.png", tmp_path)
