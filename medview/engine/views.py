"""What a picture is a picture of, as far as its own package can tell: figures of an input gate.

A thumbnail of the picture, and of what the package's outlining network finds on it, is compared with those of the
training pictures: by its distance to them, and by a small network that tells them from turned, inverted, mirrored,
cropped and other pictures. Where a package outlines nothing, the picture's description takes their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import laplace

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Region
from medview.engine.around import Finder, finder, scaled
from medview.engine.familiar import description
from medview.engine.weights import fitted, read_weights

Float = NDArray[np.float32]
Numbers = Mapping[str, NDArray[Any]]

SIDE = 256
"""Rows and columns a picture is looked at in."""

THUMB = 24
"""Rows and columns of the thumbnail of the picture."""

MAP = 16
"""Rows and columns of the thumbnail of each outlined class."""

KNOWN = 0
"""Which of the small network's answers says that the picture is like the training pictures."""

VIEWS = ("known", "turned", "inverted", "mirrored", "cropped", "lateral", "other", "sideways")
"""What the small network tells apart, in the order of its answers."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture as the gate sees it.

    Args:
        vector: Thumbnails of the picture and of what is outlined, one after the other; or the picture's description.
        areas: (classes,) part of the picture each outlined class fills.
        detail: How much fine structure there is beside coarse structure.
    """

    vector: Float
    areas: Float
    detail: float


def seen(configuration: Configuration, outlining: Finder | None, picture: NDArray[Any]) -> Seen:
    """Look at a picture.

    Args:
        configuration: The package.
        outlining: Its network that outlines something; None: it has none, only the picture itself is compared.
        picture: (rows, columns), or (rows, columns, 3); of any type.
    """
    grey = np.asarray(picture, np.float32)
    grey = grey.mean(2) if grey.ndim == 3 else grey
    small = _standard(scaled(grey, (SIDE, SIDE)))
    if outlining is None:
        return Seen(description(grey).astype(np.float32), np.zeros(0, np.float32), _detail(small))
    chances = outlining.find(replace(configuration, detection=None), picture).chances[1:]
    parts = [scaled(small, (THUMB, THUMB)).ravel(), *(2 * scaled(chance, (MAP, MAP)).ravel() for chance in chances)]
    return Seen(np.concatenate(parts).astype(np.float32), chances.mean((1, 2)), _detail(small))


def _standard(grey: Float) -> Float:
    """Between the 1st and the 99th percentile, with mean 0 and spread 1."""
    clipped = np.clip(grey, *np.percentile(grey, (1.0, 99.0)))
    return np.asarray((clipped - clipped.mean()) / max(float(clipped.std()), 1e-6), np.float32)


def _detail(small: Float) -> float:
    """Logarithm of the spread of the Laplacian: pictures of few pixels have little, however large they are shown."""
    return float(np.log(max(float(laplace(small).std()), 1e-6)))


def outlining_network(package: Package) -> Finder | None:
    """The network of a package that outlines something: the one of its region, or its own."""
    configuration = package.configuration
    if configuration.region is not None:
        return finder(package)
    if configuration.card.family != "segmentation" or configuration.network.spatial_dims != 2:
        return None
    if len(configuration.preparation.size) != 2 or configuration.output.activation != "softmax":
        return None
    return _own(str(package.weights), package.weights.stat().st_mtime_ns, _Held(package))


@dataclass(frozen=True, eq=False)
class _Held:
    """A package the cache holds by the file of its weights alone."""

    package: Package

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.package.folder == self.package.folder

    def __hash__(self) -> int:
        return hash(self.package.folder)


@lru_cache(maxsize=4)
def _own(_: str, __: int, held: _Held) -> Finder:
    configuration = held.package.configuration
    rows, columns = configuration.preparation.size
    region = Region(configuration.network, configuration.intensity, (int(rows), int(columns)))
    return Finder(region, fitted(configuration.network, read_weights(held.package.weights)))


def distance(numbers: Numbers, vector: Float) -> float:
    """How far a vector lies from those of the training pictures, in spreads per dimension.

    A Gaussian of few main directions and one spread for all others (Tipping and Bishop 1999).
    """
    centred = vector.astype(np.float64) - numbers["mean"]
    along = numbers["directions"].astype(np.float64) @ centred
    rest = max(float(centred @ centred - along @ along), 0.0)
    total = float((along**2 / numbers["variances"]).sum()) + rest / float(numbers["rest"].item())
    return float(np.sqrt(total / len(vector)))


def log_odds(numbers: Numbers, vector: Float) -> NDArray[np.float64]:
    """Of each of ``VIEWS`` against the known one, by the small network."""
    hidden = np.maximum((vector - numbers["mean"]) @ numbers["first"].T.astype(np.float64) + numbers["first_bias"], 0.0)
    outputs = hidden @ numbers["second"].T.astype(np.float64) + numbers["second_bias"]
    return np.asarray(outputs - outputs[KNOWN])


Looked = Any
"""``engine.gate.Look``: picture, package and statistics."""


@lru_cache(maxsize=2)
def _seen(look: Looked) -> Seen:
    """What is seen once, though several figures ask for it."""
    return seen(look.package.configuration, outlining_network(look.package), look.picture)


def _view(name: str) -> Callable[[Looked], float]:
    place = VIEWS.index(name)
    return lambda look: float(log_odds(look.statistics, _seen(look).vector)[place])


FIGURES: Mapping[str, Callable[[Looked], float]] = {
    "detail": lambda look: _seen(look).detail,
    "distance": lambda look: distance(look.statistics, _seen(look).vector),
    "outlined": lambda look: float(_seen(look).areas.min(initial=1.0)),
    **{f"view-{name}": _view(name) for name in VIEWS[1:]},
}
"""What a gate can measure beside size, colour and contrast."""
