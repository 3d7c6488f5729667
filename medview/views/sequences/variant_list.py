"""The variants of a record as a table beside their track."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from medview.core.sequence import Variant
from medview.core.splicing import NotScored
from medview.views.sequences.values import Effect, by_line
from medview.views.sequences.variant_model import GREATEST, VariantModel, rows_of
from medview.views.sequences.words import number_text, tr

_ROW_ROOM = 6
"""Pixels of a row beside its words."""


class VariantList(QWidget):
    """Lists variants, and what a model says they do.

    Args:
        parent: The widget it stands in.
    """

    chosen = Signal(str)
    """What is predicted of a variant was chosen: the finding's identifier."""
    gone_to = Signal(object)
    """A variant is to be seen where it lies: its ``Interval``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variants: tuple[Variant, ...] = ()
        self.model = VariantModel(self)
        self.table, self.told = QTableView(), QLabel()
        self._make()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)

    def show_variants(self, variants: Sequence[Variant]) -> None:
        """List those of another record."""
        self._variants = tuple(variants)
        self.show_effects(())

    def show_effects(self, effects: Sequence[Effect], left_out: Sequence[NotScored] = ()) -> None:
        """Show what is predicted of the same variants, and why nothing is of others."""
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_rows(rows_of(self._variants, by_line(effects), left_out))
        self._leave_out(effects)
        told = tr("{count} variants, {scored} predictions") if effects else tr("{count} variants")
        count, many = number_text(len(self._variants)), number_text(len(effects))
        self.told.setText(told.format(count=count, scored=many))

    def _leave_out(self, effects: Sequence[Effect]) -> None:
        """Columns stand where there is something in them, so that scores are seen in a small window, too."""
        filled = {
            2: any(one.name for one in self._variants),
            3: any(one.filters for one in self._variants),
            5: any(one.gene for one in effects),
            GREATEST: bool(effects) or any(row.reason for row in self.model.rows),
        }
        for column in range(2, self.model.columnCount()):
            self.table.setColumnHidden(column, not filled.get(column, bool(effects)))

    def choose(self, finding_id: str) -> None:
        """Mark the row of a finding that was chosen elsewhere."""
        at, selection = self.model.row_of(finding_id) if finding_id else -1, self.table.selectionModel()
        if at >= 0 and at == self.table.currentIndex().row():
            return
        with QSignalBlocker(selection):
            if at < 0:
                selection.clear()
            else:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                selection.setCurrentIndex(self.model.index(at, 0), flags)
                self.table.scrollTo(self.model.index(at, 0))
        self.table.viewport().update()

    def _make(self) -> None:
        table, letters = self.table, self.fontMetrics().horizontalAdvance("0")
        table.setModel(self.model)
        table.setAccessibleName(tr("Variants"))
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_ROOM)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column, wide in enumerate((11, 13, 10, 8, 8, 9, 10, 15, 15, 15, 15, 16)):
            table.setColumnWidth(column, letters * wide)
        table.horizontalHeader().setStretchLastSection(True)
        table.selectionModel().currentRowChanged.connect(self._choose)
        table.activated.connect(self._go)
        self.told.setContentsMargins(6, 1, 6, 1)
        self.told.setAccessibleName(tr("How many variants are listed"))

    def _choose(self, index: QModelIndex, _former: QModelIndex) -> None:
        effect = self.model.rows[index.row()].effect if index.isValid() else None
        if effect is not None:
            self.chosen.emit(effect.id)

    def _go(self, index: QModelIndex) -> None:
        variant = self.model.rows[index.row()].variant
        self.gone_to.emit((variant.start, max(variant.end, variant.start + 1)))
