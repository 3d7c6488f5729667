"""What viewports are made of: each does all that is asked of viewports."""

from __future__ import annotations

import inspect
from functools import partial

import pytest

from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.planes.curved_view import CurvedView
from medview.views.tiles.kinds import MAKERS
from medview.views.tiles.tiles import Tiles

MADE = {one.func if isinstance(one, partial) else one for one in MAKERS.values()} | {
    ImageView,
    SliceView,
    CurvedView,
    Tiles,
}


@pytest.mark.parametrize("made", sorted(MADE, key=repr))
def test_nothing_abstract_is_left(made: type) -> None:
    """Qt's classes are no ``ABC``: nothing else finds what a table's class does not do."""
    named = (name for name, _ in inspect.getmembers_static(made))
    left = [name for name in named if getattr(inspect.getattr_static(made, name), "__isabstractmethod__", False)]
    assert not left
