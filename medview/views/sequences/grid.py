"""Where the rows and columns of an alignment stand on the screen, at sizes of cells that are whole pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

Block = tuple[int, int, int, int]
"""First row, the one behind the last, first column, the one behind the last."""


@dataclass(frozen=True)
class Zoom:
    """How large a cell is.

    Args:
        width: Pixels.
        height: Pixels.
        stride: Only each so many-th column is drawn, where even a pixel is too wide.
        skipped: Likewise of rows.
    """

    width: int
    height: int
    stride: int = 1
    skipped: int = 1


ZOOMS: tuple[Zoom, ...] = (
    *(Zoom(1, 1, stride, max(1, stride // 2)) for stride in (64, 32, 16, 8, 4, 2)),
    *(Zoom(width, max(1, round(width * 1.5))) for width in (1, 2, 3, 4, 6, 8, 10, 12, 14, 17, 20, 24, 28, 34)),
)
"""From the farthest to the nearest."""


@dataclass(frozen=True)
class Place:
    """What is seen of an alignment.

    Args:
        rows: Rows there are.
        columns: Columns there are.
        width: Pixels there are for cells.
        height: Likewise.
        zoom: Place in ``ZOOMS``.
        left: Pixels of cells that lie beyond the left edge.
        top: Likewise beyond the upper one.
    """

    rows: int
    columns: int
    width: int
    height: int
    zoom: int
    left: int = 0
    top: int = 0

    @property
    def cell(self) -> Zoom:
        """How large cells are."""
        return ZOOMS[self.zoom]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of all cells in pixels."""
        cell = self.cell
        return -(-self.columns // cell.stride) * cell.width, -(-self.rows // cell.skipped) * cell.height

    @property
    def block(self) -> Block:
        """The cells that are seen, those cut by an edge among them."""
        cell = self.cell
        first_row, first = self.top // cell.height * cell.skipped, self.left // cell.width * cell.stride
        last_row = -(-(self.top + self.height) // cell.height) * cell.skipped
        last = -(-(self.left + self.width) // cell.width) * cell.stride
        return first_row, min(last_row, self.rows), first, min(last, self.columns)

    def x(self, column: float) -> float:
        """Pixels from the left edge to where a column begins."""
        return column / self.cell.stride * self.cell.width - self.left

    def y(self, row: float) -> float:
        """Pixels from the upper edge to where a row begins."""
        return row / self.cell.skipped * self.cell.height - self.top

    def column(self, x: float) -> int:
        """The column under a pixel, or the nearest there is."""
        found = int(np.floor((x + self.left) / self.cell.width)) * self.cell.stride
        return min(max(found, 0), max(self.columns - 1, 0))

    def row(self, y: float) -> int:
        """The row under a pixel, or the nearest there is."""
        found = int(np.floor((y + self.top) / self.cell.height)) * self.cell.skipped
        return min(max(found, 0), max(self.rows - 1, 0))

    def at(self, left: int, top: int) -> Place:
        """Moved there, as far as there are cells."""
        wide, high = self.size
        most = max(0, wide - self.width), max(0, high - self.height)
        return replace(self, left=min(max(left, 0), most[0]), top=min(max(top, 0), most[1]))

    def zoomed(self, steps: int, x: float, y: float) -> Place:
        """Nearer by so many steps; the cell under a pixel stays there, as far as the edges allow."""
        zoom = min(max(self.zoom + steps, 0), len(ZOOMS) - 1)
        column = (x + self.left) / self.cell.width * self.cell.stride
        row = (y + self.top) / self.cell.height * self.cell.skipped
        new = replace(self, zoom=zoom)
        return new.at(
            round(column / new.cell.stride * new.cell.width - x), round(row / new.cell.skipped * new.cell.height - y)
        )

    def fitted(self) -> Place:
        """The nearest zoom at which all columns are seen."""
        fitting = (n for n in range(len(ZOOMS) - 1, -1, -1) if replace(self, zoom=n).size[0] <= self.width)
        return replace(self, zoom=next(fitting, 0)).at(0, 0)

    def holding(self, row: int, column: int) -> Place:
        """Moved as little as is needed to see a cell."""
        cell, left, top = self.cell, self.left, self.top
        x, y = column // cell.stride * cell.width, row // cell.skipped * cell.height
        left = min(max(left, x + cell.width - self.width), x)
        top = min(max(top, y + cell.height - self.height), y)
        return self.at(left, top)
