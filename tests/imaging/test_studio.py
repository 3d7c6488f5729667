"""The pictures that workers draw: real VTK, off the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.solid import STANDARD, Camera
from medview.core.transfer import Transfer, TransferPoint, in_values, transfer_from_json
from medview.core.volume import Quantity, Volume
from medview.imaging.looking import Body, Eye
from medview.imaging.scene import Cut, Painted, Shot, store_castable
from medview.imaging.shrink import shrunk, without_air
from medview.imaging.studio import Studio
from medview.imaging.surfaces import Mesh, region_surface

SIZE = (160, 120)
GRID = Geometry.from_axes((20, 40, 30), (2.0, 1.0, 1.5), np.eye(3)[:, [2, 1, 0]], (5.0, -10.0, 20.0))
BODY = Body.of(GRID)
GREY = Transfer("Grey", (TransferPoint(100.0, 0.0, (255, 255, 255)), TransferPoint(200.0, 1.0, (255, 255, 255))))


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    made = Studio()
    yield made
    made.close()


def marked(index: tuple[int, int, int]) -> np.ndarray:
    array = np.zeros(GRID.shape, np.int16)
    k, j, i = index
    array[k - 1 : k + 2, j - 1 : j + 2, i - 1 : i + 2] = 1000
    return array


def shot(array: np.ndarray, folder: Path, **fields: object) -> Shot:
    volume = Volume(GRID, array, Quantity.ARBITRARY).store(folder / f"v{id(array)}.npy")
    return Shot(SIZE, Camera(), BODY, volume, transfer=GREY, **fields)


def drawn(studio: Studio, wanted: Shot) -> np.ndarray:
    pixels = studio.picture(wanted)
    assert pixels is not None
    assert pixels.shape == (wanted.size[1], wanted.size[0], 4)
    return pixels


@pytest.mark.parametrize("side", list(STANDARD))
@pytest.mark.parametrize("index", [(4, 6, 5), (15, 30, 22)])
def test_a_voxel_is_drawn_where_the_eye_says(
    studio: Studio, tmp_path: Path, side: str, index: tuple[int, int, int]
) -> None:
    wanted = replace(shot(marked(index), tmp_path), camera=STANDARD[side])
    lit = np.argwhere(drawn(studio, wanted)[..., 3] > 60)
    place, _ = Eye(wanted.camera, BODY, SIZE).project(GRID.to_lps(index))
    assert len(lit) > 3
    assert lit.mean(axis=0)[::-1] + 0.5 == pytest.approx(place, abs=1.6)


def test_nothing_is_drawn_where_nothing_is(studio: Studio, tmp_path: Path) -> None:
    pixels = drawn(studio, shot(marked((10, 20, 15)), tmp_path))
    assert pixels[:5].max() == 0
    assert (pixels[..., :3].max(axis=-1) <= pixels[..., 3]).all()  # colours are multiplied by alpha


@pytest.mark.parametrize("blend", ["maximum", "minimum", "average"])
def test_every_blend_shows_its_value(studio: Studio, tmp_path: Path, blend: str) -> None:
    array = np.full(GRID.shape, 400, np.int16)
    array[:, 10:20] = 800  # as seen from the front, a sheet before the rest
    points = (TransferPoint(0.0, 1.0, (0, 0, 0)), TransferPoint(1000.0, 1.0, (250, 250, 250)))
    transfer = replace(GREY, points=points, blend=blend, shading=replace(GREY.shading, on=False))
    pixels = drawn(studio, replace(shot(array, tmp_path), transfer=transfer))
    expected = {"maximum": 200, "minimum": 100, "average": 125}[blend]
    assert pixels[60, 80, 0] == pytest.approx(expected, abs=8)


def test_air_around_the_body_hides_nothing_of_the_least_values(studio: Studio, tmp_path: Path) -> None:
    array = np.zeros(GRID.shape, np.int16)
    array[:, 8:32, 6:24] = 500
    array[8:12, 18:22, 12:18] = 100  # a bowel
    points = (TransferPoint(0.0, 1.0, (0, 0, 0)), TransferPoint(500.0, 1.0, (250, 250, 250)))
    least = replace(GREY, points=points, blend="minimum", shading=replace(GREY.shading, on=False))
    wanted = replace(shot(array, tmp_path), transfer=least, border=250.0)
    row = drawn(studio, wanted)[60, :, 0]
    assert row[80] < 90
    assert row[62] > 200


def test_air_that_is_shut_in_stays() -> None:
    array = np.zeros((12, 12, 12), np.uint16)
    array[:, 2:10, 2:10] = 500
    array[:, 4:8, 4:8] = 7  # open to the first and the last slice, as lungs are
    small = shrunk(Volume(Geometry((12, 12, 12), np.eye(4)), array))
    filled = without_air(small.voxels, 250.0)
    values = filled.offset + filled.step * filled.array.astype(float)
    assert values[6, 0, 0] == pytest.approx(500.0, abs=1.0)
    assert values[6, 5, 5] == pytest.approx(7.0, abs=1.0)


def test_crop_and_cuts_take_away_what_they_should(studio: Studio, tmp_path: Path) -> None:
    whole = drawn(studio, shot(np.full(GRID.shape, 1000, np.int16), tmp_path))[..., 3] > 128
    upper = shot(np.full(GRID.shape, 1000, np.int16), tmp_path, crop=(0.5, 1.0, 0.0, 1.0, 0.0, 1.0))
    cropped = drawn(studio, upper)[..., 3] > 128
    assert cropped[:58].sum() == pytest.approx(whole[:58].sum(), rel=0.06)
    assert cropped[66:].sum() == 0
    cut = Cut(BODY.centre, (1.0, 0.0, 0.0))
    left = drawn(studio, shot(np.full(GRID.shape, 1000, np.int16), tmp_path, cuts=(cut,)))[..., 3] > 128
    assert left[:, :76].sum() == 0
    assert left[:, 84:].sum() == pytest.approx(whole[:, 84:].sum(), rel=0.06)


def test_the_thinned_volume_looks_like_the_stored_one(studio: Studio, tmp_path: Path) -> None:
    points = np.stack(np.meshgrid(*map(np.arange, GRID.shape), indexing="ij"), axis=-1) * GRID.spacing_mm
    array = np.where(np.linalg.norm(points - (19, 19.5, 21.75), axis=-1) < 14, 700, 0).astype(np.int16)
    stored = shot(array, tmp_path)
    small = shrunk(Volume(GRID, array))
    thin = replace(stored, volume=store_castable(small.voxels, tmp_path / "small.npy"))
    one, other = (drawn(studio, wanted)[..., :3].astype(float) for wanted in (stored, thin))
    assert np.abs(one - other).mean() < 4.0


@pytest.mark.parametrize(
    "preset", json.loads(resource("presets", "volume.json").read_text(encoding="utf-8")), ids=lambda one: one["id"]
)
def test_every_preset_draws(studio: Studio, tmp_path: Path, preset: dict) -> None:
    points = np.stack(np.meshgrid(*map(np.arange, GRID.shape), indexing="ij"), axis=-1) * GRID.spacing_mm
    away = np.linalg.norm(points - (19, 19.5, 21.75), axis=-1)
    array = np.select([away < 5, away < 12, away < 17], [700, 40, -700], -1000).astype(np.int16)
    if preset["quantities"] == ["SUV"]:
        array = (array + 1000) // 100
    quantity = Quantity((preset["quantities"] or ["arbitrary"])[0])
    volume = Volume(GRID, array, quantity)
    transfer = in_values(transfer_from_json(preset), shrunk(volume).greys)
    stored = volume.store(tmp_path / "v.npy")
    pixels = drawn(studio, Shot(SIZE, Camera(), BODY, stored, transfer=transfer))
    assert pixels[..., 3].max() > 20


@pytest.mark.parametrize(
    "array",
    [
        np.full((1, 16, 16), 500, np.int16),
        np.full((1, 1, 1), 500, np.int16),
        np.full((16, 16, 1), 3.5, np.float32),
        np.full((8, 8, 8), np.nan, np.float32),
        np.full((8, 8, 8), np.inf, np.float64),
        np.array([[[-32768, 32767]]], np.int16),
        np.arange(512, dtype=np.uint32).reshape(8, 8, 8) * 8_000_000,
        np.zeros((8, 8, 8), bool),
        np.full((4, 300, 4), 200, np.uint8),
    ],
    ids=["slice", "voxel", "float slice", "nan", "inf", "extremes", "uint32", "bool", "thin"],
)
def test_odd_volumes_are_drawn_without_a_fuss(studio: Studio, tmp_path: Path, array: np.ndarray) -> None:
    grid = Geometry.from_axes(array.shape, (20.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    volume = Volume(grid, array)
    small = shrunk(volume)
    preset = next(x for x in json.loads(resource("presets", "volume.json").read_text()) if x["id"] == "mr-overview")
    transfer = in_values(transfer_from_json(preset), small.greys)
    body = Body.of(grid)
    for kind in (store_castable(small.voxels, tmp_path / "small.npy"), volume.store(tmp_path / "v.npy")):
        drawn(studio, Shot(SIZE, Camera(), body, kind, transfer=transfer))


def ball(folder: Path) -> str:
    points = np.stack(np.meshgrid(*map(np.arange, GRID.shape), indexing="ij"), axis=-1) * GRID.spacing_mm
    inside = (np.linalg.norm(points - (19, 19.5, 21.75), axis=-1) < 10).astype(np.uint8)
    mesh = region_surface(inside, 1, GRID)
    assert mesh is not None
    return mesh.save(folder / "ball.npz")


def test_surfaces_have_their_colour_and_opacity_and_stand_before_the_body(studio: Studio, tmp_path: Path) -> None:
    path = ball(tmp_path)
    solid = drawn(studio, Shot(SIZE, Camera(), BODY, surfaces=(Painted(path, (255, 0, 0)),)))
    half = drawn(studio, Shot(SIZE, Camera(), BODY, surfaces=(Painted(path, (255, 0, 0), 0.5),)))
    assert solid[60, 80, 0] > 200
    assert solid[60, 80, 1] < 120
    assert solid[60, 80, 3] == 255
    assert 120 < half[60, 80, 3] < 220
    body = replace(shot(np.full(GRID.shape, 1000, np.int16), tmp_path), surfaces=(Painted(path, (255, 0, 0)),))
    assert drawn(studio, body)[60, 80, 0] > 200
    assert drawn(studio, body)[60, 80, 1] < 120


def test_surfaces_are_cut_where_wished(studio: Studio, tmp_path: Path) -> None:
    path = ball(tmp_path)
    cut = (Cut(BODY.centre, (1.0, 0.0, 0.0)),)
    pixels = drawn(studio, Shot(SIZE, Camera(), BODY, surfaces=(Painted(path, (255, 0, 0)),), surface_cuts=cut))
    lit = pixels[..., 3] > 60
    assert lit[:, :78].sum() == 0
    assert lit[:, 82:].sum() > 50


def test_a_picture_that_is_not_wanted_any_more_is_given_up(studio: Studio, tmp_path: Path) -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return True

    assert studio.picture(shot(np.full(GRID.shape, 1000, np.int16), tmp_path), stop) is None
    assert asked
    assert drawn(studio, shot(np.full(GRID.shape, 1000, np.int16), tmp_path))[60, 80, 3] > 200


def test_only_the_last_volumes_are_kept(studio: Studio, tmp_path: Path) -> None:
    shots = [shot(marked((10, 20, 15)), tmp_path, stamp=n) for n in range(5)]
    for one in shots:
        drawn(studio, one)
    assert [studio.knows(one) for one in shots] == [False, False, True, True, True]


def test_a_mesh_that_is_empty_draws_nothing(studio: Studio, tmp_path: Path) -> None:
    none = np.zeros((0, 3), np.float32)
    path = Mesh(none, np.zeros((0, 3), np.int32), none).save(tmp_path / "none.npz")
    assert drawn(studio, Shot(SIZE, Camera(), BODY, surfaces=(Painted(path, (1, 2, 3)),))).max() == 0
