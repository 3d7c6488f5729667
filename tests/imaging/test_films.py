"""Films are decoded again: how many pictures, how fast, how large, and where a marker stands in one of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, features

from medview.core.errors import MedViewError
from medview.imaging import mp4
from medview.imaging.films import write_film
from medview.imaging.gif import gif_rate
from tests.films import avif_of

COUNT, ROWS, COLUMNS = 70, 121, 160
"""More than two sections, and an odd number of rows."""


def picture(number: int) -> np.ndarray:
    """A grey wedge with a red marker that goes two pixels to the right with each picture."""
    drawn = np.repeat(np.linspace(0, 255, COLUMNS).astype(np.uint8)[None, :, None], ROWS, 0).repeat(3, 2)
    drawn[:60] = 0
    drawn[20:40, 2 * number : 2 * number + 10] = (255, 0, 0)
    return drawn


def written(path: Path, rate: float, loop: bool = True, count: int = COUNT) -> Path:
    assert write_film(path, picture, count, rate, loop, lambda _f, _n: None) == count
    return path


def marker(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of what is red."""
    pixels = np.asarray(image.convert("RGB")).astype(int)
    rows, columns = np.nonzero(pixels[:, :, 0] - pixels[:, :, 1] > 128)
    return int(columns.min()), int(columns.max()), int(rows.min()), int(rows.max())


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at < end:
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + size]
        if kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
            yield from boxes(data, at + 8, at + size)
        at += size
    assert at == end


def gif(path: Path) -> Any:
    return Image.open(BytesIO(path.read_bytes()))


needs_encoder = pytest.mark.skipif(not features.check("avif"), reason="this Pillow has no AVIF encoder")


@needs_encoder
def test_an_mp4_says_what_it_holds(tmp_path: Path) -> None:
    data = written(tmp_path / "film.mp4", 30.0).read_bytes()
    found = dict(boxes(data, 0, len(data)))
    assert list(dict(boxes(data, 0, len(data))))[:2] == [
        b"ftyp",
        b"moov",
    ]  # the head first: a browser can begin at once
    clock, length = struct.unpack_from(">II", found[b"mdhd"], 12)
    assert length / clock == pytest.approx(COUNT / 30.0)
    entries, count, lasts = struct.unpack_from(">III", found[b"stts"], 4)
    assert (entries, count, clock / lasts) == (1, COUNT, 30.0)
    width, height = struct.unpack_from(">II", found[b"tkhd"], 76)
    assert (width >> 16, height >> 16) == (COLUMNS, ROWS - 1)
    keys = struct.unpack_from(">II", found[b"stss"], 4)
    assert keys[0] == -(-COUNT // mp4.SECTION)
    assert keys[1] == 1
    (place,) = struct.unpack_from(">I", found[b"stco"], 8)
    sizes = struct.unpack_from(f">{COUNT}I", found[b"stsz"], 12)
    assert place == data.index(b"mdat") + 4
    assert sum(sizes) == len(found[b"mdat"])


@needs_encoder
@pytest.mark.parametrize("number", [0, 31, 32, 69])
def test_the_pictures_of_an_mp4_are_those_that_were_given(number: int, tmp_path: Path) -> None:
    decoded: Any = Image.open(BytesIO(avif_of(written(tmp_path / "film.mp4", 12.5))))
    assert (decoded.n_frames, decoded.size) == (COUNT, (COLUMNS, ROWS - 1))
    decoded.seek(number)
    found = marker(decoded)
    assert np.abs(np.subtract(found, (2 * number, 2 * number + 9, 20, 39))).max() <= 1
    wedge = np.asarray(decoded.convert("L"))[100].astype(int)
    assert np.abs(wedge - np.linspace(0, 255, COLUMNS)).mean() < 3


def test_a_gif_is_what_was_asked_for(tmp_path: Path) -> None:
    film = gif(written(tmp_path / "film.gif", 20.0))
    assert (film.n_frames, film.size, film.info["duration"], film.info["loop"]) == (COUNT, (COLUMNS, ROWS - 1), 50, 0)
    film.seek(40)
    assert marker(film) == (80, 89, 20, 39)
    assert "loop" not in gif(written(tmp_path / "once.gif", 20.0, loop=False)).info


def test_a_grey_gif_keeps_every_grey(tmp_path: Path) -> None:
    wedge = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 20, 0).repeat(3, 2)
    write_film(tmp_path / "grey.gif", lambda n: np.roll(wedge, n, 1), 3, 5.0, True, lambda _f, _n: None)
    film = gif(tmp_path / "grey.gif")
    film.seek(1)
    assert (np.asarray(film.convert("L"))[0] == np.roll(np.arange(256), 1)).all()


@pytest.mark.parametrize(("wanted", "had"), [(1.0, 1.0), (10.0, 10.0), (24.0, 25.0), (30.0, 100 / 3), (60.0, 50.0)])
def test_a_gif_has_the_nearest_rate_it_can(wanted: float, had: float) -> None:
    assert gif_rate(wanted) == pytest.approx(had)


def test_the_last_section_is_never_one_picture() -> None:
    pictures = [Image.new("RGB", (2, 2))] * (2 * mp4.SECTION + 1)
    assert [len(one) for one in mp4.sections(pictures)] == [mp4.SECTION, mp4.SECTION + 1]
    assert [len(one) for one in mp4.sections(pictures[:2])] == [2]


@pytest.mark.parametrize(
    ("name", "count", "rate", "told"),
    [("film.avi", 5, 10.0, ".mp4 or .gif"), ("film.gif", 1, 10.0, "two pictures"), ("film.gif", 5, 500.0, "60")],
)
def test_what_cannot_be_made_is_told(name: str, count: int, rate: float, told: str, tmp_path: Path) -> None:
    with pytest.raises(MedViewError, match=told):
        write_film(tmp_path / name, picture, count, rate, True, lambda _f, _n: None)
    assert not list(tmp_path.iterdir())


def test_without_an_encoder_a_gif_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mp4, "can_write_mp4", lambda: False)
    with pytest.raises(MedViewError) as told:
        written(tmp_path / "film.mp4", 10.0)
    assert "GIF" in told.value.hint


def test_a_film_that_is_not_wanted_any_more_ends(tmp_path: Path) -> None:
    def checkpoint(fraction: float, note: str) -> None:
        if fraction > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_film(tmp_path / "film.gif", picture, COUNT, 10.0, True, checkpoint)
