"""A model package: a folder in the MONAI bundle layout plus ``configs/medview.json``."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from medview.catalog.manifest import sha256, verify_manifest
from medview.catalog.names import is_known
from medview.catalog.parents import wrong_parents
from medview.catalog.schema import Configuration, Golden, Phantom, StoredGolden
from medview.core.card import ModelCard
from medview.core.errors import ModelError
from medview.core.explained import ALONG_METHODS
from medview.core.strict_json import NotStrict, read_object
from medview.core.text import tr

CONFIGURATION = "configs/medview.json"
METADATA = "configs/metadata.json"
REQUIRED = ("LICENSE", METADATA, CONFIGURATION, "docs/README.md")
"""Files every package has, beside its weights."""

_HINT = tr("Install the model again, or ask its maker for a package in MedView's format.")
_WEIGHTS = (".safetensors", ".pt", ".onnx")
_NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
"""What identifiers and versions may look like: they become names of folders on every system."""
_LONGEST_VERSION = 64
_adapter = TypeAdapter(Configuration)


@dataclass(frozen=True)
class Package:
    """A model package that was read and found well-formed.

    Args:
        folder: Where it is.
        configuration: What it says of itself.
    """

    folder: Path
    configuration: Configuration

    @cached_property
    def card(self) -> ModelCard:
        """The model card; of intervals it promises no more than the package has measured."""
        card, measured = self.configuration.card, self.configuration.calibration.intervals
        return card if measured else replace(card, interval_coverage=0.0)

    @property
    def key(self) -> str:
        """Which model in which version, also the name of the folder it is installed into."""
        return package_key(self.card.id, self.card.version)

    @property
    def weights_name(self) -> str:
        """The file that says what the package computes: its weights, or the configuration of one without a network."""
        return self.configuration.network.weights or CONFIGURATION

    @property
    def weights(self) -> Path:
        """That file."""
        return self.folder / self.weights_name

    def weights_sha256(self) -> str:
        """The hash of that file as it is on disk now."""
        return sha256(self.weights)

    def verify(self) -> dict[str, str]:
        """Compare every file with its recorded hash; returns the hashes.

        Raises:
            ModelError: A file was changed, is missing or is not listed; the message names it.
        """
        return verify_manifest(self.folder)


def package_key(model: str, version: str) -> str:
    """Which model in which version, in one word."""
    return f"{model}@{version}"


def claimed_key(folder: Path) -> str:
    """What a folder that is not yet checked says it holds: its model and version in one word.

    Raises:
        ModelError: It says neither, or in words that cannot be a folder's name.
    """
    card = _data(folder, CONFIGURATION).get("card")
    named = [card.get(part) for part in ("id", "version")] if isinstance(card, dict) else [None]
    if not all(isinstance(part, str) and _NAMED.fullmatch(part) for part in named):
        raise _bad(folder, CONFIGURATION, tr("gives no usable identifier and version of its model"))
    return package_key(*map(str, named))


def load_package(folder: Path) -> Package:
    """Read a model package; its hashes are compared by ``Package.verify``.

    Args:
        folder: The package's folder.

    Raises:
        ModelError: A file is missing, or says something outside the closed vocabularies.
    """
    for name in REQUIRED:
        if not (folder / name).is_file():
            raise ModelError(tr("The model package {name} lacks {file}.").format(name=folder.name, file=name), _HINT)
    metadata = _data(folder, METADATA)
    configuration = _parsed(folder, _data(folder, CONFIGURATION))
    package = Package(folder, configuration)
    _check_whole(package, metadata)
    return package


def check_named(configuration: Configuration, folder: Path) -> None:
    """Check the names a configuration gives, before anything is read or written by them.

    Args:
        configuration: What a package says of itself.
        folder: Where it is, or will be.

    Raises:
        ModelError: A file is none a package may have, or its version is none.
    """
    golden = configuration.golden
    weights = _weights(configuration)
    arrays = (golden.input, golden.output) if isinstance(golden, StoredGolden) else ()
    statistics = _statistics(configuration)
    files = tuple(map(PurePosixPath, (*weights, *arrays, *statistics)))
    version = configuration.card.version
    problems = (
        (len(version) > _LONGEST_VERSION or not _NAMED.fullmatch(version), tr("gives no usable version of its model")),
        (any(file.is_absolute() or ".." in file.parts for file in files), tr("points outside the package")),
        (
            any(PurePosixPath(name).suffix not in _WEIGHTS for name in weights),
            tr("names weights that are neither .safetensors nor .pt nor .onnx"),
        ),
        (any(PurePosixPath(name).suffix != ".npy" for name in arrays), tr("names a golden output that is not .npy")),
        (
            any(PurePosixPath(name).suffix != ".safetensors" for name in statistics),
            tr("names statistics of its gate that are not .safetensors"),
        ),
        (not all(map(is_known, (*weights, *arrays, *statistics))), tr("names files that no model package has")),
    )
    _refuse_first(folder, problems)


def _weights(configuration: Configuration) -> tuple[str, ...]:
    """Every file of weights a configuration names; none where there is no network."""
    if configuration.method is not None:
        return ()
    around = configuration.preparation.around
    return (configuration.network.weights, *configuration.network.folds, *((around,) if around else ()))


def _statistics(configuration: Configuration) -> tuple[str, ...]:
    gate = configuration.gate
    return (gate.statistics,) if gate and gate.statistics else ()


def configuration_json(configuration: Configuration) -> str:
    """The one JSON form of a configuration, for who makes a package."""
    return _adapter.dump_json(configuration, indent=1).decode() + "\n"


def _data(folder: Path, name: str) -> dict[str, Any]:
    try:
        data = read_object(folder / name)
    except (OSError, NotStrict) as error:
        raise _bad(folder, name, tr("cannot be read: {why}").format(why=error)) from error
    code = _executable(data)
    if code:
        raise _bad(folder, name, tr("asks for code to be run ({what}), which MedView never does").format(what=code))
    return data


def _executable(value: Any) -> str:
    """The first MONAI bundle reference or expression in a JSON value, or nothing."""
    if isinstance(value, dict):
        keys = (key for key in value if key.startswith(("_", "$", "@", "%")))
        return next(keys, "") or next(filter(None, map(_executable, value.values())), "")
    if isinstance(value, list):
        return next(filter(None, map(_executable, value)), "")
    return value if isinstance(value, str) and value.startswith("$") else ""


def _parsed(folder: Path, data: dict[str, Any]) -> Configuration:
    try:
        configuration = _adapter.validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise _bad(
            folder, CONFIGURATION, tr("says at {place}: {what}").format(place=place, what=first["msg"])
        ) from error
    extra = _unknown(data, _adapter.dump_python(configuration, mode="json"))
    if extra:
        raise _bad(folder, CONFIGURATION, tr("has the unknown entry {entry}").format(entry=extra))
    return configuration


def _unknown(given: Any, understood: Any, place: str = "") -> str:
    """The first entry of ``given`` that parsing dropped: dataclasses shared with core cannot forbid them themselves."""
    if isinstance(given, dict):
        dropped = sorted(given.keys() - understood.keys())
        if dropped:
            return f"{place}{dropped[0]}"
        return next(filter(None, (_unknown(given[key], understood[key], f"{place}{key}.") for key in given)), "")
    if isinstance(given, list):
        pairs = zip(given, understood, strict=True)
        return next(filter(None, (_unknown(*pair, f"{place}{index}.") for index, pair in enumerate(pairs))), "")
    return ""


def _check_whole(package: Package, metadata: dict[str, Any]) -> None:
    """Check what no single entry can: that the parts fit each other."""
    configuration = package.configuration
    check_named(configuration, package.folder)
    classes = configuration.network.out_channels - 1
    known = {label.value for label in configuration.card.labels}
    localisation, golden = configuration.localisation, configuration.golden
    used = [localisation.crop_labels, *(place.labels for place in localisation.places)] if localisation else []
    files = (*_weights(configuration), *_statistics(configuration))
    points = configuration.calibration.points
    without = (configuration.method is not None, configuration.network.name == "none")
    problems = (
        (without[0] != without[1], tr("names both a network and a method, or neither")),
        (not _phantom_fits(configuration), tr("has a golden volume too few or too many")),
        (metadata.get("version") != package.card.version, tr("and metadata.json give different versions")),
        (package.folder.name not in (package.card.id, package.key), tr("names another model than its folder")),
        (not all((package.folder / file).is_file() for file in files), tr("names weights that are not there")),
        (any(len(labels) != classes for labels in used), tr("does not give every class of the network a label")),
        (not {value for labels in used for value in labels} <= known, tr("uses a label the card does not explain")),
        (
            isinstance(golden, Golden) and len(golden.volumes_ml) != classes,
            tr("has a golden volume too few or too many"),
        ),
        (localisation is not None and configuration.spacing_mm is None, tr("does not say how large its voxels are")),
        (not _classes_fit(configuration), tr("names more or fewer classes than its network has outputs")),
        (
            any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(points)),
            tr("has calibration points that do not grow"),
        ),
        (bool(wrong_parents(configuration)), wrong_parents(configuration)),
        (not _scan_fits(configuration), tr("says how rare other classes than its own are along sequences")),
        (not _evidence_fits(configuration), tr("states evidence by a method that cannot tell letters apart")),
    )
    _refuse_first(package.folder, problems)


def _phantom_fits(configuration: Configuration) -> bool:
    """Whether a method, and only a method, is checked on the phantom, label by label."""
    golden = configuration.golden
    if not isinstance(golden, Phantom):
        return configuration.method is None
    if configuration.method is None:
        return False
    parts = 2 if configuration.method.name == "ct-lungs" else 1  # and what is destroyed in each lung
    return len(golden.volumes_ml) == parts * len(configuration.card.labels)


def _classes_fit(configuration: Configuration) -> bool:
    """Whether a classification names each channel; heads of detectors may have more outputs than classes."""
    named = len(configuration.classes)
    return not named or configuration.card.family != "classification" or named == configuration.network.out_channels


def _scan_fits(configuration: Configuration) -> bool:
    """Whether a model that can be slid, and no other, says of each of its classes how rare it is."""
    scan, letters, counted = configuration.card.scan, configuration.letters, configuration.calibration.frequencies
    if counted and (len(counted) != configuration.network.out_channels or not _are_parts(counted)):
        return False
    if scan is None:
        return True
    slid = letters is not None and letters.answers == "whole" and letters.length > 0
    named = [one.name for one in scan.expected] == [one.name for one in configuration.classes]
    competing = configuration.output.activation == "softmax" and not configuration.output.alone
    return slid and named and competing and _are_parts([one.part for one in scan.expected])


def _are_parts(parts: Sequence[float]) -> bool:
    """Whether none of them is nothing, and all are 1 together."""
    return min(parts) > 0.0 and math.isclose(math.fsum(parts), 1.0, abs_tol=_ROUNDED)


_ROUNDED = 1e-3
"""What parts that were rounded may differ from 1 together."""


def _evidence_fits(configuration: Configuration) -> bool:
    stated, of_letters = configuration.evidence, configuration.card.family == "sequences"
    return stated is None or not of_letters or set(stated.methods) <= set(ALONG_METHODS)


def _refuse_first(folder: Path, problems: Sequence[tuple[bool, str]]) -> None:
    for is_wrong, what in problems:
        if is_wrong:
            raise _bad(folder, CONFIGURATION, what)


def _bad(folder: Path, file: str, what: str) -> ModelError:
    return ModelError(
        tr("{file} of the model package {name} {what}.").format(file=file, name=folder.name, what=what), _HINT
    )
