"""How series are laid out: which viewport shows which series from which side, and how each looks at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from medview.core.solid import Solid
from medview.core.study import Kind
from medview.core.volume import Window

Point = tuple[float, float, float]


class View(Enum):
    """What a viewport shows of its series."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"
    VOLUME_3D = "3d"
    CURVED = "curved"
    """The volume straightened along a drawn line."""
    PICTURES = "pictures"
    """A stack of pictures as stored."""
    CONTENT = "content"
    """A report, document, signal or file of sequences."""


SLICED = (View.AXIAL, View.CORONAL, View.SAGITTAL)
"""Views that cut a volume by a plane."""


class Projection(Enum):
    """What a slab shows of the values along its normal."""

    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    MEAN = "mean"


@dataclass(frozen=True)
class Slab:
    """A thick slice.

    Args:
        projection: What is shown of the values along the normal.
        thickness_mm: How thick, centred on the plane.
    """

    projection: Projection
    thickness_mm: float


@dataclass(frozen=True)
class Fusion:
    """Another series drawn over the first, resampled onto its planes.

    Args:
        series: Its UID.
        colours: Name of its colour map.
        opacity: 0..1.
        window: How its values meet the colours; None for its own window.
    """

    series: str
    colours: str = "hot"
    opacity: float = 0.5
    window: Window | None = None


@dataclass(frozen=True)
class Look:
    """How a viewport looks at its series.

    Args:
        zoom: 1 shows the whole picture just fitting.
        pan: (right, down) way of the viewport's middle from the picture's middle, in plane units (mm of a slice,
            pixels of a picture).
        rotation: Degrees clockwise: 0, 90, 180, 270; before the flip.
        flipped: Mirrored left to right.
        inverted: The reader turned black and white, beyond what the file wants.
        smooth: Pixels are interpolated on the screen.
        colours: Name of the colour map.
        window: The viewport's own window; None for that of the series.
        slab: A thick slice; None for the plain one.
        axes: Unit LPS directions (right, down) of an oblique plane; None for the grid's own.
        curve: Identifier of the drawn line a curved view follows.
        fusion: A series drawn over this one.
        justified: Side of the viewport a fitted picture stands at: ``"left"``, ``"right"``, or empty for the middle; so
            that the two breasts of a mammography face each other.
        solid: How a volume is seen in 3D.
    """

    zoom: float = 1.0
    pan: tuple[float, float] = (0.0, 0.0)
    rotation: int = 0
    flipped: bool = False
    inverted: bool = False
    smooth: bool = True
    colours: str = "grey"
    window: Window | None = None
    slab: Slab | None = None
    axes: tuple[Point, Point] | None = None
    curve: str = ""
    fusion: Fusion | None = None
    justified: str = ""
    solid: Solid = Solid()


@dataclass(frozen=True)
class Tile:
    """What one viewport shows.

    Args:
        series: The series' UID; empty for an empty viewport.
        view: What of it.
        look: How.
    """

    series: str = ""
    view: View = View.AXIAL
    look: Look = Look()


@dataclass(frozen=True)
class Place:
    """Where a viewport stands.

    Args:
        row: First row of the grid.
        column: First column.
        rows: How many it takes.
        columns: How many it takes.
        window: 0 for the main window, 1 for the second one.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    window: int = 0


@dataclass(frozen=True)
class Layout:
    """Viewports and their places.

    Args:
        places: One for each tile.
        tiles: What each shows.
        chosen: A person chose the arrangement: opening a series of another kind does not change it.
        maximised: The tile that has the whole room for now, or None.
        protocol: Name of the hanging protocol that made it; empty once a person changed it, or when nothing did.
    """

    places: tuple[Place, ...]
    tiles: tuple[Tile, ...]
    chosen: bool = False
    maximised: int | None = None
    protocol: str = ""


def grid(rows: int, columns: int) -> tuple[Place, ...]:
    """Places of equal size, row after row."""
    return tuple(Place(row, column) for row in range(rows) for column in range(columns))


ARRANGEMENTS: dict[str, tuple[Place, ...]] = {
    **{f"{rows}x{columns}": grid(rows, columns) for rows in range(1, 5) for columns in range(1, 5)},
    "1+2": (Place(0, 0, 2, 2), Place(0, 2), Place(1, 2)),
    "1+3": (Place(0, 0, 3, 3), Place(0, 3), Place(1, 3), Place(2, 3)),
}
"""Names (rows × columns; one large + n small) to places."""

FOUR_UP = (View.AXIAL, View.VOLUME_3D, View.CORONAL, View.SAGITTAL)
"""A volume as it first opens, two by two: as Slicer and OHIF do."""

_OF_KIND = {Kind.IMAGES: View.PICTURES, Kind.SLIDE: View.PICTURES}


def view_of(kind: Kind) -> View:
    """How a series of a kind is shown in one viewport."""
    return View.AXIAL if kind is Kind.VOLUME else _OF_KIND.get(kind, View.CONTENT)


def first_layout(series: str, kind: Kind) -> Layout:
    """What a series opens in when nobody chose anything."""
    if kind is Kind.VOLUME:
        return Layout(grid(2, 2), tuple(Tile(series, view) for view in FOUR_UP))
    return Layout(grid(1, 1), (Tile(series, view_of(kind)),))


EMPTY = Layout(grid(1, 1), (Tile(),))


def rehung(layout: Layout, before: str, series: str, kind: Kind, active: int) -> Layout:
    """The layout with ``series`` in place of ``before``, the series read so far.

    Viewports of a series of the same nature take it over with their view; otherwise an arrangement a person chose keeps
    its places and the active viewport alone takes it, and any other becomes the first layout of its kind.
    """
    wanted = view_of(kind)
    held = [n for n, tile in enumerate(layout.tiles) if before and tile.series == before]
    fits = held and all(_nature(layout.tiles[n].view) is wanted for n in held)
    if not layout.chosen and not fits:
        return first_layout(series, kind)
    taken = held if fits else [active]
    tiles = tuple(_taken(tile, series, wanted) if n in taken else tile for n, tile in enumerate(layout.tiles))
    return replace(layout, tiles=tiles)


def _taken(tile: Tile, series: str, wanted: View) -> Tile:
    if tile.series == series and _nature(tile.view) is wanted:
        return tile
    return Tile(series, tile.view if _nature(tile.view) is wanted else wanted)


def _nature(view: View) -> View:
    return view if view in (View.PICTURES, View.CONTENT) else View.AXIAL


def put(layout: Layout, series: str, kind: Kind, number: int) -> Layout:
    """The layout with a series in one viewport, from the side it showed another one, where that is possible."""
    if number >= len(layout.tiles) or layout.tiles[number].series == series:
        return layout
    return with_tile(layout, number, _taken(layout.tiles[number], series, view_of(kind)))


def with_tile(layout: Layout, number: int, tile: Tile) -> Layout:
    """The layout with another tile at one place."""
    return replace(layout, tiles=tuple(tile if n == number else old for n, old in enumerate(layout.tiles)))


def without_window(layout: Layout, window: int) -> Layout:
    """The layout without the viewports of one window; with an empty one where none is left."""
    kept = [n for n, place in enumerate(layout.places) if place.window != window]
    if not kept:
        return EMPTY
    maximised = kept.index(layout.maximised) if layout.maximised in kept else None
    places, tiles = tuple(layout.places[n] for n in kept), tuple(layout.tiles[n] for n in kept)
    return replace(layout, places=places, tiles=tiles, maximised=maximised)


def arranged(layout: Layout, places: tuple[Place, ...], active: int) -> Layout:
    """The tiles in other places: those that stay keep their order, the active one is among them, new ones are empty."""
    order = sorted(range(len(layout.tiles)), key=lambda n: (n != active, n))[: len(places)]
    tiles = tuple(layout.tiles[n] for n in sorted(order))
    return Layout(places, (*tiles, *(Tile() for _ in places[len(tiles) :])), chosen=True)


@dataclass(frozen=True)
class Links:
    """What viewports do together.

    Args:
        scroll: The crosshair, and with it scrolling, in one frame of reference.
        zoom: Zoom, relative to the fitted picture in mm.
        pan: Pan.
        window: Window/level of series of one quantity.
        reference_lines: Lines where the active slice cuts the others are drawn.
    """

    scroll: bool = True
    zoom: bool = False
    pan: bool = False
    window: bool = False
    reference_lines: bool = True


@dataclass(frozen=True)
class Alignment:
    """Where a frame of reference lies in another one.

    Args:
        onto: Key of the other one (``frame_key``).
        matrix: (4, 4) rows, homogeneous LPS mm of this one to LPS mm of the other.
        how: ``"offset by hand"``, ``"registration"``; shown to the reader.
        former: What counts again, by frame, unless this proposal is accepted; empty where it is none.
    """

    onto: str
    matrix: tuple[tuple[float, float, float, float], ...]
    how: str = ""
    former: tuple[tuple[str, Alignment], ...] = ()
