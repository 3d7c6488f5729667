"""A reproducible input of the smallest shape a network takes, and what the network gives on it in float32."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.catalog.schema import Configuration
from medview.core.errors import MedViewError, ModelError
from medview.core.text import tr
from medview.engine.arrays import Float, reads_numbers, runner

SEED = 20240611
"""Of the golden inputs; any number does, as long as it stays."""

SIDES = (32, 48, 64, 96, 128, 160, 192, 224, 256, 320, 512)
"""Sides that are tried, the smallest first: deep networks divide theirs many times."""

_ANSWERED = 32
"""Letters a golden input of sequences is answered for."""


def sample(package: Package, shape: tuple[int, ...] = ()) -> tuple[Float, Float]:
    """An input (1, channels, …) of a package's network and its output, before any activation.

    Args:
        package: The package.
        shape: Shape of the input; empty: the smallest the network takes.

    Raises:
        ModelError: The network takes no shape that was tried.
    """
    configuration, run = package.configuration, runner(package)
    last: Exception | None = None
    for tried in (shape,) if shape else _shapes(configuration):
        given = _input(configuration, tried)
        try:
            return given, run(given)
        except (MedViewError, RuntimeError, ValueError, IndexError) as error:
            last = error
    raise ModelError(
        tr("The network runs on no input of the shapes it should take: {why}.").format(why=last),
        tr("Its arguments or its channels are other ones; say them with --arguments."),
    ) from last


def _shapes(configuration: Configuration) -> Iterator[tuple[int, ...]]:
    network, letters = configuration.network, configuration.letters
    if letters is not None:
        length = letters.length or _ANSWERED + 2 * letters.flank
        sizes = (len(letters.alphabet), length)
        yield (1, *(reversed(sizes) if letters.channels_last else sizes))
        return
    if reads_numbers(configuration):
        yield (1, network.in_channels)
        return
    dims = network.spatial_dims
    limit = configuration.preparation.size or (() if configuration.tiling.whole else configuration.tiling.patch)
    for side in SIDES:
        thin = tuple(min(side, most) if most < SIDES[0] else side for most in limit[:dims])
        yield (1, network.in_channels, *(thin + (side,) * (dims - len(thin))))


def _input(configuration: Configuration, shape: tuple[int, ...]) -> Float:
    """Noise as the normalisation would leave it; for letters, a random text."""
    random = np.random.default_rng(SEED)
    if configuration.letters is not None:
        return _text(random, shape, configuration.letters.channels_last)
    make = _NOISE.get(configuration.intensity.kind, random_normal)
    return make(random, shape)


def random_normal(random: np.random.Generator, shape: tuple[int, ...]) -> Float:
    """Noise of mean 0 and deviation 1."""
    return random.standard_normal(shape, dtype=np.float32)


def random_even(random: np.random.Generator, shape: tuple[int, ...]) -> Float:
    """Noise between 0 and 1."""
    return random.random(shape, dtype=np.float32)


_NOISE: dict[str, Callable[[np.random.Generator, tuple[int, ...]], Float]] = {
    "minmax": random_even,
    "range": random_even,
}


def _text(random: np.random.Generator, shape: tuple[int, ...], channels_last: bool) -> Float:
    count, length = (shape[2], shape[1]) if channels_last else (shape[1], shape[2])
    columns: NDArray[np.float32] = np.zeros((count, length), np.float32)
    columns[random.integers(count, size=length), np.arange(length)] = 1.0
    return (columns.T if channels_last else columns)[None].copy()
