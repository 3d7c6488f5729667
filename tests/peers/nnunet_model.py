"""nnU-Net itself: ``PYTHON tests/peers/nnunet_model.py OUT CASE``, with a Python that has nnunetv2.

It writes a small made-up data set to OUT, plans and trains a small nnU-Net on the CPU for a few epochs and predicts
two unseen images with ``nnUNetv2_predict``, with and without mirroring. It imports nothing of MedView. What it leaves:

- ``images/``: the unseen images, one file per channel,
- ``results/…/fold_all``: the trained model folder,
- ``plain/`` and ``mirrored/``: segmentations (.nii.gz) and probabilities (.npz),
- ``facts.json``, when all is done.

``PYTHON tests/peers/nnunet_model.py OUT CASE --predict IMAGE TARGET HOW`` times the predictor on one image:
HOW is ``plain`` or ``mirrored``, TARGET the file of labels without its ending; figures lie beside it (.json).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_SEED = 20
_DATASET = "Dataset901_Bodies"


@dataclass(frozen=True)
class Case:
    """One kind of model.

    Args:
        spacing: Median voxel sides (k, j, i) in mm.
        shape: Voxels of an image.
        channels: Names of the channels.
        patch: Window the network is trained and run with.
        features: Channels of each stage.
        strides: Of each stage.
        kernels: Of each stage.
        configuration: nnU-Net's name of it.
        regions: Whether the labels overlap (region-based training).
        residual: Whether the encoder is residual.
        epochs: How many, of ``iterations`` steps each.
        iterations: Steps of an epoch.
        spread: How much spacing differs between images.
        body: Size of what is not zero; of a small one nnU-Net takes the statistics from inside it.
        shells: Labels, one within the other.
        noise: Its standard deviation; labels are 60 apart.
        steps_patch: Window of the training steps, where it is another than ``patch``.
    """

    spacing: tuple[float, float, float] = (1.0, 1.0, 1.0)
    shape: tuple[int, int, int] = (40, 48, 44)
    channels: tuple[str, ...] = ("MR",)
    patch: tuple[int, ...] = (32, 32, 32)
    features: tuple[int, ...] = (8, 16, 32)
    strides: tuple[tuple[int, ...], ...] = ((1, 1, 1), (2, 2, 2), (2, 2, 2))
    kernels: tuple[tuple[int, ...], ...] = ((3, 3, 3), (3, 3, 3), (3, 3, 3))
    configuration: str = "3d_fullres"
    regions: bool = False
    residual: bool = False
    epochs: int = 4
    iterations: int = 60
    spread: float = 0.25
    body: float = 1.6
    shells: int = 2
    noise: float = 18.0
    steps_patch: tuple[int, ...] = ()


_THIN = {
    "spacing": (4.0, 1.0, 1.0),
    "shape": (16, 60, 56),
    "patch": (8, 40, 40),
    "strides": ((1, 1, 1), (1, 2, 2), (2, 2, 2)),
    "kernels": ((1, 3, 3), (3, 3, 3), (3, 3, 3)),
}
CASES: dict[str, Case] = {
    "isotropic": Case(),
    "anisotropic": Case(**_THIN, channels=("CT",)),  # type: ignore[arg-type]
    "channels": Case(**_THIN, channels=("T1", "T2"), body=0.6),  # type: ignore[arg-type]
    "regions": Case(regions=True, residual=True),
    "slices": Case(
        **_THIN  # type: ignore[arg-type]
        | {"patch": (40, 40), "strides": ((1, 1), (2, 2), (2, 2)), "kernels": ((3, 3),) * 3},
        configuration="2d",
    ),
    "speed": Case(
        spacing=(2.0, 2.0, 2.0),
        shape=(48, 56, 52),
        patch=(64, 64, 64),
        features=(32, 64, 128, 256, 320),
        strides=((1, 1, 1), (2, 2, 2), (2, 2, 2), (2, 2, 2), (2, 2, 2)),
        kernels=((3, 3, 3),) * 5,
        epochs=6,
        iterations=60,
        spread=0.0,
        noise=6.0,
        steps_patch=(32, 32, 32),
    ),
}
"""What the equality is shown on; ``speed`` is nnU-Net's usual width, for the benchmark."""


def make_image(case: Case, number: int, scale: float = 1.0) -> tuple[list[Any], Any, tuple[float, float, float]]:
    """One made-up image: an ellipsoid within another, in a body that fills part of the grid.

    Returns:
        (k, j, i) channels, labels, and the voxel sides.
    """
    rng = np.random.default_rng(_SEED + number)
    factor = 1.0 + case.spread * (number % 3 - 1)
    spacing = (case.spacing[0], case.spacing[1] * factor, case.spacing[2] * factor)
    shape = tuple(round(n * scale) for n in case.shape)
    grid = np.meshgrid(*(np.linspace(-1, 1, n) for n in shape), indexing="ij")
    centre = rng.uniform(-0.2, 0.2, 3)
    radius = sum(((axis - middle) / rng.uniform(0.45, 0.6)) ** 2 for axis, middle in zip(grid, centre, strict=True))
    labels = sum((radius < limit).astype(np.uint8) for limit in np.linspace(1.0, 0.3, case.shells))
    body = sum(axis**2 for axis in grid) < case.body
    channels = []
    for index in range(len(case.channels)):
        image = 100.0 + labels * (60.0 - 25.0 * index) + rng.normal(0, case.noise, shape).astype(np.float32)
        image += 20.0 * np.sin(5.0 * grid[1] + number)
        channels.append(np.where(body, image, 0.0).astype(np.float32))
    return channels, labels, spacing


def write_image(path: Path, array: Any, spacing: tuple[float, float, float], turned: bool) -> None:
    """Write (k, j, i) voxels; ``turned``: with a direction that is no plain axial one."""
    import SimpleITK

    image = SimpleITK.GetImageFromArray(array)
    image.SetSpacing(tuple(reversed(spacing)))
    image.SetOrigin((12.0, -30.0, 5.0))
    if turned:
        image.SetDirection((0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    path.parent.mkdir(parents=True, exist_ok=True)
    SimpleITK.WriteImage(image, str(path))


def write_dataset(out: Path, case: Case, count: int = 6) -> None:
    """``nnUNet_raw`` with training images, and ``images`` with two unseen ones."""
    raw = out / "raw" / _DATASET
    for number in range(count + 2):
        unseen = number >= count
        channels, labels, spacing = make_image(case, number)
        for index, channel in enumerate(channels):
            folder = out / "images" if unseen else raw / "imagesTr"
            write_image(folder / f"case{number:02d}_{index:04d}.nii.gz", channel, spacing, number % 2 == 1)
        folder = out / "truth" if unseen else raw / "labelsTr"
        write_image(folder / f"case{number:02d}.nii.gz", labels, spacing, number % 2 == 1)
    labels = {"background": 0} | {f"shell{number}": number for number in range(1, case.shells + 1)}
    told: dict[str, Any] = {
        "channel_names": dict(enumerate(case.channels)),
        "labels": {"background": 0, "whole": [1, 2], "core": 2} if case.regions else labels,
        "numTraining": count,
        "file_ending": ".nii.gz",
    }
    (raw / "dataset.json").write_text(json.dumps(told | ({"regions_class_order": [1, 2]} if case.regions else {})))


def environment(out: Path) -> dict[str, str]:
    """What nnU-Net reads from the environment."""
    return {
        "nnUNet_raw": str(out / "raw"),
        "nnUNet_preprocessed": str(out / "preprocessed"),
        "nnUNet_results": str(out / "results"),
        "nnUNet_n_proc_DA": "1",
        "nnUNet_def_n_proc": "2",
        "nnUNet_compile": "f",
        "OMP_NUM_THREADS": "2",  # torch convolves far slower with one
        "OMP_WAIT_POLICY": "PASSIVE",  # threads that spin for each other on a busy machine are slower than one
    }


def plan(out: Path, case: Case) -> None:
    """Fingerprint, plan and preprocess; the planned network is replaced by the case's small one."""
    from nnunetv2.experiment_planning.plan_and_preprocess_api import (  # type: ignore[import-not-found]
        extract_fingerprints,
        plan_experiments,
        preprocess,
    )

    extract_fingerprints([901], num_processes=1, check_dataset_integrity=False, clean=True, verbose=False)
    plan_experiments([901])
    path = out / "preprocessed" / _DATASET / "nnUNetPlans.json"
    plans = json.loads(path.read_text())
    configuration = plans["configurations"][case.configuration]
    configuration["patch_size"] = list(case.steps_patch or case.patch)
    configuration["batch_size"] = 2
    architecture = configuration["architecture"]
    kwargs, stages = architecture["arch_kwargs"], len(case.features)
    kwargs |= {
        "n_stages": stages,
        "features_per_stage": list(case.features),
        "strides": [list(stride) for stride in case.strides],
        "kernel_sizes": [list(kernel) for kernel in case.kernels],
        "n_conv_per_stage_decoder": [2] * (stages - 1),
    }
    if case.residual:
        architecture["network_class_name"] = "dynamic_network_architectures.architectures.unet.ResidualEncoderUNet"
        kwargs.pop("n_conv_per_stage", None)
        kwargs["n_blocks_per_stage"] = [1, 2, 2][:stages]
        kwargs["n_conv_per_stage_decoder"] = [1] * (stages - 1)
    else:
        kwargs["n_conv_per_stage"] = [2] * stages
    path.write_text(json.dumps(plans))
    preprocess([901], configurations=[case.configuration], num_processes=[1], verbose=False)


def train(out: Path, case: Case) -> None:
    """Train; the model folder lies in ``results``."""
    import torch
    from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import (  # type: ignore[import-not-found]
        nnUNetTrainer as Trainer,
    )

    os.environ.update({"nnUNet_n_proc_DA": "0"})  # augments in this process; planning cannot do with 0

    class nnUNetTrainer(Trainer):  # type: ignore[misc] # noqa: N801 -- the name is stored with the weights
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.num_epochs, self.num_iterations_per_epoch = case.epochs, case.iterations
            self.num_val_iterations_per_epoch, self.save_every = 1, 1000
            self.initial_lr = 2e-3

        def configure_optimizers(self) -> tuple[Any, Any]:  # learns within few steps
            adam = torch.optim.Adam(self.network.parameters(), self.initial_lr)
            return adam, torch.optim.lr_scheduler.LambdaLR(adam, lambda epoch: 1.0 / (1 + epoch))

    # The names of the constructor's arguments are read from its signature and stored with the weights.
    nnUNetTrainer.__init__ = _same_signature(nnUNetTrainer.__init__, Trainer.__init__)  # type: ignore[method-assign]
    torch.manual_seed(_SEED)
    folder = out / "preprocessed" / _DATASET
    plans = json.loads((folder / "nnUNetPlans.json").read_text())
    plans["continue_training"] = False
    dataset = json.loads((folder / "dataset.json").read_text())
    trainer = nnUNetTrainer(plans, case.configuration, "all", dataset, device=torch.device("cpu"))
    trainer.run_training()
    told = json.loads((_model(out) / "plans.json").read_text())
    told["configurations"][case.configuration]["patch_size"] = list(case.patch)
    (_model(out) / "plans.json").write_text(json.dumps(told))


def _model(out: Path) -> Path:
    return next((out / "results").glob("*/*/plans.json")).parent


def _same_signature(function: Any, like: Any) -> Any:
    import inspect

    function.__signature__ = inspect.signature(like)
    return function


def predict(out: Path, case: Case) -> None:
    """``nnUNetv2_predict`` as a user calls it, with and without mirroring."""
    program = Path(sys.executable).with_name("nnUNetv2_predict")
    for name, extra in (("plain", ["--disable_tta"]), ("mirrored", [])):
        words = ["-i", out / "images", "-o", out / name, "-d", "901", "-c", case.configuration, "-f", "all"]
        more = ["-device", "cpu", "-npp", "1", "-nps", "1", "--save_probabilities", *extra]
        subprocess.run([program, *map(str, words), *more], check=True, env=os.environ | environment(out))


def measure(model: Path, image: Path, out: Path, mirrored: bool) -> dict[str, float]:
    """Seconds and peak memory (MB) of the predictor alone, in this process, from the file to the file of labels."""
    import torch
    from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor  # type: ignore[import-not-found]

    predictor = nnUNetPredictor(device=torch.device("cpu"), use_mirroring=mirrored, allow_tqdm=False)
    before = _peak_mb()
    start, spent = time.perf_counter(), time.process_time()
    predictor.initialize_from_trained_model_folder(str(model), ("all",))
    predictor.predict_from_files_sequential([[str(image)]], [str(out)], save_probabilities=False)
    times = {"seconds": time.perf_counter() - start, "processor_s": time.process_time() - spent}
    return times | {"peak_mb": _peak_mb(), "before_mb": before}


def _peak_mb() -> float:
    """As the benchmarks measure it: getrusage counts the parent's peak in, VmHWM does not."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def main() -> int:
    """Make what is asked for."""
    out, name = Path(sys.argv[1]).resolve(), sys.argv[2]
    case = CASES[name]
    if "--predict" in sys.argv:
        image, target, how = sys.argv[4:7]
        os.environ.update({key: value for key, value in environment(out).items() if not key.startswith("OMP_")})
        measured = measure(_model(out), Path(image), Path(target), how == "mirrored")
        Path(target).with_suffix(".json").write_text(json.dumps(measured))
        return 0
    os.environ.update(environment(out))
    import nnunetv2  # type: ignore[import-not-found] # noqa: F401 -- fails here, before anything is written

    os.nice(15)
    if not any((out / "results").glob("*/*/fold_all/checkpoint_final.pth")):
        write_dataset(out, case)
        plan(out, case)
        train(out, case)
    if name != "speed":
        predict(out, case)
    (out / "facts.json").write_text(json.dumps({"case": name, "python": sys.version}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
