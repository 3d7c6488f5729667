"""``medview film``: a film without a window."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.films import avif_of
from tests.io.making import write_ct

COUNT = 9


def run(*arguments: str) -> int:
    return main(arguments, Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0), user_paths())


@pytest.fixture
def head(tmp_path: Path) -> Path:
    """A CT with a square that moves to the right."""

    def change(number: int) -> dict[str, Any]:
        array = np.zeros((40, 60), np.int16)
        array[10:20, 4 + 4 * number : 14 + 4 * number] = 2000
        return {"array": array, "PixelSpacing": [1.0, 1.0], "PatientName": "Marker^Person"}

    return write_ct(tmp_path / "ct", COUNT, change)


def test_a_film_of_slices(head: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "film.mp4"
    assert run("film", str(head), "--out", str(out), "--pixels", "200", "--window", "100/500", "--json") == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["pictures"], Path(told["film"])) == (COUNT, out)
    film: Any = Image.open(BytesIO(avif_of(out)))
    assert film.n_frames == COUNT
    places = []
    for number in (1, 7):
        film.seek(number)
        grey = np.asarray(film.convert("L")).astype(int)[30:170, 30:170]
        places.append(np.nonzero(grey > 200)[1].mean())
    assert abs(places[1] - places[0] - 6 * 4 * 200 / 60) < 12
    assert b"Marker" not in out.read_bytes()


def test_a_gif_of_another_plane(head: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.gif"
    assert (
        run("film", str(head), "--out", str(out), "--plane", "sagittal", "--rate", "10", "--pixels", "100") == Exit.DONE
    )
    film: Any = Image.open(BytesIO(out.read_bytes()))
    assert (film.n_frames, film.info["duration"]) == (60, 100)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--out", "film.avi"), Exit.WRITE),
        (("--out", "film.mp4", "--window", "wide"), Exit.USAGE),
        (("--out", "film.mp4", "--along", "positions"), Exit.WRITE),
    ],
)
def test_what_cannot_be_made_is_told(arguments: tuple[str, ...], code: Exit, head: Path, tmp_path: Path) -> None:
    arguments = tuple(str(tmp_path / one) if one.startswith("film") else one for one in arguments)
    assert run("film", str(head), *arguments) == code
    assert not list(tmp_path.glob("film*"))
