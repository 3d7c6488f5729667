"""Pictures that follow each other in a film or on pages, drawn by a viewport while nobody sees it.

A viewport is given another scene, drawn off the screen, and given its own scene back before it is painted again: so
what lies over it (drawings, objects, lines) is on every picture as a reader would see it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from PySide6.QtGui import QImage

from medview.core.errors import MedViewError
from medview.core.measurement import KeyImage
from medview.core.text import tr
from medview.imaging.reslice import PLANES
from medview.session.layout import Look
from medview.session.wishes import PictureWish
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.pictures.stack import UNREAD
from medview.views.viewport.viewport import Viewport

_PARALLEL = 0.999


class Frames(Protocol):
    """Pictures with numbers."""

    @property
    def count(self) -> int:
        """How many there are."""
        ...

    @property
    def current(self) -> int:
        """The one on the screen."""
        ...

    def draw(self, number: int, wish: PictureWish) -> QImage | None:
        """One of them; None while it is still being read.

        Raises:
            MedViewError: It cannot be drawn any more.
        """
        ...


class _Held:
    """A viewport as it was when its pictures were asked for."""

    def __init__(self, view: SliceView | ImageView, look: Look | None = None) -> None:
        self._view = view
        self._look = look or view.look()
        self._size = view.size()

    @contextmanager
    def showing(self, scene: Any) -> Iterator[Viewport]:
        """The viewport with another scene, for as long as the block takes.

        Raises:
            MedViewError: It has another size now.
        """
        view: Any = self._view
        if view.size() != self._size:
            raise MedViewError(tr("The viewport's size changed meanwhile."), tr("Begin again."))
        before, look = view.scene, view.look()
        view.show_look(self._look)
        view.show_scene(scene)
        try:
            yield view
        finally:
            view.show_scene(before)
            view.show_look(look)


class SliceFrames:
    """The slices of a volume, as its viewport shows them.

    Args:
        view: The viewport.
    """

    def __init__(self, view: SliceView) -> None:
        assert view.frame is not None
        self._held = _Held(view)
        self._scene = view.scene
        self._frame = view.frame
        self.count = view.last + 1
        self.current = view.number
        cursor = view.scene.cursor_lps
        middle = tuple(side / 2 for side in view.frame.shape)
        self._row, self._column = view.frame.position(cursor)[1:] if cursor is not None else middle

    def draw(self, number: int, wish: PictureWish) -> QImage:
        """The slice of a number."""
        point = self._frame.point(number, self._row, self._column)
        with self._held.showing(replace(self._scene, cursor_lps=point)) as view:
            return view.picture(wish)


class PositionFrames:
    """The volumes along one dimension of a 4D series, in the slice shown.

    Args:
        view: The viewport.
        dimension: Number of the dimension.
        count: Positions along it.
    """

    def __init__(self, view: SliceView, dimension: int, count: int) -> None:
        assert view.scene.stored is not None
        self._held = _Held(view)
        self._scene = view.scene
        self._stored = view.scene.stored
        self._dimension = dimension
        self.count = count
        self.current = self._stored.at[dimension]

    def draw(self, number: int, wish: PictureWish) -> QImage:
        """The slice at a position.

        Raises:
            MedViewError: The series' file is gone.
        """
        at = tuple(number if place == self._dimension else old for place, old in enumerate(self._stored.at))
        stored = replace(self._stored, at=at)
        try:
            layers = replace(self._scene.layers, volume=stored.open())
        except (OSError, ValueError) as error:
            raise MedViewError(tr("The series is not in memory any more."), tr("Open it again.")) from error
        with self._held.showing(replace(self._scene, layers=layers, stored=stored)) as view:
            return view.picture(wish)


class PictureFrames:
    """The pictures of a stack.

    Args:
        view: The viewport.
        missed: Told which picture is to be read.
        look: How they are looked at; None as now.
    """

    def __init__(self, view: ImageView, missed: Callable[[int], object], look: Look | None = None) -> None:
        self._held = _Held(view, look)
        self._scene = view.scene
        self._missed = missed
        self.count = view.last + 1
        self.current = view.number

    def draw(self, number: int, wish: PictureWish) -> QImage | None:
        """The picture of a number; None while it is being read."""
        stack = self._scene.stack
        assert stack is not None
        if stack.slot(number) == UNREAD:
            stack.want(number)
            self._missed(number)
            return None
        with self._held.showing(replace(self._scene, number=number)) as view:
            return view.picture(wish)


class KeyFrames:
    """Marked pictures of a series, each from the side it was marked on.

    Args:
        view: A viewport of the series.
        keys: The marks.
        missed: Told which picture of a stack is to be read.
    """

    current = 0

    def __init__(
        self, view: SliceView | ImageView, keys: tuple[KeyImage, ...], missed: Callable[[int], object]
    ) -> None:
        self._view = view
        self._keys = keys
        self._pictures = PictureFrames(view, missed, _whole(view)) if isinstance(view, ImageView) else None
        self.count = len(keys)

    def draw(self, number: int, wish: PictureWish) -> QImage | None:
        """The marked picture of a number; None while it is being read."""
        key = self._keys[number]
        if self._pictures is not None:
            return self._pictures.draw(min(max(key.frame, 0), self._pictures.count - 1), wish)
        assert isinstance(self._view, SliceView)
        return _marked_slice(self._view, key, wish)


def _marked_slice(view: SliceView, key: KeyImage, wish: PictureWish) -> QImage:
    """A slice in a viewport of its own that is never shown."""
    assert key.on is not None
    assert key.point_lps is not None
    right, down, point = (_three(place) for place in (key.on.right_lps, key.on.down_lps, key.point_lps))
    across = np.cross(right, down)
    aligned = (plane for plane in PLANES if view.frame is not None and abs(_normal(view, plane) @ across) > _PARALLEL)
    plane = next(aligned, None)
    other = SliceView(plane or view.plane)
    other.resize(view.size())
    other.corners = view.corners
    oblique = None if plane is not None else (right, down)
    other.show_scene(replace(view.scene, cursor_lps=point))
    other.show_look(replace(_whole(view), axes=oblique))
    other.show_scene(replace(view.scene, cursor_lps=point))
    other.show_fused(view.fused)
    other.hands, other.drawn_over, other.notes = list(view.hands), list(view.drawn_over), view.notes
    picture = other.picture(wish)
    other.deleteLater()
    return picture


def _whole(view: SliceView | ImageView) -> Look:
    """A viewport's look on a whole picture that is not turned: marks do not say how it was turned."""
    return replace(view.look(), zoom=1.0, pan=(0.0, 0.0), rotation=0, flipped=False)


def _three(place: tuple[float, ...]) -> tuple[float, float, float]:
    x, y, z = place
    return x, y, z


def _normal(view: SliceView, plane: Any) -> Any:
    from medview.imaging.reslice import PlaneFrame

    assert view.scene.layers.volume is not None
    frame = PlaneFrame.of(view.scene.layers.volume.geometry, plane)
    return np.cross(frame.right_lps, frame.down_lps)


@dataclass(frozen=True)
class Range:
    """Which pictures of a sequence are wanted, and in which order.

    Args:
        first: The first one, counted from 0.
        last: The last one.
        step: Every how many.
        there_and_back: Back again after the last one.
    """

    first: int
    last: int
    step: int = 1
    there_and_back: bool = False

    def numbers(self) -> tuple[int, ...]:
        """The pictures in order."""
        there = tuple(range(self.first, self.last + 1, max(1, self.step)))
        return there + there[-2:0:-1] if self.there_and_back else there
