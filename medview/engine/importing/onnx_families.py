"""What an ONNX network is for, told from the shapes of what it gives; what they do not tell is asked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from medview.catalog.schema import Channel, Intensity, Output, Preparation, Tiling
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.cards import UNSTATED, Said
from medview.engine.importing.onnx_detectors import finished_boxes, raw_boxes, table
from medview.engine.importing.onnx_guess import (
    ACTIVATIONS,
    PICTURES,
    VOLUMES,
    Guess,
    Seen,
    patch,
    picture_channels,
    picture_intensity,
)
from medview.engine.importing.onnx_probe import Given, Probed
from medview.engine.importing.onnx_words import Words
from medview.engine.onnx.checks import Model

MOST_CLASSES = 100_000


def guess(model: Model, probed: Probed, words: Words) -> Guess:
    """What a network seems to be for.

    Raises:
        ModelError: MedView has no use for what it gives; the message tells the shapes.
    """
    if words.task in ("segment", "pose", "obb"):
        raise _no_use(model, probed, tr("outputs of Ultralytics' task “{task}”").format(task=words.task))
    seen = Seen(model, probed, words)
    found = next(filter(None, (family(seen) for family in FAMILIES)), None)
    if found is None:
        raise _no_use(model, probed, tr("outputs of such shapes"))
    return found


def _no_use(model: Model, probed: Probed, what: str) -> ModelError:
    shapes = ", ".join(f"{name} {'×'.join(map(str, given.shape))}" for name, given in probed.outputs.items())
    return ModelError(
        tr("not supported: {what}. {name} gives {shapes} on an input of {size}.").format(
            what=what, name=model.path.name, shapes=shapes, size="×".join(map(str, probed.shape))
        ),
        tr(
            "MedView imports segmentation (scores of every class, as large as the input), classification (one number "
            "for each class) and detection (boxes with scores)."
        ),
    )


def _segmentation(seen: Seen) -> Guess | None:
    """Scores of every class at every voxel; of several such outputs the first is taken."""
    probed = seen.probed
    alike = [name for name, given in probed.outputs.items() if given.kind == "f" and _is_map(given, probed)]
    if not alike:
        return None
    name = alike[0]
    shape = probed.outputs[name].shape
    classes = shape[-1] if probed.channels_last else shape[1]
    alone = classes == 1 or dict(seen.model.last).get(name) == "Sigmoid"
    otherwise = "sigmoid" if alone else "softmax"
    output = Output(seen.activation(name, otherwise))  # type: ignore[arg-type] # one of the three
    output = replace(output, alone=True) if alone and output.activation == "none" else output
    first = 0 if alone else 1
    labels = tuple(replace(label, value=label.value + 1 - first) for label in seen.names(classes, first))
    flat = probed.dims == 2
    rest = sorted(set(probed.outputs) - {name})
    return Guess(
        Said(
            "segmentation" if probed.dims > 1 else "sequences",
            tr("{name} with {count} outputs").format(name=seen.model.path.stem, count=classes),
            UNSTATED,
            replace(VOLUMES, dimensions=probed.dims),
            labels,
        ),
        classes,
        (name,),
        Tiling(patch(probed), overlap=0.5 if probed.dims > 1 else 0.0),
        _volume_intensity(probed),
        Preparation(frame="stored") if flat else Preparation(),
        output,
        tuple(Channel(f"channel {number + 1}") for number in range(probed.channels)),
        questions=seen.asked("intensity", "spacing_mm", "orientation", *(() if probed.fixed else ("tiling",))),
        not_supported=tuple(tr("The output {name} is not used.").format(name=one) for one in rest),
    )


def _is_map(given: Given, probed: Probed) -> bool:
    if len(given.shape) != len(probed.shape):
        return False
    inner = given.shape[1:-1] if probed.channels_last else given.shape[2:]
    return inner == probed.sides


def _volume_intensity(probed: Probed) -> Intensity:
    return Intensity("none", over="all") if probed.whole else Intensity("zscore", over="nonzero-kept")


def _classification(seen: Seen) -> Guess | None:
    """One number for each class."""
    probed = seen.probed
    rows = {name: math.prod(given.shape[1:]) for name, given in probed.outputs.items() if _is_row(given)}
    if not rows or len(rows) != len(probed.outputs):
        return None
    name = next(iter(rows))
    classes = rows[name]
    volume = probed.dims == 3
    last = dict(seen.model.last).get(name)
    otherwise = "sigmoid" if classes == 1 else "softmax"
    activation = seen.activation(name, otherwise)
    size = (probed.sides[0], probed.sides[1]) if probed.dims == 2 else ()
    return Guess(
        Said(
            "classification",
            tr("{name} with {count} classes").format(name=seen.model.path.stem, count=classes),
            UNSTATED,
            VOLUMES if volume else PICTURES,
            seen.names(classes),
        ),
        classes,
        (name,),
        Tiling(patch(probed), overlap=0.0, whole=True),
        _volume_intensity(probed) if volume else picture_intensity(probed),
        Preparation("stored" if probed.dims == 2 else "anatomical", size=size),
        Output(activation),  # type: ignore[arg-type] # one of the three
        picture_channels(probed),
        questions=seen.asked("intensity", "preparation", *(() if last in ACTIVATIONS else ("output",))),
        not_supported=tuple(tr("The output {name} is not used.").format(name=one) for one in list(rows)[1:]),
    )


def _is_row(given: Given) -> bool:
    count = math.prod(given.shape[1:])
    alone = all(side == 1 for side in given.shape[2:]) and given.shape[:1] == (1,)
    return given.kind == "f" and len(given.shape) > 1 and alone and 0 < count <= MOST_CLASSES


FAMILIES: tuple[Callable[[Seen], Guess | None], ...] = (
    _segmentation,
    finished_boxes,
    table,
    raw_boxes,
    _classification,
)
"""What a network may be for, in the order it is asked."""
