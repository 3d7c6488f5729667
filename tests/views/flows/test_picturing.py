"""Pictures, films and pages through real clicks: what stands on them, what does not, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision, Review, now
from medview.core.measurement import KeyImage
from medview.imaging.mp4 import avif_of
from medview.session.changes import CursorMoved, KeyImagesChanged, LayoutChanged, Reviewed
from medview.session.layout import ARRANGEMENTS, Layout, Tile, View
from medview.session.paths import user_paths
from medview.session.wishes import ON_SCREEN, PictureWish
from medview.views.flows.picturing import taken
from medview.views.output.film_dialog import FilmDialog
from medview.views.output.picture_dialog import PictureDialog
from medview.views.output.print_dialog import PrintDialog
from medview.views.viewport import decorations
from medview.views.viewport.labelled import Label, labelled, not_a_device, rgb
from tests.io.making import write_ct
from tests.views.driving import Driven, driven
from tests.views.hung_studies import chest
from tests.views.making import make_head, make_package

NAMES = ("Marker^Person", "MARKERID", "19010203", "MARKERACC", "Marker Hospital")
SLICES, ROWS, COLUMNS = 12, 40, 60


def write_head(folder: Path, name: str = NAMES[0]) -> Path:
    """A CT whose bright square goes two pixels to the right with each slice; everything that names anyone is marked."""
    stack = np.zeros((SLICES, ROWS, COLUMNS), np.int16)
    for number in range(SLICES):
        stack[number] = np.linspace(0, 900, COLUMNS)
        stack[number, 10:20, 2 * number + 4 : 2 * number + 14] = 1200

    def change(number: int) -> dict[str, Any]:
        return {
            "array": stack[number],
            "PatientName": name,
            "PatientID": NAMES[1],
            "PatientBirthDate": NAMES[2],
            "AccessionNumber": NAMES[3],
            "InstitutionName": NAMES[4],
            "PixelSpacing": [0.5, 0.5],
            "SeriesDescription": "Head",
        }

    return write_ct(folder, SLICES, change)


@pytest.fixture
def hands(qtbot: QtBot, private_home: Path) -> Iterator[Driven]:
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


def open_axial(hands: Driven, folder: Path) -> None:
    """One viewport, so that its size does not hang on others, and nothing is drawn in 3D."""
    empty = Layout(ARRANGEMENTS["1x1"], (Tile(),), chosen=True)
    hands.window.parts.session.apply(LayoutChanged(empty, 0))
    hands.open(folder)
    hands.until(lambda: hands.state.tile.view is View.AXIAL and hands.slice().frame is not None)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word written over pictures."""
    words: list[str] = []
    real = decorations.text

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


def dialog(hands: Driven, key: Qt.Key, kind: type, modifier: Any = Qt.KeyboardModifier.ControlModifier) -> Any:
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow)
    hands.slice().setFocus()
    hands.key(key, modifier)
    found = hands.dialog()
    assert isinstance(found, kind)
    found.activateWindow()
    hands.until(found.isActiveWindow)
    return found


def answer_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "Kind (*" + path.suffix + ")"))


def click(hands: Driven, widget: Any) -> None:
    hands.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


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


def test_a_film_of_slices(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown = dialog(hands, Qt.Key.Key_S, FilmDialog, both)
    shown.boxes.boxes["corners"].setChecked(False)
    shown.rate.setValue(10.0)
    shown.size_.setCurrentIndex(0)
    shown.first.setValue(3)
    at, path = hands.slice().number, tmp_path / "slices.mp4"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    hands.until(lambda: "The film was saved" in hands.window.messages.text)
    film: Any = Image.open(BytesIO(avif_of(path)))
    assert film.n_frames == SLICES - 2
    assert hands.slice().number == at
    places = []
    for number in (0, 9):
        film.seek(number)
        grey = np.asarray(film.convert("L")).astype(int)
        square = (grey[: hands.slice().height() // 2] > 150).any(0)
        places.append(np.nonzero(square)[0].mean())
    scale = hands.slice().pixels_per_mm * 0.5 / 2
    assert abs((places[1] - places[0]) - 9 * 2 * scale) < scale
    assert not list(hands.window.parts.workspace.glob("film-*"))


def test_a_film_can_be_given_up_while_it_is_drawn(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    shown = dialog(hands, Qt.Key.Key_S, FilmDialog, both)
    path = tmp_path / "never.gif"
    answer_file(monkeypatch, path)
    click(hands, shown.save)
    click(hands, shown.close_)
    assert not shown.bar.isVisible()
    hands.qtbot.wait(50)
    assert not path.exists()
    assert not list(hands.window.parts.workspace.glob("film-*"))
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)


def printed(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **choices: Any) -> Any:
    """The pages of a PDF, saved through the dialog."""
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    shown = dialog(hands, Qt.Key.Key_P, PrintDialog, modifiers)
    hands.until(shown.pdf.isEnabled)
    shown.true_size.setChecked(choices.get("true_size", False))
    shown.boxes.boxes["identifiers"].setChecked(choices.get("identifiers", False))
    if "what" in choices:
        shown.what.setCurrentIndex(shown.what.findData(choices["what"]))
    if "per_page" in choices:
        shown.per_page.setCurrentIndex(shown.per_page.findData(choices["per_page"]))
    hands.qtbot.wait(120)
    hands.until(shown.pdf.isEnabled)
    path = tmp_path / "pages.pdf"
    answer_file(monkeypatch, path)
    click(hands, shown.pdf)
    hands.until(path.exists)
    return pypdfium2.PdfDocument(path.read_bytes())


def widths_mm(page: Any, kind: int) -> list[float]:
    """Widths of a page's objects of a kind."""
    found = (one.get_bounds() for one in page.get_objects() if one.type == kind)
    return [(right - left) * 25.4 / 72 for left, _, right, _ in found]


def test_a_printed_page(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    pages = printed(hands, tmp_path, monkeypatch)
    assert len(pages) == 1
    text = pages[0].get_textpage().get_text_bounded()
    assert not_a_device() in text
    assert "Page 1 of 1" in text
    assert "Marker" not in text
    assert min(abs(width - 100.0) for width in widths_mm(pages[0], pdfium.FPDF_PAGEOBJ_PATH)) < 0.5
    assert [round(side) for side in pages[0].get_size()] == [595, 842]
    named = printed(hands, tmp_path, monkeypatch, identifiers=True)[0].get_textpage().get_text_bounded()
    assert "Marker" in named
    assert "Marker Hospital" in named


def test_true_size_is_true(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    page = printed(hands, tmp_path, monkeypatch, true_size=True)[0]
    widest = max(widths_mm(page, pdfium.FPDF_PAGEOBJ_IMAGE))
    assert widest == pytest.approx(hands.slice().width() / hands.slice().pixels_per_mm, rel=0.01)
    assert "True size" in page.get_textpage().get_text_bounded()


def test_key_images_are_printed_together(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    view, series = hands.slice(), hands.state.series
    assert series is not None
    assert view.frame is not None
    keys = tuple(KeyImage(series.uid, -1, view.frame.point(n, 5.0, 5.0), view.on(), f"note {n}") for n in range(5))
    hands.window.parts.session.apply(KeyImagesChanged(series.uid, keys))
    pages = printed(hands, tmp_path, monkeypatch, what="keys", per_page=4)
    assert len(pages) == 2
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(f"note {number}" in texts[number // 4] for number in range(5))
    assert all(not_a_device() in text for text in texts)


def two_viewports(hands: Driven, one: Path, other: Path) -> None:
    """Two series beside each other, the first one active."""
    empty = Layout(ARRANGEMENTS["1x1"], (Tile(),), chosen=True)
    session = hands.window.parts.session
    session.apply(LayoutChanged(empty, 0))
    shown: list[str] = []
    for folder in (one, other):
        hands.drop(folder)
        hands.until(lambda: hands.state.volume is not None and hands.state.tile.series not in shown)
        shown.append(hands.state.tile.series)
    tiles = tuple(Tile(uid, View.AXIAL) for uid in shown)
    session.apply(LayoutChanged(Layout(ARRANGEMENTS["1x2"], tiles, chosen=True), 0))
    hands.until(lambda: all(hasattr(pane, "view") and pane.view.extent() for pane in hands.grid.panes().values()))


def texts(pages: Any) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pages]


def test_every_page_bears_the_name_of_its_own_patient(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = chest(tmp_path / "a", "20240501", PatientName="Alpha^Ann", PatientID="A1")
    two_viewports(hands, first, chest(tmp_path / "b", "20200101", PatientName="Beta^Bob", PatientID="B1"))
    one, other = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=1, identifiers=True))
    assert "Alpha" in one
    assert "2024-05-01" in one
    assert "Beta" not in one
    assert "Beta" in other
    assert "2020-01-01" in other
    assert "Alpha" not in other
    (sheet,) = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=2, identifiers=True))
    assert sheet.index("Alpha") < sheet.index("Beta")
    assert "B1" in sheet


def test_one_picture_of_two_patients_is_printed_without_names_only(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = chest(tmp_path / "a", PatientName="Alpha^Ann", PatientID="A1")
    two_viewports(hands, first, chest(tmp_path / "b", PatientName="Beta^Bob", PatientID="B1"))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    shown = dialog(hands, Qt.Key.Key_P, PrintDialog, modifiers)
    shown.what.setCurrentIndex(shown.what.findData("all"))
    hands.until(shown.pdf.isEnabled)
    shown.boxes.boxes["identifiers"].setChecked(True)
    hands.until(lambda: "several patients" in shown.messages.text)
    assert not shown.pdf.isEnabled()
    shown.boxes.boxes["identifiers"].setChecked(False)
    hands.until(shown.pdf.isEnabled)
    assert shown.messages.text == ""
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_a_prior_is_printed_with_its_own_day(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who: dict[str, Any] = {"PatientName": "Alpha^Ann", "PatientID": "A1"}
    two_viewports(hands, chest(tmp_path / "now", "20240501", **who), chest(tmp_path / "old", "20190302", **who))
    now, old = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=1, identifiers=True))
    assert "2024-05-01" in now
    assert "2019-03-02" in old
    assert "2024-05-01" not in old
    (both,) = texts(printed(hands, tmp_path, monkeypatch, what="all", identifiers=True))
    assert "Alpha" in both
    assert "2024" not in both


def test_nothing_open_is_told(hands: Driven) -> None:
    hands.window.actions_["save_picture"].trigger()
    hands.until(lambda: "nothing to take a picture of" in hands.window.messages.text)
    hands.window.actions_["save_film"].trigger()
    hands.until(lambda: "No film" in hands.window.messages.text)
