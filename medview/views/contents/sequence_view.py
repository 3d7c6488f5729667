"""A file of biological sequences: its records beside the one that is read, its alignments, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medview.core.content import AlongRecord, SequenceContent, holds_variants
from medview.core.errors import MedViewError, WriteError
from medview.core.sequence import SequenceFormat
from medview.core.splicing import NotScored
from medview.views.background import Background
from medview.views.contents.sequence_data import SequenceData
from medview.views.contents.sequence_words import about_html
from medview.views.jobs import JobBridge
from medview.views.latest import Latest
from medview.views.sequences.alignment_view import AlignmentView
from medview.views.sequences.grid import Block
from medview.views.sequences.pair_panel import PairPanel
from medview.views.sequences.preparing import NotWanted
from medview.views.sequences.record_list import RecordList
from medview.views.sequences.record_view import RecordView
from medview.views.sequences.search_bar import SearchBar
from medview.views.sequences.values import Effect, Interval
from medview.views.sequences.variant_list import VariantList
from medview.views.sequences.words import tr
from medview.views.settings.theme import Theme

_DESCRIBED: frozenset[SequenceFormat] = frozenset(
    {"genbank", "embl", "imgt", "swissprot", "uniprot-xml", "stockholm", "vcf"}
)
"""Formats that say more of a record than its letters."""
_HEIGHTS = (210, 590)
"""Of an alignment of two and of what is known of it, pixels; a reader moves the line between them."""
_WIDTHS = (320, 960)
"""Of the list and of what is read, pixels; a reader moves the line between them."""


class SequenceView(QWidget):
    """Shows an opened file of sequences.

    Args:
        theme: Colours of the window.
        background: Counts, searches and filters beside the window's thread.
        jobs: Where records are read.
        parent: The widget it stands in.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    saved = Signal(str)
    """Path of a file that was written."""
    record_shown = Signal(int)
    """Another record is read: its number."""

    def __init__(self, theme: Theme, background: Background, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._along = Latest(jobs, "files", "along_record")
        self._data: SequenceData | None = None
        self._told = AlongRecord()
        self._effects: tuple[Effect, ...] = ()
        self._left_out: tuple[NotScored, ...] = ()
        self.number = -1
        """Which record is shown; -1 for none."""
        self.records = RecordList()
        self.record = RecordView(theme, background)
        self.search = SearchBar(background)
        self.alignment = AlignmentView(theme, background)
        self.pair = PairPanel(theme, jobs)
        self.variants = VariantList()
        self.alignments = QComboBox()
        self.about = QTextBrowser()
        self.pages = QTabWidget()
        self.save = QPushButton(self.tr("Save as FASTA…"), self)
        """Stands beside the title, which who shows this view has."""
        self._aligned = QWidget()
        self._lay_out()
        self._connect()

    def show_content(self, content: SequenceContent, record: int = 0) -> None:
        """Show another file, its alignment or one of its records."""
        self.clear()
        data = self._data = SequenceData(content)
        self.records.show_records(len(data), data.fetch, self._ask_filter, content.file.letters)
        self.records.setVisible(len(data) > 1)
        for number, alignment in enumerate(content.file.alignments):
            name = alignment.name or self.tr("Alignment {number}").format(number=number + 1)
            self.alignments.addItem(name, number)
        self.alignments.setVisible(self.alignments.count() > 1)
        if content.file.alignments:
            self.pages.insertTab(1, self._aligned, self.tr("Alignment"))
            self._show_alignment(0)
        self.pair.show_pair(content.pair)
        if holds_variants(content):
            self.pages.insertTab(1, self.variants, self.tr("Variants"))
        self.records.choose(record)
        if content.file.alignments:
            self.pages.setCurrentWidget(self._aligned)

    def clear(self) -> None:
        """Let go of the file."""
        self._along.cancel()
        self._data, self.number = None, -1
        self._told = AlongRecord()
        self.alignments.clear()
        self.records.show_held(())
        self.search.show_record(None)
        self.record.show_record(None)
        self.alignment.shut()
        self.pair.show_pair(None)
        self.about.clear()
        self.variants.show_variants(())
        for page in (self._aligned, self.variants):
            if self.pages.indexOf(page) >= 0:
                self.pages.removeTab(self.pages.indexOf(page))
        self.pages.setCurrentIndex(0)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What viewport actions do here, by the action's name."""
        return {
            "fit": self.fit,
            "zoom_in": self._canvas_button("zoom_in"),
            "zoom_out": self._canvas_button("zoom_out"),
            "sequence_find": self._find,
            "sequence_next": partial(self.search.step, 1),
            "sequence_previous": partial(self.search.step, -1),
            "sequence_place": self._place,
            "sequence_record_next": partial(self._step, 1),
            "sequence_record_previous": partial(self._step, -1),
            "sequence_page": self._turn,
            "sequence_copy": self._copy,
            "sequence_copy_reverse": partial(self.record.copy, True),
            "sequence_save": self._ask_save,
        }

    def fit(self) -> None:
        """See the whole record, or all columns."""
        (self.alignment.canvas if self._is_aligned() else self.record.canvas).fit()

    def read(self, number: int) -> None:
        """Read a record of the file."""
        if self.records.model.row_of(number) is not None:
            self.records.choose(number)
        else:  # the filter has left it out
            self._choose(number)

    def see_record(self) -> None:
        """Turn to the page the record is read on."""
        self.pages.setCurrentIndex(0)

    def show_effects(self, effects: tuple[Effect, ...], left_out: tuple[NotScored, ...], chosen: str) -> None:
        """Show what is predicted of the variants of the record that is read, and of which nothing; one is chosen."""
        if effects is not self._effects or left_out is not self._left_out:
            self._effects, self._left_out = effects, left_out
            self.record.show_effects(effects)
            self.variants.show_effects(effects, left_out)
        self.variants.choose(chosen)

    def _see(self, interval: Interval) -> None:
        """Turn to letters of the record."""
        self.see_record()
        self.record.go_to(interval)

    def reads_variants(self) -> bool:
        """Whether the table of variants is read."""
        return self.pages.currentWidget() is self.variants

    def save_to(self, target: str) -> None:
        """Write the selection, or all that is shown, as FASTA."""
        try:
            text = self.alignment.fasta() if self._is_aligned() else self.record.fasta()
        except MedViewError as error:
            self.failed.emit(error)
            return
        if text:
            self._background.run(partial(_written, text, target), self.saved.emit, self.failed.emit)

    # records

    def _choose(self, number: int) -> None:
        data = self._data
        if data is None or number == self.number:
            return
        self.number = number
        if self._is_aligned():
            self.pages.setCurrentIndex(0)
        self._along.cancel()
        if data.content.file.format not in _DESCRIBED:
            self._show_record(number, AlongRecord())
            return
        self.record.told.setText(self.tr("Reading the record …"))
        self._along.submit(
            "",
            lambda along, serial: self._show_record(number, along),
            partial(self._show_bare, number),
            path=data.content.file.path,
            record=number,
        )

    def _show_bare(self, number: int, error: MedViewError) -> None:
        """A record of which nothing more can be read is shown all the same."""
        self._show_record(number, AlongRecord(notes=(str(error),)))
        self.failed.emit(error)

    def _show_record(self, number: int, along: AlongRecord) -> None:
        data = self._data
        if data is None or number != self.number:
            return
        try:
            shown = data.shown(number, along)
        except MedViewError as error:
            self.failed.emit(error)
            return
        self._told = along
        self.record.show_record(shown)
        self.search.show_record(shown)
        self._effects, self._left_out = (), ()
        self.variants.show_variants(shown.variants)
        self.about.setHtml(about_html(data.content, shown.record, along))
        self._say(data, number)
        self.record_shown.emit(number)

    def _say(self, data: SequenceData, number: int) -> None:
        """What keeps letters from being shown stands where the record is described."""
        record, shown = data.records.record(number), self.record.shown
        if record.absent and shown is not None:
            told = self.tr("{record}: {why} {sign} stands for each letter.")
            sign = shown.letters[:1].tobytes().decode()
            words = told.format(record=record.id, why=record.absent, sign=sign)
            self.record.told.setText(words if sign else record.absent)

    def _ask_filter(self, text: str, take: Callable[..., None]) -> None:
        data = self._data
        if data is None:
            return
        work = partial(data.records.with_text, text, partial(self._go_on, data))
        self._background.run(work, take, self._filter_failed)

    def _go_on(self, data: SequenceData, _part: float, _note: str) -> None:
        if self._data is not data:
            raise NotWanted("")

    def _filter_failed(self, error: MedViewError) -> None:
        if not isinstance(error, NotWanted):
            self.failed.emit(error)

    def _step(self, by: int) -> None:
        """Choose the next record of the list, or the one before."""
        row = self.records.model.row_of(self.number)
        wanted = (row if row is not None else -1) + by
        if 0 <= wanted < self.records.model.rowCount():
            self.records.choose(self.records.model.record(wanted))

    # alignments

    def _show_alignment(self, number: int) -> None:
        data = self._data
        if data is None or number < 0:
            return
        try:
            self.alignment.show_alignment(data.aligned(number))
        except MedViewError as error:
            self.failed.emit(error)

    def _mark(self, block: Block | None) -> None:
        """The first selected column is marked in the map of a pair."""
        self.pair.map.mark(block[2] if block is not None else -1)

    def _is_aligned(self) -> bool:
        return self.pages.currentWidget() is self._aligned

    # what actions do

    def _canvas_button(self, name: str) -> Callable[[], object]:
        def act() -> None:
            getattr(self.alignment if self._is_aligned() else self.record, name).click()

        return act

    def _find(self) -> None:
        self.pages.setCurrentIndex(0)
        self.search.text.setFocus()
        self.search.text.selectAll()

    def _place(self) -> None:
        self.pages.setCurrentIndex(0)
        self.record.place.setFocus()
        self.record.place.selectAll()

    def _turn(self) -> None:
        """The next page."""
        self.pages.setCurrentIndex((self.pages.currentIndex() + 1) % self.pages.count())

    def _copy(self) -> None:
        if self._is_aligned():
            self.alignment.copy()
        else:
            self.record.copy()

    def _ask_save(self) -> None:
        if self._data is None:
            return
        stem = self._data.content.title if self._is_aligned() else self.record.name
        name = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in stem) or "sequence"
        title, kinds = self.tr("Save as FASTA"), self.tr("FASTA (*.fasta *.fa)")
        target, _ = QFileDialog.getSaveFileName(self, title, str(Path.home() / f"{name}.fasta"), kinds)
        if target:
            self.save_to(target)

    # around it

    def _lay_out(self) -> None:
        read, aligned, rows = QWidget(), self._aligned, QSplitter(Qt.Orientation.Vertical)
        for widget in (self.alignment, self.pair):
            rows.addWidget(widget)
        rows.setChildrenCollapsible(False)
        rows.setStretchFactor(1, 1)
        rows.setSizes(list(_HEIGHTS))
        for page, widgets in ((read, (self.search, self.record)), (aligned, (self.alignments, rows))):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(widgets[0])
            column.addWidget(widgets[1], 1)
        for page in (aligned, self.variants):
            page.setParent(self)
            page.hide()
        self.alignments.setAccessibleName(self.tr("Alignments of the file"))
        self.about.setAccessibleName(self.tr("What the file says"))
        self.about.setOpenLinks(False)
        self.save.setProperty("flat", True)
        self.save.setToolTip(self.tr("Save the selection, or all that is shown, as FASTA"))
        self.save.hide()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.addTab(read, self.tr("Record"))
        self.pages.addTab(self.about, self.tr("About"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.records)
        split.addWidget(self.pages)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        split.setSizes(list(_WIDTHS))
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(split)

    def _connect(self) -> None:
        self.records.chosen.connect(self._choose)
        self.search.found.connect(self.record.show_hits)
        self.search.gone_to.connect(self.record.go_to)
        self.variants.gone_to.connect(self._see)
        self.alignments.currentIndexChanged.connect(self._show_alignment)
        self.record.failed.connect(self.failed)
        self.alignment.failed.connect(self.failed)
        self.alignment.canvas.selection_changed.connect(self._mark)
        self.pair.columns_chosen.connect(self.alignment.canvas.see_columns)
        self.pair.pointed.connect(self.alignment.pointed.setText)
        self.pair.failed.connect(self.failed)
        self.pair.saved.connect(self.saved)
        self.save.clicked.connect(self._ask_save)


def _written(text: str, target: str) -> str:
    try:
        Path(target).write_text(text, encoding="ascii", errors="replace")
    except OSError as error:
        told = tr("The file could not be written: {reason}.").format(reason=error.strerror or error)
        raise WriteError(told, tr("Choose another folder.")) from error
    return target
