"""Measure the input gate of a package on its training pictures, and on what is made of them to be told apart.

Limits are set on pictures the numbers were not fitted to: the training pictures are divided, each part is measured by
numbers fitted to the others, and the limits hold all but a stated part of them. No picture of any other kind is used.
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.neural_network import MLPClassifier

from medview.catalog.package import Package
from medview.catalog.schema import Check, Gate
from medview.core.text import tr
from medview.engine.around import scaled
from medview.engine.views import VIEWS, Seen, distance, log_odds, outlining_network, seen
from medview.training.augmentation import Draw
from medview.training.export import rewrite
from medview.training.pictures.making import MADE
from medview.training.pictures.recipe import Variation
from medview.training.pictures.variation import varied
from medview.training.running.trainer import Checkpoint

Float = NDArray[np.float32]
Numbers = dict[str, NDArray[Any]]

FILE = "models/gate.safetensors"

TOGETHER = 0.025
"""Part of the training pictures that may be beyond the limit of any check: well below one in twenty."""

SCALES = np.geomspace(0.002, 0.04, 27)
"""Parts of the training pictures, and of varied copies, tried as those beyond the limit of one check."""

PARTS = 4
"""Into how many parts the pictures are divided to set the limits."""

DIRECTIONS = 40
"""Main directions of the Gaussian."""

HIDDEN = 48
"""Numbers between both layers of the small network."""

LOOKED_ALONG = 128
"""Main directions the small network looks along."""

STIFFNESS = 1.0
"""Weight of its weights' squares in its loss."""

EPOCHS = 150
NEVER = -30.0
"""Answer of the small network for a view that was not made."""


@dataclass(frozen=True)
class Effort:
    """How much is made of each training picture.

    Args:
        others: Pictures of other kinds.
        copies: Pictures that are still known: itself, and varied copies.
    """

    others: int
    copies: int


OUTLINED, DESCRIBED = Effort(2, 2), Effort(6, 3)
"""Where a network outlines something on each, and where a description of each is enough, which takes less long."""

MILD = Variation(
    rotation_deg=6.0, scale=(0.85, 1.12), stretch=1.12, shift=0.05, elastic=0.005, gamma=(0.6, 1.6), curve=0.4,
    contrast=1.0, brightness=0.0, bias=0.25, noise=0.1, blur=0.8, coarse=1.5, border=0.3, marks=0.4, hide=0.0,
)  # fmt: skip
"""How much films of other hospitals may differ and still be known."""


def mild(image: Float, seed: int) -> Float:
    """A training picture as another hospital might have made it."""
    spread = max(float(image.std()), 1e-6)
    given = torch.from_numpy(np.ascontiguousarray((image - image.mean()) / spread, np.float32))[None]
    size = (image.shape[0], image.shape[1])
    return np.asarray(varied(given, given[:0], size, MILD, seed)[0][0].numpy())


@dataclass(frozen=True, eq=False)
class Looks:
    """What the gate sees of the training pictures and of what is made of them.

    Args:
        vectors: (n, numbers).
        views: (n,) which of ``VIEWS`` each is.
        of: (n,) which training picture each is made of.
        seen: What is seen of each, in the same order.
        plain: (n,) whether it is a training picture as it came.
    """

    vectors: Float
    views: NDArray[np.int64]
    of: NDArray[np.int64]
    seen: tuple[Seen, ...]
    plain: NDArray[np.bool_]


def looks(
    package: Package, pictures: Sequence[Float], views: Sequence[str], seed: int, checkpoint: Checkpoint
) -> Looks:
    """Look at training pictures, at varied copies of them, and at what is made of those.

    Args:
        package: The package, its weights written.
        pictures: (rows, columns) grey values each.
        views: Which of ``VIEWS`` are made beside the known one; none of pictures that have no usual way up.
        seed: What is drawn.
        checkpoint: Told the progress; may raise to stop.
    """
    outlining, found = outlining_network(package), []
    effort = DESCRIBED if outlining is None else OUTLINED
    for number, picture in enumerate(pictures):
        checkpoint(number / len(pictures), tr("Measuring the input gate"))
        for place, (view, made) in enumerate(_made(picture, number, views, seed, effort)):
            found.append((number, VIEWS.index(view), seen(package.configuration, outlining, made), place == 0))
    of, kinds, every, plain = zip(*found, strict=True)
    vectors = np.stack([one.vector for one in every])
    return Looks(vectors, np.array(kinds), np.array(of), tuple(every), np.array(plain))


def _made(picture: Float, number: int, views: Sequence[str], seed: int, effort: Effort) -> list[tuple[str, Float]]:
    """The picture, varied copies of it, and some pictures of the other kinds, all of which come round in turn."""
    base = seed * 1_000_003 + number * 101
    known = [("known", picture), *(("known", mild(picture, base + copy)) for copy in range(1, effort.copies))]
    count = effort.others if views else 0
    chosen = [views[(number * effort.others + place) % len(views)] for place in range(count)]
    grey = scaled(picture, (256, 256))
    made = [
        (view, MADE[view](mild(grey, base + 50 + place), Draw(base + 70 + place))) for place, view in enumerate(chosen)
    ]
    return [*known, *made]


def fitted_numbers(found: Looks, chosen: NDArray[np.bool_], seed: int) -> Numbers:
    """The Gaussian of known pictures, and the small network that tells views apart.

    Args:
        found: What was seen.
        chosen: (n,) what of it is learned from.
        seed: Of the network's first weights.
    """
    known = found.vectors[chosen & (found.views == 0)].astype(np.float64)
    mean = known.mean(0)
    centred = known - mean
    _, scales, directions = np.linalg.svd(centred, full_matrices=False)
    count = min(DIRECTIONS, len(known) - 2)
    variances = scales**2 / max(len(known) - 1, 1)
    rest = float((centred**2).sum() / len(known) - variances[:count].sum()) / max(centred.shape[1] - count, 1)
    numbers: Numbers = {
        "mean": mean.astype(np.float32),
        "directions": directions[:count].astype(np.float16),
        "variances": np.maximum(variances[:count], 1e-6).astype(np.float32),
        "rest": np.array([max(rest, 1e-6)], np.float32),
    }
    if (found.views > 0).any():
        numbers |= _network(found.vectors[chosen] - numbers["mean"], found.views[chosen], seed)
    return numbers


def _network(vectors: Float, views: NDArray[np.int64], seed: int) -> Numbers:
    """A network of one hidden layer on the main directions of all vectors, written as one on the vectors themselves.

    Args:
        vectors: (n, numbers), less the mean of the known ones.
        views: (n,) which of ``VIEWS`` each is.
        seed: Of its first weights.
    """
    _, scales, directions = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    count = min(LOOKED_ALONG, len(scales))
    spreads = np.maximum(scales[:count] / np.sqrt(len(vectors)), 1e-3)
    basis = directions[:count] / spreads[:, None]
    network = MLPClassifier((HIDDEN,), alpha=STIFFNESS, max_iter=EPOCHS, random_state=seed)
    with warnings.catch_warnings(action="ignore"):  # it ends after its epochs, as it should
        network.fit(vectors @ basis.T, views)
    (first, second), (first_bias, second_bias) = network.coefs_, network.intercepts_
    outputs, answers = (len(VIEWS), first.shape[1]), list(network.classes_)
    weights, biases = np.zeros(outputs), np.full(len(VIEWS), NEVER)
    weights[answers], biases[answers] = second.T, second_bias
    named = {"first": first.T @ basis, "first_bias": first_bias, "second": weights, "second_bias": biases}
    return {name: np.asarray(value, np.float32) for name, value in named.items()}


@dataclass(frozen=True)
class Rule:
    """A check before its limits are known.

    Args:
        name: What ``engine.gate`` calls it.
        sentence: What is said of a picture beyond the limit.
        side: Whether the limit is the least (``low``) or the greatest (``high``) value.
        refuses: Whether no result is shown beyond it.
        weight: How often it may be wrong, beside the others.
    """

    name: str
    sentence: str
    side: Literal["low", "high"] = "high"
    refuses: bool = False
    weight: float = 1.0


RULES = (
    Rule("detail", "The picture is much coarser than those this model was trained on.", "low"),
    Rule("view-turned", "The picture lies on its side or upside down."),
    Rule("view-sideways", "The picture lies on its side.", weight=3.0),  # harder than others: heads are oval
    Rule("view-inverted", "Black and white are swapped."),
    Rule("view-mirrored", "The picture seems to be mirrored: its left is on the wrong side."),
    Rule("view-cropped", "Only a part of what this model expects is on the picture."),
    Rule("view-lateral", "This seems to be a view from the side."),
    Rule("view-other", "This does not seem to be a picture of the kind this model was trained on.", refuses=True),
    Rule("outlined", "What this model outlines first could not be found.", "low", refuses=True),
    Rule("distance", "The picture is unlike those this model was trained on."),
)
"""The checks whose limits are measured, in the order they are told."""

_LEAST_PART = 0.5
"""Of the shortest side, the least contrast and the fewest grey values among training pictures that still pass."""

_COLOURFUL = 0.04
"""Mean difference of red, green and blue from which on a picture is none in grey."""


def values(rule: Rule, numbers: Numbers, found: Looks, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What a check measures of the chosen pictures."""
    looked = [found.seen[place] for place in np.flatnonzero(chosen)]
    return np.array([_MEASURED[rule.name](numbers, one) for one in looked])


def _view(name: str) -> Callable[[Numbers, Seen], float]:
    return lambda numbers, one: float(log_odds(numbers, one.vector)[VIEWS.index(name)])


_MEASURED: Mapping[str, Callable[[Numbers, Seen], float]] = {
    "detail": lambda numbers, one: one.detail,
    "distance": lambda numbers, one: distance(numbers, one.vector),
    "outlined": lambda numbers, one: float(one.areas.min(initial=1.0)),
    **{f"view-{name}": _view(name) for name in VIEWS[1:]},
}


def limits(found: Looks, measured: Sequence[Rule], seed: int) -> dict[str, float]:
    """The limit of each check: as tight as they can be while nearly all training pictures lie within all of them,
    measured by numbers that were fitted to other pictures.
    """
    part = np.random.default_rng(seed).permutation(int(found.of.max()) + 1)[found.of] % PARTS
    known = found.views == 0
    order, values_of = list[int](), {rule.name: list[float]() for rule in measured}
    for number in range(PARTS):
        numbers, chosen = fitted_numbers(found, part != number, seed + number), known & (part == number)
        order += np.flatnonzero(chosen).tolist()
        for rule in measured:
            values_of[rule.name] += values(rule, numbers, found, chosen).tolist()
    table = np.array([values_of[rule.name] for rule in measured])
    plain = found.plain[order]
    tried = [(scale, _ends(table, measured, scale)) for scale in SCALES]
    kept = [ends for _, ends in tried if _beyond(table, measured, ends)[plain].mean() <= TOGETHER]
    return dict(zip(values_of, map(float, kept[-1] if kept else tried[0][1]), strict=True))


def _ends(table: NDArray[np.float64], measured: Sequence[Rule], scale: float) -> NDArray[np.float64]:
    """(rules,) the limits beyond which a part of the known pictures lies, (rules, n)."""
    parts = [scale * rule.weight if rule.side == "low" else 1 - scale * rule.weight for rule in measured]
    return np.array([np.quantile(row, end) for row, end in zip(table, parts, strict=True)])


def _beyond(table: NDArray[np.float64], measured: Sequence[Rule], ends: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) what lies beyond any limit."""
    signs = np.array([-1.0 if rule.side == "low" else 1.0 for rule in measured])
    return np.asarray((signs[:, None] * table > (signs * ends)[:, None]).any(0))


FILM_VIEWS = ("turned", "inverted", "mirrored", "cropped", "lateral", "other")
"""What films are told from."""


def with_gate(
    package: Package, pictures: Sequence[NDArray[Any]], views: Sequence[str], seed: int, checkpoint: Checkpoint
) -> Package:
    """Measure the gate of a package and write it into it.

    Args:
        package: The package, its weights written.
        pictures: Its training pictures, (rows, columns) or (rows, columns, 3).
        views: Which of ``VIEWS`` they are told from: only those that are none of their own kind.
        seed: What is drawn.
        checkpoint: Told the progress; may raise to stop.
    """
    grey = [np.asarray(one, np.float32).mean(2) if one.ndim == 3 else np.asarray(one, np.float32) for one in pictures]
    found = looks(package, grey, views, seed, checkpoint)
    outlines = bool(found.seen[0].areas.size)
    measured = [
        rule
        for rule in RULES
        if (not rule.name.startswith("view-") or rule.name.removeprefix("view-") in views)
        and (rule.name != "outlined" or outlines)
    ]
    ends = limits(found, measured, seed)
    save_file(fitted_numbers(found, np.ones(len(found.of), bool), seed), package.folder / FILE)
    checks = [_check(rule, ends[rule.name]) for rule in measured]
    gate = Gate((*_plain_checks(pictures), *checks), FILE)
    return rewrite(package.folder, replace(package.configuration, gate=gate))


def _check(rule: Rule, limit: float) -> Check:
    low, high = (limit if rule.side == side else None for side in ("low", "high"))
    return Check(rule.name, rule.sentence, _rounded(low), _rounded(high), rule.refuses)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _plain_checks(pictures: Sequence[NDArray[Any]]) -> tuple[Check, ...]:
    """Of what needs no numbers: size, colour, contrast and grey values."""
    side = min(min(one.shape[:2]) for one in pictures)
    colours = all(one.ndim == 3 for one in pictures)
    shown = (
        Check("shorter-side", "The picture has too few pixels.", low=float(round(_LEAST_PART * side)), refuses=True),
        Check("levels", "The picture is blank or nearly so.", low=8.0, refuses=True),
    )
    if not colours:
        grey = Check("colour", "The picture is in colour; this model reads grey ones.", high=_COLOURFUL, refuses=True)
        return (*shown, grey)
    least = min(float(np.ptp(np.asarray(one, np.float32), axis=2).mean()) / 255.0 for one in pictures)
    coloured = Check(
        "colour", "The picture has not the colours this model reads.", low=_LEAST_PART * least, refuses=True
    )
    return (*shown, coloured)


def with_gate_of(package: Package, other: Package) -> Package:
    """The gate of another package, whose network finds this one's region: both read the same pictures."""
    gate = other.configuration.gate
    if gate is None:
        return package
    if gate.statistics:
        shutil.copyfile(other.folder / gate.statistics, package.folder / gate.statistics)
    return rewrite(package.folder, replace(package.configuration, gate=gate))
