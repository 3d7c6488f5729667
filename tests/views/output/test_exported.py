"""Pictures that leave the program: what they must not tell, and what they must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from medview.core.content import Node, Tree
from medview.core.errors import MedViewError
from medview.core.measurement import KeyImage
from medview.core.overlay import FieldLayer, LabelLayer, ShapeLayer
from medview.core.study import Kind
from medview.core.volume import Window
from medview.session.changes import AlignmentChanged, LayoutChanged, OverlaidFound
from medview.session.layout import ARRANGEMENTS, Alignment, Fusion, Layout, Look, Tile, View
from medview.session.paths import user_paths
from medview.session.state import Opened, State, frame_key
from medview.session.wishes import PictureWish
from medview.views.output.exported import picture_of, picture_of_all, shows_unreviewed
from medview.views.output.frames import KeyFrames
from medview.views.pictures.fused import Fused
from medview.views.tiles.content_pane import ContentPane
from medview.views.viewport import decorations, lettering
from medview.views.viewport.labelled import Label, labelled, rgb
from tests.io.making import barred, head, write_nifti
from tests.io.objects.making import ct, write
from tests.io.objects.test_reports import report_of
from tests.views import overlays
from tests.views.driving import Driven, driven
from tests.views.heads import SHAPE
from tests.views.hung_studies import chest
from tests.views.making import make_package

EYE: Any = tuple(map(tuple, np.eye(4).tolist()))
UNNAMED = [PictureWish(), PictureWish(corners=False), PictureWish(overlays=False)]


@pytest.fixture
def hands(qtbot: QtBot, private_home: Path) -> Iterator[Driven]:
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word written over pictures."""
    words: list[str] = []
    real = lettering.text

    def text(painter: Any, box: Any, flags: Any, written: str, *colour: Any) -> None:
        words.append(written)
        real(painter, box, flags, written, *colour)

    monkeypatch.setattr(decorations, "text", text)
    return words


def hang(hands: Driven, *tiles: Tile) -> None:
    places = ARRANGEMENTS["1x1" if len(tiles) == 1 else "1x2"]
    hands.window.parts.session.apply(LayoutChanged(Layout(places, tiles, chosen=True), 0))


def series_of(hands: Driven, folder: Path) -> str:
    before = hands.state.tile.series
    hands.drop(folder)
    hands.until(lambda: hands.state.tile.series not in ("", before) and hands.state.volume is not None)
    return hands.state.tile.series


def words_of(hands: Driven, said: list[str], number: int, wish: PictureWish) -> str:
    said.clear()
    picture_of(hands.grid.panes()[number], wish)
    return "\n".join(said)


@pytest.mark.parametrize("view", [View.AXIAL, View.VOLUME_3D])
def test_the_day_of_a_prior_stands_only_beside_who_was_imaged(
    view: View, hands: Driven, tmp_path: Path, said: list[str]
) -> None:
    hang(hands, Tile())
    now = series_of(hands, chest(tmp_path / "now", "20240501"))
    old = series_of(hands, chest(tmp_path / "old", "20190302"))
    hang(hands, Tile(old, view), Tile(now, View.AXIAL))
    hands.until(lambda: getattr(hands.grid.panes()[0], "view", None) and hands.grid.panes()[0].tile.series == old)
    hands.until(lambda: "Prior, 2019-03-02" in words_of(hands, said, 0, PictureWish(identifiers=True)))
    for wish in UNNAMED:
        words = words_of(hands, said, 0, wish)
        assert "2019" not in words
        assert "Prior" in words


def test_the_name_of_a_fused_file_stands_only_beside_who_was_imaged(
    hands: Driven, tmp_path: Path, said: list[str]
) -> None:
    hang(hands, Tile())
    (tmp_path / "n").mkdir()
    for name, volume in (("base", head()), ("Marker_Person", barred())):
        write_nifti(volume, tmp_path / "n" / f"{name}.nii.gz")
    hands.drop(tmp_path / "n")
    hands.until(lambda: hands.state.volume is not None and sum(len(one.series) for one in hands.state.studies) == 2)
    found = [one for study in hands.state.studies for one in study.series]
    base, other = sorted(found, key=lambda one: "Marker" in one.description)
    hang(hands, Tile(base.uid, View.AXIAL, Look(fusion=Fusion(other.uid))))
    hands.until(lambda: {base.uid, other.uid} <= set(hands.state.opened))
    placed = Alignment(frame_key(base), EYE, "registration")
    hands.window.parts.session.apply(AlignmentChanged(frame_key(other), placed))
    hands.until(lambda: hands.slice().fused is not None)
    assert "Marker" in words_of(hands, said, 0, PictureWish(identifiers=True))
    for wish in UNNAMED:
        assert "Marker" not in words_of(hands, said, 0, wish)
    assert "Over it: another series" in words_of(hands, said, 0, PictureWish())


def show_report(hands: Driven, tmp_path: Path) -> ContentPane:
    """An unverified report beside the images it is about."""
    hang(hands, Tile())
    (tmp_path / "both").mkdir()
    write(report_of(ct(tmp_path / "both")), tmp_path / "both" / "ct")
    hands.drop(tmp_path / "both" / "ct")
    hands.until(lambda: hands.state.studies and hands.state.volume is not None)
    found = [one for study in hands.state.studies for one in study.series]
    images, report = sorted(found, key=lambda one: one.modality == "SR")
    hang(hands, Tile(images.uid, View.AXIAL), Tile(report.uid))
    hands.until(lambda: isinstance(hands.grid.panes()[1], ContentPane) and report.uid in hands.state.opened)
    pane = hands.grid.panes()[1]
    assert isinstance(pane, ContentPane)
    return pane


def test_a_report_is_pictured_only_with_who_it_is_about(hands: Driven, tmp_path: Path) -> None:
    pane = show_report(hands, tmp_path)
    assert pane.content.person.text()
    assert not picture_of(pane, PictureWish(identifiers=True)).isNull()
    with pytest.raises(MedViewError, match="may name the patient"):
        picture_of(pane, PictureWish())
    panes = tuple(hands.grid.panes().values())
    named, unnamed = (rgb(picture_of_all(panes, PictureWish(identifiers=on))) for on in (True, False))
    assert (named != unnamed).any()
    pane.content.person.setText("Somebody^Else")
    assert (rgb(picture_of_all(panes, PictureWish())) == unnamed).all()
    assert shows_unreviewed((pane.state,), PictureWish(overlays=False))


def test_a_report_is_copied_as_every_picture_is(hands: Driven, tmp_path: Path) -> None:
    pane = show_report(hands, tmp_path)
    session = hands.window.parts.session
    session.apply(LayoutChanged(session.state.layout, 1))
    assert hands.grid.active is pane
    QGuiApplication.clipboard().setText("before")
    hands.grid.act("copy_picture")
    assert QGuiApplication.clipboard().text() == "before"
    assert "may name the patient" in hands.window.messages.text
    preferences = hands.window.preferences
    preferences.change(picture=replace(preferences.value.picture, identifiers=True))
    hands.grid.act("copy_picture")
    copied = rgb(QGuiApplication.clipboard().image())
    wished = labelled(picture_of(pane, PictureWish(identifiers=True)), Label(unreviewed=True))
    assert (copied == rgb(wished)).all()


def layers(folder: Path, unreviewed: bool) -> list[Any]:
    np.save(folder / "field.npy", np.zeros(SHAPE, np.float32))
    path = str(folder / "field.npy")
    return [
        LabelLayer("l", "Lesions", path, (), unreviewed=unreviewed),
        FieldLayer("f", "Fractions", path, "", 0.0, 1.0, unreviewed=unreviewed),
        ShapeLayer("s", "Shapes", (), unreviewed=unreviewed),
    ]


@pytest.mark.parametrize("number", range(3))
def test_layers_nobody_has_reviewed_say_so(number: int, tmp_path: Path) -> None:
    for unreviewed in (True, False):
        session = overlays.opened_session(tmp_path, overlays.derived("d", Kind.SEGMENTATION))
        session.apply(OverlaidFound(layers(tmp_path, unreviewed)[number]))
        assert shows_unreviewed((session.state,), PictureWish()) == unreviewed
        assert not shows_unreviewed((session.state,), PictureWish(overlays=False))


def test_a_report_nobody_has_verified_says_so() -> None:
    series = overlays.derived("r", Kind.REPORT)
    for unreviewed in (True, False):
        tree = Tree("Report", Node("Report"), unreviewed=unreviewed)
        layout = Layout(ARRANGEMENTS["1x1"], (Tile(series.uid),))
        state = State(opened={series.uid: Opened(series, content=tree)}, layout=layout)
        assert shows_unreviewed((state,), PictureWish(overlays=False)) == unreviewed


def test_marked_pictures_have_what_lies_over_them_and_are_not_turned(hands: Driven, tmp_path: Path) -> None:
    hang(hands, Tile())
    series_of(hands, chest(tmp_path / "ct", PixelSpacing=[4, 2]))
    view = hands.slice()
    frame, scene = view.frame, view.scene
    assert frame is not None
    assert scene.layers.volume is not None
    key = KeyImage(hands.state.tile.series, -1, frame.point(5, 5.0, 5.0), view.on())

    def drawn() -> bytes:
        return rgb(KeyFrames(view, (key,), print).draw(0, PictureWish(corners=False)) or QImage()).tobytes()

    plain = drawn()
    view.change_look(rotation=90, flipped=True)
    hands.until(lambda: view.look().rotation == 90)
    assert drawn() == plain
    view.show_fused(Fused(scene.layers.volume, np.eye(4), Window(1.0, 2.0), "hot", 1.0))
    assert drawn() != plain
