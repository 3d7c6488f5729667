"""Tasks of the importing pool: read someone's model, make a package of it, and run a package on a plain input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from medview.catalog.imported import Imported, Ran
from medview.catalog.package import Package, load_package
from medview.core.errors import ModelError, WriteError
from medview.core.text import tr
from medview.engine.arrays import Float, activated, batched, runner
from medview.engine.classification import chances
from medview.engine.detection import detect
from medview.engine.importing.draft import Answers
from medview.engine.importing.recognise import read
from medview.engine.importing.write import write_package
from medview.engine.letters import encode
from medview.engine.pictures import network_input
from medview.engine.telling import told, told_boxes
from medview.io.atomic import atomic
from medview.io.plain import is_array, is_picture, read_array, read_picture, read_texts
from medview.jobs.protocol import Context

LETTERS = 1 << 16
"""Letters of texts that are computed at once."""


def read_model(context: Context, path: str, **answers: Any) -> Imported:
    """Read someone's model and tell what a package of it would say; nothing is written.

    Args:
        context: The job's.
        path: A file or folder.
        answers: See ``Answers``.

    Raises:
        ModelError: It is nothing MedView reads; nothing of it was run.
    """
    context.checkpoint(0.0, tr("Reading the model"))
    draft = read(Path(path), Answers(**answers))
    return Imported(draft.configuration, questions=draft.questions, licence=draft.licence)


def import_model(context: Context, path: str, folder: str, **answers: Any) -> Imported:
    """Read someone's model and write it as a package, with a golden output.

    Args:
        context: The job's.
        path: A file or folder.
        folder: The folder of packages.
        answers: See ``Answers``.

    Raises:
        ModelError: It is nothing MedView reads, or does not run; nothing of it was run and nothing is left behind.
        WriteError: The package cannot be written.
    """
    context.checkpoint(0.0, tr("Reading the model"))
    draft = read(Path(path), Answers(**answers))
    context.checkpoint(0.5, tr("Writing the package"))
    package = write_package(draft, Path(folder))
    context.checkpoint(1.0, tr("Done"))
    return Imported(
        package.configuration, str(package.folder), draft.questions, draft.licence, package.weights_sha256()
    )


@dataclass(frozen=True, eq=False)
class _Given:
    """One input.

    Args:
        name: For people.
        array: The network's input, with a batch.
    """

    name: str
    array: Float


def run_arrays(context: Context, model_folder: str, source: str, out: str, activation: bool = False) -> Ran:
    """Run a package's network on a plain input in float32 and write what it gives.

    Args:
        context: The job's.
        model_folder: The package.
        source: A .npy array, a text, or a picture, told by its content.
        out: Where the output goes: .npy; .npz where texts of different lengths give outputs of different shapes.
        activation: Whether to write probabilities, by the package's activation, rather than the network's output.

    Raises:
        ModelError: The package is damaged, or its network cannot read this.
        ReadError: The input cannot be read.
        WriteError: The output cannot be written.
    """
    start = perf_counter()
    context.checkpoint(0.0, tr("Loading the model"))
    package = load_package(Path(model_folder))
    package.verify()
    if package.card.family == "detection" and is_picture(Path(source)):
        return _detected(context, package, Path(source), Path(out), start)
    given = _given(package, Path(source))
    run = runner(package)
    outputs: list[Float] = []
    for number, batch in enumerate(batches := list(_batches(given))):
        context.checkpoint(0.1 + 0.8 * number / len(batches), tr("Computing"))
        outputs += _apart(_computed(package, run, np.concatenate(batch)), batch)
    shown = [_chances(package, output) for output in outputs]
    written = shown if activation else outputs
    names = tuple(part.name for part in given)
    _write(Path(out), names, written)
    rows = tuple(row for name, output in zip(names, shown, strict=True) for row in told(package, name, output))
    return Ran(out, tuple(output.shape for output in written), names, rows, perf_counter() - start)


def _chances(package: Package, output: Float) -> Float:
    """Probabilities, those of classifiers calibrated."""
    if package.card.family == "classification":
        return chances(package.configuration, output)
    return activated(package, output)


def _detected(context: Context, package: Package, source: Path, out: Path, start: float) -> Ran:
    """Boxes in a picture, as rows of x0, y0, x1, y1 in its pixels, score and label."""
    picture = read_picture(source, package.configuration.network.in_channels)
    context.checkpoint(0.1, tr("Computing"))
    rows = detect(package, picture)
    _write(out, (source.stem,), [rows.astype(np.float32)])
    shown = told_boxes(package, source.stem, rows)
    return Ran(str(out), (rows.shape,), (source.stem,), shown, perf_counter() - start)


def _given(package: Package, path: Path) -> list[_Given]:
    """The input by its kind; the file's name says nothing."""
    if is_array(path):
        return [_Given(path.stem, batched(package, read_array(path)))]
    if is_picture(path):
        return [_Given(path.stem, _picture(package, path))]
    return list(_texts(package, path))


def _texts(package: Package, path: Path) -> Iterator[_Given]:
    letters, molecules = package.configuration.letters, package.card.family == "molecules"
    if letters is None:
        raise ModelError(
            tr("{model} reads no texts.").format(model=package.card.name),
            tr("Give a .npy array, or a PNG or JPEG picture where it reads those."),
        )
    for text in read_texts(path, one_per_line=molecules):
        yield _Given(text.name, encode(letters, text.letters, strict=molecules)[None])


def _picture(package: Package, path: Path) -> Float:
    configuration = package.configuration
    if configuration.network.spatial_dims != 2:
        raise ModelError(
            tr("{model} reads no pictures.").format(model=package.card.name),
            tr("Give what it reads: {input}.").format(input=package.card.input.description),
        )
    return network_input(configuration, read_picture(path, configuration.network.in_channels))[0]


def _batches(given: Sequence[_Given]) -> Iterator[list[Float]]:
    """Neighbours of one shape together, as many as are computed at once."""
    batch: list[Float] = []
    for part in given:
        if batch and (batch[0].shape[1:] != part.array.shape[1:] or sum(map(_length, batch)) >= LETTERS):
            yield batch
            batch = []
        batch.append(part.array)
    yield batch


def _length(array: Float) -> int:
    return int(len(array) * max(array.shape[1:]))


def _apart(output: Float, batch: Sequence[Float]) -> list[Float]:
    ends = np.cumsum([len(array) for array in batch])[:-1]
    return list(np.split(output, ends))


def _computed(package: Package, run: Callable[[Float], Float], array: Float) -> Float:
    try:
        return run(array)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            tr("{model} cannot compute an input of shape {shape}: {why}").format(
                model=package.card.name, shape="×".join(map(str, array.shape)), why=error
            ),
            tr("Give an input of a shape its network takes."),
        ) from error


def _write(path: Path, names: Sequence[str], outputs: Sequence[Float]) -> None:
    if path.suffix == ".npz":
        named = dict(zip(_unique(names), outputs, strict=True))
        with atomic(path) as sibling:
            np.savez(sibling, **_words(named))
        return
    if path.suffix != ".npy" or len({output.shape[1:] for output in outputs}) != 1:
        raise WriteError(
            tr("{name} cannot hold these outputs.").format(name=path.name),
            tr("Choose a name that ends in .npy, or in .npz where the outputs are of different shapes."),
        )
    with atomic(path) as sibling:
        np.save(sibling, np.concatenate(outputs), allow_pickle=False)


def _unique(names: Sequence[str]) -> list[str]:
    return [name if names.count(name) == 1 else f"{name} {number}" for number, name in enumerate(names, start=1)]


def _words(named: Mapping[str, Float]) -> dict[str, Any]:
    """Names numpy can use for files in its archive."""
    return {name.replace("/", "_").replace("\\", "_"): array for name, array in named.items()}


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (read_model, import_model, run_arrays)}
"""What the importing pool runs."""
