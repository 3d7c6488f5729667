"""The import form: what was read, what is asked, labels, refusals in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.views.catalogue.import_dialog import ImportDialog
from tests.views.accessibility import nameless, unexplained, unreached
from tests.views.catalogue.reading import NOT_SUPPORTED, made


@pytest.fixture
def dialog(qtbot: QtBot) -> ImportDialog:
    shown = ImportDialog()
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def test_what_was_read_is_shown_with_what_is_asked(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.path.setText("weights.pth")
    assert not dialog.write.isEnabled(), "nothing was read yet"
    dialog.show_read(made(tmp_path, "intended_use", "intensity"))
    assert dialog.write.isEnabled()
    form = dialog.form
    assert NOT_SUPPORTED in form.unsupported.text()
    assert form.unsupported.isVisible()
    assert "Intended use" in form.missing.text()
    assert "How intensities are scaled" in form.missing.text()
    assert ">intensity<" not in form.missing.text()
    assert '"intensity"' in form.settings.toPlainText()
    assert form.labels.rowCount() == 4
    assert "\n".join(nameless(dialog)) == ""
    assert "\n".join(unexplained(dialog)) == ""
    assert "\n".join(unreached(dialog, qtbot)) == ""
    dialog.path.setText("other.pth")
    assert not dialog.write.isEnabled(), "what was read is of another model"
    assert not form.labels.isVisible()


def test_arguments_nothing_tells_are_warned_of(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.show_read(made(tmp_path, "network.arguments.norm", "network.arguments.act"))
    assert "all results are wrong" in dialog.form.missing.text()
    assert "network.arguments.norm" in dialog.form.missing.text()
    assert dialog.form.missing.isVisible()
    dialog.show_read(made(tmp_path / "other", "intended_use"))
    assert "all results are wrong" not in dialog.form.missing.text()


def test_names_and_colours_of_labels_can_be_changed(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.show_read(made(tmp_path))
    table = dialog.form.labels
    item = table.item(0, 1)
    assert item is not None
    item.setText("Anterior part")
    table.set_colour(1, QColor(10, 20, 30))
    first, second = table.labels[:2]
    assert (first.name, first.code.meaning) == ("Anterior part", "Anterior part")
    assert second.colour == (10, 20, 30)
    assert second.code.meaning == "Hippocampus", "a code of a standard keeps its meaning"


def test_the_network_may_be_said_before_reading_again(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.path.setText("weights.pth")
    dialog.show_refusal(MedViewError("Nothing says which network this is.", "Choose it."))
    assert "Choose it." in dialog.failure.text()
    assert dialog.form.network.isVisible()
    dialog.form.network.setCurrentIndex(dialog.form.network.findData("meshnet"))
    dialog.form.arguments.setPlainText('{"channels": 5}')
    with qtbot.waitSignal(dialog.read_asked) as asked:
        qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    assert asked.args == ["weights.pth", {"network": "meshnet", "arguments": {"channels": 5}}]
    assert not dialog.failure.isVisible()
    dialog.form.arguments.setPlainText("channels=5")
    qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    assert "not a JSON object" in dialog.failure.text()
