"""From windows to the source grid: what slabs give equals mixing everything at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.ndimage import map_coordinates, uniform_filter
from scipy.spatial.transform import Rotation

from medview.catalog.schema import Configuration, Intensity, Output, Preparation, Tiling
from medview.core.geometry import Geometry
from medview.engine.deciding import decision
from medview.engine.prepare import RESAMPLERS, Prepared, frame_of, nonzero_box, prepare
from medview.engine.restore import Restorer
from medview.engine.sliding import Settings, Sliding
from tests.engine.making import whole_configuration

TURNS = (np.eye(3)[:, ::-1], Rotation.from_euler("xyz", (20, -15, 30), degrees=True).as_matrix())


def source(shape: tuple[int, int, int], spacing: tuple[float, float, float], turn: np.ndarray) -> Geometry:
    return Geometry.from_axes(shape, spacing, turn, (5.0, -20.0, 30.0))


def voxels(shape: tuple[int, int, int]) -> np.ndarray:
    noise = np.random.default_rng(5).normal(size=shape)
    return uniform_filter(noise.astype(np.float32), 3, mode="constant") * 5


def channels(x: torch.Tensor) -> torch.Tensor:
    """Four classes told by value and place in the window's batch alone: bounded, with borders everywhere."""
    return torch.cat([0.3 - x.abs(), x - 0.2, -x - 0.2, (x * 3).sin() * 0.5], 1)


def restored(
    settings: Configuration, prepared: Prepared, focus: tuple[int, int, int] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    shape = prepared.frame.source.shape
    labels, doubt = np.zeros(shape, np.uint8), np.zeros(shape, np.float32)
    with torch.inference_mode():
        sliding = Sliding(prepared.image, settings.tiling, Settings(channels, batch=2), lambda _: None, focus=focus)
        raw = RESAMPLERS[settings.preparation.resampling].raw
        writer = Restorer(prepared.frame, sliding.layout, decision(settings), raw, labels, [doubt])
        for tile in sliding.tiles():
            writer.take(tile)
    return labels, doubt


def expected(settings: Configuration, prepared: Prepared) -> tuple[np.ndarray, np.ndarray]:
    """The whole output mixed class by class on the source grid, with scipy."""
    decided, frame = decision(settings), prepared.frame
    outputs = channels(prepared.image[None])[0]
    chances, unsure = decided.judged(outputs)
    assert torch.allclose(chances, decided.probabilities(outputs), atol=1e-6)
    raw = RESAMPLERS[settings.preparation.resampling].raw

    def mixed(values: np.ndarray) -> np.ndarray:
        for axis in range(3):
            order = 0 if frame.chosen[axis] else 1
            line = frame.back(axis)
            grid = np.meshgrid(*(line if n == axis else np.arange(values.shape[n]) for n in range(3)), indexing="ij")
            values = map_coordinates(values.astype(np.float64), grid, order=order, mode="nearest")
        return values

    back = torch.from_numpy(np.stack([mixed(part) for part in (outputs if raw else chances).numpy()]))
    winners = decided.winners(back, raw).numpy()
    labels, doubt = np.zeros(frame.source.shape, np.uint8), np.zeros(frame.source.shape)
    frame.view(labels)[:] = np.array(decided.values)[winners]
    frame.view(doubt)[:] = mixed(unsure.numpy())
    return labels, doubt


@pytest.mark.parametrize(("turn", "resampling"), [(TURNS[0], "spline"), (TURNS[1], "linear"), (TURNS[1], "nearest")])
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize(
    ("spacing", "wanted"), [((1.0, 1.0, 1.0), None), ((1.0, 1.4, 0.8), (1.3, 0.9, 1.1)), ((4.0, 0.9, 0.9), (1.0,) * 3)]
)
def test_slabs_give_what_the_whole_gives(
    turn: np.ndarray, resampling: str, activation: str, spacing: tuple[float, float, float], wanted: object
) -> None:
    settings = replace(
        whole_configuration(4, Tiling((8, 8, 8), 0.5)),
        spacing_mm=wanted,
        preparation=Preparation("anatomical", (2, 0, 1), resampling),
        output=Output(activation),
        orientation="LPS",
    )
    geometry = source((9 if spacing[0] > 2 else 19, 22, 25), spacing, turn)
    prepared = prepare(settings, [voxels(geometry.shape)], geometry)
    labels, doubt = restored(settings, prepared)
    truth, entropy = expected(settings, prepared)
    assert len(np.unique(truth)) >= 4
    assert (labels == truth).mean() > 0.9995, "ties of float32 and float64 apart"
    assert np.abs(doubt - entropy).max() < 1e-3


def test_doubt_is_the_entropy_and_winners_the_first_of_the_greatest() -> None:
    decided = decision(whole_configuration(4, Tiling((8, 8, 8))))
    outputs = torch.randn(4, 5, 6, 7, generator=torch.Generator().manual_seed(0)) * 20
    outputs[:, 0] = 0.0
    chances, doubt = decided.judged(outputs)
    truth = -torch.xlogy(chances.double(), chances.double()).sum(0) / np.log(4)
    assert torch.allclose(doubt.double(), truth, atol=1e-6)
    assert torch.allclose(doubt[0], torch.ones(6, 7), atol=1e-6)
    assert torch.equal(decided.winners(outputs, True), outputs.argmax(0).to(torch.int16))


@pytest.mark.parametrize("focus", [(0, 0, 0), (30, 8, 2), (12, 4, 9)])
def test_beginning_elsewhere_gives_the_same(focus: tuple[int, int, int]) -> None:
    settings = replace(whole_configuration(4, Tiling((8, 8, 8), 0.5)), spacing_mm=(0.8, 1.3, 1.0))
    geometry = source((20, 22, 31), (1.0, 1.0, 1.0), TURNS[0])
    prepared = prepare(settings, [voxels(geometry.shape)], geometry)
    plain, doubt = restored(settings, prepared)
    other, same = restored(settings, prepared, focus)
    assert np.array_equal(plain, other)
    assert np.allclose(doubt, same, atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 30, 20), (5, 4, 3), (1, 1, 1), (17, 1, 9)])
@pytest.mark.parametrize("wanted", [None, (1.5, 0.7, 1.0)])
def test_thin_and_small_volumes(shape: tuple[int, int, int], wanted: object) -> None:
    settings = replace(whole_configuration(4, Tiling((8, 8, 8), 0.5)), spacing_mm=wanted)
    prepared = prepare(settings, [voxels(shape)], source(shape, (1.0, 1.0, 1.0), TURNS[0]))
    labels, _ = restored(settings, prepared)
    truth, _ = expected(settings, prepared)
    assert (labels == truth).mean() > 0.99


def test_only_the_box_that_is_not_zero_is_read() -> None:
    given = np.zeros((20, 24, 16), np.int16)
    given[4:12, 6:20, 3:9] = 7
    assert nonzero_box([given]) == (slice(4, 12), slice(6, 20), slice(3, 9))
    assert nonzero_box([np.zeros((3, 4, 5))]) == (slice(0, 3), slice(0, 4), slice(0, 5))
    settings = replace(
        whole_configuration(4, Tiling((8, 8, 8), 0.5)), preparation=Preparation(crop="nonzero"), spacing_mm=(1.2,) * 3
    )
    prepared = prepare(settings, [given], source(given.shape, (1.0, 1.0, 1.0), TURNS[0]))
    labels, doubt = restored(settings, prepared)
    outside = np.ones(given.shape, bool)
    outside[4:12, 6:20, 3:9] = False
    assert not labels[outside].any()
    assert not doubt[outside].any()


@pytest.mark.parametrize("frame", ["anatomical", "stored"])
def test_axes_grow_where_the_package_says(frame: str) -> None:
    settings = replace(whole_configuration(4, Tiling((8, 8, 8), 0.5)), preparation=Preparation(frame, (1, 2, 0)))
    geometry = source((6, 8, 10), (2.0, 1.0, 1.5), np.eye(3)[:, ::-1] * (1.0, -1.0, 1.0))
    found = frame_of(settings, geometry)
    if frame == "stored":
        assert (found.axes, found.flipped, found.shape) == ((1, 2, 0), (False,) * 3, (8, 10, 6))
        return
    # x of RAS is -i, y is -j of a grid whose rows grow to the front, z is k; the network has (y, z, x)
    assert found.axes == (1, 0, 2)
    assert found.flipped == (False, False, True)
    assert tuple(found.spacing_mm) == (1.0, 2.0, 1.5)


def test_channels_have_their_own_intensities() -> None:
    from medview.catalog.schema import Channel

    settings = whole_configuration(4, Tiling((8, 8, 8)))
    settings = replace(
        settings,
        network=replace(settings.network, in_channels=2),
        channels=(Channel("a"), Channel("b", Intensity("range", clip=(0.0, 10.0), over="all"))),
    )
    given = [voxels((9, 9, 9)), np.full((9, 9, 9), 5.0)]
    image = prepare(settings, given, source((9, 9, 9), (1.0,) * 3, TURNS[0])).image
    assert image.shape == (2, 9, 9, 9)
    assert float(image[0].mean()) == pytest.approx(0.0, abs=1e-3)
    assert torch.allclose(image[1], torch.full((9, 9, 9), 0.5))


def test_labels_beyond_255_have_sixteen_bits(tmp_path: Path) -> None:
    settings = replace(whole_configuration(4, Tiling((8, 8, 8))), output=Output(labels=(1, 300, 2)))
    assert decision(settings).dtype is np.uint16
    assert decision(whole_configuration(4, Tiling((8, 8, 8)))).dtype is np.uint8
