"""Reading plain PyTorch weights: state dictionaries in files of any name, alone or several folds of one network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from medview.catalog.schema import Network, NetworkName, Origin
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.cards import card, hash_of, licence_in
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.inferred import guess
from medview.engine.importing.known import Beside, Known, meshnet, splice, wnet
from medview.engine.importing.profiles import profile
from medview.engine.importing.states import State, unwrapped
from medview.engine.networks.table import NETWORKS, build_network
from medview.engine.weights import check_fit, kind_of, read_weights

_FOLDS = "folds"
_KINDS = ("safetensors", "zip", "pickle")
_FOLD = re.compile(r"(?<![a-z])(?:fold|rs|seed|cv)[ _.-]?([0-9]{1,4})(?![0-9])", re.IGNORECASE)
"""What names of the folds of one network have: the number of a fold, or of what its training began with."""
_STATED = ("in_channels", "out_channels", "spatial_dims")

RECOGNISERS: tuple[Callable[[State, Beside], Known | None], ...] = (meshnet, wnet, splice)
"""Networks MedView writes itself, by the names others give their weights."""


def claims(path: Path) -> bool:
    """Whether this is a file of PyTorch or safetensors, or a folder with such files."""
    return bool(_files(path))


def read(path: Path, answers: Answers) -> Draft:
    """Read weights of one network; several files are its folds where their names or the person say so.

    Args:
        path: A file, or a folder.
        answers: The network and its arguments, where the weights do not tell them; ``folds`` among the arguments
            names the files to be taken as folds, such as ``{"folds": ["a.pth", "b.pth"]}``.

    Raises:
        ModelError: It is damaged, would run code, is of no known network, or does not fit the one that was named.
    """
    files = _files(path)
    if not files:
        raise ModelError(
            tr("{name} holds no weights MedView reads.").format(name=path.name),
            tr("Choose a .pt, .pth or .safetensors file, or a folder with the folds of one network."),
        )
    files, answers = _folds(files, path, answers)
    beside = Beside.of(files[0].parent)
    found = [_known(unwrapped(read_weights(file)), beside, answers, file) for file in files]
    _one_network(found, files)
    network = replace(found[0].network, folds=tuple(f"models/fold{n}.safetensors" for n in range(1, len(files))))
    licence = licence_in(path)
    described = profile(network, beside, found[0].unsure)
    made, questions = card(described.said, answers, _name(path), licence)
    origin = Origin("pytorch", path.name, hash_of(files), described.not_supported)
    configuration = replace(described.configuration(made, network), origin=origin)
    return Draft(
        configuration,
        tuple(one.state for one in found),
        questions=(*questions, *described.questions),
        licence=licence,
        readme=described.readme,
    )


def _files(path: Path) -> tuple[Path, ...]:
    candidates = (path,) if path.is_file() else tuple(sorted(path.iterdir())) if path.is_dir() else ()
    return tuple(file for file in candidates if file.is_file() and kind_of(file) in _KINDS)


def _folds(files: tuple[Path, ...], path: Path, answers: Answers) -> tuple[tuple[Path, ...], Answers]:
    """The files that are folds of one network, and what else the person says.

    Raises:
        ModelError: Nothing says that these files are folds, or one that was named is not there.
    """
    others = dict(answers.arguments)
    said = others.pop(_FOLDS, ())
    names = [str(name) for name in said] if isinstance(said, list | tuple) else [str(said)]
    present = {file.name: file for file in files}
    missing = next((name for name in names if name not in present), None)
    if missing is not None:
        raise ModelError(
            tr("There are no weights {name} in {folder}.").format(name=missing, folder=path.name),
            tr("It holds these: {names}.").format(names=", ".join(present)),
        )
    if names:
        return tuple(present[name] for name in dict.fromkeys(names)), replace(answers, arguments=others)
    if len(files) > 1 and not _named_as_folds(present):
        raise ModelError(
            tr("The names of the weights in {folder} do not say that they are folds: {names}.").format(
                folder=path.name, names=", ".join(present)
            ),
            tr("Import one of them by itself, or say which are folds: --arguments '{arguments}'.").format(
                arguments=json.dumps({_FOLDS: list(present)}, ensure_ascii=False)
            ),
        )
    return files, answers


def _named_as_folds(names: Iterable[str]) -> bool:
    """Whether names differ in the number of the fold and in nothing else."""
    parts = [_FOLD.split(Path(name).stem) for name in names]
    return all(len(part) == 3 for part in parts) and len({(before, after) for before, _, after in parts}) == 1


def _name(path: Path) -> str:
    """What a model is called by its file; ``model.pth`` says less than its folder does."""
    stem = path.name if path.is_dir() else path.stem
    return path.absolute().parent.name if stem.casefold().startswith("model") and path.is_file() else stem


def _known(state: State, beside: Beside, answers: Answers, file: Path) -> Known:
    """The network of some weights, and the weights by its own names.

    Raises:
        ModelError: Nobody knows which network it is, or it does not fit.
    """
    found = next(filter(None, (recognise(state, beside) for recognise in RECOGNISERS)), None)
    if found is None and (guessed := guess(state)):
        found = Known(guessed.network, state, guessed.unsure)
    if answers.network or (found and answers.arguments):
        found = _asked(state if found is None else found.state, found, answers)
    if found is None:
        raise _unknown(state, file)
    check_fit(build_network(found.network, empty=True), found.state)
    return found


def _asked(state: State, found: Known | None, answers: Answers) -> Known:
    """The network a person named, with the arguments that were read where nothing else is said."""
    wanted = answers.network or (found.network.name if found else "")
    if wanted not in NETWORKS:
        names = ", ".join(name for name in get_args(NetworkName) if name in NETWORKS)
        raise ModelError(
            tr("There is no network “{name}”.").format(name=wanted),
            tr("MedView has these: {names}.").format(names=names),
        )
    name: NetworkName = wanted  # type: ignore[assignment] # it is a key of the table
    given = {key: frozen(value) for key, value in answers.arguments.items()}
    base = found.network if found and found.network.name == name else _bare(name, state)
    stated: dict[str, Any] = {key: given.pop(key) for key in _STATED if key in given}
    unsure = tuple(argument for argument in found.unsure if argument not in answers.arguments) if found else ()
    return Known(replace(base, **stated, arguments={**base.arguments, **given}), state, unsure)


def _bare(name: NetworkName, state: State) -> Network:
    """A network of which only the channels are told from the first and the last weights."""
    wide = [value for value in state.values() if value.ndim >= 2]
    if not wide:
        raise ModelError(tr("There is no convolution or dense layer among the weights."), "")
    dims = max(1, max(value.ndim for value in wide) - 2)
    return Network(name, {}, wide[0].shape[1], wide[-1].shape[0], spatial_dims=min(3, dims))  # type: ignore[arg-type]


def frozen(value: Any) -> Any:
    """JSON lists as tuples."""
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def _one_network(found: Sequence[Known], files: Sequence[Path]) -> None:
    for other, file in zip(found[1:], files[1:], strict=True):
        if other.network != found[0].network:
            raise ModelError(
                tr("{name} is of another network than {first}; they are no folds of one model.").format(
                    name=file.name, first=files[0].name
                ),
                tr("Import one of the files by itself: {names}.").format(names=", ".join(f.name for f in files)),
            )


def _unknown(state: Mapping[str, Any], file: Path) -> ModelError:
    first = next(iter(state))
    return ModelError(
        tr("{name} does not say of which network its weights are (the first is “{first}”, {shape}).").format(
            name=file.name, first=first, shape="×".join(map(str, state[first].shape))
        ),
        tr("Say it with --network and --arguments; MedView has these: {names}.").format(names=", ".join(NETWORKS)),
    )
