"""A package that reads whole images, from its folder to an analysis; and its golden output."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save

from medview.catalog import load_package
from medview.catalog.manifest import write_manifest
from medview.core.errors import ModelError
from medview.core.finding import Field, Quantity
from medview.core.geometry import Geometry
from medview.core.study import Dimension
from medview.core.volume import StoredVolume, Volume
from medview.engine.networks.table import build_network
from medview.jobs.local import LocalContext
from medview.jobs.pools import Pools
from medview.tasks.analysis import analyse, verify
from medview.tasks.planning import TASKS, plan_analysis
from tests.catalog.making import configuration, label, make_package, make_series


def whole(folder: Path, **changes: Any) -> Path:
    """A random network of three classes with its golden output; ``changes`` replace entries of its configuration."""
    data = configuration()
    for entry in ("localisation", "plausible", "calibration", "spacing_mm"):
        data.pop(entry, None)
    data["card"] |= {"labels": [label(1, "one"), label(2, "two")]}
    data["card"]["input"] |= {"min_extent_mm": 1.0, "max_spacing_mm": 0.0}
    data |= {"golden": {"recipe": "stored"}, "postprocess": [], **changes}
    path = make_package(folder, data)
    (path / "models" / "model.safetensors").write_bytes(b"")
    torch.manual_seed(4)
    network = build_network(load_package(path).configuration.network).eval()
    (path / "models" / "model.safetensors").write_bytes(save(network.state_dict()))
    given = np.random.default_rng(0).normal(size=(1, data["network"]["in_channels"], 16, 16, 16)).astype(np.float32)
    with torch.inference_mode():
        found = network(torch.from_numpy(given)).numpy()
    (path / "golden").mkdir()
    np.save(path / "golden" / "input.npy", given)
    np.save(path / "golden" / "output.npy", found)
    write_manifest(path)
    return path


def stored(tmp_path: Path, shape: tuple[int, ...] = (20, 24, 18)) -> tuple[Volume, StoredVolume]:
    array = np.random.default_rng(1).normal(100, 20, shape).astype(np.int16)
    geometry = Geometry.from_axes(shape, (1.5, 1.0, 1.2), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
    volume = Volume(geometry, array)
    return volume, volume.store(tmp_path / "volume.npy")


def test_labels_findings_plan_and_stages(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    path = whole(tmp_path)
    volume, file = stored(tmp_path)
    context = LocalContext(tmp_path)
    point = tuple(float(x) for x in volume.geometry.centre_lps)
    analysis = analyse(context, str(path), replace(make_series(), geometry=volume.geometry), file, focus_lps=point)
    *volumes, doubt = analysis.findings
    labels = np.load(tmp_path / "labels.npy")
    assert labels.shape == volume.array.shape
    present = sorted(set(np.unique(labels)) - {0})
    assert [finding.where.labels[0] for finding in volumes] == present
    for finding in volumes:
        assert isinstance(finding.value, Quantity)
        mask = np.isin(labels, finding.where.labels)
        assert finding.value.value == pytest.approx(mask.sum() * volume.geometry.voxel_ml)
    assert isinstance(doubt.value, Field)
    assert [item.value for item in analysis.labels] == present
    plan = dict(analysis.findings[0].source.plan)
    assert plan["device"] in ("cpu", "cuda", "mps")
    assert int(plan["windows"]) == 2 * 2 * 2
    assert int(plan["memory_mb"]) > 0
    assert {
        "seconds_read",
        "seconds_prepare",
        "seconds_infer",
        "seconds_restore",
        "seconds_post_process",
    } <= plan.keys()
    assert context.stages == ["read", "prepare", "infer", "post-process"]
    lines = [record.getMessage() for record in caplog.records if record.name == "medview.tasks.analysis"]
    assert len(lines) == 1
    assert "infer" in lines[0]


def test_several_channels_come_from_the_first_dimension(tmp_path: Path) -> None:
    data = configuration()["network"] | {"in_channels": 2}
    path = whole(tmp_path, network=data)
    array = np.random.default_rng(1).normal(100, 20, (3, 17, 18, 16)).astype(np.float32)
    np.save(tmp_path / "volume.npy", array)
    geometry = Geometry.from_axes((17, 18, 16), (1.0,) * 3, np.eye(3)[:, ::-1], (0.0,) * 3)
    series = replace(make_series(), geometry=geometry)
    file = StoredVolume(str(tmp_path / "volume.npy"), geometry, at=(2,))
    with pytest.raises(ModelError, match="2 images of one grid"):
        analyse(LocalContext(tmp_path), str(path), series, replace(file, at=()))
    several = replace(series, dimensions=(Dimension("Echo Time", (1.0, 2.0, 3.0), "ms"),))
    first = analyse(LocalContext(tmp_path), str(path), several, file)
    labels = np.load(tmp_path / "labels.npy")
    other = analyse(LocalContext(tmp_path), str(path), several, replace(file, at=(0,)))
    assert np.array_equal(labels, np.load(tmp_path / "labels.npy")), "the position chosen on the screen is no channel"
    assert first.findings[0].source.at == (2,)
    assert other.findings[0].source.at == (0,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"card": {"family": "classification"}}, "not image volumes"),
        ({"network": {"spatial_dims": 2}}, "not image volumes"),
    ],
)
def test_what_reads_no_volumes_is_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = whole(tmp_path)
    file = path / "configs" / "medview.json"
    data = json.loads(file.read_text())
    for entry, values in change.items():
        data[entry] |= values
    file.write_text(json.dumps(data))
    write_manifest(path)
    volume, stored_file = stored(tmp_path)
    with pytest.raises(ModelError, match=said):
        analyse(LocalContext(tmp_path), str(path), replace(make_series(), geometry=volume.geometry), stored_file)


def test_the_golden_output_is_given_here(tmp_path: Path) -> None:
    result = verify(LocalContext(tmp_path), str(whole(tmp_path)))
    assert result.golden_ml == ()
    assert result.difference <= result.tolerance
    assert result.changed <= 0.01


@pytest.mark.parametrize("off", [0.01, np.nan])
def test_a_stored_output_that_differs_is_told(tmp_path: Path, off: float) -> None:
    path = whole(tmp_path)
    file = path / "golden" / "output.npy"
    np.save(file, np.load(file) + np.float32(off))
    write_manifest(path)
    with pytest.raises(ModelError, match="does not give its golden output"):
        verify(LocalContext(tmp_path), str(path))


def test_the_plan_is_answered_before_a_run_without_weights(tmp_path: Path) -> None:
    path = whole(tmp_path)
    (path / "models" / "model.safetensors").write_bytes(b"not read")
    volume, _ = stored(tmp_path)
    plan = plan_analysis(LocalContext(tmp_path), str(path), replace(make_series(), geometry=volume.geometry))
    assert plan.windows == 8
    assert plan.memory_mb > 0
    with pytest.raises(ModelError, match="no regular volume"):
        plan_analysis(LocalContext(tmp_path), str(path), replace(make_series(), geometry=None))
    assert set(TASKS) == {"plan_analysis"}


def test_the_plan_of_places_counts_all_of_them(tmp_path: Path) -> None:
    path = make_package(tmp_path)
    geometry = Geometry.from_axes((120, 120, 120), (1.0,) * 3, np.eye(3)[:, ::-1], (0.0,) * 3)
    whole_head = plan_analysis(LocalContext(tmp_path), str(path), replace(make_series(), geometry=geometry))
    assert whole_head.windows % 2 == 0
    crop = Geometry.from_axes((40, 40, 40), (1.0,) * 3, np.eye(3)[:, ::-1], (0.0,) * 3)
    assert plan_analysis(LocalContext(tmp_path), str(path), replace(make_series(), geometry=crop)).windows == 4**3


def test_the_planning_pool_answers(tmp_path: Path) -> None:
    path = whole(tmp_path)
    volume, _ = stored(tmp_path)
    with Pools(tmp_path) as pools:
        series = replace(make_series(), geometry=volume.geometry)
        plan = pools.run("planning", "plan_analysis", model_folder=str(path), series=series)
    assert plan.windows == 8
