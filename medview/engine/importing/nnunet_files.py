"""The files of a trained nnU-Net: a results folder or an exported zip; only what is needed is read, nothing is run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import torch

from medview.core.errors import ModelError
from medview.core.strict_json import NotStrict, read_object
from medview.core.text import tr
from medview.engine.importing import archives
from medview.engine.weights import read_weights

PLANS, DATASET, CLEANING = "plans.json", "dataset.json", "postprocessing.json"
CHECKPOINTS = ("checkpoint_final.pth", "checkpoint_best.pth", "checkpoint_latest.pth")
"""In the order of preference."""

PREFERRED = ("3d_fullres", "3d_lowres", "2d")
"""Which configuration is taken where nobody says."""

_DEPTH = ("", "*", "*/*", "*/*/*")
_WANTED = re.compile(
    r"(^|/)(plans\.json|dataset\.json|postprocessing\.(json|pkl)|fold_[^/]+/checkpoint_(final|best|latest)\.pth)$"
)

_multiarray: Any = np._core.multiarray  # type: ignore[attr-defined]
_PLAIN = (
    np.ndarray, np.dtype,
    *(type(np.dtype(kind)) for kind in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "?", "U")),
    _multiarray.scalar, (_multiarray.scalar, "numpy.core.multiarray.scalar"),
    _multiarray._reconstruct, (_multiarray._reconstruct, "numpy.core.multiarray._reconstruct"),
)  # fmt: skip
"""What a checkpoint may hold beside weights and plain values: numbers and arrays of NumPy, by both its old and its new
names. None of them calls anything."""


@dataclass(frozen=True)
class Trained:
    """One trained configuration.

    Args:
        folder: Where its plans are.
        plans: ``plans.json``.
        dataset: ``dataset.json``.
        cleaning: ``postprocessing.json``; empty without one.
        pickled: Whether there is a ``postprocessing.pkl``, which is never read.
        checkpoints: The file of each fold, in order.
        others: Names of the configurations that lie beside it.
    """

    folder: Path
    plans: Mapping[str, Any]
    dataset: Mapping[str, Any]
    cleaning: Mapping[str, Any]
    pickled: bool
    checkpoints: tuple[Path, ...]
    others: tuple[str, ...]


def looks_trained(path: Path) -> bool:
    """Whether a folder or a zip holds plans beside a data set's description."""
    if path.is_dir():
        return bool(_folders(path))
    names = set(archives.names_in(path))
    return any(str(PurePosixPath(name).with_name(DATASET)) in names for name in names if name.endswith(PLANS))


def opened(path: Path) -> AbstractContextManager[Path]:
    """The folder itself, or what is needed of a zip in a private folder that is gone afterwards.

    Raises:
        ModelError: The archive is damaged, too large, or points outside itself.
    """
    return archives.opened(path, _WANTED)


def trained(root: Path, name: str, configuration: str, folds: tuple[str, ...] = ()) -> Trained:
    """The configuration that is asked for, or the one usually taken.

    Args:
        root: A results folder.
        name: What it is called in messages.
        configuration: Such as ``3d_lowres``; empty takes the usual one.
        folds: Names of the folds wanted, such as ``("0", "all")``; empty takes all.

    Raises:
        ModelError: It is not there, or a file of it is missing or unreadable.
    """
    folders = _folders(root)
    if not folders:
        raise _refused(name, tr("there is no folder with both plans.json and dataset.json in it"))
    names = {_configuration(folder): folder for folder in folders}
    if configuration and configuration not in names:
        raise _refused(
            name,
            tr("there is no configuration {name} in it, only {found}").format(
                name=configuration, found=", ".join(sorted(names))
            ),
        )
    chosen = configuration or next((one for one in PREFERRED if one in names), next(iter(names)))
    folder = names[chosen]
    cleaning = sorted(folder.glob(f"crossval_results_folds_*/{CLEANING}")) + sorted(folder.glob(CLEANING))
    return Trained(
        folder=folder,
        plans=read_json(folder / PLANS, name),
        dataset=read_json(folder / DATASET, name),
        cleaning=read_json(cleaning[0], name) if cleaning else {},
        pickled=any(folder.rglob("postprocessing.pkl")),
        checkpoints=_checkpoints(folder, name, folds),
        others=tuple(sorted(names.keys() - {chosen})),
    )


def read_json(path: Path, name: str) -> dict[str, Any]:
    """A JSON object of moderate size.

    Raises:
        ModelError: It is none.
    """
    try:
        return read_object(path, finite=False)  # statistics of what was never seen are NaN
    except (OSError, NotStrict) as error:
        raise _refused(name, tr("{file} cannot be read ({error})").format(file=path.name, error=error)) from error


def read_checkpoint(path: Path) -> dict[str, Any]:
    """A checkpoint as weights and plain values; nothing in it is run.

    Raises:
        ModelError: It holds anything else, or is damaged.
    """
    with torch.serialization.safe_globals(list(_PLAIN)):
        data = read_weights(path)
    if not isinstance(data, dict) or not _is_weights(data.get("network_weights")):
        raise _refused(f"{path.parent.name}/{path.name}", tr("it holds no network_weights"))
    return data


def _is_weights(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(tensor, torch.Tensor) for tensor in value.values())


def _folders(root: Path) -> list[Path]:
    found = (path.parent for pattern in _DEPTH for path in sorted(root.glob(f"{pattern}/{PLANS}".lstrip("/"))))
    return [folder for folder in found if (folder / DATASET).is_file()]


def _configuration(folder: Path) -> str:
    """The configuration a folder is named after (Trainer__Plans__configuration)."""
    return folder.name.rsplit("__", 1)[-1]


def _checkpoints(folder: Path, name: str, folds: tuple[str, ...]) -> tuple[Path, ...]:
    """The best checkpoint of each fold; ``fold_all`` is one by itself."""
    have = {path.name.removeprefix("fold_"): path for path in sorted(folder.glob("fold_*")) if path.is_dir()}
    wanted = folds or tuple(fold for fold in have if fold != "all") or tuple(have)
    missing = [fold for fold in wanted if fold not in have]
    if missing or not wanted:
        raise _refused(name, tr("there is no folder fold_{fold}").format(fold=missing[0] if missing else "0"))
    found = []
    for fold in wanted:
        files = [have[fold] / file for file in CHECKPOINTS if (have[fold] / file).is_file()]
        if not files:
            raise _refused(name, tr("fold_{fold} holds no {file}").format(fold=fold, file=CHECKPOINTS[0]))
        found.append(files[0])
    return tuple(found)


def _refused(name: str, why: str) -> ModelError:
    return ModelError(
        tr("{name} cannot be imported: {why}.").format(name=name, why=why),
        tr(
            "Choose a folder nnU-Net v2 trained into (with plans.json, dataset.json and fold_0/checkpoint_final.pth), "
            "or the zip nnUNetv2_export_model_to_zip wrote."
        ),
    )
