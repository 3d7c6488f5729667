"""The evidence self-test of whole packages: one whose maps depend on its weights, one whose maps do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from medview.catalog.manifest import write_manifest
from medview.catalog.package import Package, configuration_json, load_package
from medview.catalog.schema import Evidence, Network, Output, StoredGolden
from medview.core.errors import ModelError
from medview.engine.explaining.selftest import check_likeness, likeness
from medview.engine.networks.table import build_network
from medview.jobs.local import LocalContext
from medview.tasks.analysis import verify
from tests.engine.onnx.configurations import classifier
from tests.engine.picture_packages import classification

DENSE = Network(
    "densenet",
    {"init_features": 4, "growth_rate": 2, "block_config": (1, 1)},
    1,
    2,
    spatial_dims=2,
)


def _package(folder: Path, evidence: Evidence | None) -> Package:
    """A classifier with random weights and a golden input."""
    import numpy as np

    root = folder / "made"
    for name in ("configs", "docs", "models", "golden"):
        (root / name).mkdir(parents=True)
    torch.manual_seed(0)
    network = build_network(DENSE).eval()
    save_file(network.state_dict(), root / "models" / "model.safetensors")
    given = torch.rand(1, 1, 48, 48)
    np.save(root / "golden" / "input.npy", given.numpy())
    with torch.inference_mode():
        np.save(root / "golden" / "output.npy", network(given).numpy())
    made = replace(classifier(2, "softmax", 1), network=DENSE, golden=StoredGolden("stored"), evidence=evidence)
    made = replace(made, output=Output("softmax"))
    (root / "configs" / "medview.json").write_text(configuration_json(made))
    (root / "configs" / "metadata.json").write_text('{"version": "1.0.0"}')
    (root / "LICENSE").write_text("CC0")
    (root / "docs" / "README.md").write_text("Random.")
    write_manifest(root)
    return load_package(root)


def test_verifying_tells_how_alike_the_maps_are(tmp_path: Path) -> None:
    package = _package(tmp_path, Evidence(("grad-cam", "integrated-gradients"), alike=0.95))
    alike = dict(verify(LocalContext(tmp_path), str(package.folder)).alike)
    assert set(alike) == {"grad-cam", "integrated-gradients"}
    assert all(0.0 <= value <= 0.95 for value in alike.values())


def test_maps_that_stay_the_same_fail_the_self_test(tmp_path: Path) -> None:
    package = _package(tmp_path, Evidence(("grad-cam",), alike=-1.0))
    with pytest.raises(ModelError, match="do not depend on what it learned"):
        verify(LocalContext(tmp_path), str(package.folder))


def test_a_package_that_promises_nothing_is_asked_nothing(tmp_path: Path) -> None:
    package = _package(tmp_path, None)
    assert likeness(package, torch.rand(1, 1, 48, 48)) == {}
    assert verify(LocalContext(tmp_path), str(package.folder)).alike == ()


def test_the_limit_itself_passes(tmp_path: Path) -> None:
    package = _package(tmp_path, Evidence(("occlusion",), alike=0.4))
    check_likeness(package, {"occlusion": 0.4})
    with pytest.raises(ModelError, match=r"0\.41, at most 0\.40"):
        check_likeness(package, {"occlusion": 0.41})
    with pytest.raises(ModelError):
        check_likeness(package, {"occlusion": float("nan")})


def test_an_onnx_network_can_promise_nothing(tmp_path: Path) -> None:
    folder = classification(tmp_path, evidence={"methods": ["occlusion"]})
    with pytest.raises(ModelError, match="cannot be made random"):
        verify(LocalContext(tmp_path), str(folder))
