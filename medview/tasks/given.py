"""What a task is given, made ready: a sound package, the voxels it reads, and the places it is run at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from medview.catalog.acceptance import extent_kind
from medview.catalog.package import Package, load_package
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.core.volume import StoredVolume, Volume
from medview.engine.places import Target, crop_target, head_targets
from medview.io.template import read_template

if TYPE_CHECKING:
    from medview.imaging.registration import Registration


@lru_cache(maxsize=1)
def template() -> Volume:
    """The ICBM152 T1 template, read once per process.

    Raises:
        ReadError: It is missing.
    """
    return read_template()


def sound(model_folder: str) -> tuple[Package, str]:
    """The package and the hash of its weights, every file verified."""
    package = load_package(Path(model_folder))
    return package, package.verify()[package.weights_name]


def voxels_of(package: Package, stored: StoredVolume) -> Sequence[NDArray[Any]]:
    """The voxels of each channel: the volume itself, or those along the first dimension of its series."""
    count = package.configuration.network.in_channels
    if count == 1:
        return [stored.open().array]
    file = np.load(stored.path, mmap_mode="r", allow_pickle=False)
    if file.ndim == 3 or len(file) < count:
        raise ModelError(
            tr("{model} reads {count} images of one grid at once; only one was loaded.").format(
                model=package.card.name, count=count
            ),
            tr("Open a series that has them as its positions, such as its contrasts."),
        )
    return [file[(number, *stored.at[1:])] for number in range(count)]


@dataclass(frozen=True, eq=False)
class Located:
    """Where the network is run, and how that was found.

    Args:
        targets: The places.
        found: The registration that found them; None where the image is one of them already.
    """

    targets: tuple[Target, ...]
    found: Registration | None = None


def located(step: Callable[[float], None], package: Package, volume: Volume) -> Located:
    """Find the places of a package that finds them by itself.

    Args:
        step: Called with the done part; may raise to stop.
        package: The package.
        volume: The image.

    Raises:
        NotTrusted: The template was not found in it.
    """
    if extent_kind(package, volume.geometry) == "crop":
        return Located((crop_target(package.configuration, volume.geometry),))
    from medview.imaging.registration import register, trust  # SimpleITK takes 90 MB

    found = register(template(), volume, lambda fraction, _: step(fraction))
    trust(found)
    return Located(head_targets(package.configuration, found.matrix, found.rotation), found)
