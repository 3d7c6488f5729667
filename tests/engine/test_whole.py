"""Models that read whole images, from an array to labels, volumes, doubt and spread on the source grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.catalog.schema import Calibration, Intensity, Interval, Network, Output, Step, Tiling
from medview.core.finding import Field, Provenance, Quantity, Region
from medview.core.geometry import Geometry
from medview.core.plan import Plan as CorePlan
from medview.core.stages import STAGES, Stages
from medview.engine.device import Plan
from medview.engine.findings import whole_findings
from medview.engine.importing.known import Beside
from medview.engine.importing.profiles import profile
from medview.engine.model import Model
from medview.engine.networks.multiples import divisible
from medview.engine.networks.table import build_network
from medview.engine.whole import WholeOutcome, Wishes, maps_for, segment
from medview.jobs.protocol import JobCancelled
from tests.engine.making import whole_configuration

SOURCE = Provenance("tiny", "0.1.0", "", "1.2.3", (), "", (), "0", "")
PLAN = CorePlan("cpu", "float32", batch=2)
TILING = Tiling((8, 8, 8), 0.5)


class Threshold(nn.Module):
    """Sure of class 1 where the image is above 1, of class 2 where it is above 2."""

    def forward(self, image: Tensor) -> Tensor:
        one, two = (image > 1).float(), (image > 2).float()
        return 12.0 * torch.cat([1 - one, one - two, two], 1)


class Shifted(nn.Module):
    """The same, of another opinion where the image is above 1."""

    def forward(self, image: Tensor) -> Tensor:
        one = (image > 1).float()
        return 12.0 * torch.cat([1 - one, 0 * one, one], 1)


def ball(shape: tuple[int, int, int] = (24, 20, 16)) -> tuple[Geometry, np.ndarray]:
    k, j, i = np.indices(shape) - (np.array(shape) - 1)[:, None, None, None] / 2
    away = np.sqrt(k**2 + j**2 + i**2)
    turn = np.eye(3)[:, ::-1]
    return Geometry.from_axes(shape, (1.0,) * 3, turn, (0.0,) * 3), (1.5 * (away < 6) + 1.0 * (away < 3)).astype(
        np.float32
    )


def model(networks: tuple[nn.Module, ...] = (Threshold(),), **changes: object) -> Model:
    settings = replace(whole_configuration(3, TILING), intensity=Intensity("none", over="all"), **changes)
    return Model(Package(Path(), settings), networks, Plan("cpu", "float32"))


def run(
    chosen: Model,
    folder: Path,
    geometry: Geometry,
    array: np.ndarray,
    wishes: Wishes | None = None,
    stages: Stages | None = None,
) -> tuple[WholeOutcome, np.ndarray, tuple]:
    maps = maps_for(chosen, folder, geometry)
    outcome = segment(chosen, [array], maps, PLAN, stages or Stages(lambda *_, **__: None), wishes)
    return outcome, np.load(maps.labels), whole_findings(outcome, maps, chosen.package.configuration, SOURCE)


def test_labels_volumes_and_places(tmp_path: Path) -> None:
    geometry, array = ball()
    outcome, labels, findings = run(model(), tmp_path, geometry, array)
    assert np.array_equal(labels, (array > 1).astype(int) + (array > 2))
    assert labels.dtype == np.uint8
    assert [found.value for found in outcome.found] == [1, 2]
    for finding, value in zip(findings, (1, 2), strict=False):
        assert isinstance(finding.where, Region)
        assert isinstance(finding.value, Quantity)
        assert finding.what.value == f"L{value}"
        assert finding.value.value == pytest.approx((labels == value).sum() / 1000)
        assert finding.where.centroid_lps == pytest.approx(geometry.to_lps(np.argwhere(labels == value).mean(0)))
    assert len(findings) == 3
    assert isinstance(findings[2].value, Field)
    assert np.load(findings[2].value.path).dtype == np.float16


def test_folds_are_averaged_and_their_spread_is_mapped(tmp_path: Path) -> None:
    geometry, array = ball()
    both = model((Threshold(), Shifted(), Shifted()))
    given = torch.from_numpy(array)[None, None]
    mean = (Threshold()(given) + 2 * Shifted()(given)) / 3
    assert torch.allclose(both.forward(given), mean, atol=1e-6)
    _, labels, findings = run(both, tmp_path, geometry, array)
    assert np.array_equal(labels, mean[0].argmax(0).numpy())
    spread = np.load(findings[-1].value.path)
    assert findings[-1].what.value == "PASS-SPREAD"
    assert spread[(array > 1) & (array < 2)].min() > 0.4
    assert spread[array == 0].max() < 1e-3


def test_flips_are_averaged() -> None:
    torch.manual_seed(0)
    network = nn.Conv3d(1, 3, 3, padding=1).eval()
    _, array = ball()
    flips = ((0,), (1, 2))
    mirrored = model((network,), tiling=replace(TILING, flips=flips))
    given = torch.from_numpy(array[:8, :8, :8])[None, None]
    with torch.inference_mode():
        mean = (
            network(given)
            + sum(network(given.flip([a + 2 for a in axes])).flip([a + 2 for a in axes]) for axes in flips)
        ) / 3
    assert torch.allclose(mirrored.forward(given), mean, atol=1e-6)
    assert mirrored.passes == 3


@pytest.mark.parametrize("value", [0.0, 1.5, np.nan])
def test_constant_volumes_and_what_is_no_number(tmp_path: Path, value: float) -> None:
    geometry, array = ball()
    outcome, labels, findings = run(model(), tmp_path, geometry, np.full_like(array, value))
    assert set(np.unique(labels)) == ({1} if value == 1.5 else {0})
    assert outcome.windows <= 2, "all windows are equal"
    assert np.isfinite(np.load(findings[-1].value.path)).all()


@pytest.mark.parametrize("kind", ["zscore", "minmax", "range", "none"])
@pytest.mark.parametrize("over", ["all", "nonzero", "nonzero-kept", "filled"])
def test_no_intensity_makes_anything_but_numbers_of_plain_volumes(tmp_path: Path, kind: str, over: str) -> None:
    geometry, array = ball((9, 9, 9))
    chosen = model()
    settings = replace(chosen.package.configuration, intensity=Intensity(kind, over=over))
    chosen = replace(chosen, package=replace(chosen.package, configuration=settings))
    for given in (np.zeros_like(array), np.full_like(array, 3.0), array):
        _, _, findings = run(chosen, tmp_path, geometry, given)
        assert np.isfinite(np.load(findings[-1].value.path)).all()


def test_channels_that_decide_alone_lie_over_each_other(tmp_path: Path) -> None:
    class Two(nn.Module):
        def forward(self, image: Tensor) -> Tensor:
            return torch.cat([10 * (image - 1), 10 * (image - 2)], 1)

    geometry, array = ball()
    chosen = model((Two(),), output=Output("sigmoid", labels=(7, 4)))
    network = replace(chosen.package.configuration.network, out_channels=2)
    settings = replace(chosen.package.configuration, network=network)
    _, labels, _ = run(replace(chosen, package=Package(Path(), settings)), tmp_path, geometry, array)
    assert np.array_equal(labels, np.select([array > 2, array > 1], [4, 7], 0))


def test_a_network_of_two_dimensions_goes_slice_by_slice(tmp_path: Path) -> None:
    class Flat(Threshold):
        def forward(self, image: Tensor) -> Tensor:
            assert image.dim() == 4
            return super().forward(image)

    geometry, array = ball()
    chosen = model((Flat(),), tiling=Tiling((8, 8, 1), 0.5))
    network = replace(chosen.package.configuration.network, spatial_dims=2)
    settings = replace(chosen.package.configuration, network=network)
    _, labels, _ = run(replace(chosen, package=Package(Path(), settings)), tmp_path, geometry, array)
    assert np.array_equal(labels, (array > 1).astype(int) + (array > 2))


def test_the_whole_image_at_once(tmp_path: Path) -> None:
    geometry, array = ball()
    chosen = model(tiling=Tiling((32, 8, 8), whole=True))
    outcome, labels, _ = run(chosen, tmp_path, geometry, array)
    assert outcome.windows == 1
    assert np.array_equal(labels, (array > 1).astype(int) + (array > 2))


@pytest.mark.parametrize("shape", [(24, 20, 16), (9, 40, 12)])
def test_a_network_read_layer_by_layer_gives_what_it_gives_at_once(
    tmp_path: Path, shape: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(2)
    layers = (nn.Conv3d(1, 4, 3, padding=2, dilation=2), nn.ReLU(), nn.Conv3d(4, 4, 3, padding=1), nn.ReLU())
    network = nn.Sequential(*layers, nn.Conv3d(4, 3, 1)).eval()
    for parameter in network.parameters():
        nn.init.normal_(parameter)
    geometry, array = ball(shape)
    array = array + np.random.default_rng(0).normal(size=shape).astype(np.float32)
    chosen = model((network,), tiling=Tiling((16, 16, 16), whole=True), spacing_mm=(1.3, 0.8, 1.0))
    assert chosen.layerwise() is not None
    _, streamed, _ = run(chosen, tmp_path, geometry, array)

    class Once(nn.Module):
        def forward(self, image: Tensor) -> Tensor:
            return network(image) * torch.ones(1)

    at_once = replace(chosen, networks=(Once(),))
    monkeypatch.setattr(Model, "layerwise", lambda self: None)
    _, labels, _ = run(at_once, tmp_path, geometry, array)
    assert len(np.unique(labels)) > 1
    assert (labels == streamed).mean() > 0.9999


def test_steps_stages_and_partial_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.engine.whole.PARTIAL_EVERY_S", 0.0)
    geometry, array = ball()
    array[0, 0, 0] = 1.5
    seen: list[tuple[float, str]] = []
    stages = Stages(lambda fraction, note="", stage="": seen.append((fraction, stage)))
    partials: list[str] = []
    chosen = model(postprocess=(Step("largest-component", (1,)), "largest-component"))
    _, labels, _ = run(chosen, tmp_path, geometry, array, Wishes(partials.append), stages)
    assert labels[0, 0, 0] == 0
    assert len(partials) > 3
    assert [fraction for fraction, _ in seen] == sorted(fraction for fraction, _ in seen)
    assert list(dict.fromkeys(stage for _, stage in seen)) == ["prepare", "infer", "post-process"]
    assert set(stages.seconds) == {"prepare", "infer", "restore", "post-process"} <= set(STAGES)
    assert {name for name, _ in stages.entries()} >= {"seconds_infer", "seconds_post_process"}


def test_a_photograph_goes_through_slices_as_the_file_stores_them(tmp_path: Path) -> None:
    """Rows and columns are the network's own, as ``models run`` gives it a picture; the slices come one by one."""
    network = Network("wnet", {"channels": (2, 4)}, 3, 1, spatial_dims=2)
    described = profile(network, Beside())
    torch.manual_seed(0)
    module = build_network(network).eval()
    made = replace(whole_configuration(1, described.tiling), network=network)
    stated = described.configuration(made.card, network)
    stated = replace(stated, tiling=replace(divisible(stated), patch=(1, 6, 10)))
    chosen = Model(Package(Path(), stated), (module,), Plan("cpu", "float32"))
    shape = (2, 9, 14)
    geometry = Geometry.from_axes(shape, (1.0,) * 3, np.eye(3)[:, ::-1], (0.0,) * 3)
    colours = np.random.default_rng(0).uniform(0, 255, (3, *shape)).astype(np.float32)
    padded = torch.from_numpy(np.pad(colours / 255.0, ((0, 0), (0, 0), (0, 1), (0, 0)))).movedim(1, 0)
    with torch.no_grad():
        module.final.head.bias -= module(padded).mean()  # about half of the pixels are vessels
        wanted = module(padded)[:, 0, :9] > 0
    maps = maps_for(chosen, tmp_path, geometry)
    segment(chosen, list(colours), maps, PLAN, Stages(lambda *_, **__: None))
    assert described.tiling.patch[0] == 1
    assert 0 < int(wanted.sum()) < wanted.numel()
    assert np.array_equal(np.load(maps.labels) > 0, wanted.numpy())


def test_cancel_is_answered_within_one_pass(tmp_path: Path) -> None:
    calls: list[int] = []

    class Counted(Threshold):
        def forward(self, image: Tensor) -> Tensor:
            calls.append(len(image))
            return super().forward(image)

    def checkpoint(fraction: float, note: str = "", stage: str = "") -> None:
        if len(calls) >= 3:
            raise JobCancelled

    geometry, _ = ball()
    noise = np.random.default_rng(0).normal(size=geometry.shape).astype(np.float32)
    with pytest.raises(JobCancelled):
        run(model((Counted(),)), tmp_path, geometry, noise, stages=Stages(checkpoint))
    assert len(calls) == 3


@pytest.mark.parametrize("error", [lambda: torch.OutOfMemoryError("full"), MemoryError])
def test_memory_that_runs_out_is_told_and_kept(tmp_path: Path, error: Callable[[], Exception]) -> None:
    class Small(Threshold):
        def forward(self, image: Tensor) -> Tensor:
            if len(image) > 1:
                raise error()
            return super().forward(image)

    geometry, array = ball()
    said: list[str] = []
    notes: list[str] = []
    stages = Stages(lambda fraction, note="", stage="": notes.append(note))
    outcome, labels, _ = run(model((Small(),)), tmp_path, geometry, array, Wishes(told=said.append), stages)
    assert np.array_equal(labels, (array > 1).astype(int) + (array > 2))
    assert outcome.plan.batch == 1
    assert len(said) == 1
    assert said[0] in outcome.plan.notes
    assert said[0] in notes


def test_a_focus_is_computed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.engine.whole.PARTIAL_EVERY_S", 0.0)
    geometry, array = ball((40, 12, 12))
    point = tuple(float(x) for x in geometry.to_lps((36, 6, 6)))
    first: list[np.ndarray] = []

    def partial(path: str) -> None:
        first.append(np.load(path).any(axis=(1, 2)))

    plain, labels, _ = run(model(), tmp_path, geometry, array + 1.5)
    _, other, _ = run(model(), tmp_path, geometry, array + 1.5, Wishes(partial, focus_lps=point))
    assert np.array_equal(labels, other)
    assert not first[0][:24].any()
    done = next(shown for shown in first if shown.any())
    assert done[28:].any()
    assert plain.found


def test_intervals_ask_for_what_is_undecided(tmp_path: Path) -> None:
    class Unsure(nn.Module):
        def forward(self, image: Tensor) -> Tensor:
            one = (image > 1).float()
            return torch.cat([1 - one, one, -10 + 0 * one], 1)

    geometry, array = ball()
    rule = Interval((1,), "ambiguous", -1.0, 1.0)
    chosen = model((Unsure(),), calibration=Calibration(1.0, 0.9, (rule,)))
    outcome, labels, findings = run(chosen, tmp_path, geometry, array)
    chance = torch.sigmoid(torch.tensor(1.0)).item()
    expected = chance * (1 - chance) * labels.size / 1000
    assert outcome.found[0].undecided_ml == pytest.approx(expected, rel=1e-3)
    assert findings[0].value.high - findings[0].value.value == pytest.approx(expected, rel=1e-3)
