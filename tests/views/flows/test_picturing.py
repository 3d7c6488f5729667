"""Pictures, films and pages through real clicks: what stands on them, what does not, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision, Review, now
from medview.session.changes import CursorMoved, Reviewed
from medview.session.paths import user_paths
from medview.session.wishes import ON_SCREEN, PictureWish
from medview.views.flows.picturing import taken
from medview.views.output.picture_dialog import PictureDialog
from medview.views.viewport import decorations, lettering
from medview.views.viewport.labelled import Label, labelled, not_a_device, rgb
from tests.views.driving import Driven, driven
from tests.views.flows.leaving import COLUMNS, NAMES, ROWS, answer_file, click, dialog, open_axial, write_head
from tests.views.making import make_head, make_package


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


def wished(hands: Driven, said: list[str], **fields: Any) -> tuple[QImage, str]:
    said.clear()
    return hands.slice().picture(PictureWish(**fields)), "\n".join(said)


def test_a_picture_has_what_is_wished_for(hands: Driven, tmp_path: Path, said: list[str]) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    everything, words = wished(hands, said, identifiers=True, lines=True)
    assert "Marker Hospital" in words
    assert "Marker" in words
    without, words = wished(hands, said, identifiers=False, lines=True)
    assert not [name for name in ("Marker", "MARKER", "1901") if name in words]
    assert "Head" in words
    bare, words = wished(hands, said, corners=False)
    assert words.strip() == ""
    assert len({rgb(one).tobytes() for one in (everything, without, bare)}) == 3
    assert everything.size() == hands.slice().size()


def test_two_patients_give_one_picture_without_identifiers(hands: Driven, tmp_path: Path) -> None:
    drawn: dict[bool, list[bytes]] = {True: [], False: []}
    for number, name in enumerate(("First^Patient", "Second^Patient")):
        open_axial(hands, write_head(tmp_path / str(number), name))
        hands.window.parts.session.apply(CursorMoved((0.0, 0.0, 0.0)))
        for named, pictures in drawn.items():
            pictures.append(rgb(hands.slice().picture(PictureWish(identifiers=named))).tobytes())
    assert drawn[True][0] != drawn[True][1]
    assert drawn[False][0] == drawn[False][1]


@pytest.mark.parametrize("scale", [2, 4])
def test_a_larger_picture_is_the_same_one_drawn_finer(scale: int, hands: Driven, tmp_path: Path) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    view = hands.slice()
    plain, fine = (rgb(view.picture(PictureWish(corners=False, scale=one))) for one in (1, scale))
    assert fine.shape == (view.height() * scale, view.width() * scale, 3)
    smaller = np.asarray(Image.fromarray(fine).resize((view.width(), view.height()), Image.Resampling.BOX))
    assert np.abs(smaller.astype(int) - plain).mean() < 2.0


def test_the_screen_is_as_it_was_after_a_picture(hands: Driven, tmp_path: Path) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    before = hands.slice().grab().toImage()
    hands.slice().picture(PictureWish(overlays=False, corners=False, scale=4))
    assert hands.slice().wish is ON_SCREEN
    assert hands.slice().grab().toImage() == before


@pytest.mark.parametrize("unreviewed", [False, True])
def test_every_picture_says_that_it_is_no_medical_device(unreviewed: bool, qtbot: QtBot) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkBlue)
    sheet = rgb(labelled(picture, Label(unreviewed)))
    assert (sheet[:200, :300] == (0, 0, 128)).all()
    strip = sheet[200:].astype(int)
    amber = (strip[:, :, 0] - strip[:, :, 2] > 100).any()
    assert amber == unreviewed
    assert (strip.max(2) > 150).sum() > 200
    assert "Not a medical device" in not_a_device()


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_picture_is_saved_as_the_preview_shows_it(
    suffix: str, hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    shown = dialog(hands, Qt.Key.Key_S, PictureDialog)
    path = tmp_path / f"out{suffix}"
    answer_file(monkeypatch, path)
    preview = rgb(shown.preview.image)
    click(hands, shown.save)
    hands.until(path.exists)
    hands.until(lambda: "saved as" in hands.window.messages.text)
    saved = np.asarray(Image.open(BytesIO(path.read_bytes())))
    assert saved.shape == preview.shape
    assert np.abs(saved.astype(int) - preview).max() <= (0 if suffix != ".jpg" else 60)
    written = path.read_bytes()
    assert not [name for name in NAMES if name.encode() in written or name.split("^")[0].encode() in written]
    if suffix == ".png":
        assert b"tEXt" not in written
        assert b"iTXt" not in written


def test_wishes_are_remembered_and_the_copy_is_what_was_wished_for(hands: Driven, tmp_path: Path) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    shown = dialog(hands, Qt.Key.Key_S, PictureDialog)
    box = shown.boxes.boxes["corners"]
    box.setFocus()
    hands.qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    shown.size_.setCurrentIndex(1)
    hands.until(lambda: shown.preview.image.width() == 2 * hands.slice().width())
    click(hands, shown.copy)
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == 2 * hands.slice().width()
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    again = dialog(hands, Qt.Key.Key_S, PictureDialog)
    assert again.wish == PictureWish(corners=False, scale=2)
    hands.qtbot.keyClick(again, Qt.Key.Key_Escape)


def test_a_copied_picture_is_labelled_and_names_nobody(hands: Driven, tmp_path: Path) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow)
    hands.slice().setFocus()
    hands.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = rgb(QGuiApplication.clipboard().image())
    assert (copied == rgb(labelled(hands.slice().picture(PictureWish()), Label()))).all()


def test_what_nobody_reviewed_says_so(hands: Driven, tmp_path: Path) -> None:
    hands.open(make_head(tmp_path / "head.nii.gz"))
    hands.analyse()
    assert (
        taken(hands.grid, PictureWish()).image.height() > taken(hands.grid, PictureWish(overlays=False)).image.height()
    )
    for finding in hands.analysis.findings:
        hands.window.parts.session.apply(Reviewed(Review(finding.id, Decision.ACCEPTED, "R", now())))
    reviewed = taken(hands.grid, PictureWish()).image.height()
    assert reviewed == taken(hands.grid, PictureWish(overlays=False)).image.height()


def test_the_originals_pixels_and_values(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    hands.key(Qt.Key.Key_Home)
    hands.until(lambda: hands.slice().number == 0)
    shown = dialog(hands, Qt.Key.Key_S, PictureDialog)
    shown.what.setCurrentIndex(shown.what.findData("values"))
    path = tmp_path / "values.png"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    hands.until(path.exists)
    hands.until(lambda: "saved as" in hands.window.messages.text)
    values = hands.slice().pixels()
    assert values is not None
    deep = np.asarray(Image.open(BytesIO(path.read_bytes())))[:ROWS, :COLUMNS].astype(float)
    span = float(values.max() - values.min())
    assert np.abs(deep / 65535 * span + values.min() - values).max() <= span / 65535


def test_nothing_open_is_told(hands: Driven) -> None:
    hands.window.actions_["save_picture"].trigger()
    hands.until(lambda: "nothing to take a picture of" in hands.window.messages.text)
    hands.window.actions_["save_film"].trigger()
    hands.until(lambda: "No film" in hands.window.messages.text)
