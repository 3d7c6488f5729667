"""The form for training: what it shows of the data, what it asks for, what it offers when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.curves import CurvePoint, Curves
from medview.core.errors import MedViewError
from medview.core.training import FoundData, Wish
from medview.session.state import Job, JobStatus
from medview.views.background import Background
from medview.views.settings.theme import load_theme
from medview.views.training.dialog import TrainDialog
from medview.views.training.plot import figures_text, lines
from medview.views.training.status import Choice, Offer, Status, Unfinished
from tests.views.accessibility import clipped, nameless, unexplained, unreached

FOUND = FoundData(
    kinds=("picture-segmentation", "picture-classification"),
    kind="picture-segmentation",
    cases=10,
    classes=(("lung", 10),),
    groups=9,
    split=(("train", 8), ("val", 2)),
    split_made=True,
    left_out=(("a.png", "It has no mask."),),
    warnings=("1 masks are empty: b.png.",),
    folder="/data/films",
    shape=(64, 48),
)
OFFER = Offer(
    (Choice("chest-xray-lungs", "chest-xray-lungs", "picture-segmentation"), Choice("x", "x", "picture-detection")),
    (Choice("/models/lungs", "Lungs 1.0.0", "picture-segmentation"),),
    frozenset({"films@1.0.0"}),
    (Unfinished("/runs/old.run", "/data/old", Wish("auto", id="old"), "Old one"),),
)
CURVES = Curves("Dice", 20, (CurvePoint(1, loss=1.5), CurvePoint(2, score=0.7), CurvePoint(2, loss=1.2)))


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, background: Background) -> Iterator[TrainDialog]:
    shown = TrainDialog(background, load_theme("dark"))
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    shown.close()


def job(note: str = "step 3 of 20") -> Job:
    return Job(1, "training", "train", "Train films", JobStatus.RUNNING, 0.15, note, remaining_s=100.0)


def test_one_file_of_labelled_sequences_can_be_chosen(
    dialog: TrainDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my sites.fa.gz"
    path.write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(dialog.look_asked) as asked:
        qtbot.mouseClick(dialog.file, Qt.MouseButton.LeftButton)
    assert asked.args == [str(path), Wish("auto")]
    dialog.show_status(Status("looked", str(path), replace(FOUND, kinds=("sequences",), kind="sequences")))
    wish = dialog.fields.wish()
    assert (wish.name, wish.id) == ("my sites", "my-sites")
    dialog.show_status(Status("training", str(path), FOUND, wish))
    assert not dialog.file.isEnabled()


def test_what_was_found_is_told_and_a_wish_made_of_it(dialog: TrainDialog, qtbot: QtBot) -> None:
    dialog.show_offer(OFFER)
    assert not dialog.train.isEnabled(), "nobody looked yet"
    dialog.path.setText("/data/films")
    with qtbot.waitSignal(dialog.look_asked) as asked:
        qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    assert asked.args == ["/data/films", Wish("auto")]
    dialog.show_status(Status("looked", "/data/films", FOUND))
    told = dialog.found.text()
    for words in (
        "lung (10)",
        "8 to learn from",
        "2 held out",
        "divided by MedView",
        "a.png: It has no mask.",
        "empty",
    ):
        assert words in told
    fields = dialog.fields
    assert [fields.recipe.itemText(n) for n in range(fields.recipe.count())][1:] == ["chest-xray-lungs"]
    assert (fields.id.text(), fields.version.text()) == ("films", "2.0.0"), "version 1 is there already"
    fields.name.clear()
    qtbot.keyClicks(fields.name, "Lungs of ours")
    assert (fields.id.text(), fields.version.text()) == ("lungs-of-ours", "1.0.0")
    fields.classes.setText("right, left")
    fields.epochs.setValue(2)
    assert "\n".join([*nameless(dialog), *unexplained(dialog), *clipped(dialog), *unreached(dialog, qtbot)]) == ""
    with qtbot.waitSignal(dialog.train_asked) as asked:
        qtbot.mouseClick(dialog.train, Qt.MouseButton.LeftButton)
    wish = Wish(
        "picture-segmentation",
        id="lungs-of-ours",
        name="Lungs of ours",
        version="1.0.0",
        epochs=2,
        classes=("right", "left"),
    )
    assert asked.args == ["/data/films", wish]


def test_a_base_brings_its_settings_and_another_kind_is_looked_at_anew(dialog: TrainDialog, qtbot: QtBot) -> None:
    dialog.show_offer(OFFER)
    dialog.show_status(Status("looked", "/data/films", FOUND))
    fields = dialog.fields
    fields.base.setCurrentIndex(1)
    fields.base.activated.emit(1)
    assert not fields.recipe.isEnabled()
    assert fields.wish().base == "/models/lungs"
    with qtbot.waitSignal(dialog.look_asked) as asked:
        fields.kind.setCurrentIndex(1)
        fields.kind.activated.emit(1)
    assert asked.args == ["/data/films", Wish("picture-classification")]
    fields.id.setText("../outside")
    fields.changed.emit()
    assert not dialog.train.isEnabled(), "no such name"


def test_bad_data_are_told_and_nothing_can_begin(dialog: TrainDialog) -> None:
    bad = FoundData(("picture-segmentation",), "picture-segmentation", problem="One class.", hint="Give <two>.")
    dialog.show_status(Status("looked", "/data/films", bad))
    assert "One class." in dialog.failure.text()
    assert "Give &lt;two&gt;." in dialog.failure.text()
    assert not dialog.train.isEnabled()
    dialog.show_status(Status("nothing", "/data/films", error=MedViewError("No folder.", "Choose one.")))
    assert "Choose one." in dialog.failure.text()


def test_while_it_learns_curves_are_drawn_and_it_can_pause(dialog: TrainDialog, qtbot: QtBot) -> None:
    dialog.show_status(Status("looked", "/data/films", FOUND))
    wish = Wish("auto", id="films", name="Films")
    dialog.show_status(Status("training", "/data/films", FOUND, wish, CURVES, job()))
    qtbot.waitUntil(lambda: dialog.plot.is_drawn)
    assert dialog.plot.isVisible()
    assert not dialog.fields.isVisible()
    assert "step 3 of 20" in dialog.strip.note.text()
    assert "about 2 min left" in dialog.strip.note.text()
    with qtbot.waitSignal(dialog.pause_asked):
        qtbot.mouseClick(dialog.pause, Qt.MouseButton.LeftButton)
    dialog.show_status(Status("training", "/data/films", FOUND, wish, CURVES, job(), stopping=True))
    assert not dialog.pause.isEnabled()
    dialog.show_status(Status("paused", "/data/films", FOUND, wish, CURVES))
    assert "Paused" in dialog.outcome.text()
    with qtbot.waitSignal(dialog.resume_asked):
        qtbot.mouseClick(dialog.resume, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.cancel_asked):
        qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)


def test_a_trained_model_is_shown_and_run_where_it_fits(dialog: TrainDialog, qtbot: QtBot) -> None:
    done = Status("done", "/data/films", FOUND, key="films@1.0.0", model="films", name="Films <b>")
    dialog.show_status(done)
    assert "Films &lt;b&gt;" in dialog.outcome.text()
    assert not dialog.run.isEnabled(), "nothing it reads is open"
    dialog.show_runnable(True)
    with qtbot.waitSignal(dialog.run_asked) as asked:
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
    assert asked.args == ["films"]
    with qtbot.waitSignal(dialog.card_asked) as asked:
        qtbot.mouseClick(dialog.card, Qt.MouseButton.LeftButton)
    assert asked.args == ["films@1.0.0"]


def test_a_run_of_an_earlier_sitting_can_go_on(dialog: TrainDialog, qtbot: QtBot) -> None:
    assert not dialog.runs.isVisible()
    dialog.show_offer(OFFER)
    assert dialog.unfinished.currentText() == "Old one"
    with qtbot.waitSignal(dialog.go_on_asked) as asked:
        qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert asked.args == [OFFER.unfinished[0]]


def test_figures_in_words_and_lines_for_each_network() -> None:
    assert figures_text(CURVES) == "Step 2 of 20 · loss 1.200 · best held-out Dice 0.700 at step 2"
    assert lines(CURVES, "loss") == [([1, 2], [1.5, 1.2])]
    second = Curves("Dice", 20, (*CURVES.points, CurvePoint(1, loss=1.0, part=1)))
    assert figures_text(second).startswith("Network 2, step 1 of 20")
    assert lines(second, "loss")[1] == ([1], [1.0])


def test_of_annotated_entries_a_person_says_what_labels_them(dialog: TrainDialog, qtbot: QtBot) -> None:
    asked = list[tuple[str, Wish]]()
    dialog.look_asked.connect(lambda path, wish: asked.append((path, wish)))
    offered = (("CDS", 9), ("tRNA", 4))
    found = FoundData(("sequences",), "sequences", problem="It holds none.", hint="Say what.", offered=offered)
    dialog.show_status(Status("looked", data="/data/all.gb", found=found))
    field = dialog.fields.labelled_by
    assert field.isVisible()
    assert [field.itemText(place) for place in range(field.count())] == ["CDS", "tRNA"]
    assert not dialog.train.isEnabled()
    field.lineEdit().setFocus()
    qtbot.keyClicks(field.lineEdit(), "CDS/function")
    qtbot.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert asked == [("/data/all.gb", Wish("sequences", labelled_by="CDS/function"))]
    whole = replace(found, problem="", hint="", cases=9, classes=(("a", 4), ("b", 5)), shape=(300,))
    dialog.show_status(Status("looked", data="/data/all.gb", found=whole))
    assert field.currentText() == "CDS/function"
    assert dialog.fields.wish().labelled_by == "CDS/function"
    dialog.show_status(Status("looked", data="/data/films", found=FOUND))
    assert not field.isVisible()
    assert not dialog.fields.wish().labelled_by
