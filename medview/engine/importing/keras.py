"""Reading Keras HDF5 weights of a SMILES encoder and its property predictor: layer by layer, by their kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.schema import Argument, Intensity, Letters, Network, Origin, Output, Tiling
from medview.core.errors import ModelError
from medview.core.strict_json import NotStrict, read_json
from medview.core.text import tr
from medview.engine.importing.cards import Said, card, hash_of, licence_in
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.hdf5 import Layer, read_layers
from medview.engine.importing.labels import labels_of
from medview.engine.importing.profiles import NO_PICTURE, Described
from medview.engine.networks.smiles import EPSILON
from medview.engine.weights import kind_of

State = dict[str, Tensor]
_AUTHORS = "Gómez-Bombarelli et al. 2018, ACS Cent Sci 4:268"
_EXPECTED: Mapping[str, Any] = {
    "strides": [1],
    "padding": "valid",
    "dilation_rate": [1],
    "epsilon": EPSILON,
    "axis": -1,
}
"""What the layers of these networks say of themselves, where they say it."""


def claims(path: Path) -> bool:
    """Whether this is an HDF5 file, or a folder with such files."""
    return bool(_files(path))


def _files(path: Path) -> tuple[Path, ...]:
    candidates = (path,) if path.is_file() else tuple(sorted(path.iterdir())) if path.is_dir() else ()
    return tuple(file for file in candidates if file.is_file() and kind_of(file) == "hdf5")


@dataclass(frozen=True, eq=False)
class Part:
    """A network read from one file.

    Args:
        arguments: Its arguments.
        inner: Channels it reads.
        outer: Numbers it gives.
        state: Its weights.
    """

    arguments: dict[str, Argument]
    inner: int
    outer: int
    state: State


def read(path: Path, answers: Answers) -> Draft:
    """Read an encoder, a predictor, or both: together they are one model, from text to properties.

    Args:
        path: A file, or a folder with both.
        answers: The identifier and name wanted.

    Raises:
        ModelError: It is damaged, or its layers are not those of such networks.
    """
    files = _files(path)
    parts = {file: read_layers(file) for file in files}
    encoders = [encoder(layers, file) for file, layers in parts.items() if _convolves(layers)]
    predictors = [predictor(layers, file) for file, layers in parts.items() if not _convolves(layers)]
    if len(encoders) > 1 or len(predictors) > 1:
        raise ModelError(
            tr("{name} holds more than one encoder and one predictor.").format(name=path.name),
            tr("Import one of the files by itself: {names}.").format(names=", ".join(file.name for file in files)),
        )
    beside = Experiment.of(files[0].parent)
    network, state = _together(encoders, predictors)
    described = _described(network, bool(encoders), beside)
    licence = licence_in(path)
    made, questions = card(described.said, answers, path.stem if path.is_file() else path.name, licence)
    configuration = described.configuration(made, network)
    origin = Origin("keras", path.name, hash_of(files), described.not_supported)
    return Draft(
        replace(configuration, origin=origin),
        (state,),
        questions=(*questions, *described.questions),
        licence=licence,
        shape=_shape(network),
    )


def _convolves(layers: Sequence[Layer]) -> bool:
    return any(layer.kind == "Conv1D" for layer in layers)


def encoder(layers: Sequence[Layer], path: Path) -> Part:
    """Convolutions, each normalised; dense layers, each normalised; a last dense layer."""
    rows = _paired(layers, path)
    convolutions = [row for row in rows if row[0].kind == "Conv1D"]
    *dense, (head, _) = rows[len(convolutions) :] or rows[-1:]
    if not dense or any(norm is None for _, norm in (*convolutions, *dense)):
        raise _other(path, tr("an encoder normalises after each of its layers but the last"))
    kernels = [layer.weights["kernel"] for layer, _ in convolutions]
    widths, filters = (tuple(kernel.shape[axis] for kernel in kernels) for axis in (0, 2))
    length = dense[0][0].weights["kernel"].shape[0] // filters[-1] + sum(width - 1 for width in widths)
    state = _dense("head", head)
    for stem, part in (("convolutions", convolutions), ("dense", dense)):
        for number, (layer, norm) in enumerate(part):
            state |= _weighted(f"{stem}.{number}", layer, norm)
    arguments: dict[str, Argument] = {
        "length": length,
        "filters": filters,
        "widths": widths,
        "dense": tuple(layer.weights["kernel"].shape[1] for layer, _ in dense),
    }
    return Part(arguments, kernels[0].shape[1], head.weights["kernel"].shape[1], state)


def predictor(layers: Sequence[Layer], path: Path) -> Part:
    """Dense layers, some of them normalised, and a last one."""
    *hidden, (head, norm) = _paired(layers, path)
    if not hidden or norm is not None:
        raise _other(path, tr("a predictor ends with a dense layer after others"))
    state = _dense("head", head)
    for number, (layer, with_norm) in enumerate(hidden):
        state |= _weighted(f"hidden.{number}", layer, with_norm)
    arguments: dict[str, Argument] = {
        "hidden": tuple(layer.weights["kernel"].shape[1] for layer, _ in hidden),
        "normalised": tuple(int(with_norm is not None) for _, with_norm in hidden),
    }
    return Part(arguments, hidden[0][0].weights["kernel"].shape[0], head.weights["kernel"].shape[1], state)


def _paired(layers: Sequence[Layer], path: Path) -> list[tuple[Layer, Layer | None]]:
    """Each layer with the normalisation after it."""
    rows: list[tuple[Layer, Layer | None]] = []
    for layer in layers:
        _check(layer, path)
        if layer.kind != "BatchNormalization":
            rows.append((layer, None))
        elif rows and rows[-1][1] is None:
            rows[-1] = (rows[-1][0], layer)
        else:
            raise _other(path, tr("“{name}” normalises nothing").format(name=layer.name))
    activations = [layer.stated.get("activation", "tanh") for layer, _ in rows[:-1]]
    if set(activations) - {"tanh"} or not rows or rows[-1][0].stated.get("activation", "linear") != "linear":
        raise _other(path, tr("its layers end with tanh, and the last one with nothing"))
    return rows


def _check(layer: Layer, path: Path) -> None:
    for entry, expected in _EXPECTED.items():
        found = layer.stated.get(entry, expected)
        if found != expected and not (isinstance(expected, float) and abs(found - expected) < expected / 1e6):
            raise _other(path, f"{layer.name}: {entry} {found!r}")


def _weighted(stem: str, layer: Layer, norm: Layer | None) -> State:
    return _dense(f"{stem}.0", layer) | ({} if norm is None else _normalised(f"{stem}.2", norm))


def _dense(stem: str, layer: Layer) -> State:
    """Keras keeps what comes out last, PyTorch first: (inner, outer), or (width, inner, outer)."""
    return {f"{stem}.weight": _tensor(layer.weights["kernel"].T), f"{stem}.bias": _tensor(layer.weights["bias"])}


def _normalised(stem: str, norm: Layer) -> State:
    names = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
    weights = {f"{stem}.{own}": _tensor(norm.weights[theirs]) for theirs, own in names.items()}
    return {**weights, f"{stem}.num_batches_tracked": torch.tensor(0)}


def _tensor(array: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array))


def _other(path: Path, why: str) -> ModelError:
    return ModelError(
        tr("{name} is neither the encoder nor the predictor of a chemical autoencoder: {why}.").format(
            name=path.name, why=why
        ),
        tr("Of Keras files, MedView reads these two networks; export others as ONNX."),
    )


@dataclass(frozen=True)
class Experiment:
    """What lies beside the weights.

    Args:
        alphabet: The letters, in the order of the channels.
        padding: Letter texts are filled up with, on their right.
        properties: Names of what is predicted.
    """

    alphabet: tuple[str, ...] = ()
    padding: str = ""
    properties: tuple[str, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Experiment:
        """Read ``exp.json`` and the letters it names; what is not there is left empty."""
        stated = _json(folder / "exp.json")
        stated = stated if isinstance(stated, dict) else {}
        letters = _json(folder / Path(str(stated.get("char_file", ""))).name)
        alphabet = tuple(map(str, letters)) if isinstance(letters, list) else ()
        padding = " " if stated.get("PADDING") == "right" and " " in alphabet else ""
        tasks = stated.get("reg_prop_tasks")
        return cls(alphabet, padding, tuple(map(str, tasks)) if isinstance(tasks, list) else ())


def _json(path: Path) -> Any:
    try:
        return read_json(path)
    except (OSError, NotStrict):
        return None


def _together(encoders: Sequence[Part], predictors: Sequence[Part]) -> tuple[Network, State]:
    if not predictors:
        one = encoders[0]
        return Network("smiles_encoder", one.arguments, one.inner, one.outer, spatial_dims=1), one.state
    last = predictors[0]
    arguments, state = dict(last.arguments), dict(last.state)
    inner = last.inner
    if encoders:
        first = encoders[0]
        arguments |= {**first.arguments, "latent": first.outer}
        state |= {f"encoder.{name}": value for name, value in first.state.items()}
        inner = first.inner
    return Network("smiles_properties", arguments, inner, last.outer, spatial_dims=1), state


def _described(network: Network, reads_text: bool, beside: Experiment) -> Described:
    predicts = network.name == "smiles_properties"
    names = beside.properties if len(beside.properties) == network.out_channels else ()
    labels = labels_of(dict(enumerate(names))) if predicts else ()
    text = replace(NO_PICTURE, description="A molecule as SMILES")
    numbers = replace(NO_PICTURE, description=f"{network.in_channels} numbers that stand for a molecule")
    said = Said(
        family="molecules",
        name="Properties of a molecule" if predicts else "Latent numbers of a molecule",
        summary="Estimates properties of a molecule." if predicts else "Encodes a molecule in numbers.",
        input=text if reads_text else numbers,
        labels=labels,
        authors=_AUTHORS,
    )
    known = len(beside.alphabet) == network.in_channels
    letters = _letters(network, beside) if reads_text and known else None
    asked = (*(("letters",) if reads_text and not known else ()), *(("labels",) if predicts and not names else ()))
    tiling = Tiling((1, 1, 1), overlap=0.0, whole=True)
    return Described(said, Intensity("none"), tiling, Output("none"), letters=letters, questions=asked)


def _letters(network: Network, beside: Experiment) -> Letters:
    length: Any = network.arguments["length"]
    return Letters(beside.alphabet, length=length, padding=beside.padding)


def _shape(network: Network) -> tuple[int, ...]:
    length: Any = network.arguments.get("length", 0)
    return (1, network.in_channels, length) if length else (1, network.in_channels)
