"""Asks how the variants of a file are to be scored: which model, which sequences they lie in, which strands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from medview.core.card import ModelCard
from medview.core.splicing import FARTHEST, NEAR, VariantsWish
from medview.views.sequences.words import tr
from medview.views.settings.fonts import resize_for_text

_SIZE = (560, 300)


class VariantsDialog(QDialog):
    """Asks what is to be scored, and how.

    Args:
        models: The models that can; at least one.
        beside: Whether the sequences lie beside the variants.
        references: (name, path) of other files of sequences that are open.
        folder: Where a file dialog begins.
        parent: The window.
    """

    asked = Signal(str, object)
    """Identifier of the model, and a ``VariantsWish``."""

    def __init__(
        self,
        models: Sequence[ModelCard],
        beside: bool,
        references: Sequence[tuple[str, str]],
        folder: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle(tr("Predict what variants do to splicing"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, *_SIZE)
        self.models, self.references, self.strands = QComboBox(), QComboBox(), QComboBox()
        self.choose = QPushButton(tr("&File…"))
        self.distance, self.masked = QSpinBox(), QCheckBox(tr("Leave out what the annotation expects"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.predict = self.buttons.addButton(tr("&Predict"), QDialogButtonBox.ButtonRole.AcceptRole)
        for card in models:
            self.models.addItem(f"{card.name} {card.version}", card.id)
        if beside:
            self.references.addItem(tr("The file beside the variants"), "")
        for name, path in references:
            self.references.addItem(name, path)
        for words, read in ((tr("Both"), (1, -1)), (tr("Forward"), (1,)), (tr("Reverse"), (-1,))):
            self.strands.addItem(words, read)
        self._make()
        self._lay_out()
        self._check()

    @property
    def wish(self) -> VariantsWish:
        """What is asked for."""
        strands = tuple(self.strands.currentData())
        return VariantsWish(self.references.currentData(), self.distance.value(), strands, self.masked.isChecked())

    def _make(self) -> None:
        self.distance.setRange(1, FARTHEST)
        self.distance.setValue(NEAR)
        self.distance.setSuffix(tr(" bp"))
        self.distance.setToolTip(tr("How far from a variant sites are looked at"))
        self.references.setPlaceholderText(tr("Choose the file they were called on"))
        self.references.setToolTip(tr("FASTA, or GenBank or EMBL with genes, which are then scored on their strand"))
        self.choose.setToolTip(tr("Choose another file of sequences"))
        self.strands.setToolTip(tr("Which strand is read where the sequences tell no genes"))
        self.masked.setToolTip(tr("Gains of annotated sites and losses of others count as nothing; it needs genes"))
        self.references.currentIndexChanged.connect(self._check)
        self.choose.clicked.connect(self._ask_file)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._accept)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.addWidget(self.references, 1)
        beside.addWidget(self.choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Model"), self.models)
        named_beside = QLabel(tr("&Sequences"))
        named_beside.setBuddy(self.references)
        form.addRow(named_beside, beside)
        form.addRow(tr("S&trands"), self.strands)
        form.addRow(tr("&Distance"), self.distance)
        form.addRow("", self.masked)
        named = (self.models, tr("Model")), (self.references, tr("Sequences")), (self.strands, tr("Strands"))
        for widget, name in (*named, (self.distance, tr("Distance"))):
            widget.setAccessibleName(name)
        told = QLabel(tr("Gains and losses of splice sites, for research: nobody has reviewed what a model predicts."))
        told.setObjectName("muted")
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(told)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def _check(self) -> None:
        """Without sequences nothing can be predicted."""
        self.predict.setEnabled(self.references.currentIndex() >= 0)

    def _ask_file(self) -> None:
        title, kinds = (
            tr("The sequences the variants lie in"),
            tr("Sequences (*.fa *.fasta *.fna *.gb *.gbk *.embl *.gz)"),
        )
        path, _ = QFileDialog.getOpenFileName(self, title, self._folder(), f"{kinds};;{tr('All files (*)')}")
        if path:
            self.references.addItem(Path(path).name, path)
            self.references.setCurrentIndex(self.references.count() - 1)

    def _accept(self) -> None:
        self.asked.emit(self.models.currentData(), self.wish)
        self.accept()
