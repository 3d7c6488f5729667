"""From a draft to a package: the weights, what the network gives on a known input, the card and the hashes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from medview.catalog.installing import IMPORTING, tidy
from medview.catalog.manifest import write_manifest
from medview.catalog.package import CONFIGURATION, METADATA, Package, check_named, configuration_json, load_package
from medview.catalog.schema import Configuration, StoredGolden
from medview.core.errors import ModelError, WriteError
from medview.core.text import tr
from medview.engine.importing.describe import metadata_json, readme
from medview.engine.importing.draft import Draft
from medview.engine.importing.sample import sample
from medview.engine.weights import fitted

NO_LICENCE = (
    "No licence came with these weights. Without one, nobody but their makers may use or share them; ask the makers.\n"
)


def write_package(draft: Draft, folder: Path) -> Package:
    """Write a package into a folder of packages; nothing is left behind where that fails.

    Args:
        draft: What was read.
        folder: The folder of packages; the package's own is named like its identifier.

    Raises:
        ModelError: The weights do not fit the network, the network gives no numbers, or there is such a model already.
        WriteError: The package cannot be written.
    """
    target = folder / draft.configuration.card.id
    if target.exists():
        raise ModelError(
            tr("There is a model {id} already.").format(id=target.name),
            tr("Remove it first, or choose another identifier with --id."),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tidy(folder)
        with tempfile.TemporaryDirectory(prefix=IMPORTING, dir=folder) as temporary:
            _write(draft, Path(temporary) / target.name)
            (Path(temporary) / target.name).rename(target)
    except OSError as error:
        raise WriteError(
            tr("The model {id} cannot be written to {folder}: {why}.").format(id=target.name, folder=folder, why=error),
            tr("Choose another folder, or make room."),
        ) from error
    return load_package(target)


def _write(draft: Draft, folder: Path) -> None:
    """Every file of the package; the manifest comes last."""
    configuration = _golden_named(draft.configuration)
    check_named(configuration, folder)
    for name in ("configs", "docs", "models", "golden"):
        (folder / name).mkdir(parents=True)
    _write_weights(draft, configuration, folder)
    (folder / "LICENSE").write_text(draft.licence or NO_LICENCE, encoding="utf-8")
    (folder / CONFIGURATION).write_text(configuration_json(configuration), encoding="utf-8")
    (folder / METADATA).write_text(metadata_json(configuration), encoding="utf-8")
    (folder / "docs" / "README.md").write_text(readme(draft), encoding="utf-8")
    _write_golden(draft, load_package(folder))
    write_manifest(folder)
    load_package(folder).verify()


def _golden_named(configuration: Configuration) -> Configuration:
    golden = configuration.golden
    return configuration if isinstance(golden, StoredGolden) else replace(configuration, golden=StoredGolden("stored"))


def _write_weights(draft: Draft, configuration: Configuration, folder: Path) -> None:
    network = configuration.network
    if draft.file is not None:
        _copy(draft.file, draft.beside, folder / network.weights)
        return
    names = (network.weights, *network.folds)
    for name, state in zip(names, draft.states, strict=True):
        fitted(network, state)
        save_file(plain(state), folder / name, {"format": "pt"})


def _copy(file: Path, beside: tuple[str, ...], target: Path) -> None:
    """A file as it is, with those it refers to."""
    shutil.copyfile(file, target)
    for name in beside:
        (target.parent / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.parent / name, target.parent / name)


def plain(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights that share no memory with each other, each in a precision networks have."""
    return {name: _single(value.detach()).clone().contiguous() for name, value in state.items()}


def _single(value: Tensor) -> Tensor:
    odd = value.is_floating_point() and value.element_size() not in (2, 4)
    return value.float() if odd else value


def _write_golden(draft: Draft, package: Package) -> None:
    golden: Any = package.configuration.golden
    given, found = sample(package, draft.shape)
    if not np.isfinite(found).all():
        raise ModelError(
            tr("The network gives values that are no numbers on a plain input."),
            tr("Its weights are damaged, or belong to another network; ask its maker."),
        )
    for name, array in ((golden.input, given), (golden.output, found)):
        _save(package.folder / name, array)


def _save(path: Path, array: NDArray[np.float32]) -> None:
    np.save(path, array.astype(np.float32), allow_pickle=False)
