"""How much twenty corrected cases help a shipped model on another scanner's images.

The images of another scanner are made from the data folder's: a strong smooth field and noise, both drawn anew for
every case. The shipped package is measured on held-out cases of them, fine-tuned on twenty others with
``medview train --base``, and measured again on the same held-out cases::

    python -m tests.benchmarks.fine_tuning --data hippocampus_mr --out work

By default the held-out cases are those of the split ``val``; ``--held-out train`` takes other cases of ``train``, for
whoever changes the settings.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from medview.catalog.package import load_package
from medview.core.resources import resource
from medview.core.training import Wish
from medview.io.formats.volumes import read_volume
from medview.io.nifti_writing import write_volume
from medview.jobs.local import LocalContext
from medview.tasks.training import train
from medview.training.cases import CaseFiles, list_cases
from medview.training.evaluation import Evaluation, evaluate
from medview.training.export import rewrite

MODEL = "hippocampus-mr"
CORRECTED = 20
BIAS, NOISE = 0.6, 0.6
"""Standard deviation of the logarithm of the field; of the noise, in units of the image's own spread."""
GRID = 3
"""Control points of the field along each axis."""
SEED = 4
RESAMPLES = 10_000


def shifted(values: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """An image as another scanner might give it: Rician noise on what a smooth field shades."""
    random = np.random.default_rng(seed)
    coarse = random.normal(0.0, BIAS, (GRID, GRID, GRID))
    field = zoom(coarse, [side / GRID for side in values.shape], order=3, mode="nearest", grid_mode=True)
    shaded = values * np.exp(field)
    level = NOISE * float(shaded.std())
    real, other = shaded + random.normal(0, level, values.shape), random.normal(0, level, values.shape)
    return np.sqrt(real**2 + other**2).astype(np.float32)


def lay_out(corrected: list[CaseFiles], held_out: list[CaseFiles], folder: Path) -> Path:
    """Write the shifted images with their label maps and the split."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("images", "labels"):
        (folder / name).mkdir(parents=True)
    rows = ["file,split"]
    for number, case in enumerate((*corrected, *held_out)):
        image, name = read_volume(str(case.image)), f"{case.name}.nii.gz"
        values = shifted(image.array.astype(np.float32), 1000 * SEED + number)
        write_volume(values, image.geometry, (), folder / "images" / name, lambda fraction, note: None)
        shutil.copyfile(case.labels, folder / "labels" / name)
        rows.append(f"{name},{'train' if number < len(corrected) else 'val'}")
    (folder / "split.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def chosen(data: Path, held_out: str) -> tuple[list[CaseFiles], list[CaseFiles]]:
    """Twenty cases of ``train``, and those that are measured."""
    cases = list(list_cases(data, "train").cases)
    np.random.default_rng(SEED).shuffle(cases)
    if held_out == "train":
        return cases[:CORRECTED], cases[CORRECTED : 2 * CORRECTED]
    return cases[:CORRECTED], list(list_cases(data, held_out).cases)


def compared(before: Evaluation, after: Evaluation) -> list[dict[str, Any]]:
    """Mean Dice before and after, and the paired difference with its 95 % bootstrap interval, by structure."""
    random, rows = np.random.default_rng(0), []
    for label in dict.fromkeys(score.label for score in before.scores):
        pairs = [_by_case(one, label) for one in (before, after)]
        names = sorted(pairs[0].keys() & pairs[1].keys())
        first, second = (np.array([pair[name] for name in names]) for pair in pairs)
        drawn = (second - first)[random.integers(0, len(names), (RESAMPLES, len(names)))].mean(1)
        low, high = np.quantile(drawn, (0.025, 0.975))
        rows.append(
            {
                "label": label,
                "cases": len(names),
                "before": round(float(first.mean()), 4),
                "after": round(float(second.mean()), 4),
                "difference": round(float((second - first).mean()), 4),
                "low": round(float(low), 4),
                "high": round(float(high), 4),
            }
        )
    return rows


def _by_case(evaluation: Evaluation, label: str) -> dict[str, float]:
    return {score.case: score.dice for score in evaluation.scores if score.label == label}


def trusting(package: Path, folder: Path) -> Path:
    """A copy of a package that shows every result: what its networks give, whether or not it is sure of it."""
    copy = folder / package.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(package, copy)
    rewrite(copy, replace(load_package(copy).configuration, plausible=None))
    return copy


def withheld(evaluation: Evaluation) -> int:
    """Cases whose result the model did not trust itself; they count as nothing found."""
    return len({score.case for score in evaluation.scores if score.withheld})


def main() -> None:
    """Run the experiment and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", default="val")
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--base", type=Path, default=Path(resource("models", MODEL)))
    wanted = parser.parse_args()
    data = lay_out(*chosen(wanted.data, wanted.held_out), wanted.out / "data")
    shown = [evaluate(trusting(wanted.base, wanted.out / "before"), data, _silent, "val")]
    kept = [evaluate(wanted.base, data, _silent, "val")]
    context = LocalContext(wanted.out, lambda fraction, note: print(f"{fraction:.3f} {note}", file=sys.stderr))
    wish = Wish("volume-segmentation", id=f"{MODEL}-tuned", base=str(wanted.base), steps=wanted.steps, seed=SEED)
    trained = train(context, wish, str(data), str(wanted.out))
    shown.append(evaluate(trusting(Path(trained.folder), wanted.out / "after"), data, _silent, "val"))
    kept.append(evaluate(Path(trained.folder), data, _silent, "val"))
    told = {
        "held_out": wanted.held_out,
        "corrected": CORRECTED,
        "bias": BIAS,
        "noise": NOISE,
        "seconds": round(trained.seconds),
        "withheld": dict(zip(("before", "after"), map(withheld, kept), strict=True)),
        "dice": compared(*shown),
        "dice_with_withheld_as_nothing": compared(*kept),
        "wish": asdict(wish),
    }
    print(json.dumps(told, indent=1))


def _silent(fraction: float, note: str) -> None:
    """Evaluation takes a moment only."""


if __name__ == "__main__":
    main()
