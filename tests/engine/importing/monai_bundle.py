"""MONAI bundles made by hand with random weights, volumes to try them on, and what MONAI itself makes of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import torch
from monai.bundle import ComponentLocator, ConfigParser
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from medview.catalog.package import Package
from medview.core.geometry import Geometry
from medview.core.plan import Plan
from medview.core.stages import Stages
from medview.engine.device import Plan as Precision
from medview.engine.importing import monai
from medview.engine.importing.draft import Answers
from medview.engine.importing.write import write_package
from medview.engine.model import Model
from medview.engine.prepare import prepare
from medview.engine.sliding import Settings, Sliding, collected
from medview.engine.weights import load_networks
from medview.engine.whole import maps_for, segment

SHAPE = (24, 21, 18)
SPACING = (1.5, 1.1, 2.3)

UNET: dict[str, Any] = {
    "_target_": "UNet", "spatial_dims": 3, "in_channels": 1, "out_channels": 3, "channels": [4, 8], "strides": [2],
    "num_res_units": 1,
}  # fmt: skip
WINDOWS: dict[str, Any] = {
    "_target_": "SlidingWindowInferer", "roi_size": [16, 16, 16], "sw_batch_size": 2, "overlap": 0.5,
    "mode": "gaussian",
}  # fmt: skip
LOAD: list[dict[str, Any]] = [
    {"_target_": "LoadImaged", "keys": "image"},
    {"_target_": "EnsureChannelFirstd", "keys": "image"},
]
ARGMAX: list[dict[str, Any]] = [{"_target_": "AsDiscreted", "keys": "pred", "argmax": True}]
METADATA: dict[str, Any] = {
    "version": "0.2.0",
    "monai_version": "1.3.0",
    "name": "Made by hand",
    "task": "Segment what is bright",
    "intended_use": "Tests only.",
    "authors": "Nobody",
    "eval_metrics": {"mean_dice": 0.5},
    "network_data_format": {
        "inputs": {"image": {"modality": "MR", "channel_def": {"0": "T1"}}},
        "outputs": {"pred": {"channel_def": {"0": "background", "1": "bright", "2": "left_dark"}}},
    },
}


_LOCATOR = ComponentLocator()


def parser_of(config: Mapping[str, Any]) -> ConfigParser:
    """MONAI's parser; the table of MONAI's classes, which takes long to make, is shared."""
    parser = ConfigParser(dict(config))
    parser.locator = _LOCATOR
    return parser


def configuration(
    before: Sequence[Mapping[str, Any]] = LOAD,
    after: Sequence[Mapping[str, Any]] = ARGMAX,
    inferer: Mapping[str, Any] = WINDOWS,
    network: Mapping[str, Any] = UNET,
    **more: Any,
) -> dict[str, Any]:
    """An ``inference.json`` as the bundles of the model zoo have it."""
    made: dict[str, Any] = {
        "imports": ["$import glob", "$import os"],
        "bundle_root": ".",
        "ckpt_path": "$@bundle_root + '/models/model.pt'",
        "dataset_dir": "/nowhere",
        "datalist": "$list(sorted(glob.glob(@dataset_dir + '/*.nii.gz')))",
        "device": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        "network_def": dict(network),
        "network": "$@network_def.to(@device)",
        "preprocessing": {"_target_": "Compose", "transforms": list(before)},
        "dataset": {"_target_": "Dataset", "data": "$[{'image': i} for i in @datalist]", "transform": "@preprocessing"},
        "dataloader": {"_target_": "DataLoader", "dataset": "@dataset", "batch_size": 1, "num_workers": 0},
        "inferer": dict(inferer),
        "postprocessing": {"_target_": "Compose", "transforms": list(after)},
        "handlers": [
            {"_target_": "CheckpointLoader", "load_path": "@ckpt_path", "load_dict": {"model": "@network"}},
            {"_target_": "StatsHandler", "iteration_log": False},
        ],
        "evaluator": {
            "_target_": "SupervisedEvaluator", "device": "@device", "val_data_loader": "@dataloader",
            "network": "@network", "inferer": "@inferer", "postprocessing": "@postprocessing",
            "val_handlers": "@handlers", "amp": False,
        },
        "evaluating": ["$setattr(torch.backends.cudnn, 'benchmark', True)", "$@evaluator.run()"],
    }  # fmt: skip
    return {**made, **more}


def built(network: Mapping[str, Any], seed: int = 0) -> torch.nn.Module:
    """MONAI's own network with random weights."""
    torch.manual_seed(seed)
    parser = parser_of({"net": dict(network)})
    made: torch.nn.Module = parser.get_parsed_content("net")
    return made.eval()


def write_bundle(
    folder: Path, config: Mapping[str, Any], seed: int = 0, metadata: Mapping[str, Any] = METADATA
) -> Path:
    """A bundle's folder; its weights are random."""
    for name in ("configs", "models", "docs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "configs/inference.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "configs/metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    (folder / "LICENSE").write_text("Apache License\nVersion 2.0\n", encoding="utf-8")
    (folder / "docs/README.md").write_text("# Made by hand\n", encoding="utf-8")
    network = parser_of(config).get_parsed_content("network_def", instantiate=False)
    torch.save(built(network.get_config(), seed).state_dict(), folder / "models/model.pt")
    return folder


def imported(bundle: Path, folder: Path) -> Package:
    """The package a bundle becomes."""
    return write_package(monai.read(bundle, Answers(id="made-by-hand")), folder)


@dataclass(frozen=True, eq=False)
class Volume:
    """A volume on disk, and as MedView has it.

    Args:
        paths: NIfTI files, one for each channel.
        channels: (k, j, i) values of each.
        geometry: Their grid.
    """

    paths: tuple[Path, ...]
    channels: tuple[NDArray[np.float32], ...]
    geometry: Geometry


def make_volume(
    folder: Path, shape: tuple[int, int, int] = SHAPE, spacing: tuple[float, float, float] = SPACING, count: int = 1
) -> Volume:
    """Smooth noise around zero with a rim of zeros, on a grid that lies obliquely and grows to P, L and S."""
    random = np.random.default_rng(3)
    turn = np.array([[0.0, -1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    angle = 0.1
    tilt = np.array([[np.cos(angle), -np.sin(angle), 0.0], [np.sin(angle), np.cos(angle), 0.0], [0.0, 0.0, 1.0]])
    affine = np.eye(4)
    affine[:3, :3] = tilt @ turn @ np.diag(spacing)
    affine[:3, 3] = (12.0, -30.0, 7.0)
    paths, channels = [], []
    for number in range(count):
        values = gaussian_filter(random.normal(size=shape), 1.5).astype(np.float32) * 900.0
        values[:2], values[:, -3:] = 0.0, 0.0
        path = folder / f"volume{number}.nii.gz"
        nib.save(nib.Nifti1Image(values, affine), path)
        affine = nib.load(path).affine  # as the file rounds it
        paths.append(path)
        channels.append(np.ascontiguousarray(values.transpose(2, 1, 0)))
    ours = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine
    ours = ours[:, [2, 1, 0, 3]]
    return Volume(tuple(paths), tuple(channels), Geometry(channels[0].shape, ours))


@dataclass(frozen=True, eq=False)
class Result:
    """What was computed on the way.

    Args:
        seen: (channels, x, y, z) what the network sees.
        said: (channels, x, y, z) what it says of it.
        labels: (i, j, k) label map on the file's voxels, or (channels, i, j, k) where channels overlap.
    """

    seen: NDArray[np.float32]
    said: NDArray[np.float32]
    labels: NDArray[Any]


def by_monai(bundle: Path, volume: Volume, keys: Sequence[str] = ("image",)) -> Result:
    """MONAI's own parser, transforms, network and inferer on a volume."""
    parser = parser_of(json.loads((bundle / "configs/inference.json").read_text(encoding="utf-8")))
    before, after = (parser.get_parsed_content(name) for name in ("preprocessing", "postprocessing"))
    network = parser.get_parsed_content("network_def").eval()
    network.load_state_dict(torch.load(bundle / "models/model.pt", weights_only=True))
    named = dict(zip(keys, map(str, volume.paths), strict=True))
    is_plain = "keys" not in parser["preprocessing::transforms::0"]
    data = before(str(volume.paths[0])) if is_plain else before(named)
    image = data if is_plain else data["image"]
    with torch.no_grad():
        said = parser.get_parsed_content("inferer")(image[None], network)[0]
    labels = after(said.clone()) if is_plain else after({**data, "pred": said.clone()})["pred"]
    return Result(np.asarray(image), np.asarray(said), np.asarray(labels))


def by_medview(package: Package, volume: Volume, folder: Path) -> Result:
    """MedView's engine on the same volume."""
    configuration = package.configuration
    model = Model(package, load_networks(package), Precision("cpu", "float32"))
    prepared = prepare(configuration, volume.channels, volume.geometry)
    sliding = Sliding(prepared.image, configuration.tiling, Settings(model.mean, batch=2), lambda _: None)
    with torch.inference_mode():
        said = collected(sliding, configuration.network.out_channels)
    folder.mkdir()
    maps = maps_for(model, folder, volume.geometry)
    plan = Plan("cpu", "float32", batch=2)
    segment(model, volume.channels, maps, plan, Stages(lambda fraction, note="", stage="": None))
    labels = np.load(maps.labels).transpose(2, 1, 0)
    return Result(prepared.image.numpy(), said.numpy(), labels)


def painted(channels: NDArray[Any]) -> NDArray[Any]:
    """One label map of channels that may overlap, the later over the earlier; or the only one as it is."""
    if len(channels) == 1:
        return channels[0].astype(int)
    found = np.zeros(channels.shape[1:], int)
    for number, channel in enumerate(channels, start=1):
        found[channel > 0] = number
    return found


def dice(ours: NDArray[Any], theirs: NDArray[Any], value: int) -> float:
    """Overlap of one label."""
    mine, other = ours == value, theirs == value
    total = int(mine.sum()) + int(other.sum())
    return 1.0 if not total else 2.0 * int((mine & other).sum()) / total
