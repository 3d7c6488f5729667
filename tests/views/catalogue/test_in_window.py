"""The catalogue in the window: deciding, verifying, packing, installing, importing, all without holding the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from medview.catalog.package import load_package
from medview.catalog.store import FILE
from medview.core.resources import resource
from medview.session.paths import Paths, user_paths
from medview.views.catalogue.dialog import CatalogueDialog
from medview.views.commands.catalogue import Catalogue
from tests.views.accessibility import clipped, nameless, unreached, untold
from tests.views.driving import Driven, driven
from tests.views.making import MODEL, make_head, make_package

KEY = f"{MODEL}@1.0.0"
SHIPPED = len(list(resource("models").iterdir()))


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths) -> Iterator[Driven]:
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        opened.window.resize(1024, 700)
        yield opened


def opened(hands: Driven) -> tuple[Catalogue, CatalogueDialog]:
    hands.window.actions_["models"].trigger()
    catalogue = hands.commands.open_models()
    dialog = catalogue.dialog
    assert dialog is not None
    hands.until(lambda: dialog.list.topLevelItemCount() == SHIPPED + 1)
    dialog.choose(KEY)
    return catalogue, dialog


def press(hands: Driven, text: str) -> None:
    """Press a button of the question that is asked."""
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    button = next(one for one in box.buttons() if one.text() == text)
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(dialog: CatalogueDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(50, 50), copy, data, button, modifier))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), copy, data, button, modifier))


def test_deciding_on_models_changes_what_is_offered(hands: Driven, tmp_path: Path, qtbot: QtBot) -> None:
    hands.open(make_head(tmp_path / "head.nii.gz"))
    _, dialog = opened(hands)
    details, panel = dialog.details, hands.window.analyse
    assert "It reads what is open." in details.facts.text()
    qtbot.mouseClick(details.enable, Qt.MouseButton.LeftButton)
    hands.until(lambda: "Disabled" in details.facts.text())
    hands.until(lambda: panel.models.findData(MODEL) < 0)
    qtbot.mouseClick(details.enable, Qt.MouseButton.LeftButton)
    hands.until(lambda: panel.models.findData(MODEL) >= 0)
    qtbot.keyClicks(dialog.search, "hippocampus whole")
    hands.until(lambda: dialog.list.shown != [])
    qtbot.keyClicks(dialog.search, " xyzzy")
    hands.until(lambda: dialog.list.shown == [])
    assert "No model has these words." in details.facts.text()
    dialog.search.clear()
    dialog.choose(KEY)
    assert "\n".join([*nameless(dialog), *untold(dialog), *clipped(dialog), *unreached(dialog, qtbot)]) == ""
    qtbot.mouseClick(details.remove, Qt.MouseButton.LeftButton)
    press(hands, "Remove")
    hands.until(lambda: dialog.list.topLevelItemCount() == SHIPPED)
    hands.until(lambda: panel.models.findData(MODEL) < 0)
    assert not (hands.window.parts.models / MODEL).exists()


@pytest.mark.logs  # a model that is wrong is told in the log, too
def test_verifying_packing_and_installing(
    hands: Driven, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, dialog = opened(hands)
    details = dialog.details
    qtbot.mouseClick(details.verify, Qt.MouseButton.LeftButton)
    assert dialog.strip.isVisible()
    assert not details.verify.isEnabled(), "one thing at a time"
    hands.until(lambda: "Verified on this processor in float32" in details.facts.text())
    zipped = tmp_path / "packed.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(zipped), ""))
    qtbot.mouseClick(details.export, Qt.MouseButton.LeftButton)
    hands.until(lambda: str(zipped) in dialog.messages.text)
    hands.behave("differs")
    qtbot.mouseClick(details.verify, Qt.MouseButton.LeftButton)
    hands.until(lambda: "golden output" in dialog.messages.text)
    hands.until(lambda: "Not verified" in details.facts.text())
    catalogue.flow.remove(details.entry)  # type: ignore[arg-type] # it is there
    hands.until(lambda: dialog.list.topLevelItemCount() == SHIPPED)
    drop(dialog, zipped)
    press(hands, "Install")
    hands.until(lambda: details.entry is not None and details.entry.key == KEY)
    hands.until(lambda: "is installed" in dialog.messages.text)
    assert load_package(hands.window.parts.models / KEY).verify()
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    drop(dialog, tmp_path / "bad.zip")
    hands.until(lambda: "no sound zip" in dialog.messages.text)
    catalogue.install("https://models.example.org/a.zip")
    hands.until(lambda: "not among the hosts" in dialog.messages.text)


def test_a_package_nobody_answers_for_is_confirmed_in_the_window(hands: Driven, tmp_path: Path, qtbot: QtBot) -> None:
    (hands.window.parts.models / FILE).unlink()
    hands.open(make_head(tmp_path / "head.nii.gz"))
    assert hands.window.analyse.models.findData(MODEL) < 0
    _, dialog = opened(hands)
    qtbot.mouseClick(dialog.details.confirm, Qt.MouseButton.LeftButton)
    press(hands, "Confirm")
    hands.until(lambda: hands.window.analyse.models.findData(MODEL) >= 0)
    hands.until(lambda: not dialog.details.confirm.isVisible())


def test_someones_weights_are_imported(hands: Driven, tmp_path: Path, qtbot: QtBot) -> None:
    catalogue, dialog = opened(hands)
    form = catalogue.import_model()
    (tmp_path / "letter.txt").write_text("not a model")
    form.choose(str(tmp_path / "letter.txt"))
    hands.until(lambda: "no model MedView reads" in form.failure.text())
    make_meshnet(tmp_path / "tiny")
    form.choose(str(tmp_path / "tiny"))
    hands.until(lambda: form.form.read is not None)
    assert form.form.network.currentText() == "meshnet"
    form.form.fields["name"].setText("Tiny model")  # type: ignore[union-attr] # a line
    qtbot.mouseClick(form.write, Qt.MouseButton.LeftButton)
    hands.until(lambda: dialog.details.entry is not None and dialog.details.entry.card.name == "Tiny model")
    hands.until(lambda: catalogue.form is None)
    entry = dialog.details.entry
    assert entry is not None
    assert load_package(entry.installed.package.folder).verify()
    assert "Imported from tiny" in dialog.details.facts.text()


def make_meshnet(folder: Path) -> None:
    """Weights of a MeshNet with two layers beside the list of them, as such networks are saved."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    weights = {
        "model.0.0.weight": rng.normal(size=(3, 1, 3, 3, 3)).astype(np.float32),
        "model.0.0.bias": np.zeros(3, np.float32),
        "model.1.weight": rng.normal(size=(3, 3, 1, 1, 1)).astype(np.float32),
        "model.1.bias": np.zeros(3, np.float32),
    }
    save_file(weights, folder / "model.safetensors")
    layers = [{"kernel_size": 3, "padding": 1, "dilation": 1}, {"kernel_size": 1, "padding": 0}]
    (folder / "model.json").write_text(json.dumps({"layers": layers}))
