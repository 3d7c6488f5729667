"""What variants do to splicing: asks how, or tells what has to be installed first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from medview.core.card import ModelCard
from medview.core.content import SequenceContent, holds_variants
from medview.core.splicing import VariantsWish
from medview.core.study import Kind
from medview.session.state import State
from medview.views.flows import models
from medview.views.sequences.variants_dialog import VariantsDialog
from medview.views.window import Window


class VariantCommands(QObject):
    """Asks how the variants of the open file are to be scored.

    Args:
        window: The window.
        score: Lets a model score them.
        import_model: Opens the form by which someone's model is imported.
        parent: The commands.
    """

    def __init__(
        self,
        window: Window,
        score: Callable[[str, VariantsWish], None],
        import_model: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._score = score
        self._import_model = import_model

    def ask(self) -> None:
        """Look for models that can, and ask how."""
        parts = self._window.parts
        series = parts.session.state.series
        if series is not None and holds_variants(parts.session.state.content):
            find = partial(models.scoring_variants, parts.models)
            parts.background.run(find, partial(self._found, series.uid), self._window.messages.show_error)

    def _found(self, uid: str, found: tuple[ModelCard, ...]) -> None:
        state = self._window.parts.session.state
        content = state.content
        if state.series is None or state.series.uid != uid or not isinstance(content, SequenceContent):
            return  # another file is active by now
        if not found:
            self._tell_none()
            return
        beside = content.file.letters > 0
        dialog = VariantsDialog(found, beside, tuple(_references(state)), self._folder, self._window)
        dialog.asked.connect(self._score)
        dialog.open()

    def _folder(self) -> str:
        return self._window.preferences.value.last_folder

    def _tell_none(self) -> None:
        """Say which models can be had."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("No installed model predicts what variants do to splicing."))
        box.setInformativeText(
            self.tr(
                "The weights of OpenSpliceAI (files that end in .pt) can be imported; you answer for their licence. "
                "Its models of one flank are read together as one model."
            )
        )
        button = box.addButton(self.tr("Import…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        button.clicked.connect(self._import_model)
        box.open()


def _references(state: State) -> Iterator[tuple[str, str]]:
    """Name and path of the other files of sequences that are listed."""
    for study in state.studies:
        for series in study.series:
            own = state.series is not None and series.uid == state.series.uid
            path = series.instances[0].path if series.instances else ""
            if series.kind is Kind.SEQUENCES and not own and path and ".vcf" not in Path(path).suffixes:
                yield Path(path).name, path
