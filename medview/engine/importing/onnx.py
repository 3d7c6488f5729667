"""Reading an ONNX file: what it takes and gives, what its maker said of it, and what only a person can say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from medview.catalog.schema import Configuration, Network, Origin, StoredGolden
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.cards import card, hash_of, licence_in
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.onnx_families import guess
from medview.engine.importing.onnx_probe import Probed, probe
from medview.engine.importing.onnx_words import Words, words_of
from medview.engine.onnx.checks import Model, checked

_VERSIONS = range(1, 64)
_NEXT = frozenset((0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72))
"""Tags of the fields that may follow the format's version, with which every exporter begins."""

WEIGHTS = "models/model.onnx"


def claims(path: Path) -> bool:
    """Whether this is an ONNX file, or a folder with one."""
    return _file(path) is not None


def read(path: Path, answers: Answers) -> Draft:
    """Read an ONNX file; it is checked, and run once on noise of the shape it takes.

    Args:
        path: The file, or a folder with it.
        answers: What the person says; its settings may give sizes the file leaves open.

    Raises:
        ModelError: It is refused, does not run, or gives what MedView has no use for; the message says why.
    """
    file = _file(path)
    if file is None:
        raise ModelError(tr("{name} is no ONNX file.").format(name=path.name), tr("Choose a .onnx file."))
    model = checked(file)
    words = words_of(dict(model.metadata))
    probed = probe(model, words.size, answers.settings)
    return _draft(model, words, probed, path, answers)


def _draft(model: Model, words: Words, probed: Probed, path: Path, answers: Answers) -> Draft:
    found = guess(model, probed, words)
    licence = licence_in(path)
    made, questions = card(found.said, answers, path.stem, licence)
    arguments = _arguments(probed, found.outputs)
    network = Network("onnx", arguments, probed.channels, found.classes, _weights(model), spatial_dims=probed.dims)
    files = (model.path, *(model.path.parent / name for name in model.beside))
    configuration = Configuration(
        format=1,
        card=made,
        network=network,
        intensity=found.intensity,
        tiling=found.tiling,
        golden=StoredGolden("stored", tolerance=found.tolerance),
        channels=found.channels,
        preparation=found.preparation,
        output=found.output,
        detection=found.detection,
        origin=Origin("onnx", path.name, hash_of(files), found.not_supported),
    )
    return Draft(
        configuration,
        (),
        file=model.path,
        beside=model.beside,
        questions=(*questions, *found.questions),
        licence=licence,
        readme=_readme(model, words),
        shape=probed.shape,
    )


def _arguments(probed: Probed, outputs: tuple[str, ...]) -> dict[str, Any]:
    """What of the file is used and how it lies, where that is not the usual."""
    said: dict[str, Any] = {
        "outputs": () if outputs == tuple(probed.outputs) else outputs,
        "channels_last": probed.channels_last,
        "unbatched": probed.unbatched,
    }
    return {name: value for name, value in said.items() if value}


def _weights(model: Model) -> str:
    """Where the file lies in the package: not where a file it refers to does."""
    taken = {name.casefold() for name in model.beside}
    return WEIGHTS if "model.onnx" not in taken else "models/network-of-package.onnx"


def _readme(model: Model, words: Words) -> str:
    said = [tr("Written by {producer}.").format(producer=model.producer) if model.producer else "", words.description]
    return "\n\n".join(filter(None, said))


def _file(path: Path) -> Path | None:
    """The file itself, or the only one of a folder."""
    if path.is_dir():
        inside = [file for file in sorted(path.iterdir()) if file.is_file() and _looks(file)]
        return inside[0] if len(inside) == 1 else None
    return path if path.is_file() and _looks(path) else None


def _looks(path: Path) -> bool:
    """Whether a file begins as ONNX files do: with the version of their format."""
    try:
        with path.open("rb") as stream:
            head = stream.read(3)
    except OSError:
        return False
    return len(head) == 3 and head[0] == 0x08 and head[1] in _VERSIONS and head[2] in _NEXT
