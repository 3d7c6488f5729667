"""Where in an image the network is run: grids in the model frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from medview.catalog.schema import Configuration, Localisation, Place
from medview.core.code import Code
from medview.core.errors import ModelError
from medview.core.geometry import Float, Geometry
from medview.core.text import tr
from medview.engine.frame import RAS_AXES_LPS, aligned_grid, centred_grid


@dataclass(frozen=True, eq=False)
class Target:
    """One place of an image at which the network is run.

    Args:
        name: For people.
        laterality: Coded side, None where it is not known.
        grid: The model grid.
        labels: Value in the label map of each class, background left out.
        expected_lps: Where the structure's centre should be, None where nobody knows.
    """

    name: str
    laterality: Code | None
    grid: Geometry
    labels: tuple[int, ...]
    expected_lps: Float | None = None


def head_targets(configuration: Configuration, matrix: Float, rotation: Float) -> tuple[Target, ...]:
    """The package's places in a head in which the template was found.

    The grids turn with the head and keep its millimetres: only the rotation is taken over, not the stretching.

    Args:
        configuration: The package.
        matrix: (4, 4) template LPS mm to head LPS mm.
        rotation: (3, 3) the rotation in it.
    """
    return tuple(_placed(configuration, place, matrix, rotation) for place in localisation(configuration).places)


def template_target(configuration: Configuration) -> Target:
    """The package's first place in the template itself."""
    return _placed(configuration, localisation(configuration).places[0], np.eye(4), np.eye(3))


def crop_target(configuration: Configuration, geometry: Geometry) -> Target:
    """The whole of an image that is a crop already."""
    grid = aligned_grid(geometry, spacing_mm(configuration, geometry))
    return Target("crop", None, grid, localisation(configuration).crop_labels)


def localisation(configuration: Configuration) -> Localisation:
    """How the package finds its places.

    Raises:
        ModelError: It reads whole images and has none.
    """
    if configuration.localisation is None:
        raise ModelError(
            tr("The model {id} reads whole images and has no places.").format(id=configuration.card.id),
            tr("Choose a model that finds its place by itself."),
        )
    return configuration.localisation


def spacing_mm(configuration: Configuration, geometry: Geometry) -> tuple[float, float, float]:
    """Voxel sides of the model frame: the package's, or those of the source."""
    if configuration.spacing_mm is not None:
        return configuration.spacing_mm
    first, second, third = (float(side) for side in geometry.spacing_mm)
    return first, second, third


def _placed(configuration: Configuration, place: Place, matrix: Float, rotation: Float) -> Target:
    low, high = np.array(place.box_low_ras), np.array(place.box_high_ras)
    spacing = np.array(configuration.spacing_mm or (1.0, 1.0, 1.0))
    shape = np.maximum(1, np.round((high - low) / spacing)).astype(int)
    mirror = np.diag([-1.0 if place.mirror else 1.0, 1.0, 1.0])
    centre = _moved(matrix, RAS_AXES_LPS @ ((low + high) / 2.0))
    grid = centred_grid(centre, rotation @ RAS_AXES_LPS @ mirror, shape, spacing)
    expected = _moved(matrix, RAS_AXES_LPS @ np.array(place.centre_ras))
    return Target(place.name, place.laterality, grid, place.labels, expected)


def _moved(matrix: Float, point: Float) -> Float:
    return np.asarray(matrix[:3, :3] @ point + matrix[:3, 3])
