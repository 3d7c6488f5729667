"""A tiny random network through loading, predicting, doubting and findings."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from medview.catalog import Package, load_package
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Field, Provenance, Quantity, Region
from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.engine.device import Plan, plans
from medview.engine.findings import findings
from medview.engine.golden import agrees
from medview.engine.model import Model, load_model
from medview.engine.networks.table import build_network
from medview.engine.places import crop_target, head_targets
from medview.engine.plausible import doubt
from medview.engine.postprocess import kept
from medview.engine.segmentation import Maps, run
from medview.jobs.protocol import JobCancelled
from tests.catalog.making import configuration, make_package

SOURCE = Provenance("tiny", "0.1.0", "", "1.2.3", (), "", (), "0", "")


@pytest.fixture
def package(tmp_path: Path) -> Package:
    torch.manual_seed(0)
    folder = make_package(tmp_path)
    network = build_network(load_package(folder).configuration.network)
    (folder / "models" / "model.safetensors").write_bytes(save(network.state_dict()))
    return load_package(folder)


class Threshold(torch.nn.Module):
    """Sure of class 1 where the image is high, of class 2 where it is highest."""

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        high = ((image > 0.5) & (image < 4.5)).float()
        highest = (image >= 4.5).float()
        return 20.0 * torch.cat([1.0 - high - highest, high, highest], dim=1)


def model(package: Package) -> Model:
    return Model(package, (Threshold(),), Plan("cpu", "float32"))


def phantom(side: int = 40) -> Volume:
    """A ball of two halves on a dark ground, in mL 1.4 and 1.4."""
    geometry = Geometry.from_axes((side,) * 3, (1.0,) * 3, np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
    k, j, i = np.mgrid[:side, :side, :side] - (side - 1) / 2
    inside = np.sqrt(k**2 + j**2 + i**2) < 8.8
    return Volume(geometry, (10 + 100 * (inside & (j < 0)) + 200 * (inside & (j >= 0))).astype(np.float32))


def test_loads_and_predicts_chances(package: Package) -> None:
    loaded = load_model(package, lambda _: True, "cpu")
    chances = loaded.predict(np.random.default_rng(0).normal(size=(20, 16, 9)).astype(np.float32), lambda _: None)
    assert chances.shape == (3, 20, 16, 9)
    assert np.allclose(chances.sum(axis=0), 1.0, atol=1e-5)


def test_lower_precision_only_where_the_golden_output_agrees(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("medview.engine.device", fromlist=["x"])._BFLOAT16, "cpu", lambda: True)
    assert [plan.precision for plan in plans("cpu")] == ["bfloat16", "float32"]
    assert load_model(package, lambda _: True, "cpu").plan.precision == "bfloat16"
    assert load_model(package, lambda _: False, "cpu").plan.precision == "float32"
    monkeypatch.setitem(__import__("medview.engine.device", fromlist=["x"])._BFLOAT16, "cpu", lambda: False)
    assert load_model(package, lambda _: True, "cpu").plan.precision == "float32"


def test_a_tolerance_of_nought_agrees_with_nothing() -> None:
    assert agrees((1.0, 2.0), (1.02, 2.0), 0.05)
    assert not agrees((1.0, 2.0), (1.06, 2.0), 0.05)
    assert not agrees((1.0,), (1.0,), 0.0)


@pytest.mark.parametrize("weights", [b"", b"not weights", save({"other": torch.zeros(1)})])
def test_wrong_weights_are_told(tmp_path: Path, weights: bytes) -> None:
    with pytest.raises(ModelError, match="weights of tiny"):
        load_model(load_package(make_package(tmp_path, weights=weights)), lambda _: True, "cpu")


def test_a_pickle_is_not_run(tmp_path: Path) -> None:
    data = configuration()
    data["network"]["weights"] = "models/model.pt"
    folder = make_package(tmp_path, data)
    marker = tmp_path / "ran"
    import pickle

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (__import__("os").mkdir, (str(marker),))

    (folder / "models" / "model.pt").write_bytes(pickle.dumps({"a": Evil()}, protocol=2))
    with pytest.raises(ModelError):
        load_model(load_package(folder), lambda _: True, "cpu")
    assert not marker.exists()


def test_flips_are_averaged(package: Package) -> None:
    settings = replace(package.configuration, tiling=replace(package.configuration.tiling, flips=((0,), (1, 2))))
    crop = np.random.default_rng(0).normal(size=(16, 16, 16)).astype(np.float32)
    plain = load_model(package, lambda _: False, "cpu")
    flipped = Model(replace(package, configuration=settings), plain.networks, plain.plan)
    first = flipped.predict(crop, lambda _: None)
    assert not np.allclose(first, plain.predict(crop, lambda _: None))
    assert np.allclose(first.sum(axis=0), 1.0, atol=1e-5)


def test_a_crop_becomes_findings_on_the_source_grid(package: Package, tmp_path: Path) -> None:
    volume = phantom()
    maps = Maps.create(tmp_path, volume.geometry)
    target = crop_target(package.configuration, volume.geometry)
    outcome = run(model(package), volume, (target,), maps, lambda *_: None, lambda _: None)
    labels = np.load(maps.labels)
    assert np.array_equal(labels == 5, (volume.array == 110)), "what is anterior in the model frame is so in the source"
    assert np.array_equal(labels == 6, (volume.array == 210))
    total, front, rear, field = findings(outcome, maps, package.configuration, SOURCE)
    for finding, values in ((total, (5, 6)), (front, (5,)), (rear, (6,))):
        assert isinstance(finding.where, Region)
        assert isinstance(finding.value, Quantity)
        mask = np.isin(labels, values)
        assert finding.where.labels == values
        assert finding.value.value == pytest.approx(mask.sum() * volume.geometry.voxel_ml)
        assert finding.where.centroid_lps == pytest.approx(volume.geometry.to_lps(np.argwhere(mask).mean(axis=0)))
        assert "side" in finding.note
    assert total.value.low == pytest.approx(0.9 * total.value.value)
    assert isinstance(field.value, Field)
    assert np.load(field.value.path).dtype == np.float16
    assert np.load(field.value.path).shape == volume.geometry.shape


def test_both_sides_partial_result_and_asymmetry(package: Package, tmp_path: Path) -> None:
    volume = phantom(80)
    half = np.roll(volume.array, -20, axis=2)  # a ball at the patient's right and one at the left
    volume = replace(volume, array=np.maximum(half, np.roll(volume.array, 20, axis=2)))
    place = volume.geometry.centre_lps
    targets = head_targets(package.configuration, _at(place), np.eye(3))
    targets = tuple(replace(target, expected_lps=None) for target in targets)
    maps, partials = Maps.create(tmp_path, volume.geometry), []

    def partial(path: str) -> None:
        partials.append(set(np.unique(np.load(path))))

    outcome = run(model(package), volume, targets, maps, lambda *_: None, partial)
    assert partials == [{0, 1, 2}]
    labels = np.load(maps.labels)
    assert set(np.unique(labels)) == {0, 1, 2, 3, 4}
    left, right = (volume.geometry.to_lps(np.argwhere(np.isin(labels, side))) for side in ((1, 2), (3, 4)))
    assert left[:, 0].min() > place[0] > right[:, 0].max(), "left is where x grows in LPS"
    sided = [
        found.laterality.meaning for found in findings(outcome, maps, package.configuration, SOURCE) if found.laterality
    ]
    assert sided == ["Left"] * 3 + ["Right"] * 3
    index = findings(outcome, maps, package.configuration, SOURCE)[6]
    assert index.value.value == pytest.approx(0.0, abs=1.0)
    assert index.value.low < 0 < index.value.high


def _at(centre: np.ndarray) -> np.ndarray:
    """Template to head: the middle of the two places onto a point."""
    matrix = np.eye(4)
    matrix[:3, 3] = centre - np.array((0.0, 23.5, -13.0))
    return matrix


def test_one_side_is_withheld_with_its_reason(package: Package, tmp_path: Path) -> None:
    volume = phantom(80)
    volume = replace(volume, array=np.roll(volume.array, 20, axis=2))
    targets = head_targets(package.configuration, _at(volume.geometry.centre_lps), np.eye(3))
    targets = tuple(replace(target, expected_lps=None) for target in targets)
    maps = Maps.create(tmp_path, volume.geometry)
    outcome = run(model(package), volume, targets, maps, lambda *_: None, lambda _: None)
    assert [name for name, _ in outcome.withheld] == ["right"]
    assert not {3, 4} & set(np.unique(np.load(maps.labels)))
    assert all(
        finding.what.value != "ASYMMETRY-INDEX" for finding in findings(outcome, maps, package.configuration, SOURCE)
    )


def test_nothing_believable_is_not_drawn(package: Package, tmp_path: Path) -> None:
    volume = replace(phantom(), array=np.full((40, 40, 40), 3.0, np.float32))
    maps = Maps.create(tmp_path, volume.geometry)
    target = crop_target(package.configuration, volume.geometry)
    with pytest.raises(NotTrusted, match="nothing was found"):
        run(model(package), volume, (target,), maps, lambda *_: None, lambda _: None)
    assert not np.load(maps.labels).any()


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"volume_ml": (4.0, 7.0)}, "volume would be"),
        ({"volume_ml": (0.1, 2.0)}, "volume would be"),
        ({"class_ml": 1.9}, "a part of it"),
        ({"confidence": 1.1}, "too unsure"),
        ({"offset_mm": 3.0}, "from where it is expected"),
        ({}, ""),
    ],
)
def test_doubts(package: Package, limits: dict[str, object], said: str) -> None:
    volume = phantom()
    target = crop_target(package.configuration, volume.geometry)
    target = replace(target, expected_lps=volume.geometry.centre_lps + np.array((10.0, 0.0, 0.0)))
    winner = (volume.array > 100).astype(int) + (volume.array > 200)
    chances = np.moveaxis(np.eye(3, dtype=np.float32)[winner.transpose(2, 1, 0)[::-1, ::-1]], -1, 0)
    reason = doubt(chances, target, replace(package.configuration.plausible, **limits))
    assert (said in reason) if said else reason == ""


def test_only_the_largest_part_stays() -> None:
    chances = np.zeros((3, 20, 20, 20), np.float32)
    chances[0] = 1.0
    for place, winner in (((slice(2, 8),) * 3, 1), ((slice(8, 10),) * 3, 2), ((slice(14, 18),) * 3, 2)):
        chances[(0, *place)] = 0.0
        chances[(winner, *place)] = 1.0
    labels = kept(chances, ("largest-component",)).argmax(axis=0)
    assert (labels == 1).sum() == 216
    assert (labels == 2).sum() == 8
    assert kept(chances, ()) is chances


@pytest.mark.parametrize("error", [JobCancelled, torch.OutOfMemoryError, MemoryError])
def test_cancel_and_memory_pass_through(package: Package, tmp_path: Path, error: type[BaseException]) -> None:
    volume = phantom()

    def checkpoint(fraction: float, note: str) -> None:
        if fraction > 0:
            raise error

    maps = Maps.create(tmp_path, volume.geometry)
    target = crop_target(package.configuration, volume.geometry)
    with pytest.raises(error):
        run(model(package), volume, (target,), maps, checkpoint, lambda _: None)
    assert not np.load(maps.labels).any()


def test_a_crop_whose_memory_runs_out_is_told(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sums go to 16 bits; nothing of the result is lost."""
    volume, given_up = phantom(), []
    target = crop_target(package.configuration, volume.geometry)
    real, made = torch.zeros, []

    def zeros(*args: object, **more: object) -> torch.Tensor:
        if more.get("dtype") == torch.float32 and len(made) > 2:
            raise torch.OutOfMemoryError("full")
        made.append(1)
        return real(*args, **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("medview.engine.accumulate.torch.zeros", zeros)
    maps = Maps.create(tmp_path, volume.geometry)
    outcome = run(model(package), volume, (target,), maps, lambda _, note: given_up.append(note), lambda _: None)
    assert np.array_equal(np.load(maps.labels) == 5, volume.array == 110)
    assert len(outcome.given_up) == 1
    assert outcome.given_up[0] in given_up
