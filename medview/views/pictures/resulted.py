"""What the shown analysis lays over a stack of pictures: its regions as a layer, and the chosen one of its maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from medview.core.card import Label
from medview.core.finding import Analysis, Field, PictureRegion
from medview.core.overlay import LabelLayer
from medview.session.listing import frame_of
from medview.session.state import State
from medview.views.pictures.laid import mapped, part_key
from medview.views.pictures.layers import shown_map
from medview.views.viewport.bars import Bar, uncertainty_bar
from medview.views.viewport.colouring import map_image
from medview.views.viewport.label_colours import label_colours

RESULT = "analysis"
"""Stands for the identifier of an object in those of its parts."""


@dataclass(frozen=True, eq=False)
class ResultMap:
    """A map of a model over pictures: what it looked at, or how unsure it is.

    Args:
        id: Identifier of its finding.
        array: (pictures, rows, columns) values, or (rows, columns) of one picture.
        frame: The one picture it is of; None for all.
        field: Its range.
        name: What it is called: the method that made it.
    """

    id: str
    array: NDArray[Any]
    frame: int | None
    field: Field
    name: str

    @property
    def bar(self) -> Bar:
        """Its colour bar, which names the method."""
        return uncertainty_bar(self.field.low, self.field.high, self.name)

    def cut(self, number: int) -> NDArray[Any] | None:
        """The values over a picture; None where it has none."""
        if self.frame is not None and number != self.frame:
            return None
        if self.array.ndim == 2:
            return self.array
        found: NDArray[Any] | None = self.array[number] if number < len(self.array) else None
        return found

    def images(self, number: int, shape: tuple[int, int], factor: int) -> tuple[QImage, ...]:
        """What is drawn over a picture of (rows, columns), thinned; nothing where the map has another size."""
        cut = self.cut(number)
        if cut is None or cut.shape != shape:
            return ()
        return (map_image(np.asarray(cut[::factor, ::factor]), self.field.low, self.field.high),)


def result_map(state: State, before: ResultMap | None) -> ResultMap | None:
    """The map that is drawn over the shown picture; None where it is switched off or there is none.

    Args:
        state: The present state.
        before: The one drawn so far, which stays open where it is the same.
    """
    found = shown_map(state) if state.overlay.uncertainty and state.images is not None else None
    if found is None or not isinstance(found.value, Field):
        return None
    if before is not None and before.id == found.id:
        return before
    array = mapped(found.value.path)
    if array is None:
        return None
    return ResultMap(found.id, array, frame_of(found), found.value, found.what.meaning)


def result_layers(state: State) -> tuple[LabelLayer, ...]:
    """The regions of the shown analysis, or of one still running, as a layer over pictures."""
    if state.partial:
        return (_layer(state.partial, state.partial_labels, state),)
    if state.analysis is None:
        return ()
    return tuple(_layer(path, state.analysis.labels, state) for path in _masks(state.analysis))


def result_parts(values: frozenset[int]) -> frozenset[str]:
    """Label values as identifiers of parts of that layer."""
    return frozenset(part_key(RESULT, value) for value in values)


def _masks(analysis: Analysis) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.where.mask for one in analysis.findings if isinstance(one.where, PictureRegion)))


def _layer(path: str, labels: tuple[Label, ...], state: State) -> LabelLayer:
    title = QCoreApplication.translate("resulted", "AI result")
    colours = label_colours(labels, state.overlay)
    coloured = tuple(
        Label(one.value, one.name, one.code, one.category, colours[one.value], one.laterality) for one in labels
    )
    return LabelLayer(RESULT, title, path, coloured)
