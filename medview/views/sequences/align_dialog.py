"""Asks which two records are to be aligned, by what, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.core.card import ModelCard
from medview.core.errors import MedViewError, ReadError
from medview.core.pair_alignment import NUCLEOTIDE_SCORES, PROTEIN_COSTS, PairWish, check_kinds
from medview.core.sequence import LISTED, SequenceRecord
from medview.session.pairs import Offered, alignable, is_nucleic
from medview.views.messages import rich
from medview.views.sequences.words import length_text, mode_names, number_text, tr
from medview.views.settings.fonts import resize_for_text

_SIZE = (600, 420)
_LETTERS = 30
"""Letters of a description that are shown behind a record's name."""

Take = Callable[[tuple[SequenceRecord, ...]], None]
Read = Callable[[str, Take, Callable[[MedViewError], None]], object]
"""Reads which records a file has; hands them, or what went wrong, over later."""


class AlignDialog(QDialog):
    """Asks what is to be aligned.

    Args:
        offered: Files with records; at least one.
        models: The models that align proteins.
        read: Whom to ask for the records of a file that was not read yet.
        folder: Where a file dialog begins.
        parent: The window.
    """

    asked = Signal(object)
    """A ``PairWish``."""

    def __init__(
        self,
        offered: Sequence[Offered],
        models: Sequence[ModelCard],
        read: Read,
        folder: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._models, self._read, self._folder = models, read, folder
        self._offered = list(offered)
        self._refused: dict[str, MedViewError] = {}
        self.setWindowTitle(tr("Align two sequences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, *_SIZE)
        self.files = QComboBox(), QComboBox()
        self.records = QComboBox(), QComboBox()
        self.method, self.mode = QComboBox(), QComboBox()
        self.choose = QPushButton(tr("Another fi&le…"))
        self.told = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.align = self.buttons.addButton(tr("&Align"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make()
        self._lay_out()
        self._propose()

    @property
    def chosen(self) -> tuple[SequenceRecord | None, SequenceRecord | None]:
        """The records that are chosen; None where there is none."""
        return self.records[0].currentData(), self.records[1].currentData()

    @property
    def wish(self) -> PairWish | None:
        """What is asked for; None while something is missing."""
        first, second = self.chosen
        if first is None or second is None or self._trouble() is not None:
            return None
        paths = self._of(0).path, self._of(1).path
        names, model = (first.id, second.id), str(self.method.currentData() or "")
        return PairWish(paths, (first.index, second.index), names, model, self.mode.currentData())

    def _of(self, side: int) -> Offered:
        return self._offered[max(self.files[side].currentIndex(), 0)]

    def _make(self) -> None:
        self.choose.setToolTip(tr("Align with a record of another file"))
        for mode, words in mode_names().items():
            self.mode.addItem(words, mode)
        for side in (0, 1):
            self.files[side].addItems([one.name for one in self._offered])
            self.files[side].currentIndexChanged.connect(partial(self._fill, side))
            self.records[side].currentIndexChanged.connect(self._check)
            for box in (self.files[side], self.records[side]):
                box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choose.clicked.connect(self._ask_file)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._accept)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (tr("&First: file"), tr("File of the first sequence"), self.files[0]),
            (tr("Fi&rst: record"), tr("First sequence"), self.records[0]),
            (tr("&Second: file"), tr("File of the second sequence"), self.files[1]),
            (tr("Se&cond: record"), tr("Second sequence"), self.records[1]),
        )
        for words, name, box in rows:
            form.addRow(words, box)
            box.setAccessibleName(name)
        form.addRow("", self.choose)
        form.addRow(tr("&Method"), self.method)
        form.addRow(tr("&Kind"), self.mode)
        self.method.setAccessibleName(tr("Method"))
        self.mode.setAccessibleName(tr("Kind"))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.RichText)
        about = QLabel(tr("Every column is given the probability that it is right; no person has checked it."))
        about.setObjectName("muted")
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(about)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addWidget(self.buttons)

    # records

    def _propose(self) -> None:
        """The record that is read first; then another of its kind: of its own file, of an open one, of any."""
        for side in (0, 1):
            self._fill(side)
        first = self._shown(0)
        second = self._fitting(first)
        if second is not None:
            with QSignalBlocker(self.files[1]):
                self.files[1].setCurrentIndex(second[0])
            self._fill(1)
            self.records[1].setCurrentIndex(max(self._row(1, second[1]), 0))
        self._check()

    def _shown(self, side: int) -> SequenceRecord | None:
        """Choose the record that is read."""
        at = self._row(side, self._of(side).shown)
        self.records[side].setCurrentIndex(max(at, 0))
        return self.chosen[side]

    def _fitting(self, first: SequenceRecord | None) -> tuple[int, int] | None:
        """(file, index of its record) of another record like the first one; one of a file not read yet may be."""
        for number, one in enumerate(self._offered):
            after = sorted(one.records or (), key=lambda record: (number or record.index <= one.shown, record.index))
            for record in after:
                other = number > 0 or (first is not None and record.index != first.index)
                if other and first is not None and is_nucleic(record) == is_nucleic(first):
                    return number, record.index
        unread = (number for number, one in enumerate(self._offered) if number and one.records is None)
        return next(((number, 0) for number in unread), None)

    def _row(self, side: int, index: int) -> int:
        """Where a record is listed; -1 for nowhere."""
        listed = (self.records[side].itemData(at) for at in range(self.records[side].count()))
        return next((at for at, record in enumerate(listed) if record.index == index), -1)

    def _fill(self, side: int, _index: int = 0) -> None:
        """List the records of the chosen file, or ask for them."""
        one, box = self._of(side), self.records[side]
        with QSignalBlocker(box):
            box.clear()
            for record in one.records or ():
                box.addItem(_told(record), record)
            box.setCurrentIndex(0 if box.count() else -1)  # with a placeholder none is chosen by itself
        box.setEnabled(box.count() > 0)
        box.setPlaceholderText(tr("Reading the records …") if one.records is None else tr("No record has letters"))
        if one.records is None and one.path not in self._refused:
            self._read(one.path, partial(self._take, one.path), partial(self._refuse, one.path))
        self._check()

    def _take(self, path: str, records: tuple[SequenceRecord, ...]) -> None:
        """A file was read."""
        usable = tuple(filter(alignable, records))
        for number, one in enumerate(self._offered):
            if one.path == path and one.records is None:
                self._offered[number] = Offered(one.name, one.path, usable)
        for side in (0, 1):
            if self._of(side).path == path:
                self._fill(side)

    def _refuse(self, path: str, error: MedViewError) -> None:
        self._refused[path] = error
        self._check()

    def _ask_file(self) -> None:
        title = tr("A file with the second sequence")
        path, _ = QFileDialog.getOpenFileName(self, title, self._folder(), tr("All files (*)"))
        if path:
            self._offered.append(Offered(Path(path).name, path))
            for box in self.files:
                box.addItem(Path(path).name)
            self.files[1].setCurrentIndex(self.files[1].count() - 1)

    # what can be asked for

    def _check(self) -> None:
        self._offer_methods()
        trouble = self._trouble()
        self.align.setEnabled(trouble is None and None not in self.chosen)
        listed = any(len(self._of(side).records or ()) >= LISTED for side in (0, 1))
        most = tr("Of large files the first {count} records are offered, and the one that is read.")
        told = most.format(count=number_text(LISTED)) if listed else ""
        self.told.setText(rich(trouble.message, trouble.hint) if trouble is not None else told)

    def _trouble(self) -> MedViewError | None:
        """Why what is chosen cannot be aligned."""
        refused = next((self._refused[one.path] for one in map(self._of, (0, 1)) if one.path in self._refused), None)
        if refused is not None:
            return refused
        first, second = self.chosen
        if first is None or second is None:
            return None
        if self._of(0).path == self._of(1).path and first.index == second.index:
            return ReadError(tr("Both sequences are the same record."), tr("Choose another one as the second."))
        try:
            check_kinds(first, second)
        except ReadError as error:
            return error
        return None

    def _offer_methods(self) -> None:
        """Those that read what is chosen; the one that was chosen stays, where it does."""
        first = self.chosen[0]
        nucleic = first is not None and is_nucleic(first)
        if self.method.count() and self.method.property("nucleic") is nucleic:
            return
        self.method.setProperty("nucleic", nucleic)
        self.method.clear()
        if nucleic:
            words = tr("Match {0:+g}, mismatch {1:g}, gap −{2:g}, each further letter −{3:g}")
            self.method.addItem(words.format(*NUCLEOTIDE_SCORES).replace("-", "−"), "")
            return
        for card in self._models:
            self.method.addItem(f"{card.name} {card.version}", card.id)
        self.method.addItem(tr("BLOSUM62, gap −{0:g}, each further letter −{1:g}").format(*PROTEIN_COSTS), "")

    def _accept(self) -> None:
        wish = self.wish
        if wish is not None:
            self.asked.emit(wish)
            self.accept()


def _told(record: SequenceRecord) -> str:
    """A record on one line."""
    about = record.description.removeprefix(record.id).strip()
    short = f"{about[:_LETTERS]}…" if len(about) > _LETTERS else about
    return " · ".join(filter(None, (record.id, length_text(record.length, record.alphabet), short)))
