"""A brain is found where it was put, and nothing is found where none is."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from medview.core.errors import NotTrusted
from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.imaging.registration import Registration, register, trust
from medview.io.template import read_template

SIDE_MM = 4.0
PLACES_LPS = np.array([[26.0, 10.0, -14.0], [-26.0, 10.0, -14.0], [0.0, -40.0, 30.0]])


def grid(shape: tuple[int, int, int], side: float, centre: NDArray[np.float64], turn: NDArray[np.float64]) -> Geometry:
    directions = turn @ np.eye(3)[:, ::-1]
    origin = centre - directions @ (side * (np.array(shape) - 1) / 2)
    return Geometry.from_axes(shape, (side,) * 3, directions, origin)


def brain(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intensity of a made-up brain at LPS points: an ellipsoid with a smooth, lopsided inside."""
    radius = np.linalg.norm(points / (68.0, 86.0, 64.0), axis=-1)
    pattern = sum(
        np.exp(-((points - place) ** 2).sum(axis=-1) / (2 * size**2)) * height
        for place, size, height in (
            ((30.0, 10.0, 10.0), 16.0, -70.0),
            ((-30.0, 12.0, 10.0), 16.0, -60.0),
            ((0.0, -50.0, 20.0), 20.0, 60.0),
            ((5.0, 50.0, -25.0), 22.0, -50.0),
            ((0.0, 0.0, 45.0), 14.0, 50.0),
        )
    )
    return np.where(radius <= 1.0, 150.0 + pattern, 0.0)


def points(geometry: Geometry) -> NDArray[np.float64]:
    return geometry.to_lps(np.stack(np.meshgrid(*map(np.arange, geometry.shape), indexing="ij"), axis=-1))


@pytest.fixture(scope="module")
def template() -> Volume:
    geometry = grid((38, 48, 40), SIDE_MM, np.zeros(3), np.eye(3))
    return Volume(geometry, brain(points(geometry)).astype(np.float32))


def head(turn: NDArray[np.float64], shift: NDArray[np.float64], scale: float, axes: tuple[int, int, int]) -> Volume:
    """A head with scalp and neck around the brain, turned, moved, smaller, its array axes in another order."""
    geometry = grid((62, 64, 52), SIDE_MM, np.array([0.0, 5.0, -15.0]), np.eye(3))
    where = points(geometry)
    radius = np.linalg.norm(where / (82.0, 100.0, 78.0), axis=-1)
    neck = (np.linalg.norm(where[..., :2] / (50.0, 55.0), axis=-1) < 1) & (where[..., 2] < -40)
    skin = np.where(((radius > 0.93) & (radius < 1.0)) | (neck & (radius >= 1.0)), 220.0, 0.0)
    noise = np.random.default_rng(0).normal(0.0, 4.0, geometry.shape)
    array = np.maximum(skin, 1.7 * brain(where / scale)) + noise
    matrix = geometry.affine.copy()
    matrix[:3] = turn @ matrix[:3]
    matrix[:3, 3] += shift
    order = [*axes, 3]
    array = array.astype(np.float32).transpose(axes)
    return Volume(Geometry(array.shape, matrix[:, order]), array)


@pytest.fixture(scope="module")
def icbm() -> Volume:
    """The real template: what the gate's limits were measured with."""
    return read_template()


def nothing(_: float, __: str) -> None:
    pass


@pytest.mark.parametrize(
    ("angles", "shift", "scale", "axes"),
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0, (0, 1, 2)),
        ((15.0, -8.0, 10.0), (40.0, -60.0, 80.0), 0.93, (2, 0, 1)),
        ((-18.0, 5.0, -6.0), (-20.0, 10.0, -90.0), 1.05, (1, 2, 0)),
    ],
)
def test_a_brain_is_found_where_it_is(
    template: Volume,
    angles: tuple[float, float, float],
    shift: tuple[float, float, float],
    scale: float,
    axes: tuple[int, int, int],
) -> None:
    turn = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    found = register(template, head(turn, np.array(shift), scale, axes), nothing)
    trust(found)
    expected = scale * PLACES_LPS @ turn.T + shift
    assert np.linalg.norm(found.to_head(PLACES_LPS) - expected, axis=1).max() < 5.0
    assert found.inside == 1.0
    assert found.scales == pytest.approx([scale] * 3, rel=0.08)
    assert found.rotation_deg == pytest.approx(np.degrees(Rotation.from_matrix(turn).magnitude()), abs=4.0)


def noise() -> NDArray[np.float32]:
    return np.random.default_rng(0).normal(100, 20, (60, 60, 60)).astype(np.float32)


def limb() -> NDArray[np.float32]:
    _, j, i = np.mgrid[:60, :60, :60] - 29.5
    radius = np.sqrt(j**2 + i**2)
    return (150 * (radius < 14) - 100 * (radius < 4)).astype(np.float32)


@pytest.mark.parametrize("make", [noise, limb])
def test_what_is_no_head_is_not_trusted(icbm: Volume, make: object) -> None:
    volume = Volume(grid((60, 60, 60), SIDE_MM, np.zeros(3), np.eye(3)), make())
    with pytest.raises(NotTrusted, match="No whole T1-weighted brain") as caught:
        trust(register(icbm, volume, nothing))
    assert "T1-weighted MR" in caught.value.hint


def test_inverted_contrast_is_not_trusted(icbm: Volume) -> None:
    inverted = np.where(icbm.array > 0, 300 - icbm.array.astype(np.int16), 0)
    with pytest.raises(NotTrusted, match="T1-weighted"):
        trust(register(icbm, replace(icbm, array=inverted), nothing))


def test_half_a_head_is_not_trusted(icbm: Volume) -> None:
    shape = (icbm.array.shape[0], icbm.array.shape[1], icbm.array.shape[2] // 2)
    half = Volume(icbm.geometry.cropped((0, 0, 0), shape), icbm.array[:, :, : shape[2]])
    with pytest.raises(NotTrusted):
        trust(register(icbm, half, nothing))


@pytest.mark.parametrize("value", [0.0, 7.0, np.nan])
def test_an_empty_image_is_told(template: Volume, value: float) -> None:
    empty = Volume(grid((60, 60, 60), SIDE_MM, np.zeros(3), np.eye(3)), np.full((60, 60, 60), value, np.float32))
    with pytest.raises(NotTrusted, match="nothing to find"):
        register(template, empty, nothing)


def test_cancel_stops_the_search(template: Volume) -> None:
    class StopError(Exception):
        pass

    def checkpoint(fraction: float, _: str) -> None:
        if fraction > 0.25:
            raise StopError

    with pytest.raises(StopError):
        register(template, head(np.eye(3), np.zeros(3), 1.0, (0, 1, 2)), checkpoint)


GOOD = Registration(np.eye(4), 0.4, 0.75, 1.0, 1.0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"inside": 0.8}, "only 80%"),
        ({"correlation": 0.5}, "does not look like"),
        ({"mutual_information": 0.1}, "does not look like"),
        ({"matrix": np.diag([1.6, 1.0, 1.0, 1.0])}, "stretched by 1.00 to 1.60"),
        ({"matrix": np.diag([0.7, 0.7, 0.7, 1.0])}, "34%"),
        ({"matrix": np.diag([-1.0, 1.0, 1.0, 1.0])}, "volume"),
        ({"matrix": np.diag([1.0, -1.0, -1.0, 1.0])}, "turned by 180"),
    ],
)
def test_every_limit_holds(change: dict[str, object], said: str) -> None:
    trust(GOOD)
    with pytest.raises(NotTrusted, match=said):
        trust(replace(GOOD, **change))
