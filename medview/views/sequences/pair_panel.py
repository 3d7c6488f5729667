"""Two aligned sequences in words, where they are doubtful, and the map of what else they might be paired with."""

from __future__ import annotations

from math import log
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.finding import Decision, Review
from medview.core.pair_alignment import DOUBTFUL, PairAlignment
from medview.imaging.sequences.pairs import doubtful
from medview.jobs.protocol import Failed
from medview.views.columns import ScrolledColumn
from medview.views.jobs import JobBridge, Then
from medview.views.sequences.pair_map import PairMap, PairWay, way_of
from medview.views.sequences.words import interval_text, mode_names, number_text, tr
from medview.views.settings.theme import Theme
from medview.views.words import moment

_WIDTHS = (600, 400)
"""Of the map and of the words, pixels; a reader moves the line between them."""
_LISTED = 500
"""Doubtful stretches that are listed."""


class PairPanel(QWidget):
    """Shows what is known of two aligned sequences.

    Args:
        theme: Colours of the window.
        jobs: Where files are written.
        parent: The widget it stands in.
    """

    columns_chosen = Signal(int, int)
    """Columns are to be seen: the first, and the one behind the last."""
    pointed = Signal(str)
    """What lies under the pointer, in words."""
    failed = Signal(object)
    """A ``MedViewError``."""
    saved = Signal(str)
    """Path of a file that was written."""

    def __init__(self, theme: Theme, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: PairWay | None = None
        self._review: Review | None = None
        self.map = PairMap(theme)
        self.told, self.doubts = QLabel(), QLabel()
        self.list = QListWidget()
        self.save = QPushButton(tr("Export…"))
        self._make()
        self._lay_out()

    def show_pair(self, pair: PairAlignment | None) -> None:
        """Show another alignment; None: none, and nothing of the panel."""
        self._shown = way_of(pair) if pair is not None else None
        self.map.show_pair(self._shown)
        self.show_decision(None)
        self._list_doubts()
        self.setVisible(pair is not None)

    def show_decision(self, review: Review | None) -> None:
        """Show what a person decided on the alignment; None: nothing."""
        self._review = review
        self.told.setText("\n".join(summary(self._shown.pair, review)) if self._shown is not None else "")

    def save_to(self, path: str, kind: str) -> None:
        """Write the alignment; the name has the suffix of its kind."""
        if self._shown is None:
            return
        target = Path(path)
        stem = target.stem if target.suffix == f".{kind}" else target.name
        title = tr("Save {name}").format(name=f"{stem}.{kind}")
        then = Then(done=lambda written: self.saved.emit(written[kind]), failed=self._tell_failed)
        asked = {"folder": str(target.parent), "stem": stem, "kinds": (kind,), "review": self._review}
        self._jobs.submit("files", "export_pair_alignment", title, then, alignment=self._shown.pair, **asked)

    def _make(self) -> None:
        for label in (self.told, self.doubts):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list.setAccessibleName(tr("Doubtful stretches"))
        self.list.setMinimumHeight(4 * self.fontMetrics().height())
        self.save.setToolTip(tr("Save as FASTA, Clustal, Stockholm, a table of columns (CSV), or with all (JSON)"))
        self.save.clicked.connect(self._ask_save)
        self.list.currentItemChanged.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.map.column_chosen.connect(lambda column: self.columns_chosen.emit(column, column + 1))
        self.map.pointed.connect(self.pointed)

    def _lay_out(self) -> None:
        words = QWidget()
        words.setObjectName("panel")
        column = QVBoxLayout(words)
        column.setContentsMargins(8, 6, 6, 6)
        for widget in (self.told, self.save, self.doubts):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if widget is self.save else Qt.AlignmentFlag(0))
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.map)
        split.addWidget(ScrolledColumn(words))
        split.setChildrenCollapsible(False)
        for number, part in enumerate(_WIDTHS):
            split.setStretchFactor(number, part)
        split.setSizes(list(_WIDTHS))
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(split)

    def _list_doubts(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            if self._shown is None:
                return
            found, told = doubtful(self._shown.chances, DOUBTFUL).tolist(), tr("Columns {interval}: mean {value:.2f}")
            for start, end in found[:_LISTED]:
                mean = sum(self._shown.pair.chances[start:end]) / (end - start)
                item = QListWidgetItem(told.format(interval=interval_text((start, end)), value=mean))
                item.setToolTip(self._letters(start, end))
                item.setData(Qt.ItemDataRole.UserRole, (start, end))
                self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.doubts.setText(_doubts_told(found))

    def _letters(self, start: int, end: int) -> str:
        """Which letters of both sequences lie in some columns."""
        assert self._shown is not None
        (first, second), (last, other) = self._shown.way[start].tolist(), self._shown.way[end].tolist()
        pair = self._shown.pair
        letters = ((pair.first.name, first, last), (pair.second.name, second, other))
        there = (f"{name} {interval_text((begin, behind))}" for name, begin, behind in letters if behind > begin)
        return " · ".join(there)

    def _go(self, item: QListWidgetItem | None, _former: object = None) -> None:
        if item is not None:
            start, end = item.data(Qt.ItemDataRole.UserRole)
            self.map.mark(start)
            self.columns_chosen.emit(start, end)

    def _ask_save(self) -> None:
        if self._shown is None:
            return
        pair, kinds = self._shown.pair, file_kinds()
        name = "".join(s if s.isalnum() or s in "-_." else "_" for s in f"{pair.first.name}-{pair.second.name}")
        start = str(Path.home() / f"{name}.fasta")
        path, chosen = QFileDialog.getSaveFileName(self, tr("Save the alignment"), start, ";;".join(kinds.values()))
        if path:
            suffix = Path(path).suffix.removeprefix(".")
            known = suffix if suffix in kinds else next((kind for kind in kinds if kinds[kind] == chosen), "fasta")
            self.save_to(path, known)

    def _tell_failed(self, failed: Failed) -> None:
        self.failed.emit(MedViewError(failed.message, failed.hint))


def file_kinds() -> dict[str, str]:
    """Suffix of each kind of file an alignment is written to -> its filter of a file dialog."""
    return {
        "fasta": tr("FASTA (*.fasta)"),
        "aln": tr("Clustal (*.aln)"),
        "sto": tr("Stockholm (*.sto)"),
        "csv": tr("Columns with their probabilities (*.csv)"),
        "json": tr("MedView alignment (*.json)"),
    }


def summary(pair: PairAlignment, review: Review | None = None) -> tuple[str, ...]:
    """What is known of an alignment, one sentence each."""
    part, paired = 100 * pair.identical / max(pair.paired, 1), number_text(pair.paired)
    identity = tr("Identity: {same} of {paired} pairs of letters ({part:.1f} %).")
    expected = tr("Expected to be right: {right:.1f} of {paired} pairs of letters.")
    return (
        _decided(review),
        identity.format(same=number_text(pair.identical), paired=paired, part=part),
        tr("Score: {bits:.1f} bits for being related, all alignments together.").format(bits=pair.evidence / log(2)),
        tr("Mean probability of a column to be right: {mean:.2f}.").format(mean=pair.sure),
        expected.format(right=pair.expected, paired=paired),
        tr("{mode}; scored by {by}.").format(mode=mode_names()[pair.mode], by=pair.scored_by),
        *pair.notes,
    )


def _decided(review: Review | None) -> str:
    """What a person decided, who, when and why."""
    if review is None:
        return tr("Unreviewed: no person has checked this alignment.")
    told = (
        tr("Rejected by {who}, {time}.") if review.decision is Decision.REJECTED else tr("Accepted by {who}, {time}.")
    )
    return " ".join((told.format(who=review.reviewer, time=moment(review.time)), review.reason)).strip()


def _doubts_told(found: list[list[int]]) -> str:
    if not found:
        return tr("No column is doubtful: all are probably right.")
    told = tr("Doubtful, below {limit:g}: {columns} columns in {count} stretches.")
    words = told.format(
        limit=DOUBTFUL, columns=number_text(sum(end - start for start, end in found)), count=number_text(len(found))
    )
    more = tr("The first {most} are listed.").format(most=number_text(_LISTED)) if len(found) > _LISTED else ""
    return " ".join(filter(None, (words, more)))
