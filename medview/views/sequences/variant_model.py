"""A table of the variants of a record: what each changes, and what a model says it does to splicing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from medview.core.sequence import Variant
from medview.core.splicing import CHANGES, NotScored
from medview.views.sequences.band import ink_of, tuple_colour
from medview.views.sequences.schemes import effect_colour
from medview.views.sequences.values import Effect
from medview.views.sequences.words import decision_text, effect_text, number_text, short, tr, variant_text

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_STRANDS = {1: "→", -1: "←", 0: ""}
_NUMBERS = frozenset({0, 6, 7, 8, 9, 10})
"""Columns that stand at the right."""
GREATEST = 6
"""The column of the greatest score; those of ``CHANGES`` follow."""


@dataclass(frozen=True, eq=False)
class Row:
    """One alternative of a variant, on one strand where something is predicted of it.

    Args:
        variant: The variant.
        alternative: What stands in its place; all of them where nothing is predicted.
        effect: What it does; None where nothing is predicted.
        reason: Why nothing could be; empty where it was, or nobody asked.
    """

    variant: Variant
    alternative: str
    effect: Effect | None = None
    reason: str = ""

    @property
    def highest(self) -> float:
        """The greatest score; -1 where nothing is predicted, which sorts behind."""
        return self.effect.deltas.highest if self.effect is not None else -1.0

    def delta(self, number: int) -> tuple[float, str]:
        """The score of a change, and in words with its place."""
        if self.effect is None:
            return -1.0, ""
        one = self.effect.deltas.each[number]
        return one.score, f"{one.score:.2f} ({one.position:+d})"


def rows_of(
    variants: Sequence[Variant], effects: Mapping[int, Sequence[Effect]], left_out: Sequence[NotScored] = ()
) -> list[Row]:
    """The rows of a record: those of what is predicted, and of each variant of which nothing is.

    Args:
        variants: Of the record.
        effects: By the line of their variant.
        left_out: What could not be scored, of any record.
    """
    reasons: dict[int, list[NotScored]] = {}
    for missing in left_out:
        reasons.setdefault(missing.line, []).append(missing)
    rows: list[Row] = []
    for variant in variants:
        whole = ",".join(variant.alternatives) or "."
        told = [Row(variant, one.alternative, one) for one in effects.get(variant.line, ())]
        told += [Row(variant, one.alternative or whole, reason=one.reason) for one in reasons.get(variant.line, ())]
        rows += told or [Row(variant, whole)]
    return rows


class VariantModel(QAbstractTableModel):
    """Rows for the table; it sorts itself."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._order = (0, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows in the order the reader chose."""
        self.beginResetModel()
        self.rows = list(rows)
        self._sort()
        self.endResetModel()

    def row_of(self, finding_id: str) -> int:
        """Which row tells of a finding; -1: none."""
        at = (n for n, row in enumerate(self.rows) if row.effect is not None and row.effect.id == finding_id)
        return next(at, -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order)
        self._sort()
        self.layoutChanged.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many alternatives."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One for each of ``columns``."""
        return 0 if parent is not None and parent.isValid() else len(columns())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """What the columns are."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.ToolTipRole and section > GREATEST:
            return tr("Score, and letters from the variant to where it is; 0.2, 0.5 and 0.8 are usual limits")
        return columns()[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell; that of the greatest score has its colour."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return _cell(row, column)
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return row_text(row)
            case Role.TextAlignmentRole if column in _NUMBERS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Role.BackgroundRole | Role.ForegroundRole if column == GREATEST:
                return _coloured(row, role == Role.ForegroundRole)
        return None

    def _sort(self) -> None:
        column, order = self._order
        key = _KEYS.get(column, lambda row: _cell(row, column))
        self.rows.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)


def columns() -> tuple[str, ...]:
    """What the columns are called."""
    changes = (tr("Acceptor gain"), tr("Acceptor loss"), tr("Donor gain"), tr("Donor loss"))
    told = (tr("Position"), tr("Change"), tr("Name"), tr("Filter"), tr("Strand"), tr("Gene"), tr("Greatest"))
    return (*told, *changes, tr("Decision"))


def row_text(row: Row) -> str:
    """All that is said of an alternative."""
    told = variant_text(row.variant)
    if row.reason:
        return f"{told}\n{_not_scored(row)}"
    return told if row.effect is None else f"{told}\n{effect_text(row.effect)}"


def _not_scored(row: Row) -> str:
    return tr(">{alternative} could not be scored: {reason}").format(
        alternative=short(row.alternative), reason=row.reason
    )


def _cell(row: Row, column: int) -> str:
    variant, effect = row.variant, row.effect
    if GREATEST < column <= GREATEST + len(CHANGES):
        return row.delta(column - GREATEST - 1)[1]
    cells = {
        0: number_text(variant.start + 1),
        1: f"{short(variant.reference)}>{short(row.alternative)}",
        2: variant.name,
        3: ", ".join(variant.filters),
        4: _STRANDS[effect.strand] if effect is not None else "",
        5: effect.gene if effect is not None else "",
        GREATEST: f"{effect.deltas.highest:.2f}" if effect is not None else tr("not scored") if row.reason else "",
    }
    return cells.get(column, decision_text(effect.decision) if effect is not None else "")


def _coloured(row: Row, ink: bool) -> QColor | None:
    colour = effect_colour(row.highest)
    if colour is None:
        return None
    fill = tuple_colour(colour)
    return ink_of(fill) if ink else fill


def _score(number: int) -> Callable[[Row], float]:
    return lambda row: row.delta(number)[0]


_KEYS: dict[int, Callable[[Row], Any]] = {
    0: lambda row: row.variant.start,
    GREATEST: lambda row: row.highest,
    **{GREATEST + 1 + number: _score(number) for number in range(len(CHANGES))},
}
"""Columns that are not sorted as words."""
