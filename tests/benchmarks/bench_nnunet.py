"""A model nnU-Net trained, run by MedView and by nnU-Net's own predictor: the same checkpoint, volume and windows.

nnU-Net runs by its own interpreter, which ``MEDVIEW_NNUNET_PYTHON`` names (see ``tests/peers/nnunet.py``).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK

from medview.core.finding import Region
from medview.engine.importing.draft import Answers
from medview.engine.importing.nnunet import read
from medview.engine.importing.write import write_package
from medview.jobs.pools import Pools
from medview.jobs.table import POOLS
from tests.benchmarks.row import Row
from tests.peers import nnunet
from tests.peers.nnunet_model import CASES, make_image, write_image

CASE, HOW = "speed", "plain"
SHAPE, SPACING_MM = (240, 512, 512), (1.0, 0.5, 0.5)
FASTER, LEANER, LEAST_DICE = 2.0, 2.0, 0.999
_NAMES = ("nnU-Net model, seconds", "nnU-Net model, peak memory", "nnU-Net model, worst 1 - Dice to nnU-Net")


def run() -> list[Row]:
    """Measure nnU-Net, then MedView: the first run in a worker, and the second."""
    if not nnunet.python():
        return [Row(name, None, "", note=nnunet.ABSENT) for name in _NAMES]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        image, made = folder / "image_0000.nii.gz", nnunet.made(CASE)
        case = replace(CASES[CASE], shape=SHAPE, spacing=SPACING_MM)
        write_image(image, np.clip(make_image(case, 40)[0][0], 0, 1000).astype(np.int16), SPACING_MM, turned=False)
        peer = nnunet.predicted(made, CASE, image, folder / "theirs", HOW)
        ours = _ours(nnunet.model(made), image, folder)
        dice = _worst_dice(ours["labels"], _array(folder / "theirs.nii.gz"))
    busy = f"processor {ours['spent']:.0f} s, nnU-Net {peer['processor_s']:.0f} s; load {os.getloadavg()[0]:.1f}"
    note = f"{'×'.join(map(str, SHAPE))}, {ours['plan']}; first run {ours['first']:.1f} s; {busy}"
    loaded = f"nnU-Net held {_gb(peer['before_mb']):.2f} GB before it began"
    name = "nnU-Net's predictor"
    return [
        Row(_NAMES[0], ours["second"], "s", peer["seconds"], name, at_least_ratio=FASTER, note=note),
        Row(_NAMES[1], ours["peak"] / 1e9, "GB", _gb(peer["peak_mb"]), name, at_least_ratio=LEANER, note=loaded),
        Row(_NAMES[2], 1.0 - dice, "", at_most=round(1.0 - LEAST_DICE, 6)),
    ]


def _gb(mebibytes: float) -> float:
    return mebibytes * 2**20 / 1e9


def _ours(model: Path, image: Path, folder: Path) -> dict[str, Any]:
    """Import the model and run it twice in a worker."""
    draft = read(model, Answers(id="nnunet-speed"))
    draft = replace(draft, configuration=_unmirrored(draft.configuration))
    package = write_package(draft, folder / "models")
    table = {**POOLS, "analysis": replace(POOLS["analysis"], tasks="tests.benchmarks.measured_tasks:TASKS")}
    (folder / "work").mkdir()
    with Pools(folder / "work", table=table) as pools:
        arguments = _arguments(pools.run, image) | {"model_folder": str(package.folder)}
        _, first, _, _ = pools.run("analysis", "analyse", None, **arguments)
        analysis, second, spent, peak = pools.run("analysis", "analyse", None, **arguments)
        mask = next(finding.where for finding in analysis.findings if isinstance(finding.where, Region)).mask
        labels = np.load(mask)
    plan = dict(analysis.findings[0].source.plan)
    told = ", ".join(f"{key} {plan[key]}" for key in ("device", "precision", "windows", "batch") if key in plan)
    return {"first": first, "second": second, "spent": spent, "peak": peak, "labels": labels, "plan": told}


def _unmirrored(configuration: Any) -> Any:
    return replace(configuration, tiling=replace(configuration.tiling, flips=()))


def _arguments(run: Callable[..., Any], image: Path) -> dict[str, Any]:
    series = run("files", "scan", None, paths=(str(image),)).studies[0].series[0]
    return {"series": series, "volume": run("files", "load", None, series=series)}


def _array(path: Path) -> Any:
    return SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))


def _worst_dice(ours: Any, theirs: Any) -> float:
    values = [int(value) for value in np.unique(theirs) if value]
    both = (2.0 * np.sum((ours == v) & (theirs == v)) / (np.sum(ours == v) + np.sum(theirs == v)) for v in values)
    return float(min(both))
