from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from medview.core.kinds import kind_word
from medview.core.study import Instance, Kind, Patient, ScanResult, Series, Study
from medview.session.changes import ImagesOpened, StudiesFound, ThumbnailMade
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.browser.panel import Browser
from medview.views.browser.rows import arranged, patient_line, series_line
from medview.views.kinds import KindIcons
from medview.views.settings.theme import THEMES, load_theme
from tests.views.overlays import derived, stack
from tests.views.overlays import series as head_series


def browser(qtbot: QtBot, session: Session) -> Browser:
    made = Browser(load_theme("dark"))
    qtbot.addWidget(made)
    made.resize(260, 600)
    session.listen(made.update_state)
    made.update_state(session.state, frozenset(Part))
    with qtbot.waitExposed(made):
        made.show()
    return made


def session(*studies: Study) -> Session:
    made = Session(lambda _: None, State())
    made.apply(StudiesFound(ScanResult(studies)))
    return made


def numbered(uid: str, n: int) -> Series:
    return Series(f"{uid}.{n}", uid, "dicom", "CR", f"Picture {n}", n, "", (Instance("f", "", f"{uid}.{n}.1"),), None)


def study(uid: str, name: str, count: int = 2, date: str = "20200101", *more: Series) -> Study:
    listed = tuple(replace(numbered(uid, n), kind=Kind.IMAGES) for n in range(count))
    return Study(uid, Patient(name, name), date, f"Study {uid}", "", "", (*listed, *more))


def texts(item: QTreeWidgetItem) -> list[str]:
    return [child.text(0).split("\n")[0] for n in range(item.childCount()) if (child := item.child(n)) is not None]


def outline(made: Browser) -> dict[str, list[str]]:
    root = made.tree.invisibleRootItem()
    return {patient.text(0): texts(patient) for n in range(root.childCount()) if (patient := root.child(n)) is not None}


def test_patients_and_studies_stand_in_order_whatever_order_they_come_in(qtbot: QtBot) -> None:
    kept = session()
    made = browser(qtbot, kept)
    late, early = study("s2", "Doe^Ann", 1, "20210101"), study("s1", "Doe^Ann", 1, "20190101")
    for found in (late, study("s3", "Zeta^B"), early, study("s0", "Abel^C")):
        kept.apply(StudiesFound(ScanResult((found,))))
    assert list(outline(made)) == ["Abel, C", "Doe, Ann", "Zeta, B"]
    assert outline(made)["Doe, Ann"] == ["2019-01-01 · Study s1", "2021-01-01 · Study s2"]


def test_partial_results_keep_lines_selection_scroll_and_what_is_folded(qtbot: QtBot) -> None:
    first = study("s1", "Doe^Ann", 40)
    kept = session(first, study("s2", "Roe^Bob", 40))
    made = browser(qtbot, kept)
    chosen, branch = line(made, "s2.3"), line(made, "s1.0").parent()
    assert branch is not None
    made.tree.setCurrentItem(chosen)
    branch.setExpanded(False)
    made.tree.verticalScrollBar().setValue(700)
    before = made.tree.verticalScrollBar().value()
    grown = replace(first, series=(*first.series, replace(numbered("s1", 41), kind=Kind.IMAGES)))
    kept.apply(StudiesFound(ScanResult((grown,))))
    assert made.item("s2.3") is chosen
    assert made.tree.currentItem() is chosen
    assert not branch.isExpanded()
    assert branch.childCount() == 41
    assert made.tree.verticalScrollBar().value() == before > 0


def test_only_lines_that_changed_are_made_anew(qtbot: QtBot) -> None:
    found = study("s1", "Doe^Ann", 3)
    kept = session(found)
    made = browser(qtbot, kept)
    lines = {one.uid: made.item(one.uid) for one in found.series}
    changed = replace(found.series[1], description="Another")
    kept.apply(StudiesFound(ScanResult((replace(found, series=(changed, found.series[0])),))))
    branch = line(made, "s1.0").parent()
    assert branch is not None
    assert texts(branch) == ["Another", "Picture 0"]
    assert made.item("s1.1") is lines["s1.1"]
    assert made.item("s1.2") is None


def test_a_study_that_turns_out_to_be_of_another_patient_moves(qtbot: QtBot) -> None:
    found = study("s1", "Doe^Ann", 1)
    kept = session(found, study("s2", "Zeta^B", 1))
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((replace(found, patient=Patient("Roe^Bob", "Roe^Bob")),))))
    assert list(outline(made)) == ["Roe, Bob", "Zeta, B"]
    assert line(made, "s1.0").text(0).startswith("Picture 0")


def objects() -> Study:
    kinds = (Kind.SEGMENTATION, Kind.DOSE, Kind.REPORT, Kind.PRESENTATION)
    about = tuple(derived(f"o{n}", kind, f"Object {n}") for n, kind in enumerate(kinds))
    lost = derived("lost", Kind.DOCUMENT, "Letter", ())
    return Study("1.1", Patient("ID", "Doe^Ann"), "", "", "", "", (about[0], head_series(), *about[1:], lost))


def test_objects_stand_below_the_images_they_belong_to(qtbot: QtBot) -> None:
    assert arranged(objects()) == (("1.2", ("o0", "o1", "o2", "o3")), ("lost", ()))
    made = browser(qtbot, session())
    kept = session()
    kept.listen(made.update_state)
    kept.apply(StudiesFound(ScanResult((objects(),))))
    head = line(made, "1.2")
    assert texts(head) == ["Object 0", "Object 1", "Object 2", "Object 3"]
    assert head.isExpanded()
    assert line(made, "lost").parent() is head.parent()


def test_an_object_found_before_its_images_moves_below_them(qtbot: QtBot) -> None:
    whole = objects()
    kept = session()
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((replace(whole, series=whole.series[:1]),))))
    alone = line(made, "o0")
    kept.apply(StudiesFound(ScanResult((whole,))))
    assert line(made, "o0") is alone
    assert alone.parent() is line(made, "1.2")
    kept.apply(StudiesFound(ScanResult((replace(whole, series=whole.series[:1]),))))
    assert line(made, "o0").parent() is not None
    assert made.item("1.2") is None
    assert made.item("lost") is None


@pytest.mark.parametrize(
    ("kind", "modality", "facts"),
    [
        (Kind.SEGMENTATION, "SEG", "Segmentation"),
        (Kind.SIGNAL, "ECG", "ECG"),
        (Kind.REPORT, "SR", "Report"),
        (Kind.IMAGES, "US", "US"),
        (Kind.IMAGES, "", "Images"),
        (Kind.OTHER, "XX", "Other object · XX"),
    ],
)
def test_every_kind_says_what_it_is(kind: Kind, modality: str, facts: str) -> None:
    one = replace(derived("o", kind, "Name"), modality=modality)
    assert series_line(one).text == f"Name\n{facts}"


def test_parts_and_notes_are_told(qtbot: QtBot) -> None:
    one = replace(head_series(), part="Echo 2", notes=("Odd field.", "Lossy."), irregular="Tilted by 12 degrees.")
    said = series_line(one)
    assert said.text.startswith("Head – Echo 2\n")
    assert all(note in said.tip for note in ("Odd field.", "Lossy.", "Tilted by 12 degrees.", "Echo 2"))


def test_every_kind_has_words_and_an_icon_in_every_theme(qtbot: QtBot) -> None:
    for theme in THEMES:
        icons = KindIcons(load_theme(theme))
        for kind in Kind:
            pixels = icons.icon(kind).pixmap(32).toImage()
            assert any(pixels.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), kind
            assert kind_word(derived("o", kind))


def test_names_are_read_in_every_script() -> None:
    person = Patient("1", "Yamada^Tarou=山田^太郎=やまだ^たろう")
    said = patient_line(Study("s", person, "", "", "", "", ()))
    assert said.text == "Yamada, Tarou (山田太郎)"
    assert "やまだたろう" in said.tip


def test_thumbnails_come_to_images_only(qtbot: QtBot, tmp_path: Path) -> None:
    red = QPixmap(56, 56)
    red.fill(Qt.GlobalColor.red)
    red.save(str(tmp_path / "red.png"))
    kept = session()
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((objects(),))))
    for uid in ("1.2", "o0", "unknown"):
        kept.apply(ThumbnailMade(uid, str(tmp_path / "red.png")))
    assert line(made, "1.2").icon(0).pixmap(56).toImage().pixelColor(28, 28) == Qt.GlobalColor.red
    assert line(made, "o0").icon(0).pixmap(56).toImage().pixelColor(28, 28) != Qt.GlobalColor.red
    found = objects()
    other = replace(found, series=tuple(replace(one, stamp="other files") for one in found.series))
    kept.apply(StudiesFound(ScanResult((other,))))
    assert line(made, "1.2").icon(0).pixmap(56).toImage().pixelColor(28, 28) != Qt.GlobalColor.red


def test_the_open_series_is_marked_once(qtbot: QtBot, tmp_path: Path) -> None:
    found = study("s1", "Doe^Ann", 3)
    kept = session()
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((found,))))
    kept.apply(ImagesOpened(found.series[1], stack(tmp_path), kept.state.window))
    assert made.tree.currentItem() is line(made, "s1.1")
    made.tree.setCurrentItem(line(made, "s1.2"))
    kept.apply(StudiesFound(ScanResult((study("s9", "Zeta^B", 1),))))
    assert made.tree.currentItem() is line(made, "s1.2")


def test_clicks_choose_and_the_menu_opens_or_shows_tags(qtbot: QtBot) -> None:
    kept = session()
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((objects(),))))
    chosen: list[str] = []
    tags: list[str] = []
    made.series_chosen.connect(chosen.append)
    made.tags_asked.connect(tags.append)
    at = made.tree.visualItemRect(line(made, "o1")).center()
    qtbot.mouseClick(made.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == ["o1"]
    menu = made.menu("1.2")
    for action in menu.actions():
        action.trigger()
    assert (chosen, tags) == (["o1", "1.2"], ["1.2"])
    menu.close()
    made._show_menu(at)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in made.findChildren(QMenu)))
    for one in made.findChildren(QMenu):
        one.close()
    made._show_menu(QPoint(5, 5000))


def test_files_without_tags_offer_none(qtbot: QtBot) -> None:
    plain = replace(head_series(), source_format="nifti")
    kept = session()
    made = browser(qtbot, kept)
    kept.apply(StudiesFound(ScanResult((Study("1.1", Patient(), "", "", "", "", (plain,)),))))
    assert len(made.menu("1.2").actions()) == 1


def test_thousands_of_series_fill_in_steps(qtbot: QtBot) -> None:
    kept = session()
    made = browser(qtbot, kept)
    for part in range(20):
        found = tuple(study(f"p{part}s{n}", f"P{part:02}^{n:02}", 20) for n in range(5))
        kept.apply(StudiesFound(ScanResult(found)))
    assert len(outline(made)) == 100
    assert sum(made.item(f"p{part}s{n}.19") is not None for part in range(20) for n in range(5)) == 100


def test_the_browser_goes_with_its_window(qtbot: QtBot) -> None:
    made = Browser(load_theme("light"))
    made.update_state(session(objects()).state, frozenset(Part))
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()


def line(made: Browser, uid: str) -> QTreeWidgetItem:
    found = made.item(uid)
    assert found is not None
    return found


def test_long_lines_are_folded_in_a_narrow_list(qtbot: QtBot) -> None:
    long = replace(head_series(), uid="s1.h", description="CT of thorax and abdomen with contrast medium, late")
    found = study("s1", "Doe^Ann", 1, "20240105", long)
    made = browser(qtbot, session(replace(found, description="Thorax and abdomen prior")))
    wide = [made.tree.visualItemRect(item).height() for item in (line(made, "s1.h"), line(made, "s1.h").parent())]
    made.setFixedWidth(150)
    for item, before in zip((line(made, "s1.h"), line(made, "s1.h").parent()), wide, strict=True):
        qtbot.waitUntil(lambda item=item, before=before: made.tree.visualItemRect(item).height() > before)
    area = made.tree.visualItemRect(line(made, "s1.h"))
    assert area.left() <= 20  # little is lost to the levels
