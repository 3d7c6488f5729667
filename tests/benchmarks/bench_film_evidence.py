"""Why the tuberculosis model says what it says: how much of its evidence lies in the lungs, and whether it matters.

Of films of val with tuberculosis, against the masks a person drew. ``whole``: the network sees the whole film, neither
cropped nor masked; ``as shipped``: as the package reads it. Nothing is masked afterwards.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from medview.catalog.package import Package, load_package
from medview.core.resources import resource
from medview.engine.around import picture_input
from medview.engine.explaining.evidence import deletion, part_inside
from medview.engine.explaining.methods import METHODS, Asked, explain
from medview.engine.explaining.scores import class_score
from medview.engine.pictures import network_input
from medview.engine.weights import load_networks
from medview.training.data.nouns import Sample
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from tests.benchmarks.film_kinds import SHARED
from tests.benchmarks.row import Row

OUTSIDE = 20.0
"""Target: percent of the evidence outside the lungs at most."""

Seen = Literal["as shipped", "whole"]


def run() -> list[Row]:
    """Measure all methods, as shipped and on the whole film."""
    package = load_package(resource("models", "chest-xray-tuberculosis"))
    read = read_data(SHARED / "chest_xray", "segmentation", "val").samples
    ill = [sample for sample in read if sample.name.endswith("_1")]
    networks = load_networks(package)
    return [
        row
        for method in METHODS
        for way in ("as shipped", "whole")
        for row in _rows(package, networks, ill, method, way)  # type: ignore[arg-type]
    ]


def _rows(
    package: Package, networks: tuple[torch.nn.Module, ...], films: list[Sample], method: str, way: Seen
) -> list[Row]:
    parts, falls = list[float](), list[bool]()
    for film in films:
        assert film.mask is not None
        part, falls_faster = _measured(package, networks, film, method, way)
        parts.append(part)
        falls.append(falls_faster)
    note = f"n = {len(films)} films with tuberculosis of val"
    mean = float(np.nanmean(parts))
    return [
        Row(f"{method}, {way}: evidence outside the lungs", 100 * (1 - mean), "%", at_most=OUTSIDE, note=note),
        Row(
            f"{method}, {way}: films whose deletion is no faster than random",
            100.0 * (1 - float(np.mean(falls))), "%", at_most=50.0, note=note,
        ),
    ]  # fmt: skip


def _measured(
    package: Package, networks: tuple[torch.nn.Module, ...], film: Sample, method: str, way: Seen
) -> tuple[float, bool]:
    assert film.mask is not None
    picture = read_picture(film.path)
    if way == "whole":
        given, placed = network_input(package.configuration, picture)
    else:
        given, placed = picture_input(package, picture)
    score = class_score(package.configuration, 1)
    values = explain(method, Asked(networks, (score,), torch.from_numpy(given))).values  # type: ignore[arg-type]
    on_film = placed.restored(torch.from_numpy(values)[None])[0].numpy()

    def asked(batch: NDArray[np.float32]) -> NDArray[np.float64]:
        with torch.inference_mode():
            total = torch.stack([score(network(torch.from_numpy(batch))) for network in networks])
        return np.asarray(total.mean(0).sigmoid().numpy(), np.float64)

    found = deletion(asked, given[0], values)
    return part_inside(on_film, read_mask(film.mask)), found.beats_random
