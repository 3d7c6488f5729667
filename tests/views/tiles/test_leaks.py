"""Opening, closing and reopening many studies, and changing layouts, leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.session.changes import JobsCleared, LayoutChanged, LookChanged
from medview.session.layout import ARRANGEMENTS, EMPTY, Look, Place, Tile, View, arranged
from medview.session.paths import Paths, user_paths
from tests.views.driving import Driven, driven
from tests.views.making import make_head

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log

STUDIES = 12
SHAPE = (24, 28, 26)


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, tmp_path) as opened:
        yield opened


def maps(hands: Driven) -> int:
    """Files of the workspace that are mapped."""
    workspace = str(hands.window.parts.workspace)
    return sum(workspace in line for line in Path(f"/proc/{os.getpid()}/maps").read_text().splitlines())


def counted(hands: Driven) -> dict[str, int]:
    """What may grow unseen, once everything that was put away is gone."""
    hands.until(lambda: not hands.window.parts.jobs._jobs)
    hands.window.parts.session.apply(JobsCleared())
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    hands.until(lambda: not hands.window.parts.jobs._jobs)  # putting away asks the drawing processes to let go, too
    grid = hands.grid
    return {
        "widgets": len(QApplication.allWidgets()),
        "threads": threading.active_count(),
        "listeners": len(hands.window.parts.session._listeners),
        "maps": maps(hands),
        "peers": len(grid.kit.peers),
        "scenes": len(grid.kit.scenes._kept),
        "files": len(hands.commands.opening._loading._loaded._kept),
        "jobs": len(hands.window.parts.jobs._jobs),
    }


def go_through_layouts(hands: Driven) -> None:
    """Many viewports, a second window, other views and looks, and back."""
    session, uid = hands.window.parts.session, hands.state.tile.series
    before = hands.state.layout
    session.apply(LayoutChanged(arranged(before, ARRANGEMENTS["3x3"], 0), 0))
    views = (View.AXIAL, View.CORONAL, View.SAGITTAL, View.VOLUME_3D)
    tiles = tuple(Tile(uid, views[number % 4]) for number in range(9))
    session.apply(LayoutChanged(replace(hands.state.layout, tiles=tiles), 4))
    session.apply(LookChanged(4, Look(zoom=2.0, rotation=90)))
    places = (Place(0, 0), Place(0, 0, window=1))
    session.apply(LayoutChanged(replace(before, places=places, tiles=tiles[:2]), 1))
    session.apply(LayoutChanged(EMPTY, 0))
    QApplication.processEvents()


def test_studies_come_and_go_and_nothing_stays(hands: Driven, tmp_path: Path) -> None:
    heads = []
    for number in range(STUDIES):
        (tmp_path / str(number)).mkdir()
        heads.append(make_head(tmp_path / str(number) / f"head{number}.nii.gz", SHAPE))
    for head in heads[:3]:  # what is kept for later is made once
        hands.open(head)
        go_through_layouts(hands)
    first = counted(hands)
    for head in (*heads[3:], *heads[:3]):
        hands.open(head)
        go_through_layouts(hands)
    assert counted(hands) == first
