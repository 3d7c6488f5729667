from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkIOGeometry import vtkOBJWriter, vtkSTLWriter

from medview.core.content import Content, Document, Node, SignalGroup, Tree
from medview.core.content import Signal as Signals
from medview.core.errors import MedViewError
from medview.core.study import Kind, ScanResult
from medview.imaging.surfaces import Mesh
from medview.session.changes import ContentOpened, StudiesFound, VolumeOpened
from medview.session.session import Session
from medview.session.state import State
from medview.views.background import Background
from medview.views.contents.content_view import ContentView
from medview.views.contents.report_html import FIRST_LINES, html_of, lines_of, plain_text
from medview.views.settings.theme import load_theme
from tests.views.heads import WINDOW, HandJobs, head, wheel
from tests.views.overlays import derived, series, study

WAIT_MS = 60_000

REPORT = Tree(
    "Imaging Measurement Report",
    Node(
        "Imaging Measurement Report",
        children=(
            Node("Language", "English <US>", "121049 (DCM)", relation="has concept mod"),
            Node(
                "Imaging Measurements",
                "",
                "126010 (DCM)",
                (
                    Node("Volume", "361.2 mm³", "118565006 (SCT)", images=("image20",)),
                    Node("Mean", "38.2 HU", relation="inferred from", images=("image20", "image21")),
                ),
            ),
            Node("", "Two lines\nof text"),
        ),
    ),
    ("PARTIAL", "VERIFIED"),
    notes=("One item has no value.",),
)


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def made(qtbot: QtBot, background: Background, tmp_path: Path) -> Iterator[ContentView]:
    view = ContentView(load_theme("dark"), background, HandJobs(tmp_path))
    qtbot.addWidget(view)
    view.resize(900, 700)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.close()


def opened(made: ContentView, content: Content) -> Session:
    session = Session(lambda _: None, State())
    session.listen(made.update_state)
    report = derived("sr", Kind.REPORT)
    session.apply(StudiesFound(ScanResult((study(report),))))
    session.apply(ContentOpened(report, content))
    return session


def test_a_report_reads_like_a_document(made: ContentView) -> None:
    opened(made, REPORT)
    said = made.report.text.toPlainText()
    assert said.splitlines()[0].replace("\xa0", " ").startswith("Language:")
    assert "English <US>" in said
    assert "Two lines\nof text" in said.replace("\u2028", "\n")
    assert made.title.text() == "Imaging Measurement Report"
    assert "Doe, Jane" in made.person.text()
    assert made.notes.text() == "One item has no value."
    assert "inferred from" in said
    assert "has concept mod" not in said


def test_names_are_bold_and_their_codes_in_tips(made: ContentView, qtbot: QtBot) -> None:
    opened(made, REPORT)
    found = made.report.text.document().find("Volume")
    assert found.charFormat().fontWeight() > 500
    assert found.charFormat().toolTip() == "118565006 (SCT)"
    value = made.report.text.document().find("361.2")
    assert value.charFormat().fontWeight() <= 500


def test_flags_stand_out_by_what_they_mean(made: ContentView) -> None:
    opened(made, REPORT)
    theme = load_theme("dark")
    shown = made.badges.text()
    assert theme.colours["warning"] in shown.split("PARTIAL")[0]
    assert theme.colours["good"] in shown.split("PARTIAL")[1]
    opened(made, Tree("Plan", Node("Plan")))
    assert not made.badges.isVisible()
    assert not made.notes.isVisible()


def test_a_click_on_a_line_with_images_asks_for_them(made: ContentView, qtbot: QtBot) -> None:
    opened(made, REPORT)
    asked: list[tuple[str, ...]] = []
    made.images_asked.connect(asked.append)
    text = made.report.text
    place = text.cursorRect(text.document().find("▸ 2 images")).center() - QPoint(8, 0)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("image20", "image21")]
    made.report._follow(QUrl("http://elsewhere"))
    assert len(asked) == 1


def test_the_text_is_searched_and_copied(made: ContentView, qtbot: QtBot) -> None:
    opened(made, REPORT)
    made.report.search.setText("hu")
    made.report.find_next()
    assert made.report.text.textCursor().selectedText() == "HU"
    made.report.find_next()
    assert made.report.text.textCursor().selectedText() == "HU"
    made.report.search.setText("nowhere")
    made.report.find_next()
    assert made.report.missed.text()
    made.report.search.clear()
    made.report.find_next()
    made.report.copy_all()
    copied = QGuiApplication.clipboard().text()
    assert "    Volume: 361.2 mm³" in copied
    assert copied == plain_text(lines_of(REPORT))


def test_a_long_report_is_shown_in_two_steps(made: ContentView) -> None:
    lines = tuple(Node(f"Line {n}", str(n)) for n in range(FIRST_LINES + 5))
    opened(made, Tree("Long", Node("Long", children=lines)))
    assert f"Line {FIRST_LINES}" not in made.report.text.toPlainText()
    made.report._follow(QUrl("more:"))
    assert f"Line {FIRST_LINES + 4}" in made.report.text.toPlainText()
    opened(made, Tree("Long", Node("Long", children=lines)))
    made.report.search.setText(f"Line {FIRST_LINES + 3}")
    made.report.find_next()
    assert made.report.text.textCursor().hasSelection()


def test_markup_in_a_file_stays_text() -> None:
    tree = Tree("T", Node("T", children=(Node("<img src='x'>", "<script>", '"><b>'),)))
    made = html_of(lines_of(tree), load_theme("light"))
    assert "<img" not in made
    assert "<script" not in made
    assert '""><b>' not in made


def test_a_title_with_a_value_is_a_line() -> None:
    assert lines_of(Tree("T", Node("T", "said")))[0] == (0, Node("T", "said"))


def page(folder: Path, number: int, shade: int) -> str:
    image = QImage(400, 560, QImage.Format.Format_RGB32)
    image.fill(QColor(shade, 0, 0))
    path = str(folder / f"page{number}.png")
    image.save(path)
    return path


def test_pages_are_shown_and_zoomed(made: ContentView, tmp_path: Path) -> None:
    (tmp_path / "d.pdf").write_bytes(b"%PDF" * 500)
    pages = tuple(page(tmp_path, n, 60 * n) for n in range(1, 4))
    opened(made, Document("Letter", "pdf", str(tmp_path / "d.pdf"), pages))
    shown = made.document.pages
    assert shown.zoom == pytest.approx(1.0)
    assert made.document.told.text() == "PDF · 3 pages · 2 kB"
    colour = shown.viewport().grab().toImage().pixelColor(shown.viewport().width() // 2, 100)
    assert colour == QColor(60, 0, 0)
    wheel(shown.viewport(), 120, Qt.KeyboardModifier.ControlModifier)
    assert shown.zoom > 1.0
    wheel(shown.viewport(), -120)
    for _ in range(40):
        shown.zoom_by(0.5)
    assert shown.zoom >= 0.15
    made.handlers()["reset"]()
    assert shown.zoom == pytest.approx(1.0)
    made.resize(1100, 700)
    wide = QImage(3000, 2000, QImage.Format.Format_RGB32)
    wide.save(str(tmp_path / "wide.png"))
    opened(made, Document("Poster", "pdf", str(tmp_path / "d.pdf"), (str(tmp_path / "wide.png"),)))
    assert shown.zoom < 0.4


def test_only_pages_seen_are_held(made: ContentView, tmp_path: Path) -> None:
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    pages = tuple(page(tmp_path, n, 10) for n in range(30))
    opened(made, Document("Letter", "pdf", str(tmp_path / "d.pdf"), pages))
    made.document.pages.verticalScrollBar().setValue(5000)
    made.grab()
    assert 0 < len(made.document.pages.paper._held) <= 6


def test_a_page_that_is_gone_is_blank(made: ContentView, tmp_path: Path) -> None:
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    opened(made, Document("Letter", "pdf", str(tmp_path / "d.pdf"), (str(tmp_path / "none.png"),)))
    assert made.document.pages.paper.height() > 0


def test_text_documents_are_read_and_models_told(made: ContentView, tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_bytes(b"<x/>")
    opened(made, Document("Summary", "cda", str(tmp_path / "d.xml"), text="Chief complaint: none"))
    assert made.document.text.toPlainText() == "Chief complaint: none"
    opened(made, Document("Material", "mtl", str(tmp_path / "none.mtl")))
    assert "MTL" in made.document.facts.text()
    assert made.document.told.text() == "MTL"


def test_a_copy_is_saved_where_the_reader_wants_it(
    made: ContentView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1")
    opened(made, Document("A/B letter", "pdf", str(tmp_path / "d.pdf")))
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "copy.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(made.told) as told:
        qtbot.mouseClick(made.document.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1"
    assert "copy.pdf" in told.args[0]
    assert asked[0].endswith("A_B letter.pdf")
    with qtbot.waitSignal(made.failed) as failed:
        made.document.copy_to(str(tmp_path / "no" / "folder.pdf"))
    assert isinstance(failed.args[0], MedViewError)


def test_signals_have_their_room_and_are_let_go(made: ContentView, tmp_path: Path) -> None:
    np.save(tmp_path / "s.npy", np.zeros((1, 100), np.float32))
    group = SignalGroup(str(tmp_path / "s.npy"), ("X",), ("mV",), 100.0)
    session = opened(made, Signals("Strip", (group,), notes=("Odd.",)))
    assert made.signal.isVisible()
    made.handlers()["reset"]()
    session.apply(VolumeOpened(series(), head().store(tmp_path / "h.npy"), WINDOW))
    assert made.signal.shown_group() is None


def test_tags_of_the_object_are_one_click_away(made: ContentView, qtbot: QtBot) -> None:
    opened(made, REPORT)
    with qtbot.waitSignal(made.tags_asked):
        qtbot.mouseClick(made.tags, Qt.MouseButton.LeftButton)


def ball(path: Path) -> str:
    """A ball of 30 mm as a binary STL or an OBJ file."""
    source = vtkSphereSource()
    source.SetRadius(30.0)
    source.SetThetaResolution(24)
    source.SetPhiResolution(24)
    writer = vtkOBJWriter() if path.suffix == ".obj" else vtkSTLWriter()
    writer.SetInputConnection(source.GetOutputPort())
    writer.SetFileName(str(path))
    writer.Write()
    return str(path)


@pytest.mark.parametrize("media", ["stl", "obj"])
def test_a_model_is_drawn_in_3d(made: ContentView, tmp_path: Path, qtbot: QtBot, media: Literal["stl", "obj"]) -> None:
    model = made.document.model
    opened(made, Document("Part", media, ball(tmp_path / f"ball.{media}")))
    qtbot.waitUntil(lambda: model.ready, timeout=WAIT_MS)
    assert model._surface is not None
    mesh = Mesh.load(model._surface.path)
    assert np.linalg.norm(mesh.points_lps, axis=1) == pytest.approx(30.0, abs=0.1)
    shown = model.canvas.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).lightness() > 60
    assert shown.pixelColor(4, 4).lightness() == 0


def test_a_model_without_a_surface_says_so_and_the_next_one_is_shown(
    made: ContentView, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "empty.stl").write_text("solid nothing\nendsolid nothing\n")
    model = made.document.model
    opened(made, Document("Part", "stl", str(tmp_path / "empty.stl")))
    qtbot.waitUntil(lambda: "no surface" in model.message.text(), timeout=WAIT_MS)
    opened(made, Document("Part", "stl", ball(tmp_path / "ball.stl")))
    qtbot.waitUntil(lambda: model.ready, timeout=WAIT_MS)


def test_the_room_goes_with_its_window(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    view = ContentView(load_theme("light"), background, HandJobs(tmp_path))
    opened(view, REPORT)
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
