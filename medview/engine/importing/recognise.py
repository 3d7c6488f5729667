"""Which reader a file or folder is for, told by what is in it, and what a person says beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.draft import Answers, Draft
from medview.engine.networks.multiples import divisible

READERS = ("nnunet", "monai", "onnx", "keras", "pytorch")
"""Modules beside this one with ``claims(path)`` and ``read(path, answers)``, in the order they are asked: what says
more of itself first."""

_LOOKED_INTO = 50
"""How many folders within one that is no model are looked into."""

_adapter = TypeAdapter(Configuration)


def read(path: Path, answers: Answers) -> Draft:
    """Read someone's model, whatever it is; nothing of it is run.

    Args:
        path: A file or folder.
        answers: What the person who imports says.

    Raises:
        ModelError: It is nothing MedView reads, is damaged, or asks for what MedView does not do.
    """
    if not path.exists():
        raise ModelError(tr("There is no {path}.").format(path=path), tr("Check the path."))
    reader = _claiming(path)
    if reader is not None:
        return answered(reader.read(path, answers), answers)
    several = _models_in(path)
    if several:
        raise ModelError(
            tr("{name} holds several models.").format(name=path.name or path),
            tr("Import one of them: {names}.").format(names=", ".join(several)),
        )
    raise ModelError(
        tr("{name} is no model MedView reads.").format(name=path.name or path),
        tr(
            "It reads MONAI bundles, nnU-Net v2 folders and exports, PyTorch and safetensors weights, Keras HDF5 and "
            "ONNX files."
        ),
    )


def _claiming(path: Path) -> Any:
    return next((reader for reader in map(_reader, READERS) if reader.claims(path)), None)


def _models_in(path: Path) -> list[str]:
    """Names of the folders in a folder that are models."""
    folders = sorted(child for child in path.iterdir() if child.is_dir())[:_LOOKED_INTO] if path.is_dir() else ()
    return [folder.name for folder in folders if _claiming(folder)]


def _reader(name: str) -> Any:
    return import_module(f"{__package__}.{name}")


def answered(draft: Draft, answers: Answers) -> Draft:
    """The draft with what a person said in place of what was read, and what whole images are padded to.

    Raises:
        ModelError: It is not what a card or a configuration has.
    """
    card: dict[str, Any] = {key: value for key, value in (("id", answers.id), ("name", answers.name)) if value}
    configuration = changed(draft.configuration, {**answers.settings, "card": {**card, **answers.card}})
    _check_id(configuration.card.id)
    configuration = replace(configuration, tiling=divisible(configuration))
    said = {*answers.card, *answers.settings}
    return replace(
        draft,
        configuration=configuration,
        questions=tuple(question for question in draft.questions if question.split(".")[0] not in said),
    )


def changed(configuration: Configuration, entries: Mapping[str, object]) -> Configuration:
    """A configuration with some entries replaced, down to the entries within them.

    Raises:
        ModelError: There is no such entry, or it does not take such a value.
    """
    before = _adapter.dump_python(configuration, mode="json")
    after = _merged(before, entries)
    try:
        made = _adapter.validate_json(_adapter_json(after), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise _wrong(f"{place}: {first['msg']}") from error
    lost = _lost(after, _adapter.dump_python(made, mode="json"))
    if lost:
        raise _wrong(tr("there is no entry {entry}").format(entry=lost))
    return made


def _adapter_json(value: Any) -> bytes:
    return TypeAdapter(Any).dump_json(value)


def _merged(before: Any, after: Any) -> Any:
    if not isinstance(before, dict) or not isinstance(after, Mapping):
        return after
    return {**before, **{key: _merged(before.get(key), value) for key, value in after.items()}}


def _lost(given: Any, kept: Any, place: str = "") -> str:
    """The first entry that is none of a configuration's: its dataclasses cannot forbid those themselves."""
    if not isinstance(given, Mapping) or not isinstance(kept, Mapping):
        return ""
    for key, value in given.items():
        if key not in kept:
            return f"{place}{key}"
        found = _lost(value, kept[key], f"{place}{key}.")
        if found:
            return found
    return ""


def _wrong(what: str) -> ModelError:
    return ModelError(
        tr("The card or the settings cannot be as you say: {what}.").format(what=what),
        tr("They have the entries of configs/medview.json."),
    )


def _check_id(model: str) -> None:
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_."
    if not model or model[0] in "-_." or set(model.casefold()) - set(allowed):
        raise ModelError(
            tr("“{id}” is no identifier of a model.").format(id=model),
            tr("Take letters, digits, dashes, dots and underscores, and begin with a letter or digit."),
        )
