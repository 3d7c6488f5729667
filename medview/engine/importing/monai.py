"""Reading a MONAI bundle: its metadata and its inference.json become a package; nothing of it is run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from medview.catalog.schema import (
    Channel,
    Configuration,
    Intensity,
    Network,
    Origin,
    Output,
    Preparation,
    StoredGolden,
    Tiling,
)
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.archives import names_in, opened
from medview.engine.importing.batches import check_batches
from medview.engine.importing.bundle_card import Metadata, card_of, checked
from medview.engine.importing.bundle_config import TARGET, BundleConfig, Component, read_config, read_json
from medview.engine.importing.cards import hash_of, licence_in
from medview.engine.importing.copies import check_copies, check_foreign
from medview.engine.importing.decoding import PREDICTED, Decoding, read_decoding
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.expressions import quoted
from medview.engine.importing.refusals import not_supported
from medview.engine.importing.scaling import AS_IS
from medview.engine.importing.states import unwrapped
from medview.engine.importing.targets import check_targets, network_of, tiling_of
from medview.engine.importing.transform import transforms_of
from medview.engine.importing.transforms import Reading, read_preparation
from medview.engine.networks.table import build_network
from medview.engine.weights import check_fit, read_weights

METADATA, INFERENCE = "configs/metadata.json", "configs/inference.json"
OWN = "configs/medview.json"
"""What MedView's own packages have beside the metadata."""

_OTHER_FORMS = ("configs/inference.yaml", "configs/inference.yml")
_WEIGHTS = ("models/model.safetensors", "models/model.pt")
_PROGRAM = "models/model.ts"
_WANTED = re.compile(
    r"(^|/)(configs/[^/]+\.(json|ya?ml)|models/[^/]+\.(pt|pth|safetensors|ts)|LICEN[SC]E[^/]*|docs/README\.md)$"
)
_MOST_LEFT_OUT = 40
_MOST_README = 100_000


def claims(path: Path) -> bool:
    """Whether this is a folder or a zip with what MONAI's bundles have, and is none of MedView's own packages."""
    if path.is_dir():
        root = _root(path)
        return root is not None and not (root / OWN).is_file()
    names = names_in(path)
    roots = [name.removesuffix(METADATA) for name in names if re.fullmatch(rf"([^/]+/)?{METADATA}", name)]
    return bool(roots) and f"{roots[0]}{OWN}" not in names


def read(path: Path, answers: Answers) -> Draft:
    """Read a bundle.

    Args:
        path: Its folder, or a zip of it.
        answers: What the person who imports says.

    Raises:
        ModelError: It is damaged, or asks for what MedView does not do and what would change the result.
    """
    with opened(path, _WANTED) as folder:
        root = _root(folder)
        if root is None:
            raise not_supported(tr("a bundle without {file}").format(file=METADATA))
        try:
            return _draft(root, path, answers)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ModelError(
                tr("The bundle {name} says too little, or something else than MONAI's bundles say ({error}).").format(
                    name=path.name, error=f"{type(error).__name__}: {error}"
                ),
                tr("Check it with “python -m monai.bundle verify_metadata”, where MONAI is installed."),
            ) from error


def _root(folder: Path) -> Path | None:
    """Where the bundle begins: the folder itself, or the only one in it that is a bundle."""
    if (folder / METADATA).is_file():
        return folder
    within = [place for place in sorted(folder.glob("*/")) if (place / METADATA).is_file()]
    return within[0] if len(within) == 1 else None


@dataclass(frozen=True, eq=False)
class _Parts:
    """The parts of a configuration that are read.

    Args:
        network: What is run.
        inferer: How it goes over an image.
        before: The transforms before it.
        after: Those after it.
    """

    network: Component
    inferer: Component | None
    before: Any
    after: Any


def _draft(root: Path, path: Path, answers: Answers) -> Draft:
    metadata = checked(read_json(root, METADATA))
    config = _configuration(root)
    parts = _parts(config)
    network = network_of(parts.network)
    preparing = transforms_of(parts.before, "preprocessing")
    deciding = transforms_of(parts.after, "postprocessing")
    image_key = metadata.first("inputs")[0] or "image"
    check_copies((*preparing, *deciding), (image_key, PREDICTED))
    reading = read_preparation(preparing, network.in_channels, image_key)
    check_foreign((*preparing, *deciding), {*reading.keys, image_key, PREDICTED})
    resampled = any(reading.spacing or ())
    decoding = read_decoding(deciding, network.out_channels, resampled, _voxel_ml(reading))
    file = _weights(root, config)
    network = _of_numbers(network)
    state = unwrapped(read_weights(file))
    check_fit(build_network(network, empty=True), state)
    licence = licence_in(root)
    card, questions = card_of(metadata, network, decoding.values, answers, path.stem, licence)
    settings = _settings(metadata, network, reading, decoding, tiling_of(parts.inferer, network.spatial_dims))
    left_out = (*decoding.told, *_left_out(config, parts))
    origin = Origin("monai-bundle", path.name, hash_of((file,)), left_out)
    configuration = Configuration(
        format=1, card=card, network=network, golden=StoredGolden("stored"), origin=origin, **settings
    )
    return Draft(configuration, (state,), questions=questions, licence=licence, readme=_readme(root))


def _configuration(root: Path) -> BundleConfig:
    if not (root / INFERENCE).is_file():
        other = next((name for name in _OTHER_FORMS if (root / name).is_file()), None)
        if other:
            raise ModelError(
                tr("not supported: {file}, as MedView reads JSON only.").format(file=other),
                tr("Save it as configs/inference.json: it says the same in JSON."),
            )
        raise not_supported(tr("a bundle without {file}").format(file=INFERENCE))
    config = read_config(root, INFERENCE, {"bundle_root": "."})
    check_targets(config)
    return config


_EVALUATORS = ("evaluator", "validate::evaluator", "inference::evaluator")
_NETWORKS = ("network", "network_def", "net", "model")


def _parts(config: BundleConfig) -> _Parts:
    evaluator = next((config.value(place) for place in _EVALUATORS if config.has(place)), None)
    if isinstance(evaluator, Component):
        _check_evaluator(evaluator)
    else:
        evaluator = None
    network = _said(config, evaluator, "network", _NETWORKS)
    inferer = _said(config, evaluator, "inferer", ("inferer",))
    if not isinstance(network, Component):
        raise not_supported(tr("a bundle that names no network of its own (network, network_def)"))
    if inferer is not None and not isinstance(inferer, Component):
        raise not_supported(tr("the inferer {name}").format(name=inferer))
    after = _said(config, evaluator, "postprocessing", ("postprocessing",))
    return _Parts(network, inferer, _before(config, evaluator), after)


def _check_evaluator(evaluator: Component) -> None:
    if evaluator.target.rpartition(".")[2] != "SupervisedEvaluator":
        raise not_supported(tr("the evaluator {name}").format(name=evaluator.target))
    for name in ("iteration_update", "networks"):
        if name in evaluator.entries:
            raise not_supported(f"{evaluator.target}({name}={evaluator.entries[name]})")
    if "train" in str(evaluator.entries.get("mode", "")).casefold():
        raise not_supported(f"{evaluator.target}(mode={evaluator.entries['mode']})")
    check_batches(evaluator)


def _said(config: BundleConfig, evaluator: Component | None, name: str, places: tuple[str, ...]) -> Any:
    """What the evaluator uses, or what usually stands in such a place."""
    if evaluator is not None and name in evaluator.entries:
        return evaluator.get(name)
    return next((config.value(place) for place in places if config.has(place)), None)


def _before(config: BundleConfig, evaluator: Component | None) -> Any:
    """The transforms of the data set the evaluator reads, or what usually stands in their place."""
    loader = (
        evaluator.get("val_data_loader") if evaluator is not None and "val_data_loader" in evaluator.names else None
    )
    dataset = loader.get("dataset") if isinstance(loader, Component) else None
    if isinstance(dataset, Component):
        return dataset.get("transform")
    return config.value("preprocessing") if config.has("preprocessing") else None


def _of_numbers(network: Network) -> Network:
    """A generator reads a row of numbers: as many as its latent shape has."""
    if network.name != "generator":
        return network
    shape: Any = network.arguments["latent_shape"]
    sides = shape if isinstance(shape, tuple) else (shape,)
    return replace(network, in_channels=math.prod(sides))


def _voxel_ml(reading: Reading) -> float | None:
    sides = reading.spacing or (0.0,)
    return math.prod(sides) / 1000.0 if all(sides) else None


def _settings(
    metadata: Metadata, network: Network, reading: Reading, decoding: Decoding, tiling: Tiling
) -> dict[str, Any]:
    """The entries of the configuration that say how it is run."""
    names = metadata.names("inputs")
    channels = tuple(
        Channel(names.get(number) or str(number), intensity) for number, intensity in enumerate(reading.intensities)
    )
    usual: Intensity = reading.intensities[0] if reading.intensities else AS_IS
    return {
        "intensity": usual,
        "channels": () if network.name == "generator" else channels,
        "spacing_mm": reading.spacing if any(reading.spacing or ()) else None,
        "orientation": reading.orientation or "RAS",
        "preparation": _preparation(reading, decoding),
        "tiling": _padded(tiling, reading, network.spatial_dims),
        "output": _output(decoding),
        "postprocess": decoding.steps,
    }


def _preparation(reading: Reading, decoding: Decoding) -> Preparation:
    resampled = any(reading.spacing or ())
    return Preparation(
        frame="anatomical" if reading.orientation else "stored",
        transpose=(0, 1, 2) if reading.orientation else (2, 1, 0),  # MONAI's arrays are (i, j, k)
        resampling=reading.resampling if resampled else "linear",
        crop="none" if reading.crop is None else "above",
        above=reading.crop or 0.0,
        normalised="first" if resampled and reading.scaled_before else "usual",
        restored=_restored(decoding) if resampled else "usual",
    )


def _restored(decoding: Decoding) -> Literal["outputs", "probabilities", "labels"]:
    """What MONAI resamples on the way back; without ``Invertd``, ``SaveImaged`` takes the nearest voxels."""
    return "labels" if decoding.inverted is None or not decoding.mixed else decoding.inverted


def _padded(tiling: Tiling, reading: Reading, dimensions: int) -> Tiling:
    """The windows, with what the bundle pads before them."""
    if not reading.padded:
        return tiling
    flat = tiling.patch.index(1) if dimensions == 2 else 2
    least, multiple = (_three(sides, dimensions, flat) for sides in (reading.least, reading.multiple))
    if tiling.whole:
        a, b, c = (max(pair) for pair in zip(least, tiling.patch, strict=True))
        return replace(tiling, patch=(a, b, c), multiple=multiple)
    if multiple != (1, 1, 1) or least not in ((1, 1, 1), tiling.patch):
        raise not_supported(
            tr("padding to {least}, multiples of {multiple}, before windows of {patch}").format(
                least=least, multiple=multiple, patch=tiling.patch
            )
        )
    return tiling


def _three(sides: tuple[int, ...], dimensions: int, flat: int) -> tuple[int, int, int]:
    filled = list(sides[:dimensions]) + [1] * (dimensions - len(sides))
    if dimensions == 2:
        filled.insert(flat, 1)
    x, y, z = filled
    return x, y, z


def _output(decoding: Decoding) -> Output:
    if decoding.stage == "outputs":  # MONAI would keep the plain outputs; labels are what MedView shows
        return Output("softmax" if decoding.channels > 1 else "sigmoid", labels=decoding.values)
    threshold = 0.5 if decoding.threshold is None else decoding.threshold
    return Output(decoding.activation, threshold, decoding.values)


def _weights(root: Path, config: BundleConfig) -> Path:
    """The file of the weights: the one the bundle loads, or the usual one."""
    named = [name for name in (_loaded(config), *_WEIGHTS) if name]
    for name in named:
        place = PurePosixPath(name)
        found = root / place
        if place.is_absolute() or ".." in place.parts:
            raise not_supported(tr("weights outside the bundle ({name})").format(name=name))
        if found.is_file():
            if not found.resolve().is_relative_to(root.resolve()):
                raise not_supported(tr("weights outside the bundle ({name})").format(name=name))
            return found
    if (root / _PROGRAM).is_file():
        raise ModelError(
            tr("not supported: {file}, which is TorchScript: a program with its weights.").format(file=_PROGRAM),
            tr("Ask for the bundle's models/model.pt, or save the state_dict() of the program where it is trusted."),
        )
    raise not_supported(tr("a bundle without weights ({names})").format(names=", ".join(dict.fromkeys(named))))


def _loaded(config: BundleConfig) -> str:
    """What the bundle's ``CheckpointLoader`` loads, where that can be worked out."""
    for place, value in config.components():
        if value[TARGET].rpartition(".")[2] == "CheckpointLoader" and "load_path" in value:
            try:
                found = config.value(f"{place}::load_path")
            except ModelError:
                return ""
            return str(PurePosixPath(found)) if isinstance(found, str) else ""
    return ""


def _left_out(config: BundleConfig, parts: _Parts) -> tuple[str, ...]:
    """What nobody read of the configuration, by its own words."""
    entries = (value for value in (parts.before, parts.after) if value is not None)
    read_ = [part.place for value in entries for part in _components(value)]
    read_ += [part.place for part in (parts.network, parts.inferer) if part is not None]
    found = dict.fromkeys(_unread(config, tuple(read_)))
    return tuple(found)[:_MOST_LEFT_OUT]


def _components(value: Any) -> Iterator[Component]:
    for item in value if isinstance(value, list) else (value,):
        if isinstance(item, Component):
            yield item


def _unread(config: BundleConfig, read_: tuple[str, ...]) -> Iterator[str]:
    said = tr("Left out: {what}")
    for place, value in config.leaves():
        if any(place == one or place.startswith(f"{one}::") for one in read_):
            continue
        if isinstance(value, str) and value.startswith("$") and not _is_plain(config, place):
            yield said.format(what=quoted(value[1:]))
        elif isinstance(value, Mapping) and TARGET in value:
            yield said.format(what=str(value[TARGET]).rpartition(".")[2])


def _is_plain(config: BundleConfig, place: str) -> bool:
    try:
        config.value(place)
    except ModelError:
        return False
    return True


def _readme(root: Path) -> str:
    path = root / "docs" / "README.md"
    if not path.is_file() or path.stat().st_size > _MOST_README:
        return ""
    return path.read_text(encoding="utf-8", errors="replace")
