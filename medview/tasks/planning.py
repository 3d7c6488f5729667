"""Tasks of the planning pool: how a model would be run, answered at once, also while another one runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.catalog.acceptance import extent_kind, reads_pictures, reads_slices, reads_volumes
from medview.catalog.package import Package, load_package
from medview.core.errors import ModelError
from medview.core.geometry import Geometry
from medview.core.plan import Plan
from medview.core.study import Kind, Series
from medview.core.text import tr
from medview.engine.axial import axial
from medview.engine.classical.coarse import BLOCK_MM
from medview.engine.machine import this_machine
from medview.engine.places import crop_target, template_target
from medview.engine.planning import combined, plan, plan_pictures
from medview.engine.prepare import frame_of
from medview.engine.windows import Step
from medview.jobs.protocol import Context


def plan_analysis(context: Context, model_folder: str, series: Series) -> Plan:
    """How a model would be run on a series here and now; no weights are read.

    Args:
        context: The job.
        model_folder: The model package.
        series: The series.

    Raises:
        ModelError: The package is damaged, or the series is no volume.
    """
    context.checkpoint(0.0, tr("Planning"))
    package = load_package(Path(model_folder))
    if series.kind is Kind.IMAGES and reads_pictures(package):
        return plan_pictures(package.configuration, len(series.instances), this_machine())
    if series.geometry is not None and not reads_volumes(package) and reads_slices(package):
        return plan_pictures(package.configuration, len(axial(series.geometry).numbers), this_machine())
    if series.geometry is None:
        raise ModelError(
            tr("{model} cannot read this series. {reasons}").format(
                model=package.card.name, reasons=tr("It is no regular volume.")
            ),
            tr("Choose another series."),
        )
    if package.configuration.method is not None:
        return _of_method(series.geometry)
    machine = this_machine()
    plans = [plan(package.configuration, shape, machine) for shape in _shapes(package, series.geometry)]
    context.checkpoint(1.0, tr("Done"))
    return combined(plans)


def _of_method(geometry: Geometry) -> Plan:
    """Memory is that of the coarse copy in its several forms, and of a few slices."""
    _, rows, columns = geometry.shape
    blocks = math.prod(geometry.shape) * geometry.voxel_ml * 1000.0 / BLOCK_MM**3
    taken = _BYTES_OF_A_BLOCK * blocks + 64.0 * rows * columns
    note = tr("A classical method: thresholds and shapes, no network, nothing learned.")
    return Plan("cpu", "float32", memory_mb=math.ceil(taken / 1e6), notes=(note,))


_BYTES_OF_A_BLOCK = 80.0
"""Values, numbers of parts, distances and masks of a block of the coarse copy, all at once."""


def _shapes(package: Package, geometry: Geometry) -> list[Step]:
    """Shapes of the images the network is given."""
    configuration = package.configuration
    if configuration.localisation is None:
        return [frame_of(configuration, geometry).shape]
    if extent_kind(package, geometry) == "crop":
        return [crop_target(configuration, geometry).grid.shape]
    return [template_target(configuration).grid.shape] * len(configuration.localisation.places)


TASKS: dict[str, Callable[..., Any]] = {"plan_analysis": plan_analysis}
