from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.finding import Analysis
from medview.core.images import Frame, PixelSpacing, StoredImages
from medview.core.overlay import PresentationLayer
from medview.core.study import Dimension, ScanResult
from medview.core.volume import StoredVolume, Window
from medview.session import changes
from medview.session.layout import (
    ARRANGEMENTS,
    Alignment,
    Fusion,
    Layout,
    Links,
    Look,
    Projection,
    Slab,
    Tile,
    View,
)
from medview.session.relating import PROPOSED
from medview.session.session import Session
from medview.session.sitting import (
    MOST_PATHS,
    Sitting,
    changes_of,
    first_changes,
    gone,
    sitting_of,
)
from medview.session.sitting_file import Tries, load_sitting, save_sitting, sitting_from_json, sitting_to_json
from medview.session.state import frame_key
from tests.session.hangable import grid, images, study, volume

PHASES = (Dimension("Temporal Position", (1.0, 2.0, 3.0)),)
CT = volume("ct", "CT", "Thorax", frame_of_reference_uid="F", dimensions=PHASES)
PET = volume("pet", "PT", "Whole body", frame_of_reference_uid="F")
US = images("us", "US", "Liver")
STUDY = study("1", CT, PET, US)
LISTED = {series.uid: series for series in STUDY.series}
FRAMES = tuple(Frame(f"us.{n}", n, PixelSpacing()) for n in range(9))
PICTURES = StoredImages("p.npy", FRAMES)
ANALYSES = tuple(Analysis(name, "Model", "ct", ()) for name in ("old", "new"))
LOOK = Look(
    zoom=2.5,
    pan=(3.0, -4.0),
    rotation=90,
    inverted=True,
    window=Window(40.0, 400.0, "Soft"),
    slab=Slab(Projection.MAXIMUM, 12.0),
    axes=((1.0, 0.0, 0.0), (0.0, 0.6, -0.8)),
    fusion=Fusion("pet", "hot", 0.4),
)
TILES = (Tile("ct", View.AXIAL, LOOK), Tile("ct", View.CORONAL), Tile("us", View.PICTURES), Tile())
LAYOUT = Layout(ARRANGEMENTS["1+3"], TILES, chosen=True, maximised=2, protocol="Mine")
CURSOR = (1.0, 2.0, 3.0)


def opening(uid: str) -> Any:
    series = LISTED[uid]
    if series.geometry is None:
        return changes.ImagesOpened(series, PICTURES, Window(1.0, 2.0), tile=-1)
    at = (0,) if series.dimensions else ()
    stored = StoredVolume("v.npy", grid(), at=at)
    return changes.VolumeOpened(series, stored, Window(1.0, 2.0), ANALYSES if uid == "ct" else (), tile=-1)


def empty() -> Session:
    session = Session(lambda _: None)
    session.apply(changes.StudiesFound(ScanResult((STUDY,))))
    return session


def busy() -> Session:
    """A session in the middle of a reading."""
    session = empty()
    session.apply(changes.LayoutChanged(LAYOUT, 2))
    for uid in LISTED:
        session.apply(opening(uid))
    layer = PresentationLayer("gsps", "Presentation", (), ())
    for change in (
        changes.CursorMoved(CURSOR, "ct"),
        changes.PositionChosen((2,), "ct"),
        changes.AnalysisChosen("old", "ct"),
        changes.FindingSelected("f1", "ct"),
        changes.WindowChanged(Window(300.0, 600.0, "Angio"), "ct"),
        changes.FrameShown(7, "us"),
        changes.OverlaidFound(layer, "us"),
        changes.OverlaidHidden(frozenset({"part"}), "us"),
        changes.LinksChanged(Links(zoom=True)),
        changes.AlignmentChanged("2 G", Alignment(frame_key(STUDY.series[0]), ((1.0,) * 4,) * 4, "offset by hand")),
    ):
        session.apply(change)
    return session


def restored(sitting: Sitting, listed: dict[str, Any] | None = None) -> Session:
    session, listed = empty(), LISTED if listed is None else listed
    for change in first_changes(sitting, listed):
        session.apply(change)
    for uid in sitting.shown:
        if uid in listed:
            session.apply(opening(uid))
            for change in changes_of(sitting, session.state.opened[uid]):
                session.apply(change)
    return session


def test_everything_is_put_back(tmp_path: Path) -> None:
    before = busy().state
    sitting = sitting_of(before, ("/data/1",), {"browser": False}, Sitting())
    save_sitting(tmp_path / "sitting.json", sitting)
    loaded, notice = load_sitting(tmp_path / "sitting.json")
    assert notice == ""
    assert loaded == sitting
    assert (loaded.paths, loaded.panels) == (("/data/1",), {"browser": False})
    after = restored(loaded).state
    assert (after.layout, after.active, after.links) == (before.layout, before.active, before.links)
    assert after.alignments == before.alignments
    assert after.cursor_of(STUDY.series[0]) == CURSOR
    for uid, one in before.opened.items():
        now = after.opened[uid]
        assert (now.window, now.frame, now.hidden, now.shown, now.selected) == (
            one.window,
            one.frame,
            one.hidden,
            one.shown,
            one.selected,
        )
    assert after.opened["ct"].volume is not None
    assert after.opened["ct"].volume.at == (2,)
    assert loaded.held["us"].overlaid == ("gsps",)


def test_only_the_user_may_read_the_file(tmp_path: Path) -> None:
    save_sitting(tmp_path / "sitting.json", Sitting())
    assert stat.S_IMODE((tmp_path / "sitting.json").stat().st_mode) == 0o600


def test_series_that_are_gone_leave_empty_viewports() -> None:
    sitting = sitting_of(busy().state, (), {}, Sitting())
    listed = {"ct": STUDY.series[0]}
    assert gone(sitting, listed) == ("Whole body PT", "Liver US")
    after = restored(sitting, listed).state
    assert [tile.series for tile in after.layout.tiles] == ["ct", "ct", "", ""]
    assert after.layout.tiles[0].look == replace(LOOK, fusion=None)


def test_what_no_longer_fits_is_left_as_it_opens() -> None:
    sitting = sitting_of(busy().state, (), {}, Sitting())
    odd = replace(sitting, held={**sitting.held, "ct": replace(sitting.held["ct"], at=(9,), analysis="none")})
    after = restored(odd).state.opened["ct"]
    assert after.volume is not None
    assert (after.volume.at, after.shown) == ((0,), "new")


def test_what_is_still_being_opened_is_not_forgotten() -> None:
    before = sitting_of(busy().state, ("/a",), {}, Sitting())
    session = empty()
    for change in first_changes(before, LISTED):
        session.apply(change)
    session.apply(opening("us"))
    halfway = sitting_of(session.state, ("/a",), {}, before)
    assert halfway.held["ct"] == before.held["ct"]
    assert halfway.cursors == before.cursors
    assert halfway.held["us"].frame == 0
    assert halfway.layout == before.layout


def test_series_that_go_their_own_way_are_put_back_where_each_was_looked_at() -> None:
    session = busy()
    session.apply(changes.LinksChanged(Links(scroll=False)))
    session.apply(changes.CursorMoved((9.0, 9.0, 9.0), "ct"))
    session.apply(changes.CursorMoved((4.0, 4.0, 4.0), "pet"))
    after = restored(sitting_of(session.state, (), {}, Sitting())).state
    assert [after.cursor_of(LISTED[uid]) for uid in ("ct", "pet")] == [(9.0, 9.0, 9.0), (4.0, 4.0, 4.0)]


def test_a_proposal_is_not_kept_but_what_it_would_replace() -> None:
    session = busy()
    (accepted,) = session.state.alignments.items()
    proposed = Alignment("1 F", ((2.0,) * 4,) * 4, PROPOSED, (accepted,))
    session.apply(changes.AlignmentChanged(accepted[0], proposed))
    session.apply(changes.AlignmentChanged("3 H", replace(proposed, former=())))
    assert sitting_of(session.state, (), {}, Sitting()).alignments == dict((accepted,))


def test_an_alignment_that_is_taken_away_while_series_are_opened_again_stays_away() -> None:
    before = sitting_of(busy().state, (), {}, Sitting())
    session = empty()
    for change in first_changes(before, LISTED):
        session.apply(change)
    session.apply(changes.AlignmentChanged("2 G", None))
    assert before.alignments
    assert sitting_of(session.state, (), {}, before).alignments == {}


def test_paths_are_kept_once_and_the_newest() -> None:
    state = empty().state
    assert sitting_of(state, ("a", "b", "a"), {}, Sitting()).paths == ("a", "b")
    many = tuple(str(n) for n in range(MOST_PATHS + 5))
    assert sitting_of(state, many, {}, Sitting()).paths == many[5:]


def test_nothing_kept_is_no_news(tmp_path: Path) -> None:
    assert load_sitting(tmp_path / "none.json") == (None, "")


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": None},
        {"active": 9},
        {"active": -1},
        {"layout": {"places": [], "tiles": []}},
        {"layout": {"places": [{"row": 0, "column": 0}], "tiles": [{"series": "ct", "view": "inside out"}]}},
        {"held": {"ct": {"frame": "7"}}},
        {"cursors": {"1 F": [1.0, 2.0]}},
        {"paths": "x"},
    ],
)
def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "sitting.json"
    text = json.dumps({**sitting_to_json(sitting_of(busy().state, (), {}, Sitting())), **change})
    path.write_text(text)
    loaded, notice = load_sitting(path)
    (aside,) = tmp_path.glob("sitting.damaged-*.json")
    assert (loaded, aside.read_text()) == (None, text)
    assert aside.name in notice


@given(st.binary(max_size=60))
def test_whatever_the_file_holds_the_program_starts(tmp_path_factory: pytest.TempPathFactory, held: bytes) -> None:
    path = tmp_path_factory.mktemp("sitting") / "sitting.json"
    path.write_bytes(held)
    loaded, notice = load_sitting(path)
    assert loaded is None
    assert notice


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    loaded, notice = load_sitting(tmp_path)
    assert loaded is None
    assert "could not be read" in notice


def test_earlier_versions_are_carried_on() -> None:
    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "active": data["current"]}

    data = {**sitting_to_json(Sitting()), "current": 0}
    assert sitting_from_json({**data, "version": 1}, (renamed,)) == Sitting()


def test_tries_are_counted_until_one_ends_well(tmp_path: Path) -> None:
    tries = Tries(tmp_path / "tries")
    assert tries.count == 0
    tries.begin()
    tries.begin()
    assert Tries(tmp_path / "tries").count == 2
    tries.end()
    tries.end()
    assert tries.count == 0
    (tmp_path / "tries").write_text("many")
    assert tries.count == 0
