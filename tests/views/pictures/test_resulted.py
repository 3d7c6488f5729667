"""Regions and maps of an analysis over pictures: fills, outlines, hidden and rejected parts, the chosen map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.card import Label
from medview.core.code import UNITY, Code
from medview.core.finding import (
    Analysis,
    Decision,
    Field,
    Finding,
    Picture,
    PictureRegion,
    Provenance,
    Quantity,
    Where,
    Whole,
)
from medview.session.changes import AnalysisFinished, FrameShown, OverlayChanged
from medview.session.session import Session
from medview.session.state import Part
from medview.views.pictures.layers import map_key, maps, shown_map
from medview.views.review.overlay_bar import OverlayBar
from medview.views.tiles.grid import Grid
from medview.views.viewport.corner_text import Corners
from tests.views import stacks
from tests.views.heads import like, picture
from tests.views.tiles.grids import grids, pictures_of

RED, BLUE = (255, 0, 0), (0, 0, 255)
SOURCE = Provenance("lungs", "1", "ab", "1.2", (), "", (), "0", "2026-01-01T00:00:00+00:00")
SHAPE = (2, 40, 60)


def code(name: str) -> Code:
    return Code(name.upper(), "99MEDVIEW", name)


def region(folder: Path, value: int, frame: int = 0) -> Finding:
    where = PictureRegion(str(folder / "mask.npy"), (value,), frame, (0.0, 0.0))
    return Finding(f"region{value}{frame}", code(f"Part {value}"), where, Quantity(5.0, UNITY), SOURCE)


def evidence(folder: Path, name: str, where: Where, low: float = 0.0) -> Finding:
    values = np.zeros(SHAPE, np.float16)
    values[:, 20:30, 30:50] = 1.0
    values[:, 20:30, 5:15] = low
    np.save(folder / f"{name}.npy", values)
    return Finding(name, code(name), where, Field(str(folder / f"{name}.npy"), UNITY, low, 1.0), SOURCE)


def session(folder: Path, *more: Finding) -> Session:
    mask = np.zeros(SHAPE, np.uint8)
    mask[:, 5:15, 5:20], mask[:, 5:15, 35:50] = 1, 2
    np.save(folder / "mask.npy", mask)
    kept = stacks.session(stacks.stored(folder, [np.zeros(SHAPE[1:], np.int16)] * 2))
    labels = (Label(1, "Part 1", UNITY, UNITY, RED), Label(2, "Part 2", UNITY, UNITY, BLUE))
    regions = [region(folder, value, frame) for frame in range(2) for value in (1, 2)]
    kept.apply(AnalysisFinished(Analysis("a", "Lungs", "1.2", (*regions, *more), labels)))
    return kept


def change(kept: Session, **fields: object) -> None:
    kept.apply(OverlayChanged(replace(kept.state.overlay, **fields)))  # type: ignore[arg-type]


Show = Callable[[Session], np.ndarray]


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Show]:
    """What the viewport of a session shows now."""
    with grids(qtbot, tmp_path) as build:
        made: dict[int, Grid] = {}

        def show(kept: Session) -> np.ndarray:
            grid = made.get(id(kept)) or made.setdefault(id(kept), build(kept))
            view = pictures_of(grid).view
            view.set_corners(Corners.NONE)
            return picture(view)

        yield show


def test_regions_are_filled_and_outlined_in_their_colours(shown: Show, tmp_path: Path) -> None:
    kept = session(tmp_path)
    change(kept, fill=0.5)
    image = shown(kept)
    assert like(image, RED, 40).any(), "the outline"
    assert like(image, (128, 0, 0), 12).any(), "the fill over black"
    assert like(image, BLUE, 40).any()
    change(kept, fill=0.0)
    image = shown(kept)
    assert not like(image, (128, 0, 0), 12).sum() > 200
    assert like(image, RED, 40).any(), "the outline stays"


def test_a_hidden_region_is_not_drawn_and_a_rejected_one_is_pale(shown: Show, tmp_path: Path) -> None:
    kept = session(tmp_path)
    change(kept, fill=0.5, hidden=frozenset({1}))
    image = shown(kept)
    assert not like(image, RED, 40).any()
    change(kept, hidden=frozenset())
    kept.decide("region10", Decision.REJECTED)
    image = shown(kept)
    assert not like(image, (128, 0, 0), 6).sum() > 300, "no fill"
    assert not like(image, RED, 40).any(), "a pale outline"
    kept.apply(FrameShown(1))
    assert like(shown(kept), RED, 40).any(), "each picture is decided on by itself"


def test_a_map_is_drawn_where_it_tells_something_with_a_bar_that_names_the_method(shown: Show, tmp_path: Path) -> None:
    kept = session(tmp_path, evidence(tmp_path, "Grad-CAM", Whole()))
    bare = shown(kept)
    change(kept, uncertainty=True)
    image = shown(kept).astype(int)
    changed = np.abs(image - bare).max(axis=2) > 30
    rows, columns = np.nonzero(changed[:, : int(changed.shape[1] * 0.85)])
    scale = changed.shape[1] / 60
    assert abs(columns.min() / scale - 30) < 1.5
    assert 18 < (rows.mean() - changed.shape[0] / 2) / scale + 20 < 32


def test_a_map_with_signs_has_a_colour_for_each_and_none_for_nothing(shown: Show, tmp_path: Path) -> None:
    kept = session(tmp_path, evidence(tmp_path, "Gradients", Whole(), -0.5))
    bare = shown(kept)
    change(kept, uncertainty=True)
    image = shown(kept).astype(int)
    middle = image.shape[0] // 2 + int(5 * image.shape[1] / 60)
    column = lambda place: image[middle, int(place * image.shape[1] / 60)]  # noqa: E731
    assert column(40)[0] > column(40)[2] + 40, "red speaks for it"
    assert column(10)[2] > column(10)[0] + 20, "blue against it"
    untouched = (bare[middle, int(22 * image.shape[1] / 60)]).astype(int)
    assert np.abs(column(22) - untouched).max() < 6


def test_maps_of_single_pictures_are_offered_on_their_picture(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = evidence(tmp_path, "One", Picture(0)), evidence(tmp_path, "Two", Picture(1))
    both = evidence(tmp_path, "Spread", Whole())
    kept = session(tmp_path, first, second, both)
    bar = OverlayBar(kept)
    qtbot.addWidget(bar)
    kept.listen(bar.update_state)
    assert [bar.map.itemText(n) for n in range(bar.map.count())] == ["One", "Spread"]
    bar.map.setCurrentIndex(1)
    bar.map.activated.emit(1)
    assert kept.state.overlay.uncertainty
    kept.apply(FrameShown(1))
    assert [bar.map.itemText(n) for n in range(bar.map.count())] == ["Two", "Spread"]
    assert bar.map.currentText() == "Spread", "the chosen kind stays chosen on the next picture"
    chosen = shown_map(kept.state)
    assert chosen is both
    assert map_key(both, maps(kept.state)) == "SPREAD"
    bar.update_state(kept.state, frozenset(Part))


def test_two_maps_of_one_method_are_chosen_by_themselves(tmp_path: Path) -> None:
    one = evidence(tmp_path, "Same", Whole())
    other = replace(one, id="other")
    kept = session(tmp_path, one, other)
    change(kept, map="other")
    assert shown_map(kept.state) == other
