"""A few words on what a network gave on a plain input."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.core.text import tr
from medview.engine.arrays import Float
from medview.engine.deciding import decision

Row = tuple[str, str, str]

SHOWN = 5
"""Positions, and numbers without names, that are told."""

LEAST = 0.5
"""From which probability a position of a sequence is told."""


def told(package: Package, name: str, output: Float) -> tuple[Row, ...]:
    """Rows of (input, what, how much).

    Args:
        package: The package.
        name: Of the input.
        output: (n, outputs, …) probabilities or numbers.
    """
    rows: list[Row] = []
    for number, one in enumerate(output):
        title = name if len(output) == 1 else f"{name} {number + 1}"
        rows += [(title, what, much) for what, much in _one(package, one)]
    return tuple(rows)


def told_boxes(package: Package, name: str, boxes: NDArray[np.float64]) -> tuple[Row, ...]:
    """Rows of (input, what, how much and where) of a detector.

    Args:
        package: The package.
        name: Of the input.
        boxes: (n, 6) x0, y0, x1, y1 in the picture's pixels, score and label.
    """
    names = {label.value: label.name for label in package.card.labels}
    words = tr("{score:.3f} at {x0:.1f}, {y0:.1f} to {x1:.1f}, {y1:.1f}")
    return tuple(
        (name, names.get(int(label), str(int(label))), words.format(score=score, x0=x0, y0=y0, x1=x1, y1=y1))
        for x0, y0, x1, y1, score, label in boxes
    )


def _one(package: Package, output: NDArray[np.float32]) -> list[tuple[str, str]]:
    if output.ndim == 1:
        return _numbers(package, output)
    if package.card.family == "sequences" and output.ndim == 2:
        return _positions(package, output)
    return _areas(package, output)


def _numbers(package: Package, values: NDArray[np.float32]) -> list[tuple[str, str]]:
    names = [label.name for label in sorted(package.card.labels, key=lambda label: label.value)]
    if len(names) == len(values):
        return [(name, f"{value:.4g}") for name, value in zip(names, values, strict=True)]
    shown = ", ".join(f"{value:.4g}" for value in values[:SHOWN])
    return [(tr("{count} numbers").format(count=len(values)), f"{shown} …" if len(values) > SHOWN else shown)]


def _positions(package: Package, chances: NDArray[np.float32]) -> list[tuple[str, str]]:
    """The likeliest positions of each label that has any, counted from 1."""
    known = [label for label in package.card.labels if label.value < len(chances)]
    return [(label.name, _likely(chances[label.value]) or tr("none")) for label in known]


def _likely(chances: NDArray[np.float32]) -> str:
    best = [place for place in np.argsort(chances)[::-1][:SHOWN] if chances[place] >= LEAST]
    return ", ".join(f"{place + 1} ({chances[place]:.3f})" for place in best)


def _areas(package: Package, chances: NDArray[np.float32]) -> list[tuple[str, str]]:
    """How many voxels or pixels have each label."""
    names = {label.value: label.name for label in package.card.labels}
    if not decision(package.configuration).alone:
        values = chances.argmax(axis=0)
        counts = {value: int((values == value).sum()) for value in range(1, len(chances))}
    else:
        least = package.configuration.output.threshold
        counts = {value + 1: int((chance >= least).sum()) for value, chance in enumerate(chances)}
    size = chances[0].size
    rows = ((names.get(value, str(value)), count) for value, count in counts.items())
    return [(name, tr("{count} of {size}").format(count=count, size=size)) for name, count in rows]
