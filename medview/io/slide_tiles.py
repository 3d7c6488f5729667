"""Where each tile of a whole-slide image lies (PS3.3 C.7.6.17.3 for TILED_FULL, C.8.12.14 for TILED_SPARSE)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pydicom import Dataset

from medview.core.errors import ReadError
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.text import tr
from medview.io.pixels import FrameSource
from medview.io.pixels.values import FrameGroups, first, integer, items, number, numbers, text, texts

MOST_PLANES = 64
"""Optical paths times focal planes that are shown of one level."""


@dataclass(frozen=True)
class Tile:
    """One stored frame.

    Args:
        number: The frame, counted from 0.
        row: Row of its first pixel in the total pixel matrix, counted from 0.
        column: Column of it.
    """

    number: int
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class Plane:
    """The tiles of one optical path at one focal plane.

    Args:
        tiles: Where they lie.
        path: Optical Path Identifier, with its description.
        focus_um: Height of the focal plane over the slide, micrometres, or None.
    """

    tiles: tuple[Tile, ...]
    path: str = ""
    focus_um: float | None = None


@dataclass(frozen=True, eq=False)
class Level:
    """One object of a slide: a level of the pyramid, a label, an overview or a thumbnail.

    Args:
        source: Its frames.
        rows: Rows of the total pixel matrix.
        columns: Columns of it.
        flavour: What it shows, from Image Type: ``"VOLUME"``, ``"LABEL"``, ``"OVERVIEW"``, ``"THUMBNAIL"``.
        spacing: Distance between its pixels.
        planes: Optical paths and focal planes.
        absent: Tiles that a full matrix would need and that are not there.
    """

    source: FrameSource
    rows: int
    columns: int
    flavour: str
    spacing: PixelSpacing
    planes: tuple[Plane, ...]
    absent: int

    @property
    def uid(self) -> str:
        """SOP Instance UID."""
        return text(self.source.dataset, "SOPInstanceUID")

    @property
    def coloured(self) -> bool:
        """Whether it is shown in colour."""
        return self.source.samples > 1 or self.source.photometric == "PALETTE COLOR"


def level_of(source: FrameSource) -> Level:
    """What an object says of its tiles.

    Raises:
        ReadError: Its total pixel matrix is not one.
    """
    dataset, (tile_rows, tile_columns) = source.dataset, source.shape[:2]
    rows = integer(dataset, "TotalPixelMatrixRows", tile_rows)
    columns = integer(dataset, "TotalPixelMatrixColumns", tile_columns)
    if min(rows, columns) < 1:
        raise ReadError(
            tr("The slide declares {rows}×{columns} pixels.").format(rows=rows, columns=columns),
            tr("Copy it again from where it came."),
        )
    across, down = math.ceil(columns / tile_columns), math.ceil(rows / tile_rows)
    planes = _full(source, across, down) if _is_full(dataset) else _sparse(source)
    present = max((len(plane.tiles) for plane in planes), default=0)
    flavour = next((one for one in texts(dataset, "ImageType")[2:3]), "").upper()
    return Level(
        source,
        rows,
        columns,
        flavour or "VOLUME",
        _spacing(dataset, rows, columns, flavour),
        planes[:MOST_PLANES],
        max(0, across * down - present),
    )


def _is_full(dataset: Dataset) -> bool:
    stated = text(dataset, "DimensionOrganizationType").upper()
    return stated == "TILED_FULL" or (not stated and not items(dataset, "PerFrameFunctionalGroupsSequence"))


def _full(source: FrameSource, across: int, down: int) -> tuple[Plane, ...]:
    """Frames run along rows of tiles, then down, then through focal planes, then through optical paths."""
    dataset, (tile_rows, tile_columns) = source.dataset, source.shape[:2]
    each = across * down
    begin = integer(dataset, "ConcatenationFrameOffsetNumber")
    depth = max(1, integer(dataset, "TotalPixelMatrixFocalPlanes", 1))
    names = [_path_name(item) for item in items(dataset, "OpticalPathSequence")]
    steps = FrameGroups(dataset, 0).find("PixelMeasuresSequence")
    apart = number(steps, "SpacingBetweenSlices") or 0.0
    tiles: dict[int, list[Tile]] = {}
    for frame in range(source.count):
        plane, place = divmod(frame + begin, each)
        down_at, across_at = divmod(place, across)
        tiles.setdefault(plane, []).append(Tile(frame, down_at * tile_rows, across_at * tile_columns))
    return tuple(
        Plane(
            tuple(found),
            names[plane // depth] if plane // depth < len(names) else "",
            plane % depth * apart * 1000 if depth > 1 else None,
        )
        for plane, found in tiles.items()
    )


def _sparse(source: FrameSource) -> tuple[Plane, ...]:
    """Each frame says where it lies, counted from 1."""
    names = {
        text(item, "OpticalPathIdentifier"): _path_name(item) for item in items(source.dataset, "OpticalPathSequence")
    }
    found: dict[tuple[str, float | None], list[Tile]] = {}
    for frame in range(source.count):
        groups = FrameGroups(source.dataset, frame)
        place = groups.find("PlanePositionSlideSequence")
        row = integer(place, "RowPositionInTotalImagePixelMatrix", 1) - 1
        column = integer(place, "ColumnPositionInTotalImagePixelMatrix", 1) - 1
        path = text(groups.find("OpticalPathIdentificationSequence"), "OpticalPathIdentifier")
        focus = number(place, "ZOffsetInSlideCoordinateSystem")
        found.setdefault((names.get(path, path), focus), []).append(Tile(frame, row, column))
    several = len({focus for _, focus in found}) > 1
    return tuple(Plane(tuple(tiles), path, focus if several else None) for (path, focus), tiles in found.items())


def _path_name(item: Dataset) -> str:
    """Identifier and description of an optical path, or what lights it."""
    described = text(item, "OpticalPathDescription") or text(first(item, "IlluminationTypeCodeSequence"), "CodeMeaning")
    return " ".join(filter(None, (text(item, "OpticalPathIdentifier"), described)))


def _spacing(dataset: Dataset, rows: int, columns: int, flavour: str) -> PixelSpacing:
    """Pixel Spacing of the shared functional groups, or the imaged size over the pixels; on the slide's plane."""
    stated = numbers(FrameGroups(dataset, 0).find("PixelMeasuresSequence"), "PixelSpacing")
    if len(stated) == 2 and min(stated) > 0:
        return PixelSpacing(stated[0], stated[1], SpacingMeaning.CALIBRATED, tr("by the slide scanner"))
    height, width = number(dataset, "ImagedVolumeHeight") or 0.0, number(dataset, "ImagedVolumeWidth") or 0.0
    if min(height, width) <= 0 or flavour == "LABEL":
        return PixelSpacing()
    return PixelSpacing(height / rows, width / columns, SpacingMeaning.CALIBRATED, tr("from the size of the field"))
