"""Where the pixels of one file lie in the patient, and along the dimensions of its series, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pydicom import Dataset

from medview.core.geometry import Geometry
from medview.core.study import Dimension, Kind, Series
from medview.io.images import frame_facts
from medview.io.objects.dose import grid_of
from medview.io.objects.frames import frames_of, own_grid
from medview.io.pixels.values import integer

Place = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a series.

    Args:
        series: The series.
        path: The file.
        places: Which of the series' instances it holds.
        note: Why it stands beside the series it says it belongs to; empty when it is in it.
    """

    series: Series
    path: str
    places: tuple[int, ...]
    note: str = ""


def parts_of(series: Series) -> list[Part]:
    """The files of a series, in the order of its instances."""
    places: dict[str, list[int]] = {}
    for place, instance in enumerate(series.instances):
        places.setdefault(instance.path, []).append(place)
    return [Part(series, path, tuple(several)) for path, several in places.items()]


def grid(geometry: Geometry) -> Place:
    """A regular grid: (k, j, i, 1) to LPS mm."""
    return {"affine_lps": geometry.affine.tolist(), "shape": list(geometry.shape)}


def place_of(part: Part, dataset: Dataset | None) -> Place | None:
    """The grid of the slices a file holds; of several planes without one, each plane's.

    None outside the patient, and where the place cannot be read.

    Args:
        part: The file.
        dataset: Its elements before the pixels; None for what is not DICOM.
    """
    try:
        if part.series.geometry is not None and not part.series.resampled:
            return _on_grid(part, part.series.geometry)
        return _own(part, dataset) if dataset is not None else None
    except Exception:  # noqa: BLE001 (a damaged value raises whatever its parser stumbles over)
        return None


def _on_grid(part: Part, geometry: Geometry) -> Place | None:
    if part.series.source_format != "dicom":
        return grid(geometry)
    slices = sorted({place % geometry.shape[0] for place in part.places})
    if slices != list(range(slices[0], slices[-1] + 1)):
        return None
    return grid(geometry.cropped((slices[0], 0, 0), (len(slices), *geometry.shape[1:])))


def _own(part: Part, dataset: Dataset) -> Place | None:
    if part.series.kind in (Kind.VOLUME, Kind.IMAGES):
        return _planes(part, dataset)
    if part.series.kind in (Kind.SEGMENTATION, Kind.PARAMETRIC_MAP):
        own = own_grid(frames_of(dataset))
        return None if own is None else grid(own[0])
    return grid(grid_of(dataset).geometry) if part.series.kind is Kind.DOSE else None


def _planes(part: Part, dataset: Dataset) -> Place | None:
    """(0, row, column, 1) to LPS mm of each frame; its first column is the normal, as frames have no thickness."""
    instances = tuple(part.series.instances[place] for place in part.places)
    facts = frame_facts(replace(part.series, instances=instances))
    stated = [frame.place.tolist() for frame in facts if frame.place is not None]
    if not stated or len(stated) < len(facts):
        return None
    shape = [1, integer(dataset, "Rows"), integer(dataset, "Columns")]
    if len(stated) == 1:
        return {"affine_lps": stated[0], "shape": shape}
    return {"planes_lps": stated, "shape": [len(stated), *shape[1:]]}


def dimension(one: Dimension, values: Iterable[float | str]) -> Place:
    """A dimension with some of its values."""
    return {"name": one.name, "unit": one.unit, "values": list(values)}


def positions_of(part: Part) -> list[Place]:
    """Where a file lies along the dimensions of its series."""
    dimensions, geometry = part.series.dimensions, part.series.geometry
    lengths = (*(len(one.values) for one in dimensions), 1 if geometry is None else geometry.shape[0])
    if part.series.source_format != "dicom" or int(np.prod(lengths)) != len(part.series.instances):
        return [dimension(one, one.values) for one in dimensions]
    along = np.unravel_index(part.places, lengths)
    return [
        dimension(one, (one.values[at] for at in sorted(set(positions.tolist()))))
        for one, positions in zip(dimensions, along, strict=False)
    ]
